"""What judging knows of points: the ranked list, and what a team reads of it."""

from datetime import datetime
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hackathon.kit.errors import Refused
from judging import queries, services
from judging.ranking import Reading
from tests.factories.judging import Jury, build_jury
from tests.factories.registration import TeamFactory

pytestmark = pytest.mark.django_db


def asked(act) -> int:
    """How many queries an act asks."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def publish(jury: Jury) -> None:
    jury.vote()
    jury.close_stage()
    services.publish_finalists(round=jury.round, wildcards={}, actor=jury.organizer, now=jury.now)
    jury.refresh()


@pytest.mark.parametrize("status", ["draft", "frozen", "open"])
def test_nobody_sees_a_ranking_while_judges_mark(jury: Jury, status: str, now: datetime) -> None:
    if status == "frozen":
        services.freeze_round(round=jury.round, actor=jury.organizer, now=now)
    elif status == "open":
        jury.open()
        jury.hand_in_all()

    with pytest.raises(Refused) as refusal:
        queries.standings(jury.refresh())

    assert refusal.value.code == "round_not_closed"


def test_readings_are_the_newest_marks_of_cards_that_count(open_jury: Jury, now: datetime) -> None:
    open_jury.mark(0, 0, idea=2)
    open_jury.hand_in(0, 0, idea=9)
    open_jury.hand_in(1, 0)
    open_jury.mark(2, 0)
    services.set_conflict(
        judge=open_jury.judges[1],
        team=open_jury.entries[0].team,
        kind="work",
        note="",
        actor=open_jury.organizer,
        now=now,
    )

    assert queries.readings(open_jury.round) == [
        Reading(
            open_jury.chair.pk,
            open_jury.entries[0].pk,
            {"idea": 18, "technical": 10, "defence": 10, "pitch_bonus": 0, "answers_bonus": 0},
        )
    ]


def test_standings_show_points_slots_and_votes(closed_jury: Jury) -> None:
    closed_jury.vote(e1="abstain", e2="against")

    rows = queries.standings(closed_jury.round)

    assert [row.entry for row in rows] == closed_jury.entries
    assert [row.points for row in rows] == [19, 17, 13]
    assert [row.place for row in rows] == [1, 2, 3]
    assert rows[0].slots == {"idea": 9, "solution": 5, "defence": 5, "bonus": 0}
    assert rows[0].totals == (19, 19, 19)
    assert [row.tally.outcome for row in rows] == ["passed", "failed", "failed"]
    assert [(row.tally.votes_for, row.tally.abstain, row.tally.against) for row in rows] == [
        (3, 0, 0),
        (0, 3, 0),
        (0, 0, 3),
    ]
    assert [row.goes_on for row in rows] == [True, False, False]


def test_standings_ask_as_often_for_many_as_for_few(now: datetime) -> None:
    counts = []
    for size in (1, 3):
        jury = build_jury(now=now, teams=size, judges=size)
        jury.open()
        jury.close()
        jury.vote()
        counts.append(asked(lambda jury=jury: queries.standings(jury.round)))

    assert counts == [6, 6]


def test_standings_once_signed_ask_two_questions(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.chair, now=now)
    closed_jury.refresh()

    assert asked(lambda: queries.standings(closed_jury.round)) == 2


def test_outcome_of_is_who_goes_on(closed_jury: Jury) -> None:
    closed_jury.vote(e1="against")

    assert [row.entry for row in queries.outcome_of(closed_jury.round)] == [
        closed_jury.entries[0],
        closed_jury.entries[2],
    ]


def test_outcome_of_a_round_without_a_vote_is_the_first_places(now: datetime) -> None:
    jury = build_jury(now=now, must_pass_vote=False)
    jury.open()
    jury.close(idea=[[3, 9, 7]] * 3)

    assert [row.entry for row in queries.outcome_of(jury.round)] == [
        jury.entries[1],
        jury.entries[2],
    ]


def test_nobody_goes_on_before_the_vote_has_its_quorum(closed_jury: Jury) -> None:
    assert queries.outcome_of(closed_jury.round) == []
    assert {row.tally.outcome for row in queries.standings(closed_jury.round)} == {"no_quorum"}


def test_points_of_a_team_are_its_own_once_published(open_jury: Jury) -> None:
    open_jury.mark(0, 0, idea=9)
    for judge, words in enumerate(["Clear and brave", "", "Show the numbers first"]):
        card = open_jury.card(judge, 0)
        services.save_marks(
            card=card,
            base_revision=card.revision,
            marks={},
            comment=words,
            note="For me alone",
            actor=open_jury.judges[judge],
            now=open_jury.now,
        )
    open_jury.close(idea=[[9, 7, 3], [8, 7, 3], [8, 7, 3]])
    team = open_jury.entries[0].team
    assert queries.points_of(team, open_jury.round) is None
    publish(open_jury)

    mine = queries.points_of(team, open_jury.round)

    assert (mine.row.place, mine.row.points) == (1, Fraction(55, 3))
    assert [(one.code, points) for one, points in mine.criteria] == [
        ("idea", Fraction(25, 3)),
        ("technical", 5),
        ("defence", 5),
        ("pitch_bonus", 0),
        ("answers_bonus", 0),
    ]
    assert mine.comments == ["Clear and brave", "Show the numbers first"]


def test_points_of_a_team_that_was_not_there_are_none(closed_jury: Jury) -> None:
    publish(closed_jury)

    assert (
        queries.points_of(TeamFactory(hackathon=closed_jury.hackathon), closed_jury.round) is None
    )


def test_points_of_leave_void_cards_out(closed_jury: Jury, now: datetime) -> None:
    team = closed_jury.entries[0].team
    services.set_conflict(
        judge=closed_jury.chair,
        team=team,
        kind="work",
        note="",
        actor=closed_jury.organizer,
        now=now,
    )
    publish(closed_jury)

    mine = queries.points_of(team, closed_jury.round)

    assert (mine.row.readings, mine.row.points) == (2, 19)
