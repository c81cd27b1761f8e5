"""A judge's card: read, marked without a script, handed in."""

import pytest
from django.test import Client

from judging import queries, services
from judging.models import Mark
from judging.states import ScorecardStatus
from tests.factories.judging import Jury, build_jury
from tests.judging.pages import send, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_card_shows_the_project_and_only_its_criteria(open_jury: Jury, judge: Client) -> None:
    application = open_jury.entries[0].team.application
    application.answers = {"problem": "Smog in winter", "data_sources": "Kazhydromet 2025"}
    application.save()
    card = open_jury.card(1, 0)

    response = judge.get(url(open_jury, "card", "pitches", card.assignment.order))

    page = words(response)
    assert "Smog in winter" in page
    assert "Kazhydromet 2025" in page
    assert page.index("Kazhydromet 2025") < page.index("Smog in winter")  # beside the idea (R1.2)
    assert [one["code"] for one in response.context["criteria"]] == ["idea", "technical", "defence"]
    assert [one["code"] for one in response.context["bonuses"]] == ["pitch_bonus", "answers_bonus"]


def test_peoples_text_is_escaped_on_the_card(open_jury: Jury, judge: Client) -> None:
    application = open_jury.entries[0].team.application
    application.answers = {"problem": "<script>alert(1)</script>", "data_links": "<b>x</b>"}
    application.save()

    page = words(
        judge.get(url(open_jury, "card", "pitches", open_jury.card(1, 0).assignment.order))
    )

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_whole_form_saves_without_a_script(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)
    address = url(open_jury, "card", "pitches", card.assignment.order)
    sent = {"base_rev": 0, "idea": "9", "technical": "", "note": "ask", "comment": "good"}

    response = judge.post(address, sent)

    assert response["Location"] == address
    card.refresh_from_db()
    assert (card.note, card.comment, card.revision) == ("ask", "good", 1)
    assert {code: m.half_points for code, m in queries.latest_marks(card).items()} == {"idea": 18}


def test_form_is_refused_with_what_was_sent(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)
    address = url(open_jury, "card", "pitches", card.assignment.order)

    response = judge.post(address, {"base_rev": 0, "idea": "11", "comment": "kept"})

    assert response.status_code == 422
    assert "kept" in words(response)
    assert not Mark.objects.exists()


def test_half_points_only_where_the_round_allows_them(judge: Client, jury: Jury) -> None:
    services.edit_round(round=jury.round, actor=jury.organizer, now=jury.now, allows_halves=True)
    jury.refresh()
    jury.open()
    card = jury.card(1, 0)
    address = url(jury, "card", "pitches", card.assignment.order)

    judge.post(address, {"base_rev": 0, "idea": "7.5"})

    assert queries.latest_marks(card)["idea"].half_points == 15
    pads = judge.get(address).context["criteria"][0]["pads"]
    assert len(pads) == 21
    assert [pad["label"] for pad in pads if pad["checked"]] == ["7.5"]


def test_form_tells_of_fields_that_another_device_changed(open_jury: Jury, judge: Client) -> None:
    open_jury.mark(1, 0, idea=3)
    card = open_jury.card(1, 0)
    address = url(open_jury, "card", "pitches", card.assignment.order)

    response = judge.post(address, {"base_rev": 0, "idea": "9"}, follow=True)

    assert "not saved from here" in words(response)
    assert queries.latest_marks(card)["idea"].half_points == 6


def test_form_after_closing_says_why_it_is_refused(closed_jury: Jury, judge: Client) -> None:
    card = closed_jury.card(1, 0)
    address = url(closed_jury, "card", "pitches", card.assignment.order)

    response = judge.post(address, {"base_rev": card.revision, "idea": "1"})

    assert response.status_code == 422
    assert "not open for marks" in words(response)


def test_handed_in_card_is_only_read(open_jury: Jury, judge: Client) -> None:
    open_jury.hand_in(1, 0)
    card = open_jury.card(1, 0)

    response = judge.get(url(open_jury, "card", "pitches", card.assignment.order))

    assert response.context["locked"]
    assert "data-hand-in" not in words(response)


def test_absent_number_is_not_found(open_jury: Jury, judge: Client) -> None:
    assert judge.get(url(open_jury, "card", "pitches", 99)).status_code == 404


def test_incomplete_card_is_not_handed_in_and_says_what_lacks(
    open_jury: Jury, judge: Client
) -> None:
    card = open_jury.card(1, 0)
    send(judge, open_jury, card, fields={"idea": 7})
    address = url(open_jury, "card_hand_in", card.pk)

    assert [one.code for one in judge.get(address).context["missing"]] == [
        "technical",
        "defence",
        "pitch_bonus",
        "answers_bonus",
    ]
    assert judge.post(address).status_code == 422
    card.refresh_from_db()
    assert card.status == ScorecardStatus.OPEN


def test_handing_in_leads_to_the_next_card_and_then_to_the_list(
    open_jury: Jury, judge: Client
) -> None:
    for entry in range(3):
        open_jury.mark(1, entry)
    cards = sorted((open_jury.card(1, n) for n in range(3)), key=lambda c: c.assignment.order)

    answers = [judge.post(url(open_jury, "card_hand_in", card.pk)) for card in cards]

    assert [answer["Location"] for answer in answers] == [
        url(open_jury, "card", "pitches", 2),
        url(open_jury, "card", "pitches", 3),
        url(open_jury, "cards", "pitches"),
    ]
    assert queries.progress_of(open_jury.round, [open_jury.judges[1]])[0].left == 0


def test_total_of_the_page_takes_the_mean_of_the_forms(settings, client: Client, now) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    jury = build_jury(now=now, forms=("technical", "business"))
    jury.open()
    jury.mark(1, 0, idea=8, technical=7, business=4, defence=6, pitch_bonus=2, answers_bonus=1)
    client.force_login(jury.judges[1])

    page = client.get(url(jury, "card", "pitches", jury.card(1, 0).assignment.order)).context

    assert (page["total"], page["top"], page["bonus"]) == ("19.5", "30", "+3")
