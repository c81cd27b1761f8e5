"""What an application still lacks, and the task list that the captain sees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hackathon.models import Badge, Hackathon
from registration.models import Acceptance, Application, Invitation, Membership
from registration.queries.people import members_of, standing_consents
from registration.queries.teams import waiting_invitations
from registration.questions import DATA, IDEA, SOLUTION, Question, questions_for
from registration.states import (
    CAPTAIN_DECLARATIONS,
    MEMBER_DECLARATIONS,
    NEEDED_PURPOSES,
    SUBMIT,
    ApplicationStatus,
)


@dataclass(frozen=True)
class Gap:
    """One thing that keeps an application from being sent: its code, its words, where to go."""

    code: str
    message: str
    url: str
    count: int = 1


@dataclass(frozen=True)
class Task:
    """One line of the captain's task list; `state` is todo, started, done, or locked."""

    code: str
    label: str
    state: str
    url: str


@dataclass
class Roster:
    """The people of an application as they stand: read once, asked often."""

    application: Application
    now: datetime | None = None
    read: Iterable[Membership] | None = None  # the members, where they are read already
    members: list[Membership] = field(init=False)
    waiting: list[Invitation] = field(init=False)
    declared: set[tuple[int, str]] = field(init=False)  # participant, declaration

    def __post_init__(self) -> None:
        self.members = list(members_of(self.application.team) if self.read is None else self.read)
        self.waiting = list(waiting_invitations(self.application.team))
        people = [member.participant_id for member in self.members]
        rows = Acceptance.objects.filter(participant__in=people)
        self.declared = set(rows.values_list("participant_id", "declaration"))

    @property
    def captain(self) -> Membership | None:
        """The captain, unless everybody has left."""
        return self.members[0] if self.members else None

    def has_declared(self, member: Membership) -> bool:
        """Whether a member accepted and declared all that the rulebook asks (R3.3, R3.12, R7.2)."""
        needed = MEMBER_DECLARATIONS + (CAPTAIN_DECLARATIONS if member.is_captain else ())
        return all((member.participant_id, one) in self.declared for one in needed)


def age_on(day: date, birth_date: date) -> int:
    """Full years of age on a day."""
    had_no_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - had_no_birthday


def is_old_enough(birth_date: date | None, hackathon: Hackathon, now: datetime) -> bool:
    """Whether a person of that birth date may take part, today in the hackathon's zone (R1.7)."""
    today = now.astimezone(ZoneInfo(hackathon.time_zone)).date()
    return birth_date is not None and age_on(today, birth_date) >= hackathon.min_age


def missing_questions(application: Application, *sections: str) -> list[Question]:
    """The questions without which the application cannot be sent and that nobody answered."""
    return [
        question
        for question in questions_for(application.forms, *sections)
        if question.is_required and not str(application.answers.get(question.code, "")).strip()
    ]


def gaps_of(
    application: Application, *, now: datetime, members: Iterable[Membership] | None = None
) -> list[Gap]:
    """Everything that keeps an application from being sent, the most urgent first."""
    roster = Roster(application, read=members)
    return [
        *_unconfirmed(roster),
        *_wrong_size(application),
        *_people_who_decide(roster),
        *_too_young(roster, now),
        *_undeclared(roster, now),
        *_unanswered(application),
    ]


def _page(name: str, application: Application) -> str:
    return reverse(f"registration:{name}", args=[application.hackathon.slug])


def _unconfirmed(roster: Roster) -> Iterator[Gap]:
    """Members who have not confirmed their own data, and invitations without an answer (R3.8)."""
    captain = roster.captain
    if captain and not captain.confirmed_at:
        message = _("Give your own data and accept the rules.")
        yield Gap("members_unconfirmed", message, _page("about_me", roster.application))
    others = [str(one.participant) for one in roster.members[1:] if not one.confirmed_at]
    names = others + [invitation.full_name for invitation in roster.waiting]
    if names:
        message = ngettext(
            "%(names)s has not confirmed yet. Wait, or cancel the invitation.",
            "%(names)s have not confirmed yet. Wait, or cancel the invitations.",
            len(names),
        ) % {"names": ", ".join(names)}
        yield Gap("members_unconfirmed", message, _page("team", roster.application), len(names))


def _wrong_size(application: Application) -> Iterator[Gap]:
    """A team of three to five confirmed members (R1.8)."""
    hackathon, size = application.hackathon, application.team.size
    if not hackathon.team_min <= size <= hackathon.team_max:
        message = _(
            "A team has %(min)d to %(max)d members who confirmed; this one has %(size)d."
        ) % {"min": hackathon.team_min, "max": hackathon.team_max, "size": size}
        yield Gap("team_size", message, _page("team", application))


def _people_who_decide(roster: Roster) -> Iterator[Gap]:
    """Members whose badge no longer says that they take part (R1.7)."""
    users = {member.participant.user_id: str(member.participant) for member in roster.members}
    clean = Badge.objects.filter(
        hackathon=roster.application.hackathon_id, person__in=users, is_participant=True
    )
    for person in clean.values_list("person_id", flat=True):
        users.pop(person)
    if users:
        message = ngettext(
            "%(names)s runs or judges the hackathon and cannot take part.",
            "%(names)s run or judge the hackathon and cannot take part.",
            len(users),
        ) % {"names": ", ".join(users.values())}
        yield Gap("takes_part_and_decides", message, _page("team", roster.application), len(users))


def _too_young(roster: Roster, now: datetime) -> Iterator[Gap]:
    """Members who are not of age on the day of sending (R1.7)."""
    hackathon = roster.application.hackathon
    names = [
        str(member.participant)
        for member in roster.members
        if member.confirmed_at and not is_old_enough(member.participant.birth_date, hackathon, now)
    ]
    if names:
        message = _(
            "%(names)s: who takes part is %(age)d or older on the day the application is sent."
        ) % {"names": ", ".join(names), "age": hackathon.min_age}
        yield Gap("under_age", message, _page("team", roster.application), len(names))


def _undeclared(roster: Roster, now: datetime) -> Iterator[Gap]:
    """Members without a needed declaration or a consent that stands (R3.3, R3.7, R7.2)."""
    consents = standing_consents([member.participant for member in roster.members])
    given = set(consents.filter(valid_until__gt=now).values_list("participant_id", "purpose"))
    names = [
        str(member.participant)
        for member in roster.members
        if member.confirmed_at
        and not (
            roster.has_declared(member)
            and all((member.participant_id, purpose) in given for purpose in NEEDED_PURPOSES)
        )
    ]
    if names:
        message = ngettext(
            "%(names)s has not given every declaration and consent.",
            "%(names)s have not given every declaration and consent.",
            len(names),
        ) % {"names": ", ".join(names)}
        page = _page("about_me", roster.application)
        yield Gap("declarations_missing", message, page, len(names))


def _unanswered(application: Application) -> Iterator[Gap]:
    """Everything about the project that is still empty (R1.2, R1.3, R3.2, R5.1)."""
    for label in _unchosen(application):
        yield Gap("incomplete", label, _page("team", application))
    project = _page("project", application)
    if not application.title:
        yield Gap("incomplete", _("Give your project a name."), project)
    if not application.forms:
        yield Gap("incomplete", _("Choose what your prototype will be."), project)
    for question in missing_questions(application):
        message = _("Not answered: %(question)s") % {"question": question.label}
        page = _page("data_used", application) if question.section == DATA else project
        yield Gap("incomplete", message, page)


def _unchosen(application: Application) -> list[str]:
    """What a team must choose from and has not: the track, and the city where there are cities."""
    missing = []
    if application.track_id is None and application.hackathon.tracks.exists():
        missing.append(_("Choose a track."))
    if application.city_id is None and application.hackathon.cities.exists():
        missing.append(_("Choose a city."))
    return missing


def tasks_of(application: Application) -> list[Task]:
    """The captain's way to a complete application, one line for each page."""
    roster = Roster(application)
    states = {
        "about_me": _state_of_own_data(roster),
        "team": _state_of_team(roster),
        "project": _state_of_project(application),
        "data_used": _state_of_answers(application, DATA),
    }
    states["review"] = _state_of_sending(application, states.values())
    labels = {
        "about_me": _("About me"),
        "team": _("The team"),
        "project": _("The project"),
        "data_used": _("Data used"),
        "review": _("Check and send"),
    }
    return [
        Task(code, label, states[code], _page(code, application)) for code, label in labels.items()
    ]


def _state(*, done: bool, started: bool) -> str:
    return "done" if done else "started" if started else "todo"


def _state_of_own_data(roster: Roster) -> str:
    captain = roster.captain
    if captain is None:
        return "todo"
    participant = captain.participant
    return _state(
        done=bool(captain.confirmed_at) and roster.has_declared(captain),
        started=bool(participant.birth_date or participant.phone),
    )


def _state_of_team(roster: Roster) -> str:
    application = roster.application
    size_fits = next(_wrong_size(application), None) is None
    return _state(
        done=size_fits and not roster.waiting and not _unchosen(application),
        started=len(roster.members) > 1 or bool(roster.waiting) or bool(application.track_id),
    )


def _state_of_project(application: Application) -> str:
    answered = _state_of_answers(application, IDEA, SOLUTION)
    named = [application.title, application.forms]
    return _state(done=answered == "done" and all(named), started=answered != "todo" or any(named))


def _state_of_answers(application: Application, *sections: str) -> str:
    codes = [question.code for question in questions_for(application.forms, *sections)]
    return _state(
        done=not missing_questions(application, *sections),
        started=any(application.answers.get(code) for code in codes),
    )


def _state_of_sending(application: Application, others: Any) -> str:
    if not SUBMIT.fits(application.status):
        return "done"
    ready = all(state == "done" for state in others)
    came_back = application.status == ApplicationStatus.RETURNED
    return "todo" if ready else "started" if came_back else "locked"
