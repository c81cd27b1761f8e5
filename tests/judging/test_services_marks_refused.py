"""Marks that are refused: off the scale, too long, too late, not one's own."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from judging import services
from judging.models import Mark
from tests.factories.judging import Jury, build_jury
from tests.judging.marks import nothing_was_saved, save

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["campaign", "business", "beauty", ""])
def test_save_marks_refuses_a_criterion_that_does_not_fit(open_jury: Jury, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        save(open_jury, idea=10, **{code: 10})

    assert refusal.value.code == "unknown_criterion"
    assert refusal.value.params == {"field": code}
    assert nothing_was_saved(open_jury)


@pytest.mark.parametrize("half_points", [-2, 1, 13, 22, 1000, True, "10", 10.0, float("nan")])
def test_save_marks_refuses_points_off_the_scale(open_jury: Jury, half_points) -> None:
    with pytest.raises(Refused, match="Idea: give points from 0 to 10") as refusal:
        save(open_jury, idea=half_points)

    assert refusal.value.code == "not_on_scale"
    assert refusal.value.params == {"field": "idea"}
    assert nothing_was_saved(open_jury)


@pytest.mark.parametrize("half_points", [0, 10])
def test_save_marks_takes_bonuses_up_to_the_maximum_of_the_round(
    open_jury: Jury, half_points: int
) -> None:
    assert save(open_jury, pitch_bonus=half_points).values == {"pitch_bonus": half_points}


def test_save_marks_refuses_more_bonus_than_the_round_gives(open_jury: Jury) -> None:
    with pytest.raises(Refused) as refusal:
        save(open_jury, pitch_bonus=12)

    assert refusal.value.code == "not_on_scale"


def test_save_marks_takes_halves_where_the_round_allows_them(now: datetime) -> None:
    jury = build_jury(now=now, allows_halves=True)
    jury.open()

    assert save(jury, idea=15).values == {"idea": 15}
    with pytest.raises(Refused):
        save(jury, 1, idea=21)


@pytest.mark.parametrize("field", ["note", "comment"])
def test_save_marks_refuses_a_text_that_is_too_long(open_jury: Jury, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        save(open_jury, idea=10, **{field: "ә" * 2001})

    assert (refusal.value.code, refusal.value.params) == ("text_too_long", {"field": field})
    assert nothing_was_saved(open_jury)
    assert save(open_jury, **{field: "ә" * 2000}).revision == 1


@pytest.mark.parametrize("base", [-1, 1])
def test_save_marks_refuses_a_revision_that_never_was(open_jury: Jury, base: int) -> None:
    with pytest.raises(Refused) as refusal:
        save(open_jury, base, idea=10)

    assert refusal.value.code == "stale_revision"
    assert nothing_was_saved(open_jury)


def test_save_marks_refuses_another_judges_card(open_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.save_marks(
            card=open_jury.card(0, 0),
            base_revision=0,
            marks={"idea": 20},
            actor=open_jury.judges[1],
            now=now,
        )

    assert refusal.value.code == "not_your_card"
    assert nothing_was_saved(open_jury)


def test_save_marks_refuses_before_conflicts_are_declared(jury: Jury, now: datetime) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=now)

    with pytest.raises(Refused) as refusal:
        save(jury, idea=10)

    assert refusal.value.code == "conflicts_undeclared"
    assert nothing_was_saved(jury)


def test_save_marks_refuses_a_void_card(open_jury: Jury, now: datetime) -> None:
    services.declare_conflicts(
        round=open_jury.round,
        judge=open_jury.judges[0],
        conflicts={open_jury.entries[0].team: "work"},
        now=now,
    )

    with pytest.raises(Refused) as refusal:
        save(open_jury, idea=10)

    assert refusal.value.code == "card_void"
    assert nothing_was_saved(open_jury)


def test_save_marks_refuses_once_the_round_is_closed(closed_jury: Jury) -> None:
    before = Mark.objects.count()

    with pytest.raises(Refused) as refusal:
        save(closed_jury, 1, idea=20)

    assert refusal.value.code == "round_not_open"
    assert Mark.objects.count() == before


def test_save_marks_refuses_a_card_that_is_handed_in(open_jury: Jury) -> None:
    open_jury.hand_in(0, 0)

    with pytest.raises(Refused) as refusal:
        save(open_jury, 1, idea=20)

    assert refusal.value.code == "card_handed_in"
    assert open_jury.card(0, 0).revision == 1
