"""Factories of registration, and a hackathon with a team that could send its application."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from hackathon.models import Hackathon, LegalText, Stage, User
from hackathon.states import LegalKind
from registration.models import (
    Acceptance,
    Application,
    Consent,
    Deliverable,
    Entry,
    Invitation,
    Membership,
    Participant,
    PublishedList,
    Submission,
    Team,
)
from registration.questions import QUESTIONS
from registration.states import (
    CAPTAIN_DECLARATIONS,
    MEMBER_DECLARATIONS,
    NEEDED_PURPOSES,
    Declaration,
)
from tests.factories import (
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    StageFactory,
    TrackFactory,
    UserFactory,
    calendar,
)

BEGIN = datetime(2026, 8, 1, tzinfo=UTC)
CLOSES = BEGIN + timedelta(days=48)
ADULT = date(2000, 5, 20)
OWN_WORD = {
    "full_name": "Aigerim Sadykova",
    "birth_date": ADULT,
    "phone": "+77012345678",
    "city": None,
    "purposes": ["taking_part", "prize"],
    "declarations": ["rules", "equipment"],
}
"""What a member says when confirming."""
CAPTAINS_WORD = OWN_WORD | {"declarations": list(Declaration.values)}
"""What a captain says when confirming."""


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    hackathon = factory.SubFactory(HackathonFactory)
    user = factory.SubFactory(UserFactory)
    full_name = factory.LazyAttribute(lambda row: row.user.full_name)
    birth_date = ADULT
    phone = "+77012345678"
    created_at = BEGIN


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    participant = factory.SubFactory(ParticipantFactory)
    purpose = "taking_part"
    legal_text = factory.SubFactory(
        LegalTextFactory, kind="consent", hackathon=factory.SelfAttribute("..participant.hackathon")
    )
    given_at = BEGIN
    valid_until = BEGIN + timedelta(days=3 * 365)


class AcceptanceFactory(DjangoModelFactory):
    class Meta:
        model = Acceptance

    participant = factory.SubFactory(ParticipantFactory)
    declaration = "rules"
    legal_text = factory.SubFactory(
        LegalTextFactory, hackathon=factory.SelfAttribute("..participant.hackathon")
    )
    accepted_at = BEGIN


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    hackathon = factory.SubFactory(HackathonFactory)
    name = factory.Sequence(lambda n: f"Team {n}")
    size_max = 5
    created_at = BEGIN


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    participant = factory.SubFactory(
        ParticipantFactory, hackathon=factory.SelfAttribute("..team.hackathon")
    )
    seat = 1
    role = "developer"
    joined_at = BEGIN


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    team = factory.SubFactory(TeamFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Invited {n}")
    role = "designer"
    language = "en"
    sent_at = BEGIN
    expires_at = BEGIN + timedelta(days=60)


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    team = factory.SubFactory(TeamFactory)
    hackathon = factory.SelfAttribute("team.hackathon")


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    application = factory.SubFactory(ApplicationFactory)
    number = 1
    snapshot = factory.LazyFunction(dict)
    sha256 = "0" * 64
    submitted_at = BEGIN
    submitted_by = factory.SubFactory(UserFactory)


class PublishedListFactory(DjangoModelFactory):
    class Meta:
        model = PublishedList

    stage = factory.SubFactory(StageFactory, kind="selection", status="published")
    published_at = BEGIN
    published_by = factory.SubFactory(UserFactory)


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    stage = factory.SubFactory(StageFactory, kind="hackathon")
    team = factory.SubFactory(TeamFactory, hackathon=factory.SelfAttribute("..stage.hackathon"))
    list = factory.SubFactory(
        PublishedListFactory, stage__hackathon=factory.SelfAttribute("...stage.hackathon")
    )
    way = "selected"


class DeliverableFactory(DjangoModelFactory):
    class Meta:
        model = Deliverable

    entry = factory.SubFactory(EntryFactory)
    number = 1
    summary = "It starts."
    handed_in_at = BEGIN
    handed_in_by = factory.SubFactory(UserFactory)


def open_hackathon(**facts) -> Hackathon:
    """A hackathon that takes applications: stages, texts, one track, one city, an organizer."""
    hackathon = HackathonFactory(**facts)
    calendar(hackathon, applications="open")
    for kind in LegalKind.values:
        LegalTextFactory(hackathon=hackathon, kind=kind)
    TrackFactory(hackathon=hackathon, code="access")
    CityFactory(hackathon=hackathon, code="almaty")
    BadgeFactory(hackathon=hackathon, is_organizer=True)
    return hackathon


def organizer_of(hackathon: Hackathon) -> User:
    """The person who runs the whole hackathon."""
    return hackathon.badges.get(is_organizer=True, city=None).person


def stage_at(hackathon: Hackathon, kind: str, status: str) -> Stage:
    """A stage of the hackathon, put where a test needs it."""
    hackathon.stages.filter(kind=kind).update(status=status)
    return hackathon.stages.get(kind=kind)


def text_of(hackathon: Hackathon, kind: str) -> LegalText:
    """The first version of a text."""
    return hackathon.legal_texts.get(kind=kind, version=1)


def add_member(team: Team, *, confirmed: bool = True, captain: bool = False, **own) -> Membership:
    """A member with a badge; one who confirmed has said everything that is asked, and counts."""
    participant = ParticipantFactory(hackathon=team.hackathon, **own)
    BadgeFactory(hackathon=team.hackathon, person=participant.user, is_participant=True)
    seat = team.memberships.count() + 1
    membership = MembershipFactory(
        team=team,
        participant=participant,
        seat=seat,
        is_captain=captain,
        confirmed_at=BEGIN if confirmed else None,
    )
    if confirmed:
        give_word(participant, captain=captain)
        team.size += 1
        team.save()
    return membership


def give_word(participant: Participant, *, captain: bool = False) -> None:
    """Every declaration and consent that taking part needs."""
    rules, consent = (text_of(participant.hackathon, kind) for kind in ("rules", "consent"))
    for one in MEMBER_DECLARATIONS + (CAPTAIN_DECLARATIONS if captain else ()):
        AcceptanceFactory(participant=participant, declaration=one, legal_text=rules)
    for purpose in NEEDED_PURPOSES:
        ConsentFactory(participant=participant, purpose=purpose, legal_text=consent)


def ready_application(hackathon: Hackathon, *, members: int = 3, **fields) -> Application:
    """An application that lacks nothing: a captain, members, every answer."""
    team = TeamFactory(hackathon=hackathon)
    for number in range(members):
        add_member(team, captain=number == 0)
    filled = {
        "title": "Clean air",
        "track": hackathon.tracks.first(),
        "city": hackathon.cities.first(),
        "forms": ["technical"],
        "answers": {question.code: f"On {question.code}." for question in QUESTIONS},
    }
    return ApplicationFactory(team=team, **(filled | fields))


def captain_of(application: Application) -> User:
    """Who answers for the team."""
    return application.team.memberships.get(is_captain=True).participant.user


def sent_application(hackathon: Hackathon, status: str = "submitted", **fields) -> Application:
    """An application that was sent, at any status since."""
    return ready_application(
        hackathon, **({"status": status, "submitted_at": BEGIN, "reason": "Said."} | fields)
    )


def entry_in(stage: Stage, application: Application | None = None) -> Entry:
    """A selected team's place in a stage of its hackathon, by the published selection."""
    hackathon = stage.hackathon
    application = application or sent_application(hackathon, "accepted")
    selection = stage_at(hackathon, "selection", "published")
    listing = selection.lists.first() or PublishedListFactory(stage=selection)
    return EntryFactory(stage=stage, team=application.team, list=listing)
