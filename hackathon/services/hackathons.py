"""Setting a hackathon up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.store import store
from hackathon.models import City, Hackathon, Stage, Track, User
from hackathon.models.hackathon import RESERVED_SLUGS
from hackathon.services.badges import give_badge
from hackathon.states import StageKind

Texts = Mapping[str, str]


@transaction.atomic
def create_hackathon(
    *,
    facts: Mapping[str, Any],
    calendar: Mapping[str, tuple[datetime, datetime]],
    cities: Sequence[tuple[str, Texts]] = (),
    tracks: Sequence[tuple[str, Texts, Texts]] = (),
    actor: User,
    now: datetime,
) -> Hackathon:
    """Set a hackathon up with its stages, cities and tracks; the actor becomes its organizer.

    `calendar` gives every kind of stage its opening and closing (R2.1). Refuses `slug_reserved`
    and `calendar_incomplete`, and whatever a constraint refuses.
    """
    if facts["slug"] in RESERVED_SLUGS:
        raise Refused(
            _("This address is reserved."), code="slug_reserved", params={"field": "slug"}
        )
    if set(calendar) != set(StageKind.values):
        raise Refused(_("Every stage needs its dates."), code="calendar_incomplete")
    hackathon = store(Hackathon(created_at=now, **facts))
    for kind, (opens_at, closes_at) in calendar.items():
        store(Stage(hackathon=hackathon, kind=kind, opens_at=opens_at, closes_at=closes_at))
    for order, (code, name) in enumerate(cities):
        store(City(hackathon=hackathon, code=code, name=dict(name), order=order))
    for order, (code, name, summary) in enumerate(tracks):
        row = Track(hackathon=hackathon, code=code, name=dict(name), order=order)
        row.summary = dict(summary)
        store(row)
    give_badge(hackathon=hackathon, person=actor, actor=actor, now=now, is_organizer=True)
    record("hackathon.hackathon.create", hackathon, actor=actor, now=now)
    return hackathon
