"""Rules of applications: when, by whom, and how complete."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from hackathon.kit.folding import fold
from hackathon.kit.gates import Blocker
from hackathon.models import Hackathon
from hackathon.queries import stage_of
from hackathon.states import StageKind, StageStatus
from registration import queries
from registration.models import Application, Team
from registration.questions import BY_CODE
from registration.states import (
    ProjectForm,
)


def check_applications_open(hackathon: Hackathon, now: datetime) -> None:
    """Teams register within the dates of the calendar, to the last second (R2.2, R3.1)."""
    stage = stage_of(hackathon, StageKind.APPLICATIONS)
    if stage.takes_work_at(now):
        return
    if stage.status == StageStatus.PLANNED:
        message, moment = _("Applications open on %(moment)s."), stage.opens_at
    else:
        message, moment = _("Applications closed on %(moment)s."), stage.closes_at
    words = {"moment": queries.local_time(moment, hackathon)}
    raise Refused(message, code="applications_closed", params=words)


def check_editable(application: Application) -> None:
    """Only a draft, or what came back for correction, can change (R3.6)."""
    if not queries.is_editable(application):
        raise Refused(_("The application is sent. Recall it to change it."), code="not_editable")


def check_revision(application: Application, revision: int) -> None:
    """Nobody overwrites what they have not seen."""
    if application.revision != revision:
        raise Refused(
            _("The application was changed in another window or by another person."),
            code="stale_revision",
        )


def check_team_name(hackathon: Hackathon, name: str, team: Team | None = None) -> None:
    """A name belongs to one team of a hackathon, in capitals or not."""
    others = hackathon.teams.exclude(pk=team.pk) if team else hackathon.teams.all()
    if others.filter(name_key=fold(name)).exists():
        raise Refused(
            _("A team of this name takes part already."),
            code="team_name_taken",
            params={"field": "team_name"},
        )


def check_answers(hackathon: Hackathon, changes: Mapping[str, Any]) -> None:
    """Answers to known questions and of fit length; forms, track and city of this hackathon."""
    for code, text in changes.get("answers", {}).items():
        if code not in BY_CODE:
            raise Refused(_("There is no such question."), code="unknown_question")
        if len(text) > BY_CODE[code].max_length:
            raise Refused(
                _("The text is longer than %(max)d characters."),
                code="too_long",
                params={"field": code, "max": BY_CODE[code].max_length},
            )
    if not set(changes.get("forms", ())) <= set(ProjectForm.values):
        raise Refused(_("There is no such form."), code="unknown_form", params={"field": "forms"})
    for field in ("track", "city"):
        chosen = changes.get(field)
        if chosen is not None and chosen.hackathon_id != hackathon.pk:
            raise Refused(
                _("This belongs to another hackathon."),
                code="another_hackathon",
                params={"field": field},
            )


def check_complete(application: Application, now: datetime) -> None:
    """An application that is sent has a whole team and every answer (R1.7, R1.8, R3.2, R3.8).

    The code is the most urgent gap's; the blockers list every one.
    """
    gaps = queries.gaps_of(application, now=now)
    if gaps:
        blockers = [Blocker(gap.message, gap.count, gap.url) for gap in gaps]
        raise Refused([gap.message for gap in gaps], code=gaps[0].code, blockers=blockers)
