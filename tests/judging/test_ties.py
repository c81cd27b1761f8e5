"""Ties: every level by hand, in every order of arrival (decision under R5.4)."""

import pytest

from judging.states import TieLevel
from judging.ties import LEVELS, POINTS, Standing, open_ties, rank
from tests.judging.tied import ORDER, F, ranked, team


def test_levels_are_those_that_a_round_can_publish():
    assert set(LEVELS) - {POINTS} == set(TieLevel.values)


def test_points_alone_give_the_order():
    assert ranked(team(1, 20), team(2, F(61, 3)), team(3, F(62, 3))) == [
        (3, 1, "points"),
        (2, 2, "points"),
        (1, 3, "points"),
    ]


def test_standing_carries_the_exact_points():
    assert rank([team(4, F(61, 3))], votes_for={}, tie_order=ORDER) == [
        Standing(entry=4, place=1, level="points", points=F(61, 3))
    ]


def test_thirds_that_look_alike_when_rounded_are_no_tie():
    assert ranked(team(1, F(2033, 100)), team(2, F(61, 3))) == [(2, 1, "points"), (1, 2, "points")]


def test_nobody_is_ranked_where_there_is_nobody():
    assert rank([], votes_for={}, tie_order=ORDER) == []


def test_votes_come_first():
    assert ranked(team(1, idea=9), team(2, idea=8), votes_for={2: 3, 1: 2}) == [
        (2, 1, "votes"),
        (1, 2, "votes"),
    ]


def test_team_without_a_vote_has_none():
    assert ranked(team(1), team(2), votes_for={2: 1}) == [(2, 1, "votes"), (1, 2, "votes")]


@pytest.mark.parametrize("slot", ["idea", "solution", "defence", "bonus"])
def test_slot_splits_what_the_levels_before_it_left_tied(slot):
    alike = {"idea": 5, "solution": 5, "defence": 5, "bonus": 5}

    assert ranked(team(1, **alike), team(2, **alike | {slot: F(16, 3)})) == [
        (2, 1, slot),
        (1, 2, slot),
    ]


def test_published_order_decides_which_slot_speaks_first():
    one, two = team(1, idea=6, defence=4), team(2, idea=4, defence=6)

    assert ranked(one, two, tie_order=["idea", "defence"])[0] == (1, 1, "idea")
    assert ranked(one, two, tie_order=["defence", "idea"])[0] == (2, 1, "defence")


def test_level_that_is_not_published_does_not_speak():
    assert ranked(team(1, idea=6), team(2, idea=4), tie_order=["votes"]) == [
        (1, 1, "shared"),
        (2, 1, "shared"),
    ]


def test_unknown_level_is_an_error():
    with pytest.raises(ValueError, match="submitted_at"):
        rank([team(1)], votes_for={}, tie_order=["idea", "submitted_at"])


def test_each_level_splits_only_the_group_that_is_still_tied():
    teams = [
        team(1, 20, idea=5, solution=7),
        team(2, 20, idea=5, solution=8),
        team(3, 20, idea=9, solution=1),
        team(4, 25, idea=1, solution=1),
        team(5, 20, idea=1, solution=9),
    ]

    assert ranked(*teams) == [
        (4, 1, "points"),
        (3, 2, "idea"),
        (2, 3, "solution"),
        (1, 4, "solution"),
        (5, 5, "idea"),
    ]


def test_head_to_head_counts_the_judges_that_both_have():
    # judges 1 and 2 marked both: 1 puts entry 1 above, 2 puts entry 2 above, 3 read only entry 2
    one = team(1, totals={1: 22, 2: 18})
    two = team(2, totals={1: 20, 2: 19, 3: 21})
    assert ranked(one, two) == [(1, 1, "shared"), (2, 1, "shared")]

    # a judge whom they share puts entry 2 above: by how much does not matter
    one = team(1, totals={1: 30, 2: 18, 3: 12})
    assert ranked(one, two) == [(2, 1, "head_to_head"), (1, 2, "head_to_head")]


def test_head_to_head_orders_a_circle_of_three_by_its_sum():
    # one over two by 3:0, two over three by 2:1, three over one by 2:1
    one = team(1, totals={1: 30, 2: 20, 3: 20})
    two = team(2, totals={1: 20, 2: 15, 3: 15})
    three = team(3, totals={1: 10, 2: 25, 3: 14})
    # one: +3 against two; against three: above at judges 1 and 3, below at 2: +1   -> +4
    # two: -3; against three: above at 1 and 3, below at 2: +1                      -> -2
    # three: -1 against one, -1 against two                                         -> -2
    assert ranked(one, two, three, tie_order=["head_to_head", "bonus"]) == [
        (1, 1, "head_to_head"),
        (2, 2, "shared"),
        (3, 2, "shared"),
    ]


def test_head_to_head_looks_only_inside_the_group_that_is_still_tied():
    # entry 3 has other points; were it counted, entry 2 would beat entry 1
    one = team(1, 20, totals={1: 21, 2: 19})
    two = team(2, 20, totals={1: 20, 2: 20, 3: 20})
    third = team(3, 10, totals={1: 20, 2: 30, 3: 1})

    assert ranked(one, two, third) == [
        (1, 1, "shared"),
        (2, 1, "shared"),
        (3, 3, "points"),
    ]


def test_levels_after_a_split_are_asked_of_each_smaller_group_anew():
    # over all four everyone is level: each beats one and loses to one; votes part {1, 2} from
    # {3, 4}, and head-to-head then sees each pair alone
    teams = [
        team(1, totals={1: 9, 2: 5}),
        team(2, totals={1: 8, 3: 5}),
        team(3, totals={2: 6, 4: 2}),
        team(4, totals={3: 4, 4: 3}),
    ]

    assert ranked(*teams, tie_order=["head_to_head"]) == [
        (1, 1, "shared"),
        (2, 1, "shared"),
        (3, 1, "shared"),
        (4, 1, "shared"),
    ]
    assert ranked(*teams, votes_for={1: 2, 2: 2, 3: 1, 4: 1}) == [
        (1, 1, "head_to_head"),
        (2, 2, "head_to_head"),
        (4, 3, "head_to_head"),
        (3, 4, "head_to_head"),
    ]


def test_recorded_decision_of_the_jury_comes_last_and_decides():
    assert ranked(team(1), team(2), team(3), jury_order=[2, 9, 3, 1]) == [
        (2, 1, "jury"),
        (3, 2, "jury"),
        (1, 3, "jury"),
    ]


def test_decision_that_leaves_a_team_out_decides_nothing():
    assert ranked(team(1), team(2), team(3), jury_order=[2, 3]) == [
        (1, 1, "shared"),
        (2, 1, "shared"),
        (3, 1, "shared"),
    ]


def test_decision_cannot_overrule_points():
    assert ranked(team(1, 20), team(2, 21), jury_order=[1, 2]) == [
        (2, 1, "points"),
        (1, 2, "points"),
    ]


def test_shared_places_leave_the_next_ones_empty():
    assert [
        place for _, place, _ in ranked(team(1, 30), team(2, 20), team(3, 20), team(4, 10))
    ] == [1, 2, 2, 4]


def test_open_ties_are_the_groups_that_share_a_place_the_best_first():
    standings = rank(
        [team(1, 30), team(2, 20), team(3, 20), team(4, 10), team(5, 10), team(6, 10)],
        votes_for={},
        tie_order=ORDER,
    )

    assert open_ties(standings) == [(2, 3), (4, 5, 6)]


def test_neighbouring_ties_are_kept_apart():
    standings = rank(
        [team(1, 20), team(2, 20), team(3, 10), team(4, 10)], votes_for={}, tie_order=ORDER
    )

    assert open_ties(standings) == [(1, 2), (3, 4)]


def test_no_tie_is_open_once_all_are_split():
    standings = rank([team(1), team(2)], votes_for={1: 1}, tie_order=ORDER)

    assert open_ties(standings) == []
