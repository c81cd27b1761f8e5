"""Opening a round: who gets which cards."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hackathon.kit.errors import Refused
from hackathon.models import Letter, Stage
from hackathon.services import give_badge
from judging import queries, services
from judging.models import Assignment, Scorecard
from registration.models import Application
from tests.factories import UserFactory
from tests.factories.judging import ConflictFactory, Jury, build_jury

pytestmark = pytest.mark.django_db


def test_open_round_gives_every_judge_a_card_for_every_team(jury: Jury, now: datetime) -> None:
    opened = services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert opened.status == "open"
    assert opened.criteria_sha256
    pairs = {(one.judge, one.entry) for one in Assignment.objects.select_related("judge", "entry")}
    assert pairs == {(judge, entry) for judge in jury.judges for entry in jury.entries}
    assert Scorecard.objects.filter(status="open", revision=0).count() == 9


def test_open_round_writes_to_every_judge_once(jury: Jury, now: datetime) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=now)

    letters = Letter.objects.filter(letter="judging/cards_waiting")
    assert {one.recipient for one in letters} == set(jury.judges)
    assert letters.count() == 3
    assert letters[0].facts == {
        "path": f"/{jury.hackathon.slug}/jury/pitches/",
        "closes_at": jury.stage.closes_at.isoformat(),
        "is_final": False,
    }


def test_open_round_opens_a_frozen_round(jury: Jury, now: datetime) -> None:
    frozen = services.freeze_round(round=jury.round, actor=jury.organizer, now=now)

    opened = services.open_round(round=frozen, actor=jury.organizer, now=now)

    assert (opened.status, opened.criteria_sha256) == ("open", frozen.criteria_sha256)


def test_each_judge_has_a_random_order_of_their_own(now: datetime) -> None:
    jury = build_jury(now=now, teams=12, judges=6)
    jury.open()

    orders = set()
    for judge in jury.judges:
        cards = queries.cards_of(judge, jury.round)
        assert [card.assignment.order for card in cards] == list(range(1, 13))
        orders.add(tuple(card.assignment.entry_id for card in cards))

    assert len(orders) == 6
    assert tuple(entry.pk for entry in jury.entries) not in orders


def test_open_round_leaves_conflicts_out(jury: Jury, now: datetime) -> None:
    ConflictFactory(judge=jury.judges[0], team=jury.entries[1].team)

    services.open_round(round=jury.round, actor=jury.organizer, now=now)

    mine = Assignment.objects.filter(judge=jury.judges[0]).order_by("order")
    assert {one.entry for one in mine} == {jury.entries[0], jury.entries[2]}
    assert [one.order for one in mine] == [1, 2]


def test_open_round_writes_to_nobody_without_a_card(jury: Jury, now: datetime) -> None:
    for entry in jury.entries:
        ConflictFactory(judge=jury.judges[0], team=entry.team)

    services.open_round(round=jury.round, actor=jury.organizer, now=now)

    letters = Letter.objects.filter(letter="judging/cards_waiting")
    assert {one.recipient for one in letters} == set(jury.judges[1:])


@pytest.mark.parametrize("status", ["planned", "closed", "published"])
def test_open_round_refuses_while_its_stage_is_not_open(
    jury: Jury, status: str, now: datetime
) -> None:
    Stage.objects.filter(pk=jury.stage.pk).update(status=status)

    with pytest.raises(Refused) as refusal:
        services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "stage_not_open"
    assert jury.refresh().status == "draft"
    assert not Assignment.objects.exists()


def test_open_round_refuses_without_teams(now: datetime) -> None:
    jury = build_jury(now=now, teams=0)

    with pytest.raises(Refused) as refusal:
        services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "no_teams"
    assert not Letter.objects.exists()


def test_open_round_refuses_a_project_without_a_form(jury: Jury, now: datetime) -> None:
    Application.objects.filter(team=jury.entries[0].team).update(forms=[])

    with pytest.raises(Refused, match=jury.entries[0].team.name) as refusal:
        services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "form_missing"
    assert jury.refresh().status == "draft"


def test_open_round_refuses_without_judges(now: datetime) -> None:
    jury = build_jury(now=now, judges=0)

    with pytest.raises(Refused) as refusal:
        services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "too_few_judges"


def test_open_round_refuses_a_team_that_nobody_may_judge(jury: Jury, now: datetime) -> None:
    for judge in jury.judges:
        ConflictFactory(judge=judge, team=jury.entries[2].team)

    with pytest.raises(Refused, match=jury.entries[2].team.name) as refusal:
        services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "too_few_judges"
    assert jury.refresh().status == "draft"
    assert not Assignment.objects.exists()
    assert not Letter.objects.exists()


def test_open_round_refuses_fewer_readings_than_the_round_needs(now: datetime) -> None:
    jury = build_jury(now=now, readings_needed=3)
    ConflictFactory(judge=jury.judges[0], team=jury.entries[0].team)

    with pytest.raises(Refused) as refusal:
        services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "too_few_judges"


def test_open_round_refuses_the_second_time(open_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.open_round(round=open_jury.round, actor=open_jury.organizer, now=now)

    assert refusal.value.code == "stale"
    assert Assignment.objects.count() == 9


def test_open_round_asks_as_often_for_many_as_for_few(now: datetime) -> None:
    counts = []
    for size in (1, 3):
        jury = build_jury(now=now, teams=size, judges=size)
        with CaptureQueriesContext(connection) as asked:
            services.open_round(round=jury.round, actor=jury.organizer, now=now)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_assign_judges_gives_cards_to_those_who_joined_later(
    open_jury: Jury, now: datetime
) -> None:
    late = UserFactory()
    give_badge(
        hackathon=open_jury.hackathon,
        person=late,
        actor=open_jury.organizer,
        now=now,
        is_judge=True,
    )

    count = services.assign_judges(round=open_jury.round, actor=open_jury.organizer, now=now)

    assert count == 1
    assert Assignment.objects.filter(judge=late).count() == 3
    assert Assignment.objects.count() == 12
    assert Letter.objects.filter(letter="judging/cards_waiting", recipient=late).count() == 1


def test_assign_judges_changes_nothing_when_everyone_has_cards(
    open_jury: Jury, now: datetime
) -> None:
    assert services.assign_judges(round=open_jury.round, actor=open_jury.organizer, now=now) == 0
    assert Assignment.objects.count() == 9


def test_assign_judges_refuses_before_the_round_opens(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.assign_judges(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "round_not_open"
    assert not Assignment.objects.exists()
