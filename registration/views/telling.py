"""What a team is told of its application: a decision is told by the published list only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hackathon.models import Hackathon
from registration.forms import LABELS, LINES, Answer, answers_of
from registration.models import Application
from registration.queries import told_status
from registration.questions import QUESTIONS
from registration.states import ApplicationStatus, ProjectForm, Role


@dataclass(frozen=True)
class Page:
    """One page of an application, to be read: its answers, and where they can be changed."""

    name: str
    title: str
    answers: list[Answer]
    url: str


def pages_of(application: Application, *, with_links: bool = False) -> list[Page]:
    """Every page of an application, in the order in which it is filled in."""
    titles = {"team": _("The team"), "project": _("The project"), "data_used": _("Data used")}
    slug = application.hackathon.slug
    return [
        Page(
            name,
            titles[name],
            answers_of(application, lines),
            reverse(f"registration:{name}", args=[slug]) if with_links else "",
        )
        for name, lines in LINES.items()
    ]


@dataclass(frozen=True)
class Told:
    """A status as the team may know it."""

    status: ApplicationStatus

    def get_status_display(self) -> str:
        """The status in words."""
        return str(self.status.label)


def status_told(application: Application) -> Told:
    """The status that the team may know now."""
    return Told(told_status(application))


def sent_lines(hackathon: Hackathon, snapshot: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """What a submission holds, in words: each question or field with what was sent for it."""
    tracks = {track.code: str(track) for track in hackathon.tracks.all()}
    cities = {city.code: str(city) for city in hackathon.cities.all()}
    forms = [str(ProjectForm(code).label) for code in snapshot["forms"]]
    lines = [
        (LABELS["team_name"], snapshot["team"]),
        (LABELS["track"], tracks.get(snapshot["track"], "")),
        (LABELS["city"], cities.get(snapshot["city"], "")),
        (LABELS["title"], snapshot["title"]),
        (LABELS["forms"], ", ".join(forms)),
    ]
    answers = snapshot["answers"]
    lines += [(one.label, answers.get(one.code, "")) for one in QUESTIONS]
    return [(label, text) for label, text in lines if text]


def sent_members(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The members whom a submission names, their roles in words."""
    return [member | {"role": Role(member["role"]).label} for member in snapshot["members"]]
