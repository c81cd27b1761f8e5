"""Conflicts that the organizer knows of, cards taken back, judges excused."""

import pytest
from django.test import Client

from judging import queries
from judging.models import Conflict
from judging.states import ScorecardStatus
from tests.factories import BadgeFactory
from tests.factories.judging import Jury, build_jury
from tests.judging.pages import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_organizer_records_a_conflict(open_jury: Jury, organizer: Client) -> None:
    sent = {
        "conflict-judge": open_jury.judges[1].pk,
        "conflict-team": open_jury.entries[0].team.pk,
        "conflict-kind": "mentor",
        "conflict-note": "",
    }
    response = organizer.post(url(open_jury, "org_conflict", "pitches"), sent)

    assert response["Location"] == url(open_jury, "org_conflict", "pitches")
    assert open_jury.judges[1].full_name in words(organizer.get(response["Location"]))
    assert Conflict.objects.get().source == "organizer"
    assert open_jury.card(1, 0).status == ScorecardStatus.VOID


def test_conflict_of_strangers_is_refused(open_jury: Jury, organizer: Client, now) -> None:
    other = build_jury(now=now)
    sent = {
        "conflict-judge": other.judges[0].pk,
        "conflict-team": other.entries[0].team.pk,
        "conflict-kind": "mentor",
    }
    response = organizer.post(url(open_jury, "org_conflict", "pitches"), sent)

    assert response.status_code == 422
    assert not Conflict.objects.exists()


def test_handed_in_card_is_taken_back_with_a_reason(open_jury: Jury, organizer: Client) -> None:
    open_jury.hand_in(1, 0)
    card, judge = open_jury.card(1, 0), open_jury.judges[1]
    address = url(open_jury, "card_take_back", "pitches", judge.pk, card.pk)

    assert organizer.post(address, {"reason": ""}).status_code == 422
    response = organizer.post(address, {"reason": "A wrong team."})

    assert response["Location"] == url(open_jury, "judge_cards", "pitches", judge.pk)
    card.refresh_from_db()
    assert card.status == ScorecardStatus.OPEN


def test_open_card_cannot_be_taken_back(open_jury: Jury, organizer: Client) -> None:
    judge = open_jury.judges[1]
    address = url(open_jury, "card_take_back", "pitches", judge.pk, open_jury.card(1, 0).pk)

    assert organizer.post(address, {"reason": "Why not"}).status_code == 422


def test_card_is_taken_back_only_under_its_judge(open_jury: Jury, organizer: Client) -> None:
    open_jury.hand_in(1, 0)
    card, other = open_jury.card(1, 0), open_jury.judges[2]
    address = url(open_jury, "card_take_back", "pitches", other.pk, card.pk)

    assert organizer.post(address, {"reason": "A wrong team."}).status_code == 404


def test_judge_who_drops_out_is_excused(open_jury: Jury, organizer: Client) -> None:
    open_jury.hand_in(1, 0)
    address = url(open_jury, "judge_excuse", "pitches", open_jury.judges[1].pk)

    assert organizer.post(address, {"excuse-reason": ""}).status_code == 422
    response = organizer.post(address, {"excuse-reason": "Illness."}, follow=True)

    assert "2 cards are void." in words(response)
    progress = queries.progress_of(open_jury.round, [open_jury.judges[1]])[0]
    assert (progress.handed_in, progress.void) == (1, 2)


def test_judge_is_not_excused_after_closing(closed_jury: Jury, organizer: Client) -> None:
    address = url(closed_jury, "judge_excuse", "pitches", closed_jury.judges[1].pk)

    assert organizer.post(address, {"excuse-reason": "Illness."}).status_code == 422


def test_unknown_judge_has_no_page(open_jury: Jury, organizer: Client) -> None:
    stranger = BadgeFactory(is_judge=True).person

    address = url(open_jury, "judge_cards", "pitches", stranger.pk)

    assert organizer.get(address).status_code == 404


def test_judge_without_cards_has_a_page(open_jury: Jury, organizer: Client) -> None:
    late = BadgeFactory(hackathon=open_jury.hackathon, is_judge=True).person

    page = words(organizer.get(url(open_jury, "judge_cards", "pitches", late.pk)))

    assert "has not declared conflicts yet" in page
