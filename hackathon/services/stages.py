"""Moving stages and keeping their calendar."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.follows import run_follows
from hackathon.kit.gates import blockers
from hackathon.kit.states import Move
from hackathon.kit.store import store
from hackathon.kit.translated import in_every_language
from hackathon.models import Session, Stage, User
from hackathon.models.stage import GRACE
from hackathon.moves import make_move
from hackathon.queries import local_time
from hackathon.services.texts import announce
from hackathon.states import StageStatus


@transaction.atomic
def move_stage(*, stage: Stage, move: Move, actor: User, now: datetime) -> Stage:
    """Open, close or publish a stage, once nothing stands before it.

    Refuses with `gate_closed` and the list of blockers, or with `stale`.
    """
    stage = Stage.objects.select_for_update().select_related("hackathon").get(pk=stage.pk)
    if waiting := blockers(stage, move.name):
        raise Refused(
            [blocker.message for blocker in waiting], code="gate_closed", blockers=waiting
        )
    make_move(stage, move, actor=actor, now=now)
    run_follows(stage, move.name, actor=actor, now=now)
    return stage


@transaction.atomic
def move_dates(
    *, stage: Stage, opens_at: datetime, closes_at: datetime, actor: User, now: datetime
) -> Stage:
    """Change when a stage opens and closes, and announce it on the site, where it binds (R1.4).

    Reminders are computed from these dates, so they move along. Dates that are so already change
    nothing. Refuses `ends_in_past` for an open stage: a change binds from its publication (R7.1);
    and `stage_dates` if the stage would end before it begins.
    """
    stages = Stage.objects.select_related("hackathon")
    stage = stages.select_for_update(of=("self",)).get(pk=stage.pk)
    before, after = (stage.opens_at, stage.closes_at), (opens_at, closes_at)
    if before == after:
        return stage
    _check_end(stage, closes_at, now)
    stage.opens_at, stage.closes_at = after
    store(stage)
    record(
        "hackathon.stage.move_dates",
        stage,
        actor=actor,
        now=now,
        before=[moment.isoformat() for moment in before],
        after=[moment.isoformat() for moment in after],
    )
    if stage.hackathon.is_public:
        _announce_dates(stage, before, actor=actor, now=now)
    return stage


def _check_end(stage: Stage, closes_at: datetime, now: datetime) -> None:
    """What arrived in time stays in time: nobody ends an open stage backwards."""
    is_moved = closes_at != stage.closes_at
    if stage.status == StageStatus.OPEN and is_moved and closes_at + GRACE <= now:
        raise Refused(
            _("An open stage cannot end in the past: close it instead."),
            code="ends_in_past",
            params={"field": "closes_at"},
        )


def _announce_dates(
    stage: Stage, before: tuple[datetime, datetime], *, actor: User, now: datetime
) -> None:
    """Say in the news which dates have moved, from when to when."""

    def title() -> str:
        return _("%(stage)s: the dates have moved") % {"stage": stage.get_kind_display()}

    def text() -> str:
        lines = (
            (_("The stage opens: %(after)s. Until now: %(before)s."), before[0], stage.opens_at),
            (_("The stage closes: %(after)s. Until now: %(before)s."), before[1], stage.closes_at),
        )
        return "\n\n".join(
            words % {"before": _told(old, stage), "after": f"**{_told(new, stage)}**"}
            for words, old, new in lines
            if _told(old, stage) != _told(new, stage)
        )

    texts = in_every_language(text)
    if all(texts.values()):  # else only seconds have moved, which no page shows
        titles = in_every_language(title)
        announce(hackathon=stage.hackathon, title=titles, text=texts, actor=actor, now=now)


def _told(moment: datetime, stage: Stage) -> str:
    return local_time(moment, stage.hackathon)


@transaction.atomic
def add_session(*, stage: Stage, actor: User, now: datetime, **facts: Any) -> Session:
    """Add a line to the timetable (R4.3)."""
    session = store(Session(stage=stage, **facts))
    record("hackathon.session.add", session, actor=actor, now=now)
    return session


@transaction.atomic
def remove_session(*, session: Session, actor: User, now: datetime) -> None:
    """Take a line off the timetable."""
    record("hackathon.session.remove", session, actor=actor, now=now, title=session.title)
    session.delete()
