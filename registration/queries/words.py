"""What pages and letters say about moments, places and names of things."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from hackathon.kit.translated import LANGUAGES
from hackathon.models import Hackathon


def local_time(moment: datetime, hackathon: Hackathon) -> str:
    """A moment in the hackathon's own time zone and the reader's language, the zone named."""
    local = moment.astimezone(ZoneInfo(hackathon.time_zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} ({hackathon.time_zone})"


def in_every_language(say: Callable[[], Any]) -> dict[str, str]:
    """What `say` says in each language of the site: a fact for letters to many readers."""
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = str(say())
    return texts


def path_of(name: str, *args: Any) -> str:
    """The address of a page without its language, to which a letter adds the reader's own."""
    return "/" + reverse(name, args=args).split("/", 2)[2]
