"""From marks to points, by hand and by property (R5.2, R5.4)."""

import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.ranking import (
    CriterionSpec,
    Reading,
    TeamPoints,
    is_complete,
    judge_total,
    slot_points,
    team_points,
)
from judging.ties import rank

F = Fraction
UNHURRIED = settings(deadline=None, max_examples=60)
SPECS = (
    CriterionSpec("idea", "idea", order=1),
    CriterionSpec("technical", "solution", "technical", order=2),
    CriterionSpec("campaign", "solution", "social", order=3),
    CriterionSpec("business", "solution", "business", order=4),
    CriterionSpec("defence", "defence", order=5),
    CriterionSpec("pitch_bonus", "bonus", order=6),
    CriterionSpec("answers_bonus", "bonus", order=7),
)
FORMS = ("technical", "social", "business")


def reading(judge, entry, **points):
    """A reading in whole or half points, as people say them."""
    marks = {code: None if value is None else int(value * 2) for code, value in points.items()}
    return Reading(judge, entry, marks)


FULL = {
    "idea": 8,
    "technical": 7,
    "campaign": 5,
    "business": 4,
    "defence": 9,
    "pitch_bonus": 3,
    "answers_bonus": 2,
}


def test_one_form_fills_the_solution_slot():
    marked = reading(1, 1, idea=8, technical=7, defence=9, pitch_bonus=3, answers_bonus=2)

    assert slot_points(marked, SPECS, ["technical"]) == {
        "idea": F(8),
        "solution": F(7),
        "defence": F(9),
        "bonus": F(5),
    }
    assert judge_total(marked, SPECS, ["technical"]) == F(29)


def test_several_forms_fill_the_slot_with_their_mean():
    marked = reading(1, 1, **FULL)

    assert slot_points(marked, SPECS, ["technical", "business"])["solution"] == F(11, 2)
    assert slot_points(marked, SPECS, FORMS)["solution"] == F(16, 3)
    assert judge_total(marked, SPECS, FORMS) == F(8 + 9 + 5) + F(16, 3)


def test_mark_of_a_form_that_the_project_does_not_have_counts_for_nothing():
    marked = reading(1, 1, **FULL)

    assert slot_points(marked, SPECS, ["social"])["solution"] == F(5)


def test_half_points_are_exact():
    marked = reading(1, 1, idea=8.5, technical=7, defence=9, pitch_bonus=0.5, answers_bonus=0)

    assert judge_total(marked, SPECS, ["technical"]) == F(25)
    assert slot_points(marked, SPECS, ["technical"])["idea"] == F(17, 2)


def test_every_project_can_reach_the_same_maximum():
    best = reading(1, 1, **dict.fromkeys(FULL, 10) | {"pitch_bonus": 5, "answers_bonus": 5})

    for forms in (["technical"], ["social", "business"], FORMS):
        assert judge_total(best, SPECS, forms) == F(40)


def test_several_criteria_of_a_slot_add_up_within_a_form():
    specs = (
        CriterionSpec("works", "solution", "technical"),
        CriterionSpec("looks", "solution", "technical"),
        CriterionSpec("plan", "solution", "business"),
    )
    marked = reading(1, 1, works=6, looks=4, plan=5)

    assert slot_points(marked, specs, ["technical"]) == {"solution": F(10)}
    assert slot_points(marked, specs, ["technical", "business"]) == {"solution": F(15, 2)}


def test_criterion_knows_whether_it_is_a_bonus():
    assert [spec.code for spec in SPECS if spec.is_bonus] == ["pitch_bonus", "answers_bonus"]


@pytest.mark.parametrize(
    ("missing", "forms"),
    [
        ({"idea": None}, ["technical"]),
        ({"defence": None}, ["technical"]),
        ({"pitch_bonus": None}, ["technical"]),
        ({"technical": None}, ["technical", "social"]),
        ({}, []),
        ({}, ["a form without a criterion"]),
    ],
)
def test_missing_mark_is_never_a_zero(missing, forms):
    marked = reading(1, 1, **FULL | missing)

    assert not is_complete(marked, SPECS, forms)
    with pytest.raises(ValueError, match="Judge 1 has not marked all of entry 1"):
        slot_points(marked, SPECS, forms)
    with pytest.raises(ValueError, match="Judge 1 has not marked all of entry 1"):
        judge_total(marked, SPECS, forms)
    assert team_points([marked], SPECS, {1: forms}) == []


def test_absent_mark_is_missing_like_an_empty_one():
    marked = reading(1, 1, idea=8, technical=7, defence=9, pitch_bonus=3)

    assert not is_complete(marked, SPECS, ["technical"])


def test_zero_is_a_mark():
    marked = reading(1, 1, **dict.fromkeys(FULL, 0))

    assert is_complete(marked, SPECS, FORMS)
    assert judge_total(marked, SPECS, FORMS) == 0


def test_reading_is_complete_without_marks_of_other_forms():
    marked = reading(1, 1, idea=8, campaign=7, defence=9, pitch_bonus=3, answers_bonus=1)

    assert is_complete(marked, SPECS, ["social"])
    assert not is_complete(marked, SPECS, ["social", "technical"])


def test_nothing_is_complete_where_there_are_no_criteria():
    assert not is_complete(reading(1, 1, **FULL), (), FORMS)


def test_team_has_the_mean_of_its_judges():
    first = reading(1, 7, idea=8, technical=7, defence=9, pitch_bonus=3, answers_bonus=2)
    second = reading(2, 7, idea=6, technical=8, defence=5, pitch_bonus=0, answers_bonus=1)
    third = reading(3, 7, idea=9, technical=9, defence=9, pitch_bonus=5, answers_bonus=5)

    [team] = team_points([first, second, third], SPECS, {7: ["technical"]})

    assert team == TeamPoints(
        entry=7,
        points=F(29 + 20 + 37, 3),
        slots={"idea": F(23, 3), "solution": F(8), "defence": F(23, 3), "bonus": F(16, 3)},
        totals={1: F(29), 2: F(20), 3: F(37)},
    )
    assert team.readings == 3
    assert team.bonus == F(16, 3)


def test_excused_or_unfinished_judge_does_not_pull_a_team_down():
    full = reading(1, 7, **FULL)
    unfinished = reading(2, 7, **FULL | {"defence": None})

    [team] = team_points([full, unfinished], SPECS, {7: FORMS})

    assert team.points == judge_total(full, SPECS, FORMS)
    assert team.totals == {1: team.points}
    assert team.readings == 1


def test_teams_of_different_forms_are_reckoned_each_by_its_own():
    teams = team_points(
        [reading(1, 7, **FULL), reading(1, 8, **FULL)], SPECS, {7: ["technical"], 8: FORMS}
    )

    assert {team.entry: team.points for team in teams} == {7: F(29), 8: F(22) + F(16, 3)}


def test_round_without_forms_and_bonuses_needs_no_forms():
    specs = (CriterionSpec("idea", "idea"), CriterionSpec("defence", "defence"))

    [team] = team_points([reading(1, 7, idea=3, defence=4)], specs, {})

    assert (team.points, team.bonus) == (F(7), F(0))


def test_two_readings_of_one_judge_are_a_mistake():
    with pytest.raises(ValueError, match="Judge 1 has two readings of entry 7"):
        team_points([reading(1, 7, **FULL), reading(1, 7, **FULL)], SPECS, {7: FORMS})


MARKS = st.fixed_dictionaries({spec.code: st.integers(0, 20) for spec in SPECS})
PANEL = st.integers(1, 4).flatmap(
    lambda judges: st.lists(
        st.lists(MARKS, min_size=judges, max_size=judges), min_size=1, max_size=6
    )
)
SOME_FORMS = st.lists(st.sampled_from(FORMS), min_size=1, unique=True)


def readings_of(panel):
    return [
        Reading(judge, entry, marks)
        for entry, by_judge in enumerate(panel)
        for judge, marks in enumerate(by_judge)
    ]


@UNHURRIED
@given(PANEL, st.lists(SOME_FORMS, min_size=6, max_size=6))
def test_points_are_the_sum_of_the_slots_and_the_mean_of_the_totals(panel, forms):
    forms_of = dict(enumerate(forms))
    readings = readings_of(panel)

    for team in team_points(readings, SPECS, forms_of):
        own = [r for r in readings if r.entry == team.entry]
        totals = [judge_total(r, SPECS, forms_of[team.entry]) for r in own]
        assert team.points == sum(team.slots.values())
        assert team.points == sum(totals, F(0)) / len(totals)
        assert list(team.totals.values()) == totals
        assert isinstance(team.points, Fraction)


@UNHURRIED
@given(PANEL, st.lists(SOME_FORMS, min_size=6, max_size=6))
def test_mean_orders_as_the_sum_where_every_judge_marked_every_team(panel, forms):
    teams = team_points(readings_of(panel), SPECS, dict(enumerate(forms)))

    by_mean = [s.points for s in rank(teams, votes_for={}, tie_order=())]
    sums = {team.entry: sum(team.totals.values(), F(0)) for team in teams}
    by_sum = [sums[s.entry] for s in rank(teams, votes_for={}, tie_order=())]

    assert by_mean == sorted(by_mean, reverse=True)
    assert by_sum == sorted(by_sum, reverse=True)
    assert [a == b for a, b in pairwise(by_mean)] == [a == b for a, b in pairwise(by_sum)]


@UNHURRIED
@given(PANEL, MARKS, SOME_FORMS)
def test_judge_who_marks_all_alike_changes_no_order(panel, same, forms):
    forms_of = dict.fromkeys(range(len(panel)), forms)
    more = readings_of([[*by_judge, same] for by_judge in panel])
    order = ["idea", "solution", "defence", "head_to_head", "bonus"]

    def places(readings):
        teams = team_points(readings, SPECS, forms_of)
        return [(s.entry, s.place, s.level) for s in rank(teams, votes_for={}, tie_order=order)]

    assert places(more) == places(readings_of(panel))


@UNHURRIED
@given(PANEL, SOME_FORMS, st.randoms(use_true_random=False))
def test_order_in_which_marks_arrive_means_nothing(panel, forms, chance):
    forms_of = dict.fromkeys(range(len(panel)), forms)
    readings, specs = readings_of(panel), list(SPECS)
    expected = team_points(readings, specs, forms_of)
    chance.shuffle(readings)
    chance.shuffle(specs)

    assert sorted(team_points(readings, specs, forms_of), key=lambda team: team.entry) == expected


def test_two_thousand_teams_are_ranked_in_a_moment():
    readings = [
        Reading(judge, entry, {spec.code: (entry * 7 + judge * 3) % 21 for spec in SPECS})
        for entry in range(2000)
        for judge in range(3)
    ]
    forms_of = {entry: FORMS[: 1 + entry % 3] for entry in range(2000)}
    order = ["votes", "idea", "solution", "defence", "bonus", "jury"]

    started = time.process_time()
    teams = team_points(readings, SPECS, forms_of)
    standings = rank(teams, votes_for={}, tie_order=order)

    assert time.process_time() - started < 1
    assert len(standings) == 2000
