"""Who reads what, where each team is read by some judges only: so many a team, and fair work.

Every team gets its number of judges without a conflict; then no judge has more work than needed:
the judges with the least are taken first, and work is moved along chains of judges for as long as
that lowers the load of somebody who has at least two teams more than the last of the chain. What no
chain can improve is best (the theorem on optimal semi-matchings by Harvey, Ladner, Lovász and
Tamir, 2003). Between equals a hash decides, so the same input is always shared in the same way.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
"""A judge and a team, by their keys."""


@dataclass
class _Work:
    """What each judge reads while it is being shared out."""

    load: dict[int, int]  # teams of each judge, the kept ones counted
    barred: Collection[Pair]
    given: dict[int, set[int]] = field(default_factory=dict)  # judges of each team, kept ones not

    def takes(self, judge: int, team: int) -> bool:
        """Whether a judge may read a team, and does not yet."""
        return judge not in self.given[team] and (judge, team) not in self.barred

    def teams_of(self) -> dict[int, list[int]]:
        """The teams that may be moved away from each judge."""
        found: dict[int, list[int]] = {judge: [] for judge in self.load}
        for team, judges in self.given.items():
            for judge in judges:
                found[judge].append(team)
        return found


def allocate(
    missing: Mapping[int, int],
    judges: Iterable[int],
    *,
    barred: Collection[Pair],
    load: Mapping[int, int],
    seed: str,
) -> list[Pair]:
    """New pairs, so that each team gets its missing number of judges, or as many as there are.

    `barred` are the pairs with a conflict and those that exist; `load` is what judges have already.
    """
    work = _Work({judge: load.get(judge, 0) for judge in judges}, barred)
    for team in sorted(missing, key=lambda team: _draw(seed, team)):
        work.given[team] = set()
        free = [judge for judge in work.load if work.takes(judge, team)]
        free.sort(key=lambda judge: (work.load[judge], _draw(seed, judge, team)))
        for judge in free[: missing[team]]:
            work.given[team].add(judge)
            work.load[judge] += 1
    while _lighten(work, seed):
        pass
    return sorted((judge, team) for team, judges in work.given.items() for judge in judges)


def _lighten(work: _Work, seed: str) -> bool:
    """Take one team from a judge who has more than the work asks; False if nobody has."""
    teams_of = work.teams_of()
    for judge in sorted(work.load, key=lambda judge: (-work.load[judge], _draw(seed, judge))):
        chain = _chain(work, teams_of, judge)
        if chain:
            for team, giver, taker in chain:
                work.given[team].remove(giver)
                work.given[team].add(taker)
            work.load[chain[0][1]] -= 1
            work.load[chain[-1][2]] += 1
            return True
    return False


def _chain(
    work: _Work, teams_of: Mapping[int, list[int]], first: int
) -> list[tuple[int, int, int]]:
    """The shortest chain of moves (team, from, to) that ends with a judge of two teams less."""
    enough = work.load[first] - 2
    if min(work.load.values()) > enough:
        return []
    way: dict[int, tuple[int, int]] = {}  # judge: the team that came, and from whom
    waiting = deque([first])
    while waiting:
        giver = waiting.popleft()
        for team in teams_of[giver]:
            for taker in work.load:
                if taker == first or taker in way or not work.takes(taker, team):
                    continue
                way[taker] = (team, giver)
                if work.load[taker] <= enough:
                    return _back(way, taker, first)
                waiting.append(taker)
    return []


def _back(way: Mapping[int, tuple[int, int]], last: int, first: int) -> list[tuple[int, int, int]]:
    """A chain from its first judge to its last, from the ways that led there."""
    chain = []
    while last != first:
        team, giver = way[last]
        chain.append((team, giver, last))
        last = giver
    return chain[::-1]


def _draw(seed: str, *keys: int) -> bytes:
    """A number that looks like chance and is the same whenever it is asked for."""
    return hashlib.sha256(":".join([seed, *map(str, keys)]).encode()).digest()
