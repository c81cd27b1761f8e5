"""Factories of the boot camp, and a hackathon that has come to its prizes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from bootcamp import queries, services
from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from hackathon.models import Hackathon, Stage, User
from hackathon.states import StageKind, StageStatus
from judging.models import Result, Round
from judging.states import RoundStatus
from registration.models import Entry, Membership, Team
from registration.states import ApplicationStatus
from tests.factories import BadgeFactory, HackathonFactory, UserFactory, calendar
from tests.factories.judging import ResultFactory, RoundFactory
from tests.factories.registration import (
    ApplicationFactory,
    EntryFactory,
    MembershipFactory,
    ParticipantFactory,
    PublishedListFactory,
    TeamFactory,
)

BEGIN = datetime(2026, 8, 1, tzinfo=UTC)
TEAMS = ("Қыран", "Дала Дата", "Тілмәш", "Көпір", "Үміт", "Саналы")
MEMBERS = ("Әсел Нұрғалиева", "Ғабит Өмірзақов", "Һәкім Іңкәрұлы")


class PrizeFundFactory(DjangoModelFactory):
    class Meta:
        model = PrizeFund

    hackathon = factory.SubFactory(HackathonFactory)
    amount = 20_000_000


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = Award

    entry = factory.SubFactory(EntryFactory, stage__kind=StageKind.FINAL)
    hackathon = factory.SelfAttribute("entry.stage.hackathon")
    result = factory.SubFactory(ResultFactory)
    place = 1
    amount = 10_000_000
    decided_at = BEGIN
    decided_by = factory.SubFactory(UserFactory)


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    award = factory.SubFactory(AwardFactory)
    number = factory.Sequence(lambda n: f"TEST-2026-{n:04d}")
    facts = factory.LazyFunction(dict)
    sha256 = factory.LazyAttribute(lambda row: queries.fingerprint(row.facts))
    issued_at = BEGIN
    issued_by = factory.SubFactory(UserFactory)


class MentorTeamFactory(DjangoModelFactory):
    class Meta:
        model = MentorTeam

    entry = factory.SubFactory(EntryFactory, stage__kind=StageKind.BOOTCAMP)
    mentor = factory.SubFactory(UserFactory)
    assigned_at = BEGIN
    assigned_by = factory.SubFactory(UserFactory)


def signed_row(entry: Entry, place: int | None) -> dict[str, Any]:
    """A line of a signed list, as judging writes it."""
    votes = {"eligible": 3, "for": 3, "against": 0, "abstain": 0, "outcome": "passed"}
    return {
        "entry": entry.pk,
        "team": entry.team.name,
        "forms": ["technical"],
        "place": place,
        "points": None if place is None else f"{30 - place}/1",
        "level": "",
        "slots": {},
        "totals": [],
        "votes": votes,
        "goes_on": place is not None,
    }


@dataclass
class Camp:
    """A hackathon whose final is closed: teams, an organizer, a mentor, the round of the final."""

    hackathon: Hackathon
    organizer: User
    mentor: User
    camp_entries: list[Entry]
    entries: list[Entry]  # in the final, the winner first
    round: Round
    now: datetime

    @property
    def stage(self) -> Stage:
        """The final, as the database has it now."""
        return self.hackathon.stages.get(kind=StageKind.FINAL)

    def members(self, number: int = 0) -> list[Membership]:
        """The people of a team, the captain first."""
        return list(self.entries[number].team.memberships.order_by("seat"))

    def captain(self, number: int = 0) -> User:
        """Who answers for a team."""
        return self.members(number)[0].participant.user

    def sign(self, *places: int | None) -> Result:
        """The jury's decision on the final, signed: 1, 2, 3, ... unless said otherwise."""
        given = places or range(1, len(self.entries) + 1)
        rows = [signed_row(*pair) for pair in zip(self.entries, given, strict=True)]
        Round.objects.filter(pk=self.round.pk).update(status=RoundStatus.SIGNED)
        self.round.refresh_from_db()
        manifest = {"rows": sorted(rows, key=lambda row: row["place"] or 99)}
        return ResultFactory(round=self.round, manifest=manifest, sha256="5" * 64)

    def give(self, number: int, amount: int, place: int | None = None) -> Award:
        """Give a team its sum."""
        return services.give_award(
            entry=self.entries[number],
            place=place or number + 1,
            amount=amount,
            actor=self.organizer,
            now=self.now,
        )

    def issue(self, award: Award) -> Certificate:
        """Issue the certificate of an award."""
        return services.issue_certificate(award=award, actor=self.organizer, now=self.now)

    def award_all(self, amounts: Sequence[int] = (10_000_000, 6_000_000, 4_000_000)) -> list[Award]:
        """Give every prize place its sum."""
        return [self.give(number, amount) for number, amount in enumerate(amounts)]

    def issue_all(self) -> list[Certificate]:
        """Awards and certificates for every prize place."""
        return [self.issue(award) for award in self.award_all()]

    def publish(self) -> Stage:
        """Publish the winners."""
        return services.publish_winners(stage=self.stage, actor=self.organizer, now=self.now)


def finalist(
    hackathon: Hackathon, name: str, *, people: Sequence[str] = MEMBERS
) -> tuple[Entry, Entry]:
    """A team in the boot camp and in the final, with its application and members."""
    team = TeamFactory(hackathon=hackathon, name=name)
    ApplicationFactory(
        team=team,
        status=ApplicationStatus.ACCEPTED,
        title=f"Жоба: {name}",
        forms=["technical"],
        submitted_at=BEGIN,
    )
    for seat, person in enumerate(people, start=1):
        add_person(team, person, seat)
    pitches = hackathon.stages.get(kind=StageKind.PITCHES)
    listing = pitches.lists.first() or PublishedListFactory(stage=pitches)
    camp, final = (
        EntryFactory(stage=hackathon.stages.get(kind=kind), team=team, list=listing, way="jury")
        for kind in (StageKind.BOOTCAMP, StageKind.FINAL)
    )
    return camp, final


def add_person(team: Team, full_name: str, seat: int) -> Membership:
    """A member with a badge; the first seat is the captain's."""
    user = UserFactory(full_name=full_name)
    BadgeFactory(hackathon=team.hackathon, person=user, is_participant=True)
    return MembershipFactory(
        team=team,
        participant=ParticipantFactory(hackathon=team.hackathon, user=user),
        seat=seat,
        is_captain=seat == 1,
        confirmed_at=BEGIN,
    )


def build_camp(*, now: datetime, teams: int = 4, **facts: Any) -> Camp:
    """A hackathon whose final is closed and not signed; three prize places, 20 million tenge."""
    hackathon = HackathonFactory(**facts)
    stages = calendar(
        hackathon,
        pitches=StageStatus.PUBLISHED,
        bootcamp=StageStatus.CLOSED,
        final=StageStatus.CLOSED,
    )
    organizer = BadgeFactory(hackathon=hackathon, is_organizer=True).person
    mentor = BadgeFactory(hackathon=hackathon, is_mentor=True).person
    pairs = [finalist(hackathon, name) for name in TEAMS[:teams]]
    round = RoundFactory(
        stage=stages[StageKind.FINAL],
        status=RoundStatus.CLOSED,
        criteria_sha256="c" * 64,
        places=3,
        must_pass_vote=False,
    )
    return Camp(
        hackathon=hackathon,
        organizer=organizer,
        mentor=mentor,
        camp_entries=[camp for camp, _final in pairs],
        entries=[final for _camp, final in pairs],
        round=round,
        now=now,
    )
