"""The ranked list of a round: computed while the jury decides, read from the manifest after."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from hackathon.kit.sorting import kazakh_key
from hackathon.states import StageKind
from judging import ties
from judging.models import Criterion, Mark, Round, Scorecard, Vote
from judging.queries.rounds import result_of
from judging.ranking import CriterionSpec, Reading, TeamPoints, team_points
from judging.states import SETTLED, BallotStatus, RoundStatus, ScorecardStatus, VoteChoice
from registration.models import Entry
from registration.queries import forms_of


@dataclass(frozen=True)
class Tally:
    """The jury's vote on one team (R5.3): judges who marked it may vote, nobody else."""

    eligible: int = 0
    votes_for: int = 0
    against: int = 0
    abstain: int = 0
    outcome: str = "no_quorum"


@dataclass(frozen=True)
class StandingRow:
    """One team's line of the ranked list. A team that nobody could judge has no place."""

    entry: Entry
    place: int | None
    level: str
    points: Fraction | None
    slots: Mapping[str, Fraction]
    totals: tuple[Fraction, ...]
    tally: Tally
    goes_on: bool = False

    @property
    def readings(self) -> int:
        """How many judges the points come from."""
        return len(self.totals)


def readings(round: Round, entry: Entry | None = None) -> list[Reading]:
    """Every judge's marks, in half points, on the cards that are handed in; void ones left out.

    Of all teams, or of one.
    """
    cards = Scorecard.objects.filter(assignment__round=round)
    if entry is not None:
        cards = cards.filter(assignment__entry=entry)
    return _readings(cards)[round.pk]


def _readings(cards: QuerySet[Scorecard]) -> dict[int, list[Reading]]:
    """What is marked on the cards that are handed in, by round."""
    cards = cards.filter(status=ScorecardStatus.HANDED_IN)
    whose = cards.values_list("assignment__round", "pk", "assignment__judge", "assignment__entry")
    versions = Mark.objects.filter(card__in=cards).order_by("version")
    marks: dict[int, dict[str, int | None]] = defaultdict(dict)
    for card, code, half_points in versions.values_list("card", "criterion__code", "half_points"):
        marks[card][code] = half_points  # the newest version comes last
    found: dict[int, list[Reading]] = defaultdict(list)
    for round, card, judge, team in whose:
        found[round].append(Reading(judge, team, marks[card]))
    return found


def specs_of(criteria: Iterable[Criterion]) -> list[CriterionSpec]:
    """The criteria as the arithmetic knows them."""
    return [CriterionSpec(one.code, one.slot, one.form, one.order) for one in criteria]


def standings(round: Round) -> list[StandingRow]:
    """The ranked list with points, votes and the level that split each tie.

    Nobody has it while judges mark: refuses `round_not_closed`. Once signed it is what was signed.
    """
    if round.status in SETTLED:
        return _signed(round)
    if round.status != RoundStatus.CLOSED:
        raise Refused(_("The round is not closed: there is no ranking."), code="round_not_closed")
    return recalculated([round])[round.pk]


def outcome_of(round: Round) -> list[StandingRow]:
    """The teams that go on, or win, by points and vote (R5.4)."""
    return [row for row in standings(round) if row.goes_on]


def rows_by_points(round: Round) -> list[tuple[int, StandingRow]]:
    """The ranked list by points alone: the places of a list that votes have split would tell
    one judge how others voted.
    """
    rows = [row for row in standings(round) if row.points is not None]
    rows.sort(key=lambda row: (-(row.points or 0), kazakh_key(row.entry.team.name), row.entry.pk))
    points = [row.points for row in rows]
    return [(points.index(row.points) + 1, row) for row in rows]


def undecided(round: Round) -> list[tuple[StandingRow, ...]]:
    """The groups that nothing but the jury splits, as if it had not decided yet."""
    if round.status != RoundStatus.CLOSED:
        return []
    bare = copy(round)
    bare.jury_order, bare.jury_reason = [], ""
    return ties_that_matter(bare, standings(bare))


def ties_that_matter(round: Round, rows: Sequence[StandingRow]) -> list[tuple[StandingRow, ...]]:
    """The groups still tied across the cut; in the final, also those inside the prizes."""
    limit, found, above = _places(round), [], 0
    for group in _groups(_candidates(round, rows)):
        cut_inside = above < limit < above + len(group)
        inside_prizes = _is_final(round) and above < limit
        if len(group) > 1 and (cut_inside or inside_prizes):
            found.append(group)
        above += len(group)
    return found


def recalculated(rounds: Iterable[Round]) -> dict[int, list[StandingRow]]:
    """The lists of some rounds from marks and votes, whatever is signed, by the round's key.

    It takes as many queries for ten rounds as for one.
    """
    rounds = list(rounds)
    entries: dict[int, dict[int, Entry]] = defaultdict(dict)
    for entry in _entries(rounds):
        entries[entry.stage_id][entry.pk] = entry
    forms = forms_of(entry for known in entries.values() for entry in known.values())
    read = _readings(Scorecard.objects.filter(assignment__round__in=rounds))
    specs: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in Criterion.objects.filter(round__in=rounds).order_by("order", "pk"):
        specs[criterion.round_id].append(criterion)
    said = _votes(rounds)
    found = {}
    for round in rounds:
        points = team_points(read[round.pk], specs_of(specs[round.pk]), forms)
        tallies = _tallies(round, read[round.pk], said[round.pk])
        found[round.pk] = _ranked(round, entries[round.stage_id], points, tallies)
    return found


def _ranked(
    round: Round,
    entries: Mapping[int, Entry],
    points: Sequence[TeamPoints],
    tallies: Mapping[int, Tally],
) -> list[StandingRow]:
    """The list of one round: teams with points in their order, then those that nobody marked."""
    known = {team.entry: team for team in points}
    places = ties.rank(
        points,
        votes_for={entry: tally.votes_for for entry, tally in tallies.items()},
        tie_order=round.tie_order,
        jury_order=round.jury_order,
    )
    rows = [_row(entries[one.entry], one, known[one.entry], tallies[one.entry]) for one in places]
    rows += [_unread(entry) for key, entry in entries.items() if key not in known]
    return _with_cut(round, rows)


def _entries(rounds: Iterable[Round]) -> Iterable[Entry]:
    stages = [round.stage_id for round in rounds]
    return Entry.objects.filter(stage__in=stages).select_related("team").order_by("pk")


def _votes(rounds: Iterable[Round]) -> dict[int, list[tuple[int, int, str]]]:
    """Who voted what on which team, by round: judge, entry, choice."""
    votes = Vote.objects.filter(ballot__round__in=rounds, ballot__status=BallotStatus.CAST)
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    columns = votes.values_list("ballot__round", "ballot__judge", "entry", "choice")
    for round, judge, entry, choice in columns:
        found[round].append((judge, entry, choice))
    return found


def _row(entry: Entry, place: ties.Standing, points: TeamPoints, tally: Tally) -> StandingRow:
    return StandingRow(
        entry=entry,
        place=place.place,
        level=place.level,
        points=place.points,
        slots=points.slots,
        totals=tuple(sorted(points.totals.values())),
        tally=tally,
    )


def _unread(entry: Entry) -> StandingRow:
    return StandingRow(entry, None, "", None, {}, (), Tally())


def _tallies(
    round: Round, read: Iterable[Reading], votes: Iterable[tuple[int, int, str]]
) -> dict[int, Tally]:
    """The vote on each team that was marked; a judge whose card is void is outside of it."""
    pairs = {(one.judge, one.entry) for one in read}
    eligible = Counter(entry for _judge, entry in pairs)
    said = Counter((entry, choice) for judge, entry, choice in votes if (judge, entry) in pairs)
    return {entry: _tally(round, said, entry, count) for entry, count in eligible.items()}


def _tally(round: Round, said: Mapping[tuple[int, str], int], entry: int, eligible: int) -> Tally:
    votes_for = said.get((entry, VoteChoice.FOR), 0)
    against = said.get((entry, VoteChoice.AGAINST), 0)
    abstain = said.get((entry, VoteChoice.ABSTAIN), 0)
    outcome = ties.vote_outcome(
        for_=votes_for,
        against=against,
        abstain=abstain,
        eligible=eligible,
        quorum_percent=round.quorum_percent,
        threshold_percent=round.threshold_percent,
    )
    return Tally(eligible, votes_for, against, abstain, outcome)


def _is_final(round: Round) -> bool:
    return round.stage.kind == StageKind.FINAL


def _places(round: Round) -> int:
    """How many teams go on; in the final, at least those that win a prize (R6.2)."""
    prizes = round.stage.hackathon.prize_places if _is_final(round) else 0
    return max(round.places, prizes)


def _candidates(round: Round, rows: Iterable[StandingRow]) -> list[StandingRow]:
    """The ranked teams that the vote lets through, where it decides."""
    ranked = [row for row in rows if row.place is not None]
    if not round.must_pass_vote:
        return ranked
    return [row for row in ranked if row.tally.outcome == "passed"]


def _groups(rows: Iterable[StandingRow]) -> list[tuple[StandingRow, ...]]:
    """Teams of the same place, the best first."""
    return [tuple(group) for _place, group in groupby(rows, key=attrgetter("place"))]


def _with_cut(round: Round, rows: Sequence[StandingRow]) -> list[StandingRow]:
    """The list with the teams marked that are above the cut; a tie across it is above nothing."""
    limit, above = _places(round), set[int]()
    for group in _groups(_candidates(round, rows)):
        if len(above) + len(group) > limit:
            break
        above |= {row.entry.pk for row in group}
    return [replace(row, goes_on=True) if row.entry.pk in above else row for row in rows]


def _signed(round: Round) -> list[StandingRow]:
    """The list as it was signed."""
    result = result_of(round)
    entries = {entry.pk: entry for entry in _entries([round])}
    return [] if result is None else [_read(entries, row) for row in result.manifest["rows"]]


def _read(entries: Mapping[int, Entry], row: Mapping[str, Any]) -> StandingRow:
    votes = row["votes"]
    return StandingRow(
        entry=entries[row["entry"]],
        place=row["place"],
        level=row["level"],
        points=None if row["points"] is None else Fraction(row["points"]),
        slots={slot: Fraction(points) for slot, points in row["slots"].items()},
        totals=tuple(Fraction(total) for total in row["totals"]),
        tally=Tally(
            eligible=votes["eligible"],
            votes_for=votes["for"],
            against=votes["against"],
            abstain=votes["abstain"],
            outcome=votes["outcome"],
        ),
        goes_on=row["goes_on"],
    )
