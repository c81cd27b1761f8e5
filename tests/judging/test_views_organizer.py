"""The organizer's page of a round: its course, step by step."""

import pytest
from django.test import Client

from hackathon.states import StageKind
from judging import queries, services
from judging.models import Round
from judging.states import RoundStatus
from tests.factories import BadgeFactory
from tests.factories.judging import Jury
from tests.judging.pages import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def move(client: Client, jury: Jury, name: str, kind: str = "pitches", **sent):
    return client.post(url(jury, "round_move", kind, name), sent)


def test_round_is_set_up_from_its_page(jury: Jury, organizer: Client) -> None:
    assert "is not set up yet" in words(organizer.get(url(jury, "round", "final")))

    response = move(organizer, jury, "create", "final", places=3, bonus_points=4)

    assert response["Location"] == url(jury, "round", "final")
    made = queries.round_of(jury.hackathon, StageKind.FINAL)
    assert made.places == 3
    assert made.criteria.get(code="pitch_bonus").max_points == 4


def test_round_is_not_set_up_without_figures_or_twice(jury: Jury, organizer: Client) -> None:
    assert move(organizer, jury, "create", "final", places=0, bonus_points=5).status_code == 422
    assert move(organizer, jury, "create", places=3, bonus_points=5).status_code == 422
    assert Round.objects.count() == 1


def test_round_goes_its_course_by_the_pages_buttons(jury: Jury, organizer: Client) -> None:
    page = url(jury, "round", "pitches")
    assert move(organizer, jury, "freeze")["Location"] == page
    assert jury.refresh().criteria_sha256 in words(organizer.get(page))
    move(organizer, jury, "open")
    assert jury.refresh().status == RoundStatus.OPEN
    for judge in jury.judges:
        services.declare_conflicts(round=jury.round, judge=judge, conflicts={}, now=jury.now)
    jury.hand_in_all()
    move(organizer, jury, "close")
    assert jury.refresh().status == RoundStatus.CLOSED
    move(organizer, jury, "reopen", **{"reopen-reason": "A card was mixed up."})
    assert (jury.refresh().status, jury.round.version) == (RoundStatus.OPEN, 2)
    move(organizer, jury, "close")
    jury.refresh()
    jury.vote()
    assert "tie" in words(move(organizer, jury, "sign"))


def test_decision_is_signed_from_the_page(closed_jury: Jury, organizer: Client) -> None:
    closed_jury.vote()

    move(organizer, closed_jury, "sign")

    assert closed_jury.refresh().status == RoundStatus.SIGNED
    shown = words(organizer.get(url(closed_jury, "round", "pitches")))
    assert queries.result_of(closed_jury.round).sha256 in shown


def test_what_stands_before_closing_is_listed_with_counts(
    open_jury: Jury, organizer: Client
) -> None:
    open_jury.hand_in(0, 0)

    response = move(organizer, open_jury, "close")

    assert response.status_code == 409
    assert "8 cards are not handed in." in words(response)
    assert open_jury.refresh().status == RoundStatus.OPEN


def test_reopening_needs_a_reason(closed_jury: Jury, organizer: Client) -> None:
    assert move(organizer, closed_jury, "reopen", **{"reopen-reason": " "}).status_code == 422
    assert closed_jury.refresh().status == RoundStatus.CLOSED


def test_reopening_an_open_round_is_refused_on_the_form(open_jury: Jury, organizer: Client) -> None:
    assert move(organizer, open_jury, "reopen", **{"reopen-reason": "Why not"}).status_code == 422
    assert open_jury.refresh().version == 1


@pytest.mark.parametrize("name", ["publish", "verify", "finish"])
def test_unknown_moves_are_not_there(open_jury: Jury, organizer: Client, name: str) -> None:
    assert move(organizer, open_jury, name).status_code == 404


def test_moves_of_a_stage_without_a_jury_are_not_there(jury: Jury, organizer: Client) -> None:
    assert move(organizer, jury, "open", "bootcamp").status_code == 404
    assert move(organizer, jury, "open", "final").status_code == 404  # no round yet


def test_judges_who_joined_later_get_cards(open_jury: Jury, organizer: Client) -> None:
    late = BadgeFactory(hackathon=open_jury.hackathon, is_judge=True).person
    assert "1 judge has no cards." in words(organizer.get(url(open_jury, "round", "pitches")))

    move(organizer, open_jury, "assign")

    assert queries.progress_of(open_jury.round, [late])[0].cards == 3


def test_auditor_reads_the_round_and_has_no_buttons(
    open_jury: Jury, client: Client, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    auditor = BadgeFactory(hackathon=open_jury.hackathon, is_auditor=True).person
    client.force_login(auditor)

    page = words(client.get(url(open_jury, "round", "pitches")))

    assert open_jury.judges[0].full_name in page
    assert "round_move" not in page
    assert url(open_jury, "round_move", "pitches", "close") not in page
    assert "conflict-judge" not in words(client.get(url(open_jury, "org_conflict", "pitches")))
