"""What a round asks, until it is fixed."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from judging import queries, services
from judging.models import Criterion
from judging.states import TieLevel
from tests.factories import texts
from tests.factories.judging import Jury

pytestmark = pytest.mark.django_db


def test_edit_round_changes_how_it_counts(jury: Jury, now: datetime) -> None:
    edited = services.edit_round(
        round=jury.round,
        actor=jury.organizer,
        now=now,
        places=5,
        allows_halves=True,
        tie_order=["idea", "jury"],
    )

    edited.refresh_from_db()
    assert (edited.places, edited.allows_halves, edited.tie_order) == (5, True, ["idea", "jury"])
    assert AuditEntry.objects.get(action="judging.round.edit").details == {
        "places": 5,
        "allows_halves": True,
        "tie_order": ["idea", "jury"],
    }


@pytest.mark.parametrize(
    "order",
    [
        ["idea", "idea", "jury"],
        ["idea", "beauty", "jury"],
        ["jury", "idea"],
        ["idea"],
        [],
    ],
)
def test_edit_round_refuses_an_order_that_may_not_end(
    jury: Jury, order: list[str], now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        services.edit_round(round=jury.round, actor=jury.organizer, now=now, tie_order=order)

    assert refusal.value.code == "tie_order"
    assert jury.refresh().tie_order == TieLevel.values


def test_edit_round_refuses_what_is_no_setting(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.edit_round(round=jury.round, actor=jury.organizer, now=now, status="open")

    assert refusal.value.code == "unknown_setting"
    assert jury.refresh().status == "draft"


def test_edit_round_refuses_a_figure_that_cannot_be(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused):
        services.edit_round(round=jury.round, actor=jury.organizer, now=now, quorum_percent=101)

    assert jury.refresh().quorum_percent == 50


def test_save_criterion_adds_one(jury: Jury, now: datetime) -> None:
    made = services.save_criterion(
        round=jury.round,
        code="data",
        actor=jury.organizer,
        now=now,
        slot="bonus",
        title=texts("Data"),
        hint=texts("How well the solution rests on data"),
        max_points=3,
        order=9,
    )

    assert queries.criteria_of(jury.round)[-1] == made
    assert (made.slot, made.max_points, str(made)) == ("bonus", 3, "Data")
    assert AuditEntry.objects.get(action="judging.criterion.save").details == {"code": "data"}


def test_save_criterion_changes_the_one_of_this_code(jury: Jury, now: datetime) -> None:
    services.save_criterion(
        round=jury.round, code="idea", actor=jury.organizer, now=now, title=texts("The idea")
    )

    assert Criterion.objects.get(round=jury.round, code="idea").title == texts("The idea")
    assert Criterion.objects.filter(round=jury.round).count() == 7


def test_save_criterion_refuses_a_gap_in_the_languages(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.save_criterion(
            round=jury.round, code="idea", actor=jury.organizer, now=now, title={"en": "Idea"}
        )

    assert refusal.value.code == "incomplete"
    assert Criterion.objects.get(round=jury.round, code="idea").title["kk"] == "Идея"


def test_save_criterion_refuses_an_unknown_column(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.save_criterion(
            round=jury.round, code="idea", actor=jury.organizer, now=now, round_id=1
        )

    assert refusal.value.code == "unknown_setting"


def test_remove_criterion_takes_it_out(jury: Jury, now: datetime) -> None:
    bonus = Criterion.objects.get(round=jury.round, code="pitch_bonus")

    services.remove_criterion(criterion=bonus, actor=jury.organizer, now=now)

    assert "pitch_bonus" not in {one.code for one in queries.criteria_of(jury.round)}
    told = AuditEntry.objects.get(action="judging.criterion.remove")
    assert told.details == {"code": "pitch_bonus"}


@pytest.mark.parametrize("act", ["edit_round", "save_criterion", "remove_criterion"])
def test_nothing_changes_once_it_is_fixed(jury: Jury, act: str, now: datetime) -> None:
    services.freeze_round(round=jury.round, actor=jury.organizer, now=now)
    given = {
        "edit_round": {"round": jury.round, "places": 9},
        "save_criterion": {"round": jury.round, "code": "idea", "max_points": 9},
        "remove_criterion": {"criterion": Criterion.objects.get(round=jury.round, code="idea")},
    }[act]

    with pytest.raises(Refused) as refusal:
        getattr(services, act)(actor=jury.organizer, now=now, **given)

    assert refusal.value.code == "round_frozen"
    assert jury.refresh().places == 2
    assert Criterion.objects.get(round=jury.round, code="idea").max_points == 10
