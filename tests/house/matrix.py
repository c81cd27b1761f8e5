"""Who gets what of every address: the table, and the hackathon that it is asked of.

One column a person. A code is the status of the answer; IN asks to sign in, 2F asks for a second
factor. A line for POST is about a form in which nothing is filled in. Strangers learn nothing
(404); who is known but may not is told so (403); what belongs to somebody else is not there,
whoever asks (404).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client

from bootcamp.demo.course import Course
from bootcamp.demo.events import finished
from bootcamp.demo.load import begin
from bootcamp.demo.people import DOMAIN
from bootcamp.models import Award, MentorTeam
from hackathon.kit import clock, tokens
from hackathon.models import Hackathon, Letter, Session, User
from hackathon.services import add_session, make_token, name_staff
from hackathon.states import LegalKind
from hackathon.states import StageKind as Kind
from judging.models import Scorecard
from registration.models import Deliverable, Invitation, Team
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
SIGN_IN, SECOND_FACTOR = "IN", "2F"

PEOPLE = (
    *("nobody", "stranger", "member", "captain", "rival", "judge", "chair", "mentor"),
    *("organizer", "city", "foreign", "auditor", "unproved"),
)
"""`rival` is the captain of another team, `city` organizes the own team's city, `foreign` another
hackathon, `unproved` is an organizer without a second factor.
"""


# fmt: off
#                nobody strngr member captn rival judge chair mentor organ city forgn audit unprv
EVERYBODY     = "200    200    200    200   200   200   200   200    200   200  200   200   200"
NOBODY_HERE   = "403    403    403    403   403   403   403   403    403   403  403   403   403"
NO_POST       = "405    405    405    405   405   405   405   405    405   405  405   405   405"
SOMEWHERE     = "302    302    302    302   302   302   302   302    302   302  302   302   302"
SIGNED_IN     = "IN     200    200    200   200   200   200   200    200   200  200   200   200"
SIGNED_IN_422 = "IN     422    422    422   422   422   422   422    422   422  422   422   422"
FRESHLY       = "IN     302    200    200   200   2F    2F    200    2F    2F   302   2F    2F"
FRESHLY_422   = "IN     302    422    422   422   2F    2F    422    2F    2F   302   2F    2F"
OWN_TOKEN     = "IN     404    404    302   404   404   404   404    404   404  404   404   2F"
# the organizer's
ORGANIZER     = "IN     404    403    403   403   403   403   403    200   403  404   403   2F"
ORGANIZER_302 = "IN     404    403    403   403   403   403   403    302   403  404   403   2F"
ORGANIZER_404 = "IN     404    403    403   403   403   403   403    404   403  404   403   2F"
ORGANIZER_409 = "IN     404    403    403   403   403   403   403    409   403  404   403   2F"
ORGANIZER_422 = "IN     404    403    403   403   403   403   403    422   403  404   403   2F"
AND_AUDITOR   = "IN     404    403    403   403   403   403   403    200   403  404   200   2F"
BOARD         = "IN     404    403    403   403   403   403   403    200   200  404   200   2F"
OWN_CITY      = "IN     404    403    403   403   403   403   403    422   422  404   403   2F"
# a team's: of every team, of the own team only, of its captain only
TEAMS         = "IN     404    200    200   200   403   403   403    403   403  404   403   403"
TEAMS_302     = "IN     404    302    302   302   403   403   403    403   403  404   403   403"
TEAMS_404     = "IN     404    404    404   404   403   403   403    403   403  404   403   403"
TEAMS_422     = "IN     404    422    422   422   403   403   403    403   403  404   403   403"
CAPTAIN       = "IN     404    403    200   200   403   403   403    403   403  404   403   403"
CAPTAIN_302   = "IN     404    403    302   302   403   403   403    403   403  404   403   403"
CAPTAIN_422   = "IN     404    403    422   422   403   403   403    403   403  404   403   403"
OWN_CAPTAIN   = "IN     404    403    302   404   403   403   403    403   403  404   403   403"
# the jury's
JURY          = "IN     404    403    403   403   200   200   403    403   403  404   403   2F"
JURY_422      = "IN     404    403    403   403   422   422   403    403   403  404   403   2F"
OWN_CARD      = "IN     404    404    404   404   200   404   404    404   404  404   404   2F"
OWN_CARD_302  = "IN     404    404    404   404   302   404   404    404   404  404   404   2F"
OWN_CARD_422  = "IN     404    404    404   404   422   404   404    404   404  404   404   2F"
RANKING       = "IN     404    403    403   403   403   200   403    200   403  404   200   2F"
TIES          = "IN     404    403    403   403   403   200   403    200   403  404   403   2F"
# others
APPLY         = "IN     200    302    302   302   403   403   403    403   403  200   403   403"
APPLY_422     = "IN     422    302    302   302   403   403   403    403   403  422   403   403"
FILE          = "IN     404    200    200   403   200   200   403    200   200  404   200   2F"
RIVALS_FILE   = "IN     404    403    403   200   200   200   200    200   403  404   200   2F"
RIVALS_CITY   = "IN     404    403    403   403   403   403   403    422   404  404   403   2F"
RIVALS_CHECK  = "IN     404    403    403   403   403   403   403    200   404  404   200   2F"
CAMP          = "IN     404    200    200   200   404   404   404    404   404  404   404   404"
MENTOR        = "IN     404    403    403   403   403   403   200    403   403  404   403   2F"
PAPER         = "IN     404    200    200   404   404   404   404    200   404  404   200   2F"
RIVALS_PAPER  = "IN     404    404    404   200   404   404   404    200   404  404   200   2F"
CAPTAINS_MAIL = "IN     404    404    200   404   404   404   404    404   404  404   404   404"
RIVALS_MAIL   = "IN     404    404    404   200   404   404   404    404   404  404   404   404"
# fmt: on


@dataclass(frozen=True)
class Row:
    """One address: what it is made of, and the answers to GET and to an empty POST."""

    route: str
    made_of: str = ""  # "slug pk=application": what stands in the address
    get: str = ""
    post: str = ""
    rival_get: str = ""  # the same about the rival's thing, where it is known but not one's own
    rival_post: str = ""
    abroad: dict[str, str] = field(default_factory=dict)  # to the foreign organizer, over there

    def line(self, method: str, thing: str = "own") -> dict[str, str]:
        """The answers by person; a method that an address does not take is refused to all."""
        lines = {
            ("own", "GET"): self.get,
            ("own", "POST"): self.post,
            ("rival", "GET"): self.rival_get,
            ("rival", "POST"): self.rival_post,
        }
        codes = lines[thing, method].split()
        if not codes:
            codes = [refused(code) for code in (self.get or self.post).split()]
        return dict(zip(PEOPLE, codes, strict=True))

    def arguments(self) -> dict[str, str]:
        """Which thing, or which word, stands for each part of the address."""
        parts = (part.partition("=") for part in self.made_of.split())
        return {name: thing or name for name, _equals, thing in parts}


def refused(code: str) -> str:
    """The answer to a method that is not taken: people who are let in nowhere learn as little."""
    return code if code in (SIGN_IN, SECOND_FACTOR) else "405"


SLUG = "slug"
TABLE = (
    # --- the ground
    Row("root", get=SOMEWHERE),
    Row("healthz", get=EVERYBODY),
    Row("readyz", get=EVERYBODY.replace("200", "503")),  # letters have waited for too long here
    Row("metrics", get=NOBODY_HERE),  # for site administrators and machines
    Row("service_worker", get=EVERYBODY),
    Row("account_profile", get=SIGNED_IN, post=SIGNED_IN_422),
    Row("account_tokens", get=FRESHLY, post=FRESHLY_422),
    Row("account_token_end", "pk=api_token", post=OWN_TOKEN),
    Row("hackathon:home", get=EVERYBODY),
    Row("hackathon:theme", post=SOMEWHERE),
    Row("hackathon:ui", get=EVERYBODY),
    Row("hackathon:offline", get=EVERYBODY),
    Row("hackathon:api", get=EVERYBODY),
    Row("hackathon:messages", get=SIGNED_IN),
    Row("hackathon:letter", "uid=letter", get=CAPTAINS_MAIL, rival_get=RIVALS_MAIL),
    Row("hackathon:start", SLUG, get=EVERYBODY),
    Row("hackathon:rules", SLUG, get=EVERYBODY),
    Row("hackathon:rules_version", "slug version=1", get=EVERYBODY),
    Row("hackathon:privacy", SLUG, get=EVERYBODY),
    Row("hackathon:consent", SLUG, get=EVERYBODY),
    Row("hackathon:news", SLUG, get=EVERYBODY),
    Row("hackathon:timetable", SLUG, get=EVERYBODY),
    Row("hackathon:timetable_ics", SLUG, get=EVERYBODY),
    Row("hackathon:people", SLUG, get=EVERYBODY),
    Row("hackathon:board", SLUG, get=BOARD),
    Row(
        "hackathon:move_stage",
        "slug kind=applications move=open",
        post=ORGANIZER_409,
        abroad={"POST": "302"},
    ),
    Row("hackathon:org_stages", SLUG, get=ORGANIZER, post=ORGANIZER_404),
    Row("hackathon:badges", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:org_letters", SLUG, get=ORGANIZER),
    Row("hackathon:trail", SLUG, get=AND_AUDITOR),
    Row("hackathon:legal_texts", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:org_news", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:org_timetable", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:session_remove", "slug pk=session", post=ORGANIZER_302),
    # --- registration: the captain
    Row("registration:apply", SLUG, get=APPLY, post=APPLY_422),
    Row("registration:application", SLUG, get=TEAMS),
    Row("registration:team", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:invite", SLUG, post=CAPTAIN_422),
    Row("registration:invitation_renew", "slug pk=invitation", post=OWN_CAPTAIN),
    Row("registration:invitation_cancel", "slug pk=invitation", post=OWN_CAPTAIN),
    Row("registration:member_remove", "slug pk=membership", post=OWN_CAPTAIN),
    Row("registration:project", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:data_used", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:draft", SLUG, post=CAPTAIN_422),
    Row("registration:review", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:recall", SLUG, post=CAPTAIN_302),
    # --- registration: participants
    Row("registration:my", SLUG, get=TEAMS),
    Row("registration:about_me", SLUG, get=TEAMS, post=TEAMS_422),
    Row("registration:my_data", SLUG, get=TEAMS, post=TEAMS_404),
    Row("registration:leave", SLUG, post=TEAMS_302),
    Row("registration:receipt", "slug number=submission", get=TEAMS),
    Row("registration:stage", "slug kind=bootcamp", get=TEAMS, post=TEAMS_422),
    Row("registration:deliverable_file", "slug pk=work", get=FILE, rival_get=RIVALS_FILE),
    # --- registration: the invited; the link is the key
    Row("registration:invitation", "pk=invitation token", get=EVERYBODY),
    Row("registration:invitation_confirm", "pk=invitation token", SIGNED_IN, SIGNED_IN_422),
    Row("registration:invitation_decline", "pk=invitation token", post=SOMEWHERE),
    # --- registration: organizers, visitors
    Row("registration:applications", SLUG, get=BOARD),
    Row(
        "registration:application_check",
        "slug pk=application",
        get=BOARD,
        rival_get=RIVALS_CHECK,
    ),
    Row(
        "registration:application_decide",
        "slug pk=application move=accept",
        post=OWN_CITY,
        rival_post=RIVALS_CITY,
    ),
    Row("registration:publish_selection", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("registration:teams", SLUG, get=EVERYBODY),
    # --- judging: judges
    Row("judging:rounds", SLUG, get=JURY),
    Row("judging:conflicts", "slug kind=round", get=JURY, post=JURY_422),
    Row("judging:cards", "slug kind=round", get=JURY),
    Row("judging:ballot", "slug kind=round", get=JURY, post=JURY),
    Row("judging:card", "slug kind=round number=order", get=JURY, post=JURY_422),
    Row("judging:card_marks", "slug pk=card", post=OWN_CARD_422),
    Row("judging:card_hand_in", "slug pk=card", get=OWN_CARD, post=OWN_CARD_422),
    Row("judging:card_file", "slug pk=card", get=OWN_CARD_302),
    # --- judging: organizers
    Row("judging:round", "slug kind=round", get=AND_AUDITOR),
    Row("judging:criteria", "slug kind=round", get=ORGANIZER_302, post=ORGANIZER_302),
    Row("judging:org_conflict", "slug kind=round", get=AND_AUDITOR, post=ORGANIZER_422),
    Row("judging:ranking", "slug kind=round", get=RANKING),
    Row("judging:ranking_csv", "slug kind=round", get=RANKING),
    Row("judging:ties", "slug kind=round", get=TIES, post=TIES.replace("200", "422")),
    Row("judging:judge_cards", "slug kind=round judge", get=AND_AUDITOR),
    Row("judging:judge_excuse", "slug kind=round judge", post=ORGANIZER_422),
    Row("judging:card_take_back", "slug kind=round judge pk=card", post=ORGANIZER_422),
    Row("judging:round_move", "slug kind=round move=open", post=ORGANIZER_409),
    Row(
        "judging:publish_finalists",
        SLUG,
        get=ORGANIZER,
        post=ORGANIZER_422,
        abroad={"GET": "404", "POST": "404"},
    ),
    # --- judging: everybody, and a team's own points
    Row("judging:finalists", SLUG, get=EVERYBODY),
    Row("judging:feedback", "slug kind=round", get=TEAMS),
    # --- boot camp and prizes
    Row("bootcamp:certificate_find", get=EVERYBODY),
    Row("bootcamp:certificate", "number=certificate", get=EVERYBODY),
    Row(
        "bootcamp:certificate_pdf",
        "number=certificate language=kk",
        get=PAPER,
        rival_get=RIVALS_PAPER,
    ),
    Row("bootcamp:winners", SLUG, get=EVERYBODY),
    Row("bootcamp:camp", SLUG, get=CAMP),
    Row("bootcamp:mentoring", SLUG, get=MENTOR),
    Row("bootcamp:mentors", SLUG, get=ORGANIZER, post=ORGANIZER_404),
    Row("bootcamp:mentor_release", "slug pk=mentor_pair", post=ORGANIZER_302),
    Row("bootcamp:awards", SLUG, get=AND_AUDITOR, post=ORGANIZER_404),
    Row("bootcamp:fund", SLUG, post=ORGANIZER_422),
    Row("bootcamp:award_withdraw", "slug pk=award", post=ORGANIZER_302),
    Row("bootcamp:certificates", SLUG, get=AND_AUDITOR),
    Row("bootcamp:certificates_issue", SLUG, post=ORGANIZER_302),
    Row("bootcamp:certificate_revoke", "slug pk=certificate_pk", post=ORGANIZER_422),
    Row(
        "bootcamp:publish_winners", SLUG, get=ORGANIZER, post=ORGANIZER_409, abroad={"POST": "302"}
    ),
)
ROWS = {row.route: row for row in TABLE}

ABSENT: dict[str, Any] = {
    "slug": "no-such-hackathon",
    "kind": "no-such-kind",
    "move": "no-such-move",
    "language": "xx",
    "token": "no-such-token",
    "version": 99,
    "number": 999,
    "uid": UUID(int=0),
    "pk": 0,
    "judge": 0,
}
"""What stands in an address that leads nowhere."""


class PlainClient(Client):
    """A client that does not keep what every template knew: it has thousands of pages to ask."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


@dataclass
class World:
    """A hackathon that has come to its certificates, another one, and people of every kind."""

    own: Hackathon
    other: Hackathon
    people: dict[str, User]
    things: dict[str, dict[str, Any]]  # by "own", "rival", "other": what stands in addresses
    underway: list[Hackathon]  # more hackathons, in earlier stages

    def __post_init__(self) -> None:
        self.clients = {who: client_of(self.people.get(who)) for who in PEOPLE}

    def arguments(self, row: Row, whose: str = "own", **instead: Any) -> dict[str, Any]:
        """What stands in the address of a row's page about somebody's things."""
        things = self.things[whose]
        found = {name: things.get(thing, thing) for name, thing in row.arguments().items()}
        return found | instead


def client_of(person: User | None) -> Client:
    """The browser of a person, or of nobody in particular."""
    client = PlainClient()
    if person:
        client.force_login(person)
    return client


# --- the world that is asked


@contextmanager
def built(blocker: Any) -> Iterator[World]:
    """The world for as long as a module asks it; it takes seconds to build."""
    with blocker.unblock(), clock.frozen(NOW), quiet(), taken_back():
        yield build_world()


@contextmanager
def quiet() -> Iterator[None]:
    """Nobody wants to read of thousands of refusals."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build_world() -> World:
    """Two hackathons that are over, the second one hidden, and two that are under way."""
    own, camp = run_to_the_end(), elsewhere()
    mine = Team.objects.get(memberships__participant__user__email=f"captain@{DOMAIN}")
    theirs = Award.objects.exclude(entry__team=mine).filter(hackathon=own).first().entry.team
    assert theirs.application.city_id != mine.application.city_id
    return World(
        own=own,
        other=camp.hackathon,
        people=people_of(own, mine, theirs, camp),
        things={
            "own": things_of(own, mine, person("judge")),
            "rival": things_of(own, theirs, person("judge-2")),
            "other": things_of(
                camp.hackathon,
                camp.entries[0].team,
                camp.hackathon.badges.get(is_judge=True).person,
            ),
        },
        underway=[taking_applications(), judging()],
    )


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


def person(local: str) -> User:
    """One of the demo's people."""
    return User.objects.get(email=f"{local}@{DOMAIN}")


def people_of(own: Hackathon, mine: Team, theirs: Team, camp: Camp) -> dict[str, User]:
    """Everybody who asks, staff with a second factor, save one."""
    assert mine.memberships.get(is_captain=True).participant.user == person("captain")
    found = {
        who: person(who) for who in PEOPLE if who not in ("nobody", "stranger", "rival", "foreign")
    }
    found["stranger"] = UserFactory()
    found["rival"] = theirs.memberships.get(is_captain=True).participant.user
    found["foreign"] = camp.organizer
    for who, one in found.items():
        if who in ("judge", "chair", "organizer", "city", "foreign", "auditor"):
            prove(one)
    return found


def prove(one: User) -> None:
    """Give somebody a second factor."""
    TOTP.activate(one, "JBSWY3DPEHPK3PXP")


def things_of(hackathon: Hackathon, team: Team, judge: User) -> dict[str, Any]:
    """What stands in addresses about a team of a hackathon, and about a judge."""
    captain = team.memberships.get(is_captain=True).participant.user
    invitation = Invitation.objects.filter(team=team).earliest("pk")
    award = Award.objects.get(entry__team=team)
    cards = Scorecard.objects.filter(assignment__judge=judge, assignment__entry__team=team)
    card = cards.earliest("pk")
    return {
        "slug": hackathon.slug,
        "application": team.application.pk,
        "submission": team.application.submissions.get().number,
        "invitation": invitation.pk,
        "token": tokens.make("invitation", invitation.pk, invitation.version),
        "membership": team.memberships.filter(is_captain=False).earliest("pk").pk,
        "work": Deliverable.objects.filter(entry__team=team).exclude(file="").get().pk,
        "api_token": make_token(person=captain, name="a", days=30, now=NOW)[0].pk,
        "letter": Letter.objects.filter(recipient=captain).earliest("pk").uid,
        "session": Session.objects.filter(stage__hackathon=hackathon).earliest("pk").pk,
        "judge": judge.pk,
        "card": card.pk,
        "round": card.assignment.round.stage.kind,
        "order": card.assignment.order,
        "mentor_pair": MentorTeam.objects.get(entry__team=team).pk,
        "award": award.pk,
        "certificate": award.certificates.get().number,
        "certificate_pk": award.certificates.get().pk,
    }
