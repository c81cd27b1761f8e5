"""What judging knows of rounds, cards and judges."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from judging import queries, services
from judging.models import Conflict
from tests.factories import UserFactory
from tests.factories.judging import ConflictFactory, Jury, RoundFactory, build_jury
from tests.factories.registration import TeamFactory

pytestmark = pytest.mark.django_db


def asked(act) -> int:
    """How many queries an act asks."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def test_round_of_finds_the_round_of_a_stage(jury: Jury) -> None:
    assert queries.round_of(jury.hackathon, "pitches") == jury.round
    assert queries.round_of(jury.hackathon, "final") is None


def test_rounds_in_are_those_of_one_hackathon_in_its_order(jury: Jury, now: datetime) -> None:
    final = services.create_round(
        stage=jury.stages["final"], actor=jury.organizer, now=now, places=3
    )
    RoundFactory()

    assert list(queries.rounds_in(jury.hackathon)) == [jury.round, final]


def test_a_round_knows_its_page(jury: Jury) -> None:
    assert jury.round.get_absolute_url().endswith(f"/{jury.hackathon.slug}/org/rounds/pitches/")


def test_team_named_knows_no_team_of_another_hackathon(jury: Jury) -> None:
    team = jury.entries[0].team

    assert queries.team_named(jury.hackathon, team.pk) == team
    assert queries.team_named(jury.hackathon, TeamFactory().pk) is None


def test_result_of_is_none_before_signing(jury: Jury) -> None:
    assert queries.result_of(jury.round) is None


def test_card_of_finds_a_card_by_its_place_in_the_judges_order(open_jury: Jury) -> None:
    judge = open_jury.chair
    cards = list(queries.cards_of(judge, open_jury.round))

    found = [queries.card_of(judge, open_jury.round, number) for number in (0, 1, 2, 3, 4)]

    assert found == [None, *cards, None]


def test_card_of_finds_no_void_card_and_the_others_keep_their_place(
    open_jury: Jury, now: datetime
) -> None:
    judge = open_jury.chair
    first, second, third = queries.cards_of(judge, open_jury.round)
    services.declare_conflicts(
        round=open_jury.round,
        judge=judge,
        conflicts={second.assignment.entry.team: "work"},
        now=now,
    )

    assert list(queries.cards_of(judge, open_jury.round)) == [first, third]
    assert queries.card_of(judge, open_jury.round, 2) is None
    assert queries.card_of(judge, open_jury.round, 3) == third


def test_nobody_else_has_cards(open_jury: Jury) -> None:
    assert not queries.cards_of(UserFactory(), open_jury.round).exists()
    assert not queries.cards_of(open_jury.organizer, open_jury.round).exists()


def test_cards_of_one_round_are_not_those_of_another(open_jury: Jury, now: datetime) -> None:
    other = build_jury(now=now)

    assert not queries.cards_of(open_jury.chair, other.round).exists()


def test_cards_of_asks_once_for_all_that_a_list_shows(now: datetime) -> None:
    counts = []
    for teams in (1, 3):
        jury = build_jury(now=now, teams=teams)
        jury.open()
        counts.append(
            asked(
                lambda jury=jury: [
                    (card.assignment.entry.team.name, card.assignment.round.stage.hackathon.slug)
                    for card in queries.cards_of(jury.chair, jury.round)
                ]
            )
        )

    assert counts == [1, 1]


def test_latest_marks_are_the_newest_versions(open_jury: Jury) -> None:
    open_jury.mark(0, 0, idea=4)
    open_jury.mark(0, 0, idea=6)

    card = open_jury.card(0, 0)

    assert queries.latest_marks(card)["idea"].half_points == 12
    assert queries.latest_marks(card, upto=1)["idea"].half_points == 8
    assert queries.latest_marks(card, upto=0) == {}


def test_conflicts_of_a_round_are_those_with_its_teams(jury: Jury) -> None:
    mine = ConflictFactory(judge=jury.chair, team=jury.entries[0].team)
    ConflictFactory(judge=jury.chair, team=TeamFactory(hackathon=jury.hackathon))
    ConflictFactory()

    assert list(queries.conflicts_of(jury.round)) == [mine]
    assert Conflict.objects.count() == 3


def test_progress_of_counts_every_judges_cards(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(0, 0)
    open_jury.hand_in(0, 1)
    open_jury.mark(1, 0)
    services.set_conflict(
        judge=open_jury.judges[2],
        team=open_jury.entries[0].team,
        kind="work",
        note="",
        actor=open_jury.organizer,
        now=now,
    )

    rows = {one.judge: one for one in queries.progress_of(open_jury.round)}

    seen = [rows[judge] for judge in open_jury.judges]
    assert [(one.cards, one.handed_in, one.void, one.left) for one in seen] == [
        (3, 2, 0, 1),
        (3, 0, 0, 3),
        (2, 0, 1, 2),
    ]
    assert {(one.declared, one.has_voted) for one in seen} == {(True, False)}


def test_progress_of_can_be_cut_to_one_judge(closed_jury: Jury) -> None:
    closed_jury.vote()

    (mine,) = queries.progress_of(closed_jury.round, [closed_jury.chair])

    assert (mine.judge, mine.handed_in, mine.has_voted) == (closed_jury.chair, 3, True)


def test_progress_of_leaves_the_other_round_out(open_jury: Jury, now: datetime) -> None:
    final = services.create_round(
        stage=open_jury.stages["final"], actor=open_jury.organizer, now=now, places=3
    )

    assert queries.progress_of(final) == []
    assert [one.cards for one in queries.progress_of(open_jury.round)] == [3, 3, 3]


def test_progress_of_asks_as_often_for_many_as_for_few(now: datetime) -> None:
    counts = []
    for size in (1, 3):
        jury = build_jury(now=now, teams=size, judges=size)
        jury.open()
        counts.append(asked(lambda jury=jury: queries.progress_of(jury.round)))

    assert counts == [3, 3]


def test_who_is_excused_from_every_card_has_nothing_to_declare(jury: Jury, now: datetime) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=now)
    services.excuse_judge(
        round=jury.round, judge=jury.chair, reason="Ill", actor=jury.organizer, now=now
    )

    undeclared = queries.undeclared_judges(queries.progress_of(jury.round))

    assert {one.judge for one in undeclared} == set(jury.judges[1:])


def test_teams_without_readings_follow_the_rounds_own_figure(now: datetime) -> None:
    jury = build_jury(now=now, readings_needed=2)
    jury.open()
    for judge in jury.judges[:2]:
        services.set_conflict(
            judge=judge,
            team=jury.entries[1].team,
            kind="work",
            note="",
            actor=jury.organizer,
            now=now,
        )

    assert queries.teams_without_readings(jury.round) == [jury.entries[1]]
