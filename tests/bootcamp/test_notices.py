"""The winner's letter, as its reader gets it."""

import pytest
from django.conf import settings

from hackathon.models import Letter
from hackathon.services.letters import words_of
from tests.factories.bootcamp import Camp

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(published: Camp) -> Letter:
    return Letter.objects.get(letter="bootcamp/winner", recipient=published.captain(1))


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_winner_reads_place_sum_and_where(letter: Letter, language: str) -> None:
    letter.language = language
    words = words_of(letter)

    assert "Дала Дата" in words.subject
    assert "2" in words.subject
    assert "6\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₸" in words.text
    slug = letter.hackathon.slug
    assert f"{settings.SITE_URL}/{language}/{slug}/winners/" in words.text


def test_team_name_with_markup_is_text(published: Camp) -> None:
    letter = Letter.objects.get(letter="bootcamp/winner", recipient=published.captain(0))
    letter.facts = letter.facts | {"team": "[x](https://example.org) <b>"}

    words = words_of(letter)

    assert "&lt;b&gt;" in words.html
    assert 'href="https://example.org"' not in words.html
