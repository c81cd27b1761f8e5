"""Teams that may be tied, and how they are ranked."""

from fractions import Fraction
from itertools import permutations

from judging.ranking import TeamPoints
from judging.ties import rank

F = Fraction
ORDER = ("votes", "idea", "solution", "defence", "head_to_head", "bonus", "jury")


def team(entry, points=20, totals=None, **slots):
    """The points of a team."""
    return TeamPoints(
        entry=entry,
        points=F(points),
        slots={slot: F(value) for slot, value in slots.items()},
        totals={judge: F(total) for judge, total in (totals or {}).items()},
    )


def ranked(*teams, votes_for=None, tie_order=ORDER, jury_order=()):
    """Entry, place and level of each, the same in whatever order the teams are given."""
    outcomes = {
        tuple(rank(order, votes_for=votes_for or {}, tie_order=tie_order, jury_order=jury_order))
        for order in permutations(teams)
    }
    [standings] = outcomes
    return [(standing.entry, standing.place, standing.level) for standing in standings]
