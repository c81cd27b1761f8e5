"""Criteria and settings of a round, edited until they are fixed."""

import pytest
from django.test import Client

from judging import services
from judging.models import Criterion
from judging.states import TieLevel
from tests.factories.judging import Jury
from tests.judging.pages import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def criteria_page(jury: Jury) -> str:
    return url(jury, "criteria", "pitches")


SETTINGS = {
    "settings": "1",
    "settings-places": "5",
    "settings-readings_needed": "",
    "settings-quorum_percent": "60",
    "settings-threshold_percent": "50",
    "settings-allows_halves": "on",
}


def test_settings_of_a_round_are_changed(jury: Jury, organizer: Client) -> None:
    assert organizer.post(criteria_page(jury), SETTINGS).status_code == 302

    jury.refresh()
    assert (jury.round.places, jury.round.quorum_percent, jury.round.allows_halves) == (5, 60, True)
    assert (jury.round.must_pass_vote, jury.round.readings_needed) == (False, None)


def test_settings_out_of_range_are_refused(jury: Jury, organizer: Client) -> None:
    sent = SETTINGS | {"settings-quorum_percent": "101"}

    assert organizer.post(criteria_page(jury), sent).status_code == 422
    assert jury.refresh().places == 2


def test_criterion_is_changed_in_three_languages(jury: Jury, organizer: Client) -> None:
    sent = {
        "criterion": "idea",
        "idea-title_kk": "Ой",
        "idea-title_ru": "Мысль",
        "idea-title_en": "Thought",
        "idea-hint_kk": "а",
        "idea-hint_ru": "б",
        "idea-hint_en": "c",
        "idea-max_points": "12",
    }
    assert organizer.post(criteria_page(jury), sent).status_code == 302

    idea = Criterion.objects.get(code="idea")
    assert idea.title == {"kk": "Ой", "ru": "Мысль", "en": "Thought"}
    assert (idea.max_points, idea.slot) == (12, "idea")


def test_criterion_without_a_language_is_refused(jury: Jury, organizer: Client) -> None:
    sent = {"criterion": "idea", "idea-title_kk": "Ой", "idea-max_points": "10"}

    assert organizer.post(criteria_page(jury), sent).status_code == 422


def test_tie_order_moves_one_step_and_the_jury_stays_last(jury: Jury, organizer: Client) -> None:
    order = list(TieLevel.values)
    organizer.post(criteria_page(jury), {"up": order[1]})
    assert jury.refresh().tie_order == [order[1], order[0], *order[2:]]
    organizer.post(criteria_page(jury), {"down": order[1]})
    assert jury.refresh().tie_order == order
    for sent in ({"up": order[0]}, {"down": order[-2]}, {"up": "jury"}, {"up": "nonsense"}):
        organizer.post(criteria_page(jury), sent)
        assert jury.refresh().tie_order == order


def test_fixed_criteria_are_not_changed(jury: Jury, organizer: Client) -> None:
    services.freeze_round(round=jury.round, actor=jury.organizer, now=jury.now)

    response = organizer.post(criteria_page(jury), SETTINGS)

    assert response["Location"] == url(jury, "round", "pitches")
    assert jury.refresh().places == 2
