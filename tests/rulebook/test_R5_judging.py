"""Chapter 5 of the rulebook: judging.

Each test is one sentence of the rulebook, in the rulebook's order, by way of the services that
people use.
"""

from datetime import datetime
from fractions import Fraction

import pytest

from hackathon.kit.errors import Refused
from hackathon.kit.translated import LANGUAGES
from judging import queries, services
from judging.models import Mark
from judging.states import TieLevel
from registration.models import Entry
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db

EVERY_PROJECT = {"idea", "defence", "pitch_bonus", "answers_bonus"}


@pytest.fixture
def jury(now: datetime) -> Jury:
    """Three judges and three teams with technical solutions; two teams go on."""
    jury = build_jury(now=now)
    jury.open()
    return jury


def publish(jury: Jury, **wildcards: str) -> None:
    jury.close_stage()
    services.publish_finalists(
        round=jury.round,
        wildcards={jury.entries[int(name[1:])].team: why for name, why in wildcards.items()},
        actor=jury.organizer,
        now=jury.now,
    )
    jury.refresh()


@pytest.mark.parametrize(
    ("forms", "own"),
    [
        (["technical"], {"technical"}),
        (["social"], {"campaign"}),
        (["business"], {"business"}),
        (["technical", "business"], {"technical", "business"}),
    ],
    ids=["technical", "social", "business", "two"],
)
def test_R5_1_a_project_is_judged_by_the_criteria_of_its_forms(
    forms: list[str], own: set[str], now: datetime
) -> None:
    jury = build_jury(now=now, teams=1, judges=1, forms=forms)
    jury.open()

    assert {one.code for one in queries.criteria_for(jury.card(0, 0))} == EVERY_PROJECT | own


def test_R5_1_every_criterion_says_what_to_look_at_in_every_language(jury: Jury) -> None:
    for criterion in queries.criteria_of(jury.round):
        assert {*criterion.title} == {*criterion.hint} == {*LANGUAGES}
        assert all(criterion.title.values())
        assert all(criterion.hint.values())


@pytest.mark.parametrize("points", [0, 1, 5, 10])
def test_R5_2_a_judge_gives_0_to_10_points(jury: Jury, points: int) -> None:
    assert jury.mark(0, 0, idea=points).values["idea"] == 2 * points


@pytest.mark.parametrize("points", [-1, 11, 7.5])
def test_R5_2_a_judge_gives_nothing_else(jury: Jury, points: float) -> None:
    with pytest.raises(Refused) as refusal:
        jury.mark(0, 0, idea=points)

    assert refusal.value.code == "not_on_scale"
    assert not Mark.objects.exists()


def test_R5_2_bonus_points_are_added(jury: Jury) -> None:
    jury.hand_in(0, 0, idea=8, technical=7, defence=6, pitch_bonus=3, answers_bonus=5)
    jury.close()
    row = next(row for row in queries.standings(jury.round) if row.entry == jury.entries[0])

    assert max(row.totals) == 8 + 7 + 6 + 3 + 5


def test_R5_2_points_are_added_up_over_the_criteria(jury: Jury) -> None:
    for judge in range(3):
        jury.hand_in(judge, 0, idea=8, technical=7, defence=6, pitch_bonus=1, answers_bonus=2)
    jury.close()

    best = queries.standings(jury.round)[0]

    assert (best.entry, best.points) == (jury.entries[0], 24)


def test_R5_3_the_jury_selects_by_voting(jury: Jury) -> None:
    jury.close(idea=[[9, 8, 7]] * 3)
    jury.vote(e0="against")

    publish(jury)

    going = Entry.objects.filter(stage=jury.stages["bootcamp"]).order_by("pk")
    assert [one.team for one in going] == [jury.entries[1].team, jury.entries[2].team]


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        (["for", "for", "against"], "passed"),
        (["for", "against", "abstain"], "failed"),
        (["abstain", "abstain", "abstain"], "failed"),
        (["against", "against", "for"], "failed"),
    ],
)
def test_R5_3_more_than_half_of_those_who_decide_must_be_for(
    jury: Jury, votes: list[str], outcome: str
) -> None:
    jury.close(idea=[[9, 8, 7]] * 3)
    for judge, word in zip(jury.judges, votes, strict=True):
        services.cast_ballot(
            round=jury.round,
            judge=judge,
            choices=dict.fromkeys(jury.entries, word),
            now=jury.now,
        )

    assert {row.tally.outcome for row in queries.standings(jury.round)} == {outcome}


def test_R5_4_the_teams_with_the_most_points_are_finalists(jury: Jury) -> None:
    jury.close(idea=[[3, 9, 7]] * 3)
    jury.vote()

    publish(jury)

    ways = Entry.objects.filter(stage=jury.stages["bootcamp"]).order_by("pk")
    assert [(one.team, one.way) for one in ways] == [
        (jury.entries[1].team, "jury"),
        (jury.entries[2].team, "jury"),
    ]


def test_R5_4_the_organizer_may_put_further_teams_forward(jury: Jury) -> None:
    jury.close(idea=[[3, 9, 7]] * 3)
    jury.vote()

    publish(jury, e0="A need that nobody else meets")

    wild = Entry.objects.get(stage=jury.stages["bootcamp"], team=jury.entries[0].team)
    assert (wild.way, wild.reason) == ("wildcard", "A need that nobody else meets")


def test_R5_4_decision_marks_may_be_halves_where_a_round_allows_them(now: datetime) -> None:
    jury = build_jury(now=now, allows_halves=True)
    jury.open()

    assert jury.mark(0, 0, idea=7.5).values["idea"] == 15


def test_R5_4_decision_several_forms_fill_one_slot_by_their_mean(now: datetime) -> None:
    jury = build_jury(now=now, judges=1, teams=1, forms=("technical", "business", "social"))
    jury.open()
    jury.hand_in(0, 0, idea=10, technical=10, campaign=10, business=5, defence=10)
    services.close_round(round=jury.round, actor=jury.organizer, now=now)

    (row,) = queries.standings(jury.refresh())

    assert row.slots["solution"] == Fraction(25, 3)
    assert row.points == 10 + Fraction(25, 3) + 10


def test_R5_4_decision_every_team_can_reach_the_same_maximum(now: datetime) -> None:
    for forms in (["technical"], ["technical", "social"], ["technical", "social", "business"]):
        jury = build_jury(now=now, judges=1, teams=1, forms=forms)
        jury.open()
        best = {one.code: one.max_points for one in queries.criteria_for(jury.card(0, 0))}
        jury.hand_in(0, 0, **best)
        services.close_round(round=jury.round, actor=jury.organizer, now=now)

        (row,) = queries.standings(jury.refresh())

        assert row.points == 3 * 10 + 2 * 5


def test_R5_4_decision_the_official_total_is_the_mean_of_the_judges_totals(jury: Jury) -> None:
    for judge, idea in enumerate((10, 7, 6)):
        jury.hand_in(judge, 0, idea=idea)
    jury.close()

    row = next(row for row in queries.standings(jury.round) if row.entry == jury.entries[0])

    assert row.totals == (16, 17, 20)
    assert row.points == Fraction(53, 3)


def test_R5_4_decision_an_excused_judge_costs_a_team_nothing(jury: Jury, now: datetime) -> None:
    services.declare_conflicts(
        round=jury.round,
        judge=jury.judges[2],
        conflicts={jury.entries[0].team: "family"},
        now=now,
    )
    jury.close(idea=[[9, 5, 5], [9, 5, 5], [9, 5, 5]])

    best = queries.standings(jury.round)[0]

    assert (best.entry, best.readings, best.points) == (jury.entries[0], 2, 19)


def test_R5_4_decision_nobody_sees_another_judges_marks_before_closing(jury: Jury) -> None:
    jury.hand_in_all()

    with pytest.raises(Refused) as refusal:
        queries.standings(jury.round)

    assert refusal.value.code == "round_not_closed"
    assert not jury.chair.has_perm("judging.read_ranking", jury.round)
    assert not jury.judges[1].has_perm("judging.mark_card", jury.card(0, 0))
    assert {card.assignment.judge for card in queries.cards_of(jury.chair, jury.round)} == {
        jury.chair
    }


def test_R5_4_decision_a_judge_in_conflict_does_not_mark(jury: Jury, now: datetime) -> None:
    services.declare_conflicts(
        round=jury.round,
        judge=jury.chair,
        conflicts={jury.entries[0].team: "work"},
        now=now,
    )

    with pytest.raises(Refused) as refusal:
        jury.mark(0, 0)

    assert refusal.value.code == "card_void"
    assert not Mark.objects.exists()


def test_R5_4_decision_a_judge_in_conflict_does_not_vote_on_that_team(
    jury: Jury, now: datetime
) -> None:
    services.declare_conflicts(
        round=jury.round,
        judge=jury.chair,
        conflicts={jury.entries[0].team: "work"},
        now=now,
    )
    jury.close(idea=[[9, 8, 7]] * 3)

    assert queries.votable_entries(jury.chair, jury.round) == jury.entries[1:]
    jury.vote()
    best = queries.standings(jury.round)[0]
    assert (best.entry, best.tally.eligible, best.tally.votes_for) == (jury.entries[0], 2, 2)


def test_R5_4_decision_the_vote_needs_its_quorum(now: datetime) -> None:
    jury = build_jury(now=now, judges=3, quorum_percent=100)
    jury.open()
    jury.close(idea=[[9, 8, 7]] * 3)
    for judge in jury.judges[:2]:
        services.cast_ballot(
            round=jury.round,
            judge=judge,
            choices=dict.fromkeys(jury.entries, "for"),
            now=now,
        )

    assert {row.tally.outcome for row in queries.standings(jury.round)} == {"no_quorum"}
    assert queries.outcome_of(jury.round) == []


def test_R5_4_decision_the_rule_says_how_points_and_votes_decide_together(now: datetime) -> None:
    chosen = []
    for must_pass in (True, False):
        jury = build_jury(now=now, places=1, must_pass_vote=must_pass)
        jury.open()
        jury.close(idea=[[9, 8, 7]] * 3)
        jury.vote(e0="against")
        chosen += [jury.entries.index(row.entry) for row in queries.outcome_of(jury.round)]

    assert chosen == [1, 0]


def test_R5_4_decision_a_tie_is_broken_by_votes_before_anything_else(jury: Jury) -> None:
    jury.close(idea=[[7, 7, 3]] * 3)
    first, second, third = jury.entries
    for judge, word in zip(jury.judges, ("for", "for", "against"), strict=True):
        services.cast_ballot(
            round=jury.round,
            judge=judge,
            choices={first: word, second: "for", third: "for"},
            now=jury.now,
        )

    rows = queries.standings(jury.round)

    assert [(row.entry, row.level) for row in rows[:2]] == [(second, "votes"), (first, "votes")]


@pytest.mark.parametrize(
    ("better", "other", "level"),
    [
        ({"idea": 8, "technical": 4}, {"idea": 7, "technical": 5}, "idea"),
        ({"technical": 8, "defence": 4}, {"technical": 7, "defence": 5}, "solution"),
        ({"defence": 8, "pitch_bonus": 1}, {"defence": 7, "pitch_bonus": 2}, "defence"),
    ],
)
def test_R5_4_decision_then_by_idea_solution_and_defence(
    jury: Jury, better: dict, other: dict, level: str
) -> None:
    for judge in range(3):
        jury.hand_in(judge, 1, **better)
        jury.hand_in(judge, 0, **other)
        jury.hand_in(judge, 2, idea=0)
    jury.close()
    jury.vote()

    rows = queries.standings(jury.round)

    assert [(row.entry, row.level) for row in rows[:2]] == [
        (jury.entries[1], level),
        (jury.entries[0], level),
    ]


def test_R5_4_decision_then_by_the_judges_who_put_one_above_the_other(jury: Jury) -> None:
    ideas = [(8, 7), (8, 7), (5, 7)]  # the same sum, and two of three judges for the first team
    for judge, (first, second) in enumerate(ideas):
        jury.hand_in(judge, 0, idea=first)
        jury.hand_in(judge, 1, idea=second)
        jury.hand_in(judge, 2, idea=0)
    jury.close()
    jury.vote()

    rows = queries.standings(jury.round)

    assert [(row.entry, row.level) for row in rows[:2]] == [
        (jury.entries[0], "head_to_head"),
        (jury.entries[1], "head_to_head"),
    ]


def test_R5_4_decision_and_last_by_a_decision_of_the_jury_that_is_written_down(jury: Jury) -> None:
    jury.close()
    jury.vote()
    order = [entry.pk for entry in jury.entries][::-1]

    services.decide_ties(
        round=jury.round, order=order, reason="Depth of the data", actor=jury.chair, now=jury.now
    )

    rows = queries.standings(jury.refresh())
    assert [(row.entry.pk, row.level) for row in rows] == [(entry, "jury") for entry in order]
    assert jury.round.jury_reason == "Depth of the data"


def test_R5_4_decision_the_order_of_the_levels_is_data_of_the_round(now: datetime) -> None:
    winners = []
    for order in (TieLevel.values, ["defence", "idea", "jury"]):
        jury = build_jury(now=now, judges=1, teams=2, places=1, tie_order=order)
        jury.open()
        jury.hand_in(0, 0, idea=8, defence=4)
        jury.hand_in(0, 1, idea=4, defence=8)
        jury.close()
        jury.vote()
        winners.append(jury.entries.index(queries.standings(jury.round)[0].entry))

    assert winners == [0, 1]


def test_R5_4_decision_teams_put_forward_are_marked_as_such(jury: Jury) -> None:
    jury.close(idea=[[3, 9, 7]] * 3)
    jury.vote()

    publish(jury, e0="Brave")

    ways = Entry.objects.filter(stage=jury.stages["final"]).values_list("team", "way")
    assert dict(ways) == {
        jury.entries[0].team.pk: "wildcard",
        jury.entries[1].team.pk: "jury",
        jury.entries[2].team.pk: "jury",
    }
