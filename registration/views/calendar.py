"""What the calendar says to the pages of a team: one stage, and whether it may write now."""

from datetime import datetime
from typing import Any

from hackathon.models import Hackathon, Stage
from hackathon.queries import stages_of
from hackathon.states import StageKind
from registration import queries
from registration.models import Application


def stage_in(hackathon: Hackathon, kind: str) -> Stage:
    """One stage of the calendar, out of all that are read once."""
    return next(stage for stage in stages_of(hackathon) if stage.kind == kind)


def writing_facts(application: Application, now: datetime) -> dict[str, Any]:
    """Whether the application can be changed now, and if not, why."""
    stage = stage_in(application.hackathon, StageKind.APPLICATIONS)
    is_open, is_draft = stage.takes_work_at(now), queries.is_editable(application)
    return {
        "stage": stage,
        "is_open": is_open,
        "is_draft": is_draft,
        "is_editable": is_open and is_draft,
    }
