"""Factories of judging, and a jury's whole world for tests that need one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from hackathon.models import Hackathon, Stage, User
from hackathon.states import StageKind, StageStatus
from judging import queries, services
from judging.models import (
    Assignment,
    Ballot,
    Conflict,
    Criterion,
    Declaration,
    Mark,
    Result,
    Round,
    Scorecard,
    Vote,
)
from judging.states import ScorecardStatus
from registration.models import Entry
from registration.states import ApplicationStatus
from tests.factories import (
    BadgeFactory,
    HackathonFactory,
    StageFactory,
    UserFactory,
    calendar,
    texts,
)
from tests.factories.registration import (
    ApplicationFactory,
    EntryFactory,
    MembershipFactory,
    PublishedListFactory,
    TeamFactory,
)

BEGIN = datetime(2026, 8, 1, tzinfo=UTC)


class PitchesFactory(StageFactory):
    kind = StageKind.PITCHES


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    stage = factory.SubFactory(PitchesFactory)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    round = factory.SubFactory(RoundFactory)
    code = factory.Sequence(lambda n: f"criterion-{n}")
    slot = "idea"
    title = factory.LazyAttribute(lambda row: texts(row.code))
    hint = texts("What to look at")


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = Conflict

    team = factory.SubFactory(TeamFactory)
    hackathon = factory.SelfAttribute("team.hackathon")
    judge = factory.SubFactory(UserFactory)
    kind = "work"
    source = "organizer"
    set_at = BEGIN
    set_by = factory.SubFactory(UserFactory)


class DeclarationFactory(DjangoModelFactory):
    class Meta:
        model = Declaration

    round = factory.SubFactory(RoundFactory)
    judge = factory.SubFactory(UserFactory)
    declared_at = BEGIN


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    round = factory.SubFactory(RoundFactory, status="open", criteria_sha256="0" * 64)
    judge = factory.SubFactory(UserFactory)
    entry = factory.SubFactory(EntryFactory, stage=factory.SelfAttribute("..round.stage"))
    order = 1
    assigned_at = BEGIN


class ScorecardFactory(DjangoModelFactory):
    class Meta:
        model = Scorecard

    assignment = factory.SubFactory(AssignmentFactory)


class MarkFactory(DjangoModelFactory):
    class Meta:
        model = Mark

    card = factory.SubFactory(ScorecardFactory)
    criterion = factory.SubFactory(
        CriterionFactory, round=factory.SelfAttribute("..card.assignment.round")
    )
    version = factory.Sequence(lambda n: n + 1)
    half_points = 10
    marked_at = BEGIN


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = Ballot

    round = factory.SubFactory(RoundFactory)
    judge = factory.SubFactory(UserFactory)


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = Vote

    ballot = factory.SubFactory(BallotFactory)
    entry = factory.SubFactory(EntryFactory, stage=factory.SelfAttribute("..ballot.round.stage"))
    choice = "for"


class ResultFactory(DjangoModelFactory):
    class Meta:
        model = Result

    round = factory.SubFactory(RoundFactory)
    version = 1
    manifest = factory.LazyFunction(lambda: {"rows": []})
    sha256 = "0" * 64
    signed_at = BEGIN
    signed_by = factory.SubFactory(UserFactory)


COMMON = {"idea": 5, "defence": 5, "pitch_bonus": 0, "answers_bonus": 0}
FORM_CODES = {"technical": "technical", "social": "campaign", "business": "business"}


@dataclass
class Jury:
    """A hackathon with an organizer, judges (the first has the chair), teams and their round."""

    hackathon: Hackathon
    stages: Mapping[str, Stage]
    organizer: User
    judges: list[User]
    entries: list[Entry]
    round: Round
    now: datetime

    @property
    def stage(self) -> Stage:
        return self.round.stage

    @property
    def chair(self) -> User:
        return self.judges[0]

    def refresh(self) -> Round:
        """The round as the database has it now."""
        self.round = queries.round_by_key(self.round.pk)
        return self.round

    def open(self) -> Round:
        """Open the round; every judge has declared that there is no conflict."""
        services.open_round(round=self.round, actor=self.organizer, now=self.now)
        for judge in self.judges:
            services.declare_conflicts(round=self.round, judge=judge, conflicts={}, now=self.now)
        return self.refresh()

    def card(self, judge: int, entry: int) -> Scorecard:
        """The card of a judge and a team, both by their numbers."""
        cards = Scorecard.objects.select_related(*queries.WITH_PARENTS)
        return cards.get(
            assignment__round=self.round,
            assignment__judge=self.judges[judge],
            assignment__entry=self.entries[entry],
        )

    def mark(self, judge: int, entry: int, **points: float) -> services.SavedMarks:
        """Mark every criterion of a card: 5 points, no bonus, unless said otherwise."""
        card = self.card(judge, entry)
        codes = [one.code for one in queries.criteria_for(card)]
        given = dict.fromkeys(codes, 5) | {k: v for k, v in COMMON.items() if k in codes} | points
        return services.save_marks(
            card=card,
            base_revision=card.revision,
            marks={code: round(2 * value) for code, value in given.items()},
            actor=self.judges[judge],
            now=self.now,
        )

    def hand_in(self, judge: int, entry: int, **points: float) -> None:
        """Mark a card and hand it in."""
        self.mark(judge, entry, **points)
        card = self.card(judge, entry)
        services.hand_in_card(card=card, actor=self.judges[judge], now=self.now)

    def hand_in_all(self, idea: Sequence[Sequence[float]] | None = None) -> None:
        """Every judge hands every card in that is open; `idea[judge][entry]` sets teams apart."""
        for judge, person in enumerate(self.judges):
            for entry, team in enumerate(self.entries):
                mine = Scorecard.objects.filter(
                    assignment__round=self.round,
                    assignment__judge=person,
                    assignment__entry=team,
                    status=ScorecardStatus.OPEN,
                )
                if mine.exists():
                    points = {"idea": idea[judge][entry]} if idea else {}
                    self.hand_in(judge, entry, **points)

    def close(self, idea: Sequence[Sequence[float]] | None = None) -> Round:
        """Hand everything in and close the round."""
        self.hand_in_all(idea)
        services.close_round(round=self.round, actor=self.organizer, now=self.now)
        return self.refresh()

    def vote(self, **by_entry: str) -> None:
        """Every judge votes: for each team, or as `e0="against"` says of the first one."""
        for judge in self.judges:
            choices = {
                entry: by_entry.get(f"e{self.entries.index(entry)}", "for")
                for entry in queries.votable_entries(judge, self.round)
            }
            services.cast_ballot(round=self.round, judge=judge, choices=choices, now=self.now)

    def close_stage(self) -> None:
        """The stage ends, as the organizer would end it."""
        Stage.objects.filter(pk=self.stage.pk).update(status=StageStatus.CLOSED)
        self.refresh()


def add_team(hackathon: Hackathon, stage: Stage, forms: Sequence[str] = ("technical",)) -> Entry:
    """A team in a stage, with its application and a captain."""
    selection = hackathon.stages.get(kind=StageKind.SELECTION)
    listing = selection.lists.first() or PublishedListFactory(stage=selection)
    team = TeamFactory(hackathon=hackathon)
    ApplicationFactory(
        team=team,
        status=ApplicationStatus.ACCEPTED,
        title=f"Project of {team}",
        forms=list(forms),
        submitted_at=BEGIN,
    )
    captain = MembershipFactory(team=team, is_captain=True, confirmed_at=BEGIN)
    person = captain.participant.user
    BadgeFactory(hackathon=hackathon, person=person, is_participant=True)
    return EntryFactory(stage=stage, team=team, list=listing)


def build_jury(
    *,
    now: datetime,
    teams: int = 3,
    judges: int = 3,
    kind: str = StageKind.PITCHES,
    forms: Sequence[str] = ("technical",),
    places: int = 2,
    **settings: object,
) -> Jury:
    """A jury that is about to begin: the stage is open, the round is being prepared."""
    hackathon = HackathonFactory()
    stages = calendar(hackathon, **{kind: StageStatus.OPEN})
    organizer = BadgeFactory(hackathon=hackathon, is_organizer=True).person
    people = [
        BadgeFactory(hackathon=hackathon, is_judge=True, is_chair=number == 0).person
        for number in range(judges)
    ]
    entries = [add_team(hackathon, stages[kind], forms) for _number in range(teams)]
    round = services.create_round(
        stage=stages[kind], actor=organizer, now=now, places=places, **settings
    )
    return Jury(hackathon, stages, organizer, people, entries, round, now)
