"""The letters of judging, as their readers get them."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db.models import F
from django.urls import resolve
from django.utils import timezone

from hackathon.models import Letter, Stage
from hackathon.services.letters import words_of
from judging import services
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db

NAMES = ["cards_waiting", "round_closes", "round_moved", "finalist", "not_finalist"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def letters(now: datetime) -> dict[str, Letter]:
    """One of each letter."""
    jury = build_jury(now=now, teams=3, judges=1)
    jury.entries[0].team.name = "Ақ қайың [link](https://example.org) & <b>"
    jury.entries[0].team.save()
    jury.open()
    services.remind_judges(now=jury.stage.closes_at - timedelta(hours=1))
    Letter.objects.update(sent_at=now)
    Stage.objects.filter(pk=jury.stage.pk).update(closes_at=F("closes_at") + timedelta(days=1))
    services.remind_judges(now=jury.stage.closes_at)
    jury.close(idea=[[9, 7, 3]])
    jury.vote()
    jury.close_stage()
    services.publish_finalists(round=jury.round, wildcards={}, actor=jury.organizer, now=now)
    return {one.letter.removeprefix("judging/"): one for one in Letter.objects.order_by("-pk")}


def test_there_are_five_letters(letters: dict) -> None:
    assert set(letters) == set(NAMES)


@pytest.mark.parametrize("letter", ["cards_waiting", "round_closes", "round_moved"])
def test_judges_are_told_where_and_until_when(letters: dict, letter: str) -> None:
    words = words_of(letters[letter])

    hackathon = letters[letter].hackathon
    assert str(hackathon) in words.subject
    assert f"{settings.SITE_URL}/en/{hackathon.slug}/jury/pitches/" in words.text
    assert "The round closes: " in words.text
    assert "5:00" in words.text  # midnight in UTC is five in Almaty
    assert "(Asia/Almaty)" in words.text
    assert "pitch round" in words.text


def test_judges_are_told_which_end_no_longer_holds(letters: dict) -> None:
    words = words_of(letters["round_moved"])

    assert "The round closes: 3 October 2026, 05:00 (Asia/Almaty)." in words.text
    assert "no longer holds: 2 October 2026, 05:00 (Asia/Almaty)." in words.text


def test_finalists_read_that_they_go_on(letters: dict) -> None:
    words = words_of(letters["finalist"])

    slug = letters["finalist"].hackathon.slug
    assert words.subject.endswith("goes on to the boot camp")
    assert f"{settings.SITE_URL}/en/{slug}/finalists/" in words.text
    assert f"{settings.SITE_URL}/en/{slug}/my/points/pitches/" in words.text


def test_the_others_read_that_they_do_not(letters: dict) -> None:
    words = words_of(letters["not_finalist"])

    assert "is not among the finalists this time" in words.text
    assert "/my/points/pitches/" in words.text


def test_the_final_is_called_the_final(now: datetime) -> None:
    jury = build_jury(now=now, kind="final", teams=1, judges=1)
    jury.open()
    services.remind_judges(now=jury.stage.closes_at - timedelta(hours=1))

    texts = {one.letter: words_of(one).text for one in Letter.objects.all()}

    assert texts["judging/cards_waiting"].startswith("The final is open for the jury.")
    assert texts["judging/round_closes"].startswith("The jury's round in the final ends soon")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", NAMES)
def test_every_letter_can_be_read_in_every_language(
    letters: dict, letter: str, language: str
) -> None:
    row = letters[letter]
    row.language = language

    words = words_of(row)

    assert words.subject
    assert f"/{language}/{row.hackathon.slug}/" in words.text
    assert "{" not in words.text
    assert "<b>" not in words.html.split('class="letter"')[1]
    assert 'href="https://example.org' not in words.html
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE


def test_addresses_in_letters_lead_somewhere(jury: Jury, letters: dict) -> None:
    paths = {
        path
        for letter in letters.values()
        for name, path in letter.facts.items()
        if name == "path" or name.endswith("_path")
    }

    assert {resolve(f"/en{path}").view_name for path in paths} == {
        "judging:cards",
        "judging:finalists",
        "judging:feedback",
    }
