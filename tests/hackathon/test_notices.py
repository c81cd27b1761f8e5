"""The letters of the ground floor: who gets which, and what it says."""

from datetime import datetime

import pytest

from hackathon.models import Letter
from hackathon.notices import badge_given
from hackathon.services.letters import words_of
from tests.factories import BadgeFactory, UserFactory

pytestmark = pytest.mark.django_db


def said(now: datetime, **badge: object) -> tuple[str, str]:
    """The subject and the text of the letter about a badge."""
    badge_given(BadgeFactory(**badge), now=now)
    words = words_of(Letter.objects.get())
    return words.subject, words.text


def test_letter_names_every_duty_and_asks_for_a_second_factor(now: datetime) -> None:
    subject, text = said(now, is_judge=True, is_chair=True, is_organizer=True)

    assert subject.startswith("Your duty in Hackathon")
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- Organizer",
        "- Judge",
        "- Chair of the jury",
    ]
    assert "needs a second factor" in text


def test_mentor_needs_no_second_factor(now: datetime) -> None:
    _subject, text = said(now, is_mentor=True)

    assert "- Mentor" in text
    assert "second factor" not in text


def test_auditor_is_named_as_such(now: datetime) -> None:
    assert "- Auditor" in said(now, is_auditor=True)[1]


@pytest.mark.parametrize(
    ("language", "duty"), [("kk", "Қазы"), ("ru", "Член жюри"), ("en", "Judge")]
)
def test_letter_is_in_the_language_of_its_reader(now: datetime, language: str, duty: str) -> None:
    person = UserFactory(language=language)
    _subject, text = said(now, person=person, is_judge=True)

    assert f"- {duty}" in text
    assert f"/{language}/hackathon-" in text


def test_letter_is_written_once_for_the_same_duties(now: datetime) -> None:
    badge = BadgeFactory(is_judge=True)
    badge_given(badge, now=now)
    badge_given(badge, now=now)
    badge.is_mentor = True
    badge_given(badge, now=now)

    duties = [letter.facts["duties"] for letter in Letter.objects.order_by("pk")]
    assert duties == [["judge"], ["judge", "mentor"]]
