"""The marks that a card's script sends, and what it is answered."""

import pytest
from django.test import Client

from judging.models import Mark
from tests.factories.judging import Jury
from tests.judging.pages import send, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_marks_are_saved_and_answered_in_points(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)

    response = send(judge, open_jury, card, fields={"idea": 7, "comment": "new"}, key="k1")

    assert response.status_code == 200
    assert response.json() == {
        "rev": 1,
        "values": {"idea": 7, "note": "", "comment": "new"},
        "conflicts": [],
        "saved_at": "14:00",
    }


def test_same_key_writes_once_and_answers_alike(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)

    answers = [send(judge, open_jury, card, fields={"idea": 7}, key="k1") for _turn in range(2)]

    assert answers[0].json() == answers[1].json()
    assert Mark.objects.count() == 1


def test_a_field_changed_elsewhere_is_reported_and_kept(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)
    send(judge, open_jury, card, fields={"idea": 7})

    response = send(judge, open_jury, card, fields={"idea": 4, "defence": 5})

    assert response.json()["conflicts"] == ["idea"]
    assert response.json()["values"]["idea"] == 7
    assert response.json()["values"]["defence"] == 5


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '{"fields": {}}',
        '{"base_rev": 0}',
        '{"base_rev": "0", "fields": {}}',
        '{"base_rev": true, "fields": {}}',
        '{"base_rev": -1, "fields": {}}',
        '{"base_rev": 0, "fields": 5}',
        '{"base_rev": 0, "fields": {}, "key": 5}',
        '{"base_rev": 0, "fields": {"note": 5}}',
        '{"base_rev": 0, "fields": {"idea": "7"}}',
        '{"base_rev": 0, "fields": {"idea": true}}',
        '{"base_rev": 0, "fields": {"idea": 7.25}}',
        '{"base_rev": 0, "fields": {"idea": 7.5}}',
        '{"base_rev": 0, "fields": {"idea": 11}}',
        '{"base_rev": 0, "fields": {"idea": -1}}',
        '{"base_rev": 0, "fields": {"idea": Infinity}}',
        '{"base_rev": 0, "fields": {"idea": NaN}}',
        '{"base_rev": 0, "fields": {"campaign": 5}}',
        '{"base_rev": 0, "fields": {"nothing": 5}}',
    ],
)
def test_what_cannot_be_read_or_given_is_422(open_jury: Jury, judge: Client, body: str) -> None:
    card = open_jury.card(1, 0)
    address = url(open_jury, "card_marks", card.pk)

    response = judge.post(address, body, content_type="application/json")

    assert response.status_code == 422
    assert response.json()["code"]
    assert not Mark.objects.exists()


def test_too_long_texts_and_keys_are_422(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)

    assert send(judge, open_jury, card, fields={"note": "x" * 2001}).status_code == 422
    assert send(judge, open_jury, card, key="x" * 81).status_code == 422


def test_marks_after_closing_are_409(closed_jury: Jury, judge: Client) -> None:
    response = send(judge, closed_jury, closed_jury.card(1, 0), fields={"idea": 1})

    assert response.status_code == 409
    assert response.json()["code"] == "round_not_open"


def test_marks_on_a_handed_in_card_are_409(open_jury: Jury, judge: Client) -> None:
    open_jury.hand_in(1, 0)

    response = send(judge, open_jury, open_jury.card(1, 0), fields={"idea": 1})

    assert (response.status_code, response.json()["code"]) == (409, "card_handed_in")


def test_a_revision_from_nowhere_is_409(open_jury: Jury, judge: Client) -> None:
    response = send(judge, open_jury, open_jury.card(1, 0), base_rev=7, fields={"idea": 1})

    assert (response.status_code, response.json()["code"]) == (409, "stale_revision")
