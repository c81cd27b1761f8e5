"""Hackathons at several points of their course, for the tables of access."""

from datetime import UTC, date, datetime, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bootcamp.demo.course import Course
from bootcamp.demo.events import finished
from bootcamp.demo.load import begin
from bootcamp.demo.people import DOMAIN
from hackathon.models import Hackathon, Letter, User
from hackathon.services import add_session, name_staff
from hackathon.states import LegalKind
from hackathon.states import StageKind as Kind
from tests.factories import LegalTextFactory, UserFactory, texts
from tests.factories.bootcamp import Camp, MentorTeamFactory, build_camp
from tests.factories.judging import (
    AssignmentFactory,
    DeclarationFactory,
    Jury,
    ScorecardFactory,
    build_jury,
)
from tests.factories.registration import (
    DeliverableFactory,
    InvitationFactory,
    SubmissionFactory,
    open_hackathon,
    ready_application,
)

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def run_to_the_end() -> Hackathon:
    """The demo's finished hackathon with fewer teams, three of them in the final."""
    event = finished(date(2026, 9, 1))
    course = begin(event, teams=6, finalists=2)
    round = course.open_round(Kind.PITCHES, event.day(0, 9))
    course.mark(round, event.day(0, 10))
    round = course.close_round(round, event.day(0, 17))
    course.vote(round, event.day(0, 18))
    course.close(Kind.PITCHES, event.day(0, 19))
    course.finalists(round, event.day(0, 20))
    course.open(Kind.BOOTCAMP, event.day(11))
    course.mentor(event.day(11, 10))
    course.close(Kind.BOOTCAMP, event.day(15, 0, 1))
    course.open(Kind.FINAL, event.day(15))
    final = course.open_round(Kind.FINAL, event.day(15, 10))
    course.mark(final, event.day(15, 11))
    final = course.close_round(final, event.day(15, 16))
    course.vote(final, event.day(15, 17))
    course.award(final, event.day(15, 18))
    add_city_organizer(course)
    add_files(course.hackathon)
    return course.hackathon


def add_city_organizer(course: Course) -> None:
    """Organizers besides the demo's: one of a city, one who has no second factor."""
    for name, code in (("city", course.projects[0].city), ("unproved", None)):
        name_staff(
            hackathon=course.hackathon,
            email=f"{name}@{DOMAIN}",
            full_name=name.title(),
            language="kk",
            roles=["is_organizer"],
            city=course.cities[code] if code else None,
            actor=course.organizer,
            now=NOW,
        )


def add_files(hackathon: Hackathon) -> None:
    """Every team of the hackathon hands a file in last."""
    for entry in hackathon.stages.get(kind=Kind.HACKATHON).entries.all():
        DeliverableFactory(entry=entry, number=9, file=file(), file_name="work.pdf")


def file() -> str:
    """Where a file of a team lies."""
    return default_storage.save("deliverables/matrix.pdf", ContentFile(b"%PDF-1.7"))


def elsewhere() -> Camp:
    """Another hackathon, which only its own people see; it has one of everything."""
    camp = build_camp(now=NOW, slug="elsewhere", is_public=False)
    camp.sign()
    camp.issue_all()
    for kind in LegalKind:
        LegalTextFactory(hackathon=camp.hackathon, kind=kind)
    entry = camp.entries[0]
    judge = UserFactory()
    DeclarationFactory(round=camp.round, judge=judge)
    camp.hackathon.badges.create(person=judge, is_judge=True)
    ScorecardFactory(assignment=AssignmentFactory(round=camp.round, judge=judge, entry=entry))
    MentorTeamFactory(entry=camp.camp_entries[0], mentor=camp.mentor)
    DeliverableFactory(entry=camp.camp_entries[0], file=file(), file_name="work.pdf")
    InvitationFactory(team=entry.team)
    SubmissionFactory(application=entry.team.application)
    add_session(
        stage=camp.stage,
        title=texts("Final"),
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        actor=camp.organizer,
        now=NOW,
    )
    Letter.objects.create(
        hackathon=camp.hackathon,
        recipient=camp.captain(),
        address=camp.captain().email,
        letter="bootcamp/winner",
        about="award:0",
        created_at=NOW,
        due_at=NOW,
    )
    return camp


def taking_applications() -> Hackathon:
    """A hackathon that takes applications, with a draft and somebody invited."""
    hackathon = open_hackathon()
    InvitationFactory(team=ready_application(hackathon).team)
    prove(hackathon.badges.get(is_organizer=True).person)
    return hackathon


def judging() -> Hackathon:
    """A hackathon in which the jury marks."""
    jury: Jury = build_jury(now=NOW)
    for kind in LegalKind:
        LegalTextFactory(hackathon=jury.hackathon, kind=kind)
    jury.open()
    for one in (jury.organizer, *jury.judges):
        prove(one)
    return jury.hackathon


def prove(one: User) -> None:
    """Give somebody a second factor."""
    TOTP.activate(one, "JBSWY3DPEHPK3PXP")
