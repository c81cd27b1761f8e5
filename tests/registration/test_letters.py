"""What the letters of registration say to their readers."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from hackathon.models import Hackathon, Letter
from hackathon.services.letters import words_of
from hackathon.states import StageKind
from registration import follows, services
from registration.models import Application
from tests.factories import UserFactory
from tests.factories.registration import (
    CLOSES,
    OWN_WORD,
    InvitationFactory,
    captain_of,
    entry_in,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

FOLDER = Path(settings.BASE_DIR) / "templates" / "letters" / "registration"
NAMES = sorted(path.name for path in FOLDER.iterdir())
EVIL = "[Prize](https://evil.example) *now*"


def everything_happens(hackathon: Hackathon, now: datetime) -> None:
    """Every act of registration that writes a letter."""
    organizer = organizer_of(hackathon)
    application = ready_application(hackathon, title="Таза ауа")
    application.team.name = EVIL
    application.team.save()
    team, captain = application.team, captain_of(application)
    who = {"actor": captain, "now": now}
    dana, timur = (
        services.invite_member(
            team=team, email=email, full_name=name, role="lawyer", language="kk", **who
        )
        for name, email in (("Дана", "dana@example.org"), ("Тимур", "timur@example.org"))
    )
    services.confirm_invitation(invitation=dana, person=UserFactory(), now=now, **OWN_WORD)
    services.decline_invitation(invitation=timur, person=None, now=now)
    services.submit_application(application=application, **who)
    decision = {"actor": organizer, "now": now, "reason": "First line.\nSecond line."}
    services.return_application(application=application, **decision)
    services.refuse_application(application=application, **decision)
    InvitationFactory(team=ready_application(hackathon).team)
    services.remind_teams(now=CLOSES - (CLOSES - now) / 1000)
    Letter.objects.update(sent_at=now)
    hackathon.stages.filter(kind="applications").update(closes_at=CLOSES + timedelta(days=1))
    services.remind_teams(now=CLOSES)
    sent_application(hackathon, "accepted")
    sent_application(hackathon, "passed_over")
    stage_at(hackathon, "applications", "closed")
    stage = stage_at(hackathon, "selection", "closed")
    services.publish_selection(stage=stage, actor=organizer, now=now)
    opened = stage_at(hackathon, "hackathon", "open")
    follows.members_are_told(opened, actor=organizer, now=now)


@pytest.fixture
def letters(hackathon: Hackathon, now: datetime) -> dict[str, Letter]:
    """One letter of each kind."""
    everything_happens(hackathon, now)
    rows = Letter.objects.select_related("hackathon", "recipient").order_by("-pk")
    return {row.letter.removeprefix("registration/"): row for row in rows}


def test_every_letter_has_its_words_and_the_other_way_round(letters: dict[str, Letter]) -> None:
    assert sorted(letters) == NAMES


def test_every_letter_leads_to_a_page_in_its_language(letters: dict[str, Letter]) -> None:
    for name, letter in letters.items():
        words = words_of(letter)
        link = f"{settings.SITE_URL}/{letter.language}{letter.facts['path']}"

        assert words.subject, name
        assert link in words.text, name
        assert f'href="{link}"' in words.html, name
        assert "{{" not in words.text, name


def test_every_letter_names_the_team_and_nobody_can_make_it_a_link(
    letters: dict[str, Letter],
) -> None:
    for name, letter in letters.items():
        letter.facts = letter.facts | {"team": EVIL}
        words = words_of(letter)

        assert EVIL in words.text + words.subject, name
        assert 'href="https://evil' not in words.html, name
        assert "<em>now</em>" not in words.html, name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("invitation", "8 September 2026, 14:00 (Asia/Almaty)"),
        ("application_received", "1 September 2026, 14:00 (Asia/Almaty)"),
        ("application_returned", "18 September 2026, 05:00 (Asia/Almaty)"),
        ("unsent_application", "18 September 2026, 05:00 (Asia/Almaty)"),
        ("unconfirmed_member", "18 September 2026, 05:00 (Asia/Almaty)"),
        ("deadline_moved", "19 September 2026, 05:00 (Asia/Almaty)"),
        ("deadline_moved", "no longer holds: 18 September 2026, 05:00 (Asia/Almaty)"),
        ("invitation_moved", "19 September 2026, 05:00 (Asia/Almaty)"),
        ("invitation_moved", "no longer holds: 18 September 2026, 05:00 (Asia/Almaty)"),
        ("team_selected", "28 September 2026, 05:00 (Asia/Almaty)"),
        ("stage_opens", "1 October 2026, 05:00 (Asia/Almaty)"),
    ],
)
def test_moments_are_those_of_the_hackathons_clocks(
    letters: dict[str, Letter], name: str, said: str
) -> None:
    letters[name].language = "en"

    assert said in words_of(letters[name]).text


@pytest.mark.parametrize("name", ["application_returned", "application_refused"])
def test_reasons_keep_their_lines(letters: dict[str, Letter], name: str) -> None:
    words = words_of(letters[name])

    assert "First line.\nSecond line." in words.text
    assert "First line.<br" in words.html.replace("\n", "")


def test_invitation_says_what_the_captain_said(letters: dict[str, Letter]) -> None:
    letter = letters["invitation"]
    letter.language = "en"
    captain = captain_of(Application.objects.get(team__name=EVIL)).full_name

    words = words_of(letter)

    assert words.subject == f"{captain} invites you to the team “{EVIL}”"
    assert "your name is Дана, your role in the team is “Lawyer”" in words.text


def test_receipt_bears_number_and_fingerprint(letters: dict[str, Letter]) -> None:
    letter = letters["application_received"]
    letter.language = "en"

    text = words_of(letter).text

    assert "Its number is 1." in text
    assert letter.facts["sha256"] in text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_stage_is_named_in_the_readers_language(
    hackathon: Hackathon, now: datetime, language: str
) -> None:
    stage = stage_at(hackathon, "bootcamp", "open")
    entry_in(stage)
    follows.members_are_told(stage, actor=None, now=now)
    letter = Letter.objects.select_related("hackathon").first()
    letter.language = language

    with translation.override(language):
        name = str(StageKind.BOOTCAMP.label)

    assert f"“{name}”" in words_of(letter).subject or f"«{name}»" in words_of(letter).subject
