"""Cards: whose they are, what they say, and how far the jury has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hackathon.kit.sorting import in_order
from hackathon.models import User
from hackathon.queries import Person
from judging.models import Ballot, Conflict, Criterion, Declaration, Mark, Round, Scorecard
from judging.queries.rounds import criteria_of
from judging.states import BallotStatus, ScorecardStatus
from registration.models import Entry, Team
from registration.queries import entries_of, forms_of

WITH_PARENTS = ("assignment__round__stage__hackathon", "assignment__entry__team")


@dataclass(frozen=True)
class JudgeProgress:
    """How far one judge of a round has come. Void cards are excused, and counted apart."""

    judge: User
    declared: bool
    cards: int
    handed_in: int
    void: int
    has_voted: bool

    @property
    def left(self) -> int:
        """How many cards are still to be handed in."""
        return self.cards - self.handed_in


def has_declared(person: Person, round: Round) -> bool:
    """Whether a judge has looked for conflicts in this round."""
    return Declaration.objects.filter(round=round, judge_id=person.pk).exists()


def cards_of(person: Person, round: Round) -> QuerySet[Scorecard]:
    """A judge's own cards in the judge's own order; none before conflicts are declared."""
    cards = Scorecard.objects.filter(assignment__round=round, assignment__judge_id=person.pk)
    declared = Declaration.objects.filter(round=round, judge_id=person.pk)
    return (
        cards.filter(assignment__round__in=declared.values("round"))
        .exclude(status=ScorecardStatus.VOID)
        .select_related(*WITH_PARENTS)
        .order_by("assignment__order", "pk")
    )


def reads_team(person: Person, team: int) -> bool:
    """Whether a judge has a card of a team: assigned, conflicts declared, not void."""
    declared = Declaration.objects.filter(judge_id=person.pk).values("round")
    cards = Scorecard.objects.filter(
        assignment__judge_id=person.pk,
        assignment__entry__team=team,
        assignment__round__in=declared,
    )
    return cards.exclude(status=ScorecardStatus.VOID).exists()


def card_of(person: Person, round: Round, number: int) -> Scorecard | None:
    """The card at one place of the judge's own order."""
    return cards_of(person, round).filter(assignment__order=number).first()


def criteria_for(card: Scorecard) -> list[Criterion]:
    """What is marked on a card: the criteria of every project, and those of this one's forms."""
    entry, round = card.assignment.entry, card.assignment.round
    forms = forms_of([entry])[entry.pk]
    return [one for one in criteria_of(round) if not one.form or one.form in forms]


def latest_marks(card: Scorecard, upto: int | None = None) -> dict[str, Mark]:
    """The newest version of each mark on a card by its criterion, as it was at revision `upto`."""
    marks = Mark.objects.filter(card=card).select_related("criterion").order_by("version")
    if upto is not None:
        marks = marks.filter(version__lte=upto)
    return {mark.criterion.code: mark for mark in marks}


def conflicts_of(round: Round) -> QuerySet[Conflict]:
    """The conflicts of interest that touch the teams of a round."""
    teams = Entry.objects.filter(stage=round.stage_id).values("team")
    conflicts = Conflict.objects.filter(hackathon=round.stage.hackathon_id, team__in=teams)
    return conflicts.select_related("judge", "team").order_by(
        in_order("team__name"), in_order("judge__full_name"), "pk"
    )


def progress_of(round: Round, judges: Iterable[User] | None = None) -> list[JudgeProgress]:
    """How far each judge has come, by name; with `judges`, only these."""
    mine = Q(assignments__round=round)
    void = Q(assignments__card__status=ScorecardStatus.VOID)
    handed_in = Q(assignments__card__status=ScorecardStatus.HANDED_IN)
    people = User.objects.filter(assignments__round=round)
    if judges is not None:
        people = people.filter(pk__in=[judge.pk for judge in judges])
    counted = people.annotate(
        n_cards=Count("assignments", filter=mine & ~void, distinct=True),
        n_handed_in=Count("assignments", filter=mine & handed_in, distinct=True),
        n_void=Count("assignments", filter=mine & void, distinct=True),
    ).order_by(in_order("full_name"), "pk")
    declared = set(Declaration.objects.filter(round=round).values_list("judge", flat=True))
    cast = Ballot.objects.filter(round=round, status=BallotStatus.CAST)
    voted = set(cast.values_list("judge", flat=True))
    return [
        JudgeProgress(
            judge=judge,
            declared=judge.pk in declared,
            cards=judge.n_cards,
            handed_in=judge.n_handed_in,
            void=judge.n_void,
            has_voted=judge.pk in voted,
        )
        for judge in counted
    ]


def undeclared_judges(progress: Sequence[JudgeProgress]) -> list[JudgeProgress]:
    """Those who have cards and have not yet said that they looked for conflicts."""
    return [one for one in progress if one.cards and not one.declared]


def projects_of(round: Round) -> list[Entry]:
    """The entries that a round judges, each with its team."""
    return list(entries_of(round.stage))


def teams_without_readings(round: Round) -> list[Entry]:
    """The entries that are left with fewer judges than the round needs."""
    standing = Scorecard.objects.filter(assignment__round=round)
    standing = standing.exclude(status=ScorecardStatus.VOID)
    count = Counter(standing.values_list("assignment__entry", flat=True))
    needed = round.fewest_readings
    return [entry for entry in projects_of(round) if count[entry.pk] < needed]


def teams_in(round: Round, teams: Iterable[Team]) -> set[int]:
    """Which of these teams a round judges, by their keys."""
    entries = Entry.objects.filter(stage=round.stage_id, team__in=list(teams))
    return set(entries.values_list("team", flat=True))


def readings_missing(round: Round, entries: Iterable[Entry]) -> dict[int, int]:
    """How many judges each entry still lacks, where each is read by some judges only."""
    standing = Scorecard.objects.filter(assignment__round=round)
    standing = standing.exclude(status=ScorecardStatus.VOID)
    count = Counter(standing.values_list("assignment__entry", flat=True))
    wanted = round.readings or 0
    lacking = {entry.pk: wanted - count[entry.pk] for entry in entries}
    return {entry: number for entry, number in lacking.items() if number > 0}


def excused_judges(round: Round) -> set[int]:
    """The judges who dropped out: a card of theirs is void, and no conflict is the cause."""
    conflict = Conflict.objects.filter(
        judge=OuterRef("assignment__judge"), team=OuterRef("assignment__entry__team")
    )
    void = Scorecard.objects.filter(assignment__round=round, status=ScorecardStatus.VOID)
    return set(void.exclude(Exists(conflict)).values_list("assignment__judge", flat=True))
