"""Moving stages and keeping their calendar."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.follows import run_follows
from hackathon.kit.gates import blockers
from hackathon.kit.states import Move
from hackathon.kit.store import store
from hackathon.models import Session, Stage, User
from hackathon.moves import make_move


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
    """Change when a stage opens and closes. Refuses `stage_dates` if it would end before it begins.

    Reminders are computed from these dates, so they move along.
    """
    stage = Stage.objects.select_for_update().get(pk=stage.pk)
    before = [stage.opens_at.isoformat(), stage.closes_at.isoformat()]
    stage.opens_at, stage.closes_at = opens_at, closes_at
    store(stage)
    after = [opens_at.isoformat(), closes_at.isoformat()]
    record("hackathon.stage.move_dates", stage, actor=actor, now=now, before=before, after=after)
    return stage


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
