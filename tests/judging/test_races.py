"""Several people, or several devices of one judge, at once."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from hackathon.kit import clock
from hackathon.models import Letter, Stage
from judging import queries, services
from judging.models import Ballot, Conflict, Mark, Result, Scorecard, Vote
from registration.models import Entry
from tests.factories.judging import Jury, build_jury
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one writer in at a time, as a whole"
    ),
]


def saving(jury: Jury, base: int = 0, key: str = "", **marks: int | None) -> Callable:
    card = jury.card(0, 0)
    return lambda: services.save_marks(
        card=card,
        base_revision=base,
        marks=marks,
        key=key,
        actor=jury.chair,
        now=jury.now,
    )


@pytest.fixture
def jury(now: datetime) -> Jury:
    """Two judges, two teams, open for marks."""
    jury = build_jury(now=now, judges=2, teams=2, places=1)
    jury.open()
    return jury


def test_devices_that_mark_the_same_criterion_keep_one_mark(jury: Jury) -> None:
    answers = at_once(*(saving(jury, idea=2 * points) for points in range(8)))

    (kept,) = Mark.objects.all()
    assert kept.version == 1
    assert {answer.values["idea"] for answer in answers} == {kept.half_points}
    assert Counter(len(answer.conflicts) for answer in answers) == {0: 1, 1: 7}


def test_devices_that_mark_different_criteria_lose_nothing(jury: Jury) -> None:
    codes = ["idea", "technical", "defence", "pitch_bonus", "answers_bonus"]

    answers = at_once(*(saving(jury, **{code: 4}) for code in codes))

    assert {answer.conflicts == [] for answer in answers} == {True}
    assert {
        code: mark.half_points for code, mark in queries.latest_marks(jury.card(0, 0)).items()
    } == (dict.fromkeys(codes, 4))
    assert jury.card(0, 0).revision == 5


def test_a_request_that_comes_eight_times_is_one(jury: Jury) -> None:
    answers = at_once(*([saving(jury, idea=14, key="a-1")] * 8))

    assert Mark.objects.count() == 1
    assert answers == [answers[0]] * 8
    assert (answers[0].revision, answers[0].conflicts) == (1, [])


@pytest.mark.parametrize("_again", range(4))
def test_a_card_is_never_handed_in_with_a_gap(jury: Jury, _again: int) -> None:
    jury.mark(0, 0)
    card = jury.card(0, 0)

    outcomes = at_once(
        lambda: services.hand_in_card(card=card, actor=jury.chair, now=jury.now),
        saving(jury, base=1, idea=None),
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, str)]
    status = jury.card(0, 0).status
    assert (refused, status) in [(["card_incomplete"], "open"), (["card_handed_in"], "handed_in")]


@pytest.mark.parametrize("_again", range(4))
def test_a_round_is_never_closed_over_an_open_card(jury: Jury, _again: int) -> None:
    jury.hand_in_all()
    card = jury.card(0, 0)

    outcomes = at_once(
        lambda: services.close_round(round=jury.round, actor=jury.organizer, now=jury.now),
        lambda: services.take_back_card(
            card=card, reason="A slip", actor=jury.organizer, now=jury.now
        ),
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, str)]
    ended = (refused, jury.refresh().status, jury.card(0, 0).status)
    assert ended in [
        (["round_incomplete"], "open", "open"),
        (["round_not_open"], "closed", "handed_in"),
    ]


@pytest.mark.parametrize("_again", range(4))
def test_closing_waits_for_the_last_card_or_refuses(jury: Jury, _again: int) -> None:
    for judge, entry in ((0, 1), (1, 0), (1, 1)):
        jury.hand_in(judge, entry)
    jury.mark(0, 0)
    card = jury.card(0, 0)

    outcomes = at_once(
        lambda: services.close_round(round=jury.round, actor=jury.organizer, now=jury.now),
        lambda: services.hand_in_card(card=card, actor=jury.chair, now=jury.now),
    )

    assert jury.card(0, 0).status == "handed_in"
    closed = jury.refresh().status == "closed"
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == (
        [] if closed else ["round_incomplete"]
    )


def test_a_ballot_is_cast_once(jury: Jury) -> None:
    jury.close(idea=[[9, 3], [9, 3]])
    words = ["for", "against"] * 4

    outcomes = at_once(
        *(
            lambda word=word: services.cast_ballot(
                round=jury.round,
                judge=jury.chair,
                choices=dict.fromkeys(jury.entries, word),
                now=jury.now,
            )
            for word in words
        )
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["ballot_cast"] * 7
    assert Ballot.objects.filter(status="cast").count() == 1
    assert Vote.objects.values("choice").distinct().count() == 1
    assert Vote.objects.count() == 2


@pytest.mark.parametrize("_again", range(4))
def test_a_conflict_that_comes_up_while_a_mark_is_saved_voids_the_card(
    jury: Jury, _again: int
) -> None:
    outcomes = at_once(saving(jury, idea=14), conflict(jury))

    assert jury.card(0, 0).status == "void"
    assert Mark.objects.count() == (0 if "card_void" in outcomes else 1)


@pytest.mark.parametrize("_again", range(4))
def test_a_conflict_that_comes_up_while_the_round_opens_leaves_no_card(
    now: datetime, _again: int
) -> None:
    jury = build_jury(now=now, judges=2, teams=2)

    outcomes = at_once(
        lambda: services.open_round(round=jury.round, actor=jury.organizer, now=now),
        conflict(jury),
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == []
    mine = Scorecard.objects.filter(assignment__judge=jury.chair, assignment__entry=jury.entries[0])
    assert [card.status for card in mine] in ([], ["void"])


@pytest.mark.parametrize("_again", range(4))
def test_a_conflict_that_comes_up_while_a_judge_votes_takes_the_vote(
    jury: Jury, _again: int
) -> None:
    jury.close(idea=[[9, 3], [9, 3]])

    outcomes = at_once(
        lambda: services.cast_ballot(
            round=jury.round,
            judge=jury.chair,
            choices=dict.fromkeys(jury.entries, "for"),
            now=jury.now,
        ),
        conflict(jury),
    )

    rows = {row.entry: row.tally for row in queries.standings(jury.refresh())}
    assert (rows[jury.entries[0]].eligible, rows[jury.entries[0]].votes_for) == (1, 0)
    assert [one for one in outcomes if isinstance(one, str)] in ([], ["ballot_incomplete"])


def test_one_conflict_set_by_two_people_is_one(jury: Jury) -> None:
    outcomes = at_once(*([conflict(jury)] * 4))

    assert outcomes == [Conflict.objects.get()] * 4


def test_a_result_is_signed_and_published_once(jury: Jury) -> None:
    jury.close(idea=[[9, 3], [9, 3]])
    jury.vote()
    jury.close_stage()

    outcomes = at_once(
        *(
            [
                lambda: services.publish_finalists(
                    round=jury.round, wildcards={}, actor=jury.organizer, now=jury.now
                )
            ]
            * 4
        )
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert refused == ["already_published"] * 3
    assert Result.objects.count() == 1
    assert Entry.objects.filter(stage=jury.stages["bootcamp"]).count() == 1


def conflict(jury: Jury) -> Callable:
    """The chair turns out to work with the first team."""
    return lambda: services.set_conflict(
        judge=jury.chair,
        team=jury.entries[0].team,
        kind="work",
        note="",
        actor=jury.organizer,
        now=jury.now,
    )


def test_sweeps_at_once_remind_judges_and_tell_of_a_move_once(jury: Jury) -> None:
    before = jury.stage.closes_at
    now = before - timedelta(hours=24)
    with clock.frozen(now):
        at_once(*[lambda: services.remind_judges(now=now)] * 4)
        Stage.objects.filter(pk=jury.stage.pk).update(closes_at=before + timedelta(days=9))
        at_once(*[lambda: services.remind_judges(now=now)] * 4)

    letters = Letter.objects.exclude(letter="judging/cards_waiting")
    assert Counter(letters.values_list("letter", "version")) == {
        ("judging/round_closes", 24): len(jury.judges),
        ("judging/round_moved", 1): len(jury.judges),
    }
