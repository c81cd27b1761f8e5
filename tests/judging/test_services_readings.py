"""A round in which some judges read each team: a fair share, another judge for a lost one."""

from collections import Counter
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from hackathon.kit.errors import Refused
from judging import queries, services
from judging.models import Assignment, Round, Scorecard
from judging.states import ConflictKind
from tests.factories import BadgeFactory
from tests.factories.judging import ConflictFactory, Jury, build_jury

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(now: datetime) -> Jury:
    """Eight teams and six judges, three of whom read each team; nobody has a conflict."""
    return build_jury(now=now, teams=8, judges=6, readings=3)


def panel(jury: Jury, entry: int) -> set[int]:
    """Which judges read a team, by their numbers; void cards left out."""
    cards = Scorecard.objects.filter(assignment__entry=jury.entries[entry]).exclude(status="void")
    keys = set(cards.values_list("assignment__judge", flat=True))
    return {number for number, judge in enumerate(jury.judges) if judge.pk in keys}


def test_open_round_gives_every_team_its_judges_and_every_judge_a_fair_share(shared: Jury) -> None:
    shared.open()

    assert [len(panel(shared, entry)) for entry in range(8)] == [3] * 8
    assert set(Counter(Assignment.objects.values_list("judge", flat=True)).values()) == {4}
    for judge in shared.judges:
        orders = [card.assignment.order for card in queries.cards_of(judge, shared.round)]
        assert orders == [1, 2, 3, 4]


def test_open_round_leaves_conflicts_out(shared: Jury) -> None:
    ConflictFactory(judge=shared.judges[0], team=shared.entries[0].team)

    shared.open()

    assert len(panel(shared, 0)) == 3
    assert 0 not in panel(shared, 0)


def test_open_round_refuses_where_too_few_judges_have_no_conflict(
    shared: Jury, now: datetime
) -> None:
    for judge in shared.judges[:4]:
        ConflictFactory(judge=judge, team=shared.entries[0].team)

    with pytest.raises(Refused) as refusal:
        services.open_round(round=shared.round, actor=shared.organizer, now=now)

    assert refusal.value.code == "too_few_judges"
    assert not Assignment.objects.exists()


def test_team_that_lost_a_judge_gets_another_one(shared: Jury, now: datetime) -> None:
    shared.open()
    before = panel(shared, 0)
    lost = min(before)
    services.set_conflict(
        judge=shared.judges[lost],
        team=shared.entries[0].team,
        kind=ConflictKind.WORK,
        note="",
        actor=shared.organizer,
        now=now,
    )
    assert queries.teams_without_readings(shared.round) == [shared.entries[0]]

    count = services.assign_judges(round=shared.round, actor=shared.organizer, now=now)

    assert count == 1
    after = panel(shared, 0)
    assert (len(after), lost in after, before - {lost} <= after) == (3, False, True)
    assert queries.teams_without_readings(shared.round) == []
    newcomer = shared.judges[(after - before).pop()]
    orders = [card.assignment.order for card in queries.cards_of(newcomer, shared.round)]
    assert orders == [1, 2, 3, 4, 5]


def test_judge_who_dropped_out_gets_no_more_cards(shared: Jury, now: datetime) -> None:
    shared.open()
    gone = shared.judges[0]
    services.excuse_judge(
        round=shared.round, judge=gone, reason="Ill", actor=shared.organizer, now=now
    )

    services.assign_judges(round=shared.round, actor=shared.organizer, now=now)

    assert [len(panel(shared, entry)) for entry in range(8)] == [3] * 8
    assert not queries.cards_of(gone, shared.round).exists()


def test_assign_judges_leaves_whole_panels_alone(shared: Jury, now: datetime) -> None:
    shared.open()
    BadgeFactory(hackathon=shared.hackathon, is_judge=True)
    before = set(Assignment.objects.values_list("pk", flat=True))

    assert services.assign_judges(round=shared.round, actor=shared.organizer, now=now) == 0

    assert set(Assignment.objects.values_list("pk", flat=True)) == before


def test_round_is_not_closed_while_a_team_lacks_a_judge(shared: Jury, now: datetime) -> None:
    shared.open()
    lost = shared.judges[min(panel(shared, 0))]
    ConflictFactory(judge=lost, team=shared.entries[0].team)
    Scorecard.objects.filter(assignment__judge=lost, assignment__entry=shared.entries[0]).update(
        status="void"
    )
    shared.hand_in_all()

    with pytest.raises(Refused) as refusal:
        services.close_round(round=shared.round, actor=shared.organizer, now=now)

    assert refusal.value.code == "round_incomplete"
    assert shared.refresh().status == "open"


def test_what_is_shared_is_fixed_with_the_criteria(shared: Jury, now: datetime) -> None:
    frozen = services.freeze_round(round=shared.round, actor=shared.organizer, now=now)

    assert queries.criteria_facts(frozen)["readings"] == 3
    with pytest.raises(Refused) as refusal:
        services.edit_round(round=frozen, actor=shared.organizer, now=now, readings=2)
    assert refusal.value.code == "round_frozen"
    assert shared.refresh().readings == 3


def test_round_without_shares_hashes_as_before(jury: Jury) -> None:
    assert "readings" not in queries.criteria_facts(jury.round)


def test_edit_round_refuses_to_need_more_judges_than_read(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.edit_round(
            round=jury.round, actor=jury.organizer, now=now, readings=2, readings_needed=3
        )

    assert refusal.value.code == "readings_too_few"
    assert (jury.refresh().readings, jury.round.readings_needed) == (None, None)


@pytest.mark.parametrize(("readings", "needed"), [(0, None), (2, 3)])
def test_database_refuses_shares_that_are_too_small(
    jury: Jury, readings: int, needed: int | None
) -> None:
    rows = Round.objects.filter(pk=jury.round.pk)

    with pytest.raises(IntegrityError, match="round_hands_out_what_it_needs"), transaction.atomic():
        rows.update(readings=readings, readings_needed=needed)


@pytest.mark.parametrize(
    ("readings", "needed", "fewest"), [(None, None, 1), (None, 2, 2), (3, None, 3), (3, 2, 2)]
)
def test_fewest_readings(readings: int | None, needed: int | None, fewest: int) -> None:
    assert Round(readings=readings, readings_needed=needed).fewest_readings == fewest
