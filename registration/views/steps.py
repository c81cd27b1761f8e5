"""What a participant can do now, and what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hackathon.models import Hackathon, Stage
from hackathon.queries import stages_of
from hackathon.states import StageKind, StageStatus
from registration.models import Application, Membership
from registration.queries import local_time
from registration.states import HANDS_IN, ApplicationStatus
from registration.views.telling import status_told


@dataclass(frozen=True)
class Step:
    """What stands first on a participant's page, and the way to it if there is one."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class StageRow:
    """A stage as one team sees it."""

    stage: Stage
    is_in: bool  # the team is in it by a published list
    url: str  # where the team works in it


def stage_rows(hackathon: Hackathon, entered: Collection[int]) -> list[StageRow]:
    """Every stage of the calendar, and which of them the team is in."""
    return [
        StageRow(stage, stage.pk in entered, work_page(hackathon, stage, entered))
        for stage in stages_of(hackathon)
    ]


def work_page(hackathon: Hackathon, stage: Stage, entered: Collection[int]) -> str:
    """The page on which the team sees a stage and hands in; empty where there is none."""
    if stage.pk not in entered or stage.kind not in HANDS_IN:
        return ""
    return reverse("registration:stage", args=[hackathon.slug, stage.kind])


def next_step(
    membership: Membership | None,
    application: Application | None,
    entered: Collection[int],
    hackathon: Hackathon,
    now: datetime,
) -> Step:
    """The one thing that a participant should know or do now."""
    stages = {stage.kind: stage for stage in stages_of(hackathon)}
    is_open = stages[StageKind.APPLICATIONS].takes_work_at(now)
    if membership is None or application is None:
        return without_team(hackathon, is_open=is_open)
    status = status_told(application).status
    if not membership.confirmed_at and is_open:
        return own_data_missing(hackathon)
    if status in (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED):
        return unsent(membership, application, stages[StageKind.APPLICATIONS], is_open=is_open)
    if status == ApplicationStatus.ACCEPTED:
        return in_course(hackathon, entered)
    return decided(application, status, stages[StageKind.SELECTION])


def without_team(hackathon: Hackathon, *, is_open: bool) -> Step:
    """A participant whom no team has."""
    title = _("You are in no team now")
    if not is_open:
        return Step(title, _("Applications are closed."))
    text = _("Start a team of your own, or ask a captain to invite you.")
    url = reverse("registration:apply", args=[hackathon.slug])
    return Step(title, text, url, _("Start a team"))


def own_data_missing(hackathon: Hackathon) -> Step:
    """A member whose own word is missing."""
    url = reverse("registration:about_me", args=[hackathon.slug])
    text = _("Your team can send its application when every member has done this.")
    return Step(_("Give your own data and accept the rules"), text, url, _("Go on"))


def unsent(
    membership: Membership, application: Application, stage: Stage, *, is_open: bool
) -> Step:
    """An application that is not sent, or came back."""
    hackathon = application.hackathon
    if not is_open:
        words = _("Applications closed on %(moment)s. Your draft is kept.")
        text = words % {"moment": local_time(stage.closes_at, hackathon)}
        return Step(_("The application was not sent"), text)
    returned = application.status == ApplicationStatus.RETURNED
    title = _("Correct the application") if returned else _("Finish the application")
    text = _("Send it by %(moment)s.") % {"moment": local_time(stage.closes_at, hackathon)}
    if not membership.is_captain:
        return Step(_("Your captain is working on the application"), text)
    url = reverse("registration:application", args=[hackathon.slug])
    return Step(title, text, url, _("To the application"))


def in_course(hackathon: Hackathon, entered: Collection[int]) -> Step:
    """A selected team: the stage that is open for it, or the one that opens next."""
    mine = [stage for stage in stages_of(hackathon) if stage.pk in entered]
    for stage in mine:
        if stage.status == StageStatus.OPEN:
            words = _("Work is taken until %(moment)s.")
            text = words % {"moment": local_time(stage.closes_at, hackathon)}
            url = work_page(hackathon, stage, entered)
            return Step(str(stage), text, url, _("To the stage"))
    for stage in mine:
        if stage.status == StageStatus.PLANNED:
            words = _("It opens on %(moment)s.")
            text = words % {"moment": local_time(stage.opens_at, hackathon)}
            return Step(_("Next: %(stage)s") % {"stage": stage}, text)
    return Step(_("Your team has been through all of its stages"))


def decided(application: Application, status: ApplicationStatus, selection: Stage) -> Step:
    """An application that waits, was not considered, or was not selected."""
    if status == ApplicationStatus.REFUSED:
        return Step(_("The application is not considered"), application.reason)
    if status == ApplicationStatus.PASSED_OVER:
        return Step(_("Your team was not selected"), _("Thank you for taking part."))
    day = selection.announced_at or selection.closes_at
    words = _("The organizer checks it. The selected teams are announced on %(moment)s.")
    text = words % {"moment": local_time(day, application.hackathon)}
    return Step(_("The application is sent"), text)
