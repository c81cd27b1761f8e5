"""Places: from points to an order, ties split in the order that the round published (R5.4).

Nothing here looks at a time or at an id: teams that no level splits share their place, until the
jury records a decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal, TypeAlias

from judging.ranking import TeamPoints

POINTS = "points"
SHARED = "shared"

Outcome: TypeAlias = Literal["passed", "failed", "no_quorum"]
Group: TypeAlias = Sequence[TeamPoints]
Worth: TypeAlias = Mapping[int, Fraction | int]


_ALL = 100  # percent


@dataclass(frozen=True)
class _Facts:
    """What levels look at beside the points."""

    votes_for: Mapping[int, int]
    jury_places: Mapping[int, int]


Level: TypeAlias = Callable[[Group, _Facts], Worth]


@dataclass(frozen=True)
class Standing:
    """One team's place, and the level that set it apart ("shared" if none did)."""

    entry: int
    place: int
    level: str
    points: Fraction


def rank(
    teams: Group,
    *,
    votes_for: Mapping[int, int],
    tie_order: Sequence[str],
    jury_order: Sequence[int] = (),
) -> list[Standing]:
    """Every team with its place: 1, 2, 2, 4.

    Equal points are split by the levels of `tie_order`, each inside the group that the levels
    before it left tied. Teams that share a place stand side by side in the order of their numbers,
    which says nothing.
    """
    if unknown := set(tie_order) - set(LEVELS):
        raise ValueError(f"No such level: {', '.join(sorted(unknown))}")
    facts = _Facts(votes_for, {entry: place for place, entry in enumerate(jury_order)})
    standings: list[Standing] = []
    for group, level in _split(teams, [POINTS, *tie_order], facts):
        place = len(standings) + 1
        standings += [
            Standing(team.entry, place, level, team.points)
            for team in sorted(group, key=lambda team: team.entry)
        ]
    return standings


def open_ties(standings: Sequence[Standing]) -> list[tuple[int, ...]]:
    """The groups of entries that nothing has split yet, the best first."""
    shared = [standing for standing in standings if standing.level == SHARED]
    return [
        tuple(standing.entry for standing in group)
        for _, group in groupby(shared, key=lambda standing: standing.place)
    ]


def vote_outcome(
    *,
    for_: int,
    against: int,
    abstain: int,
    eligible: int,
    quorum_percent: int,
    threshold_percent: int,
) -> Outcome:
    """What the jury's vote on one team says (R5.3).

    `eligible` leaves out the judges with a conflict. An abstention counts for the quorum and not
    for the majority: of the votes for and against, more than `threshold_percent` must be for; at
    100 all of them.
    """
    cast = for_ + against + abstain
    if min(for_, against, abstain) < 0 or cast > eligible:
        raise ValueError("There are more votes than judges who may vote.")
    if not eligible or 100 * cast < quorum_percent * eligible:
        return "no_quorum"
    decided = for_ + against
    if threshold_percent == _ALL:
        return "passed" if decided and not against else "failed"
    return "passed" if 100 * for_ > threshold_percent * decided else "failed"


def _points(group: Group, facts: _Facts) -> Worth:
    return {team.entry: team.points for team in group}


def _votes(group: Group, facts: _Facts) -> Worth:
    return {team.entry: facts.votes_for.get(team.entry, 0) for team in group}


def _slot(slot: str) -> Level:
    def level(group: Group, facts: _Facts) -> Worth:
        return {team.entry: team.slots.get(slot, 0) for team in group}

    return level


def _head_to_head(group: Group, facts: _Facts) -> Worth:
    """Over the others of the group: judges of both who put this team above, minus below."""
    return {
        team.entry: sum(
            (total > other.totals[judge]) - (total < other.totals[judge])
            for other in group
            for judge, total in team.totals.items()
            if judge in other.totals
        )
        for team in group
    }


def _jury(group: Group, facts: _Facts) -> Worth:
    """The recorded decision, if it speaks of every team of the group."""
    if any(team.entry not in facts.jury_places for team in group):
        return {team.entry: 0 for team in group}
    return {team.entry: -facts.jury_places[team.entry] for team in group}


LEVELS: dict[str, Level] = {
    POINTS: _points,
    "votes": _votes,
    "idea": _slot("idea"),
    "solution": _slot("solution"),
    "defence": _slot("defence"),
    "head_to_head": _head_to_head,
    "bonus": _slot("bonus"),
    "jury": _jury,
}
"""How a level weighs the teams of a group: more is better."""


def _split(group: Group, levels: Sequence[str], facts: _Facts) -> list[tuple[Group, str]]:
    """The group in order, as teams alone or still tied, each with the level that made it so."""
    if not levels:
        return [(group, SHARED)]
    level, *rest = levels
    worth = LEVELS[level](group, facts)
    ordered = sorted(group, key=lambda team: worth[team.entry], reverse=True)
    parts: list[tuple[Group, str]] = []
    for _, same in groupby(ordered, key=lambda team: worth[team.entry]):
        tied = list(same)
        parts += [(tied, level)] if len(tied) == 1 else _split(tied, rest, facts)
    return parts
