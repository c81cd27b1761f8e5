"""What a team may read of its own judging, once the round is published (W3)."""

from dataclasses import dataclass
from fractions import Fraction

from judging.models import Criterion, Round, Scorecard
from judging.queries.rounds import criteria_of
from judging.queries.standings import StandingRow, readings, standings
from judging.states import RoundStatus, ScorecardStatus
from registration.models import Team


@dataclass(frozen=True)
class Feedback:
    """A team's line of the list, its points by criterion, and what judges wrote, unnamed."""

    row: StandingRow
    criteria: list[tuple[Criterion, Fraction]]
    comments: list[str]


def points_of(team: Team, round: Round) -> Feedback | None:
    """A team's own points and comments; None before publication, and for a team not in it."""
    if round.status != RoundStatus.PUBLISHED:
        return None
    row = next((row for row in standings(round) if row.entry.team_id == team.pk), None)
    return None if row is None else Feedback(row, _means(row, round), _comments(row))


def _means(row: StandingRow, round: Round) -> list[tuple[Criterion, Fraction]]:
    """The mean of each criterion over the team's judges, in points."""
    read, means = readings(round, row.entry), []
    for criterion in criteria_of(round):
        given = [reading.marks.get(criterion.code) for reading in read]
        marks = [half_points for half_points in given if half_points is not None]
        if marks:
            means.append((criterion, Fraction(sum(marks), 2 * len(marks))))
    return means


def _comments(row: StandingRow) -> list[str]:
    """What the judges wrote to the team, shortest first, so that nothing tells whose it is."""
    cards = Scorecard.objects.filter(
        assignment__entry=row.entry, status=ScorecardStatus.HANDED_IN
    ).exclude(comment="")
    return sorted(cards.values_list("comment", flat=True), key=lambda text: (len(text), text))
