"""Rules of what teams hand in."""

from datetime import datetime

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from registration import queries
from registration.models import Entry
from registration.states import HANDS_IN


def check_hand_in(entry: Entry, now: datetime) -> None:
    """Teams hand in while their stage is open, to the last second (R2.2, R4.5)."""
    stage = entry.stage
    if stage.kind not in HANDS_IN:
        raise Refused(_("Nothing is handed in during this stage."), code="nothing_to_hand_in")
    if not stage.takes_work_at(now):
        raise Refused(
            _("Nothing can be handed in now: %(stage)s takes work from %(opens)s to %(closes)s."),
            code="stage_not_open",
            params={
                "stage": str(stage),
                "opens": queries.local_time(stage.opens_at, stage.hackathon),
                "closes": queries.local_time(stage.closes_at, stage.hackathon),
            },
        )


def check_file(file: File | None) -> None:  # type: ignore[type-arg] # bytes, wherever they lie
    """A file is not larger than the installation takes."""
    if file is not None and file.size > settings.UPLOAD_MAX_BYTES:
        raise Refused(
            _("The file is larger than %(max)d MB. Give a link instead."),
            code="file_too_large",
            params={"field": "file", "max": settings.UPLOAD_MAX_BYTES // 2**20},
        )
