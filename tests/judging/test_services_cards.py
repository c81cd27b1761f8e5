"""Cards: handed in, taken back."""

from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from judging import queries, services
from judging.models import Round, Scorecard
from tests.factories.judging import Jury, build_jury
from tests.judging.marks import save

pytestmark = pytest.mark.django_db


def test_hand_in_card_takes_a_complete_card(open_jury: Jury, now: datetime) -> None:
    open_jury.mark(0, 0)
    later = now + timedelta(minutes=5)

    card = services.hand_in_card(card=open_jury.card(0, 0), actor=open_jury.judges[0], now=later)

    assert (card.status, card.handed_in_at) == ("handed_in", later)
    assert AuditEntry.objects.get(action="judging.scorecard.hand_in").actor == open_jury.judges[0]


def test_hand_in_card_takes_nought_for_a_mark(open_jury: Jury) -> None:
    open_jury.hand_in(0, 0, idea=0, technical=0, defence=0)

    assert open_jury.card(0, 0).status == "handed_in"


def test_hand_in_card_refuses_a_card_with_gaps_and_lists_them(
    open_jury: Jury, now: datetime
) -> None:
    save(open_jury, idea=10, technical=10, pitch_bonus=0)
    save(open_jury, 1, idea=None)

    with pytest.raises(Refused) as refusal:
        services.hand_in_card(card=open_jury.card(0, 0), actor=open_jury.judges[0], now=now)

    assert refusal.value.code == "card_incomplete"
    assert [one.message for one in refusal.value.blockers] == [
        "Idea",
        "Project defence",
        "Bonus for answers to the judges' questions",
    ]
    assert open_jury.card(0, 0).status == "open"


def test_hand_in_card_refuses_another_judges_card(open_jury: Jury, now: datetime) -> None:
    open_jury.mark(0, 0)

    with pytest.raises(Refused) as refusal:
        services.hand_in_card(card=open_jury.card(0, 0), actor=open_jury.judges[1], now=now)

    assert refusal.value.code == "not_your_card"
    assert open_jury.card(0, 0).status == "open"


def test_hand_in_card_refuses_the_second_time(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(0, 0)

    with pytest.raises(Refused) as refusal:
        services.hand_in_card(card=open_jury.card(0, 0), actor=open_jury.judges[0], now=now)

    assert refusal.value.code == "card_handed_in"


def test_take_back_card_opens_it_again(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(0, 0)

    card = services.take_back_card(
        card=open_jury.card(0, 0), reason="Wrong team", actor=open_jury.organizer, now=now
    )

    assert (card.status, card.handed_in_at) == ("open", None)
    assert save(open_jury, 1, idea=4).values["idea"] == 4
    told = AuditEntry.objects.get(action="judging.scorecard.explain")
    assert (told.details, told.actor) == ({"reason": "Wrong team"}, open_jury.organizer)


def test_take_back_card_refuses_without_a_reason(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(0, 0)

    with pytest.raises(Refused) as refusal:
        services.take_back_card(
            card=open_jury.card(0, 0), reason=" ", actor=open_jury.organizer, now=now
        )

    assert refusal.value.code == "reason_missing"
    assert open_jury.card(0, 0).status == "handed_in"


def test_take_back_card_refuses_once_the_round_is_closed(closed_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.take_back_card(
            card=closed_jury.card(0, 0), reason="Late", actor=closed_jury.organizer, now=now
        )

    assert refusal.value.code == "round_not_open"
    assert closed_jury.card(0, 0).status == "handed_in"


def test_take_back_card_refuses_an_open_card(open_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.take_back_card(
            card=open_jury.card(0, 0), reason="None", actor=open_jury.organizer, now=now
        )

    assert refusal.value.code == "stale"


def test_criteria_for_a_card_follow_the_forms_of_the_project(now: datetime) -> None:
    jury = build_jury(now=now, teams=1, judges=1, forms=("social", "business"))
    jury.open()

    codes = [one.code for one in queries.criteria_for(jury.card(0, 0))]

    assert codes == ["idea", "campaign", "business", "defence", "pitch_bonus", "answers_bonus"]
    assert (Round.objects.count(), Scorecard.objects.count()) == (1, 1)
