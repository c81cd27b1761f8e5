"""An application as it can be read: its lines, page by page, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from registration.models import Application
from registration.questions import BY_CODE, DATA, QUESTIONS
from registration.states import ProjectForm as Prototype

LABELS: dict[str, Any] = {
    "team_name": _("Team name"),
    "track": _("Track"),
    "city": _("City"),
    "title": _("Name of the project"),
    "forms": _("What will your prototype be?"),
} | {code: question.label for code, question in BY_CODE.items()}

LINES: dict[str, tuple[str, ...]] = {
    "team": ("team_name", "track", "city"),
    "project": ("title", "forms", *(one.code for one in QUESTIONS if one.section != DATA)),
    "data_used": tuple(one.code for one in QUESTIONS if one.section == DATA),
}
"""What stands on which page."""


@dataclass(frozen=True)
class Answer:
    """One line of an application."""

    name: str
    label: Any
    text: str


def values_of(application: Application) -> dict[str, Any]:
    """What an application holds now, by the names of the fields and as JSON can carry it."""
    answers = {code: application.answers.get(code, "") for code in BY_CODE}
    return answers | {
        "team_name": application.team.name,
        "title": application.title,
        "track": application.track_id,
        "city": application.city_id,
        "forms": list(application.forms),
    }


def answers_of(application: Application, names: Iterable[str]) -> list[Answer]:
    """These lines of an application; what it is not asked and does not say is left out."""
    lines = [Answer(name, LABELS[name], told(application, name)) for name in names]
    return [line for line in lines if line.text or is_asked(application, line.name)]


def told(application: Application, name: str) -> str:
    """One value of an application in words."""
    if name in BY_CODE:
        return str(application.answers.get(name, ""))
    if name == "forms":
        return ", ".join(str(Prototype(code).label) for code in application.forms)
    if name == "team_name":
        return application.team.name
    return str(getattr(application, name) or "")


def is_asked(application: Application, name: str) -> bool:
    """Whether a team of this hackathon, with a project of these forms, is asked for this."""
    if name == "track":
        return application.hackathon.tracks.exists()
    if name == "city":
        return application.hackathon.cities.exists()
    question = BY_CODE.get(name)
    return question is None or question.is_asked(application.forms)
