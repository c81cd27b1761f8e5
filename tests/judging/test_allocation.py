"""Sharing teams out among judges: enough for each team, and the fairest work there is."""

from itertools import combinations, product
from random import Random

import pytest

from judging.allocation import Pair, allocate


def loads(pairs: list[Pair], judges: range, before: dict[int, int] | None = None) -> list[int]:
    return [
        sum(one == judge for one, _team in pairs) + (before or {}).get(judge, 0) for judge in judges
    ]


def share(teams: int, judges: int, readings: int, **more) -> list[Pair]:
    wanted = dict.fromkeys(range(100, 100 + teams), readings)
    given = {"barred": set(), "load": {}, "seed": "s"} | more
    return allocate(wanted, range(judges), **given)


def test_every_team_gets_its_judges_each_once() -> None:
    pairs = share(20, 7, 3)

    assert len(pairs) == len(set(pairs)) == 60
    assert all(sum(team == one for _judge, one in pairs) == 3 for team in range(100, 120))


def test_work_is_even() -> None:
    assert sorted(loads(share(20, 7, 3), range(7))) == [8, 8, 8, 9, 9, 9, 9]


def test_pairs_that_are_barred_are_left_out() -> None:
    barred = {(judge, team) for judge in (0, 1) for team in range(100, 110)}

    pairs = share(20, 7, 3, barred=barred)

    assert not barred & set(pairs)
    assert len(pairs) == 60


def test_what_judges_have_already_counts() -> None:
    pairs = share(4, 3, 1, load={0: 4, 1: 2})

    assert loads(pairs, range(3), {0: 4, 1: 2}) == [4, 3, 3]


def test_team_gets_as_many_judges_as_there_are() -> None:
    assert share(1, 3, 3, barred={(1, 100)}) == [(0, 100), (2, 100)]


def test_same_input_is_shared_in_the_same_way_and_another_seed_in_another() -> None:
    first = share(30, 9, 3)

    assert share(30, 9, 3) == first
    assert share(30, 9, 3, seed="t") != first


def test_panels_are_mixed() -> None:
    """Nearly every two judges read a team together, so that no panel stands apart."""
    pairs = share(60, 8, 3)
    judges_of = {team: {j for j, one in pairs if one == team} for _judge, team in pairs}
    together = {pair for judges in judges_of.values() for pair in combinations(sorted(judges), 2)}

    assert len(together) == 28


@pytest.mark.parametrize("seed", range(60))
def test_no_other_way_shares_the_work_more_evenly(seed: int) -> None:
    """Compared with every way there is, for a few teams and judges with many conflicts."""
    chance = Random(seed)  # noqa: S311 -- a test repeats itself
    judges, teams, readings = 4, 5, 2
    pairs = list(product(range(judges), range(100, 100 + teams)))
    barred = {pair for pair in pairs if chance.random() < 0.4}
    load = {judge: chance.randrange(3) for judge in range(judges)}

    found = loads(share(teams, judges, readings, barred=barred, load=load), range(judges), load)

    free = [[j for j in range(judges) if (j, team) not in barred] for team in range(100, 105)]
    panels = [list(combinations(judges_, min(readings, len(judges_)))) for judges_ in free]
    best = min(
        sum((load[j] + sum(j in panel for panel in way)) ** 2 for j in range(judges))
        for way in product(*panels)
    )
    assert sum(count**2 for count in found) == best


def test_two_thousand_teams_are_shared_out_quickly() -> None:
    chance = Random(1)  # noqa: S311 -- a test repeats itself
    barred = {(chance.randrange(160), 100 + chance.randrange(2000)) for _ in range(900)}

    pairs = share(2000, 160, 3, barred=barred)

    assert len(set(pairs)) == 6000
    assert set(loads(pairs, range(160))) <= {37, 38}
    assert not barred & set(pairs)
