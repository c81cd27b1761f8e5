"""The rehearsal up to the hand-in: applications, selection, the hackathon."""

from datetime import date, datetime, timedelta
from typing import Any

from bootcamp.demo.applying import MINUTE
from bootcamp.demo.people import person
from bootcamp.rehearsal.cast import Fate, Part
from bootcamp.rehearsal.course import RehearsedCourse
from hackathon.models import User
from hackathon.queries import stage_of
from hackathon.services import name_staff
from hackathon.states import StageKind as Kind
from registration import queries as registration
from registration import services as desk
from registration.models import Application
from registration.states import MEMBER_DECLARATIONS, ApplicationStatus, Purpose, Role

DEMO_FIRST = ("captain", "member")  # who the demo's door offers
SECOND = timedelta(seconds=1)
OF_AGE, TOO_YOUNG = date(2001, 5, 9), date(2012, 5, 9)


def play_applications(course: RehearsedCourse) -> None:
    """Teams apply in the weeks they have: some send nothing, some too late, some come back."""
    day = course.event.day
    course.refused("applications_closed", desk.start_application, **_start(course, day(-45)))
    course.open(Kind.APPLICATIONS, day(-44))
    for local, code in (
        ("organizer", "takes_part_and_decides"),
        ("judge", "takes_part_and_decides"),
        ("mentor", "takes_part_and_mentors"),
    ):
        course.refused(code, desk.start_application, **_start(course, day(-44, 10), local))
    span = day(-15) - day(-43)
    for number, part in enumerate(course.parts):
        at = day(-43) + number * span / len(course.parts)
        _apply(course, part, at, first=DEMO_FIRST if number == 0 else None)
        course.hand.progress.show(str(Kind.APPLICATIONS.label), number + 1, len(course.parts))
    _break_rules(course, day(-15, 12))
    end = course.event.end(-13)
    for hours in course.hackathon.reminder_hours:
        at = end - timedelta(hours=hours)
        course.do(desk.expire_invitations, now=at)
        course.do(desk.remind_teams, now=at)
        course.deliver(at)
    for part in course.of(Fate.TOO_SMALL):
        _give_up_waiting(course, course.application(part), end)
    for part in course.of(Fate.LATE):
        _come_late(course, course.application(part), end + SECOND)
    course.close(Kind.APPLICATIONS, day(-12, 0, 5))


def _start(course: RehearsedCourse, at: datetime, local: str = "visitor") -> dict[str, Any]:
    """What somebody says who wants to begin a team."""
    actor = person(local, "Камила Рахимова", "kk")
    return {
        "hackathon": course.hackathon,
        "actor": actor,
        "team_name": "Кешіккендер",
        "full_name": actor.full_name,
        "role": Role.OTHER,
        "now": at,
    }


def _sending(course: RehearsedCourse, application: Application, at: datetime) -> dict[str, Any]:
    return {"application": application, "actor": course.captain(application.team), "now": at}


def _apply(
    course: RehearsedCourse, part: Part, at: datetime, *, first: tuple[str, str] | None
) -> None:
    """One team, from the start of its application to what its fate allows."""
    size = 2 if part.fate == Fate.TOO_SMALL else None
    application = course.apply(part.project, at, first=first, size=size)
    course.applications[part.project.team] = application
    sent_at = at + timedelta(hours=3)
    if part.fate == Fate.TOO_SMALL:
        _stay_small(course, application, sent_at)
    elif part.fate == Fate.DECLINES:
        _decline(course, application, at + timedelta(hours=2))
    if part.fate not in (Fate.LATE, Fate.TOO_SMALL):
        course.send(application, sent_at)
    if part.fate == Fate.RETURNED:
        _return(course, application, sent_at + timedelta(hours=20))


def _invite(course: RehearsedCourse, application: Application, local: str, at: datetime) -> Any:
    """An invitation to somebody new."""
    account = person(local, "Жанар Сәбитова", "ru")
    return {
        "team": application.team,
        "email": account.email,
        "full_name": account.full_name,
        "role": Role.OTHER,
        "language": account.language,
        "actor": course.captain(application.team),
        "now": at,
    }


def _stay_small(course: RehearsedCourse, application: Application, at: datetime) -> None:
    """Two people invite three more, who never answer; there is no seat for a sixth."""
    name = application.team.memberships.get(is_captain=True).participant.user.email.split("@")[0]
    for number in range(3):
        course.do(desk.invite_member, **_invite(course, application, f"{name}-no{number}", at))
    sixth = _invite(course, application, f"{name}-sixth", at)
    course.refused("team_full", desk.invite_member, **sixth)
    invitation = application.team.invitations.order_by("-pk").first()
    answer = _answer(invitation, person(f"{name}-no2", "", "ru"), at)
    course.refused("under_age", desk.confirm_invitation, **answer | {"birth_date": TOO_YOUNG})
    course.refused("consent_missing", desk.confirm_invitation, **answer | {"purposes": []})
    waiting = _sending(course, application, at)
    course.refused("members_unconfirmed", desk.submit_application, **waiting)


def _give_up_waiting(course: RehearsedCourse, application: Application, at: datetime) -> None:
    """Invitations that have not expired are taken back; two people are still no team (R1.8)."""
    sending = _sending(course, application, at)
    for invitation in registration.waiting_invitations(application.team):
        cancelling = {"invitation": invitation, "actor": sending["actor"], "now": at}
        course.do(desk.cancel_invitation, **cancelling)
    course.refused("team_size", desk.submit_application, **sending)


def _answer(invitation: Any, account: User, at: datetime) -> dict[str, Any]:
    """What an invited person says."""
    return {
        "invitation": invitation,
        "person": account,
        "full_name": "Жанар Сәбитова",
        "birth_date": OF_AGE,
        "phone": "+77010000000",
        "city": None,
        "purposes": [Purpose.TAKING_PART, Purpose.PRIZE],
        "declarations": list(MEMBER_DECLARATIONS),
        "now": at,
    }


def _decline(course: RehearsedCourse, application: Application, at: datetime) -> None:
    """Somebody says no, and cannot change their mind; the team goes on without."""
    number = application.pk
    said = _invite(course, application, f"declines-{number}", at)
    invitation = course.do(desk.invite_member, **said)
    course.do(desk.open_invitation, invitation=invitation, now=at + MINUTE)
    account = person(f"declines-{number}", "", "ru")
    later = at + 2 * MINUTE
    course.do(desk.decline_invitation, invitation=invitation, person=account, now=later)
    answer = _answer(invitation, account, at + 3 * MINUTE)
    course.refused("invitation_answered", desk.confirm_invitation, **answer)


def _return(course: RehearsedCourse, application: Application, at: datetime) -> None:
    """An application comes back with a reason, is mended, and sent again."""
    decision = {"application": application, "actor": course.organizer, "now": at}
    course.refused("reason_missing", desk.return_application, **decision, reason=" ")
    reason = "Дереккөздердің сілтемелерін толықтырыңыз."
    course.do(desk.return_application, **decision, reason=reason)
    application.refresh_from_db()
    more = f"{application.answers['data_links']}\nhttps://taldau.stat.gov.kz"
    course.do(
        desk.save_application,
        application=application,
        revision=application.revision,
        changes={"answers": {"data_links": more}},
        actor=course.captain(application.team),
        now=at + timedelta(hours=4),
    )
    course.send(application, at + timedelta(hours=5))


def _break_rules(course: RehearsedCourse, at: datetime) -> None:
    """What people try while applications are open, and may not."""
    application = course.application(course.of(Fate.TIED)[0])
    members = registration.members_of(application.team)
    second = _start(course, at) | {"actor": members[1].participant.user}
    course.refused("in_another_team", desk.start_application, **second)
    taken = _start(course, at) | {"team_name": application.team.name.upper()}
    course.refused("team_name_taken", desk.start_application, **taken)
    sending = _sending(course, application, at)
    course.refused("already_sent", desk.submit_application, **sending)
    saving = sending | {"revision": application.revision, "changes": {"title": "Басқа атау"}}
    course.refused("not_editable", desk.save_application, **saving)
    draft = course.application(course.of(Fate.LATE)[0])
    saving = _sending(course, draft, at) | {"revision": 0, "changes": {"title": "Ескі терезе"}}
    course.refused("stale_revision", desk.save_application, **saving)
    captain = course.captain(application.team)
    course.refused(
        "takes_part_and_decides",
        name_staff,
        hackathon=course.hackathon,
        email=captain.email,
        full_name=captain.full_name,
        language="kk",
        roles=["is_judge"],
        actor=course.organizer,
        now=at,
    )


def _come_late(course: RehearsedCourse, application: Application, at: datetime) -> None:
    """A second after the deadline nothing is taken, and nothing is lost (R2.2)."""
    before = (application.revision, application.answers)
    sending = _sending(course, application, at)
    course.refused("applications_closed", desk.submit_application, **sending)
    application.refresh_from_db()
    kept = (application.revision, application.answers) == before
    is_draft = application.status == ApplicationStatus.DRAFT
    course.expect(kept and is_draft, f"{application.team}: the draft is kept after the deadline")


def play_selection(course: RehearsedCourse) -> None:
    """Every application is decided, and the list is published."""
    day = course.event.day
    sent = course.of(*(fate for fate in Fate if fate not in (Fate.LATE, Fate.TOO_SMALL)))
    first = {"application": course.application(sent[0]), "actor": course.organizer}
    course.refused("selection_not_open", desk.accept_application, **first, now=day(-12, 8))
    course.open(Kind.SELECTION, day(-12))
    stage = stage_of(course.hackathon, Kind.SELECTION)
    publishing = {"stage": stage, "actor": course.organizer}
    course.refused("stage_not_closed", desk.publish_selection, **publishing, now=day(-10, 10))
    for number, part in enumerate(sent[1:]):
        _decide(course, part, day(-10, 11) + number * course.pace)
        course.hand.progress.show(str(Kind.SELECTION.label), number + 1, len(sent) - 1)
    course.close(Kind.SELECTION, day(-10, 16))
    course.refused("gate_closed", desk.publish_selection, **publishing, now=day(-10, 17))
    course.do(desk.accept_application, **first, now=day(-10, 17))
    course.do(desk.publish_selection, **publishing, now=day(-10, 18))
    course.refused("list_published", desk.reconsider_application, **first, now=day(-10, 19))


def _decide(course: RehearsedCourse, part: Part, at: datetime) -> None:
    """Accept, refuse or pass over; of those passed over, some were accepted at first."""
    decision = {
        "application": course.applications[part.project.team],
        "actor": course.organizer,
        "now": at,
    }
    if part.fate == Fate.REFUSED:
        course.refused("reason_missing", desk.refuse_application, **decision, reason="")
        reason = "Жоба хакатонның бағыттарына сәйкес келмейді."
        course.do(desk.refuse_application, **decision, reason=reason)
    elif part.fate == Fate.PASSED_OVER:
        course.do(desk.accept_application, **decision)
        course.do(desk.reconsider_application, **decision)
        course.do(desk.pass_over_application, **decision)
    else:
        course.do(desk.accept_application, **decision)


def play_hackathon(course: RehearsedCourse) -> None:
    """Selected teams work and hand in, some twice, one a second too late."""
    day = course.event.day
    entry = registration.entries_of(stage_of(course.hackathon, Kind.HACKATHON))[0]
    work = {"entry": entry, "actor": course.captain(entry.team), "summary": "Прототип"}
    course.refused("stage_not_open", desk.hand_in, **work, now=day(-4))
    course.open(Kind.HACKATHON, day(-3))
    course.do(desk.hand_in, **work, now=day(-2))
    course.hand_in(Kind.HACKATHON, day(-1, 20), version="Бірінші нұсқа")
    course.refused("stage_not_open", desk.hand_in, **work, now=course.event.end(-1) + SECOND)
    course.close(Kind.HACKATHON, day(0, 0, 1))
