"""Ties: what holds for any teams, drawn at random (decision under R5.4)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from judging.ranking import TeamPoints
from judging.ties import open_ties, rank
from tests.judging.tied import ORDER, team

UNHURRIED = settings(deadline=None, max_examples=60)


FEW = st.integers(0, 2)
TEAMS = st.lists(
    st.builds(
        lambda points, slots, totals: (points, slots, totals),
        FEW,
        st.fixed_dictionaries(dict.fromkeys(("idea", "solution", "defence", "bonus"), FEW)),
        st.dictionaries(st.integers(1, 3), FEW, min_size=1),
    ),
    max_size=7,
).map(
    lambda drawn: [
        team(entry, points, totals, **slots) for entry, (points, slots, totals) in enumerate(drawn)
    ]
)


@UNHURRIED
@given(TEAMS, st.dictionaries(st.integers(0, 6), FEW), st.randoms(use_true_random=False))
def test_order_of_arrival_means_nothing(teams, votes_for, chance):
    expected = rank(teams, votes_for=votes_for, tie_order=ORDER)
    chance.shuffle(teams)

    assert rank(teams, votes_for=votes_for, tie_order=ORDER) == expected


@UNHURRIED
@given(TEAMS, st.dictionaries(st.integers(0, 6), FEW), st.permutations(range(7)))
def test_numbers_of_the_teams_mean_nothing(teams, votes_for, numbers):
    renamed = [
        TeamPoints(numbers[t.entry], t.points, slots=t.slots, totals=t.totals) for t in teams
    ]
    votes = {numbers[entry]: votes for entry, votes in votes_for.items()}

    before = {
        (numbers[s.entry], s.place, s.level)
        for s in rank(teams, votes_for=votes_for, tie_order=ORDER)
    }
    after = {(s.entry, s.place, s.level) for s in rank(renamed, votes_for=votes, tie_order=ORDER)}

    assert after == before


@UNHURRIED
@given(TEAMS, st.dictionaries(st.integers(0, 6), FEW), st.permutations(ORDER))
def test_places_hold_together(teams, votes_for, order):
    standings = rank(teams, votes_for=votes_for, tie_order=order)

    assert sorted(s.entry for s in standings) == [t.entry for t in teams]
    points = [s.points for s in standings]
    assert points == sorted(points, reverse=True)
    for position, standing in enumerate(standings, start=1):
        mates = [s for s in standings if s.place == standing.place]
        assert standing.place == position - mates.index(standing)
        assert (standing.level == "shared") == (len(mates) > 1)
        assert {s.points for s in mates} == {standing.points}


@UNHURRIED
@given(TEAMS)
def test_full_decision_of_the_jury_leaves_no_tie_open(teams):
    standings = rank(
        teams, votes_for={}, tie_order=ORDER, jury_order=[t.entry for t in reversed(teams)]
    )

    assert open_ties(standings) == []
    assert [s.place for s in standings] == list(range(1, len(teams) + 1))
