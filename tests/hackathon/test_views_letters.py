"""What the organizer reads: the hackathon's letters, and the trail."""

import pytest
from django.test import Client
from django.utils import translation

from hackathon.models import AuditEntry, Hackathon, User
from tests.factories import BadgeFactory, UserFactory
from tests.factories.ground import BEGIN, AuditEntryFactory, LetterFactory
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Sent one", "Lost one", "Later one"}),
        ("?state=sent", {"Sent one"}),
        ("?state=bounced", {"Lost one"}),
        ("?state=waiting", {"Later one"}),
        ("?state=other", {"Sent one", "Lost one", "Later one"}),
    ],
)
def test_letters_are_shown_by_what_became_of_them(
    client: Client, organizer: User, hackathon: Hackathon, state: str, shown: set[str]
) -> None:
    LetterFactory(hackathon=hackathon, subject="Sent one", sent_at=BEGIN)
    LetterFactory(hackathon=hackathon, subject="Lost one", bounced_at=BEGIN, failure="550 no")
    LetterFactory(hackathon=hackathon, subject="Later one")
    LetterFactory(subject="Of others")

    page = read(client, page_of(hackathon, "org_letters") + state)

    names = {"Sent one", "Lost one", "Later one", "Of others"}
    assert {name for name in names if name in page} == shown
    assert ("550 no" in page) is ("Lost one" in shown)


def test_letters_are_counted_by_what_became_of_them(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    for facts in ({"sent_at": BEGIN}, {"bounced_at": BEGIN}, {"bounced_at": BEGIN}, {}):
        LetterFactory(hackathon=hackathon, **facts)
    LetterFactory(bounced_at=BEGIN)

    counts = client.get(page_of(hackathon, "org_letters")).context["counts"]

    assert counts == {"all": 4, "sent": 1, "bounced": 2, "waiting": 1}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "2 letters could not be delivered"),
        ("kk", "2 хат жеткізілмеді"),
        ("ru", "2 письма не удалось доставить"),
    ],
)
def test_letters_page_says_what_to_do_about_those_that_bounced(
    client: Client, organizer: User, hackathon: Hackathon, language: str, words: str
) -> None:
    for _number in range(2):
        LetterFactory(hackathon=hackathon, bounced_at=BEGIN, failure="550 no such mailbox")

    with translation.override(language):
        address = page_of(hackathon, "org_letters")
        every, sent = read(client, address), read(client, address + "?state=sent")

    assert words in every
    assert words not in sent
    assert "550 no such mailbox" in every


def test_letter_that_waits_is_listed_by_what_it_will_say(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    person = UserFactory(full_name="Дина О-Ким_мл.")
    LetterFactory(hackathon=hackathon, recipient=person, language="ru")
    LetterFactory(hackathon=hackathon, address="nobody@example.org")

    page = read(client, page_of(hackathon, "org_letters"))

    assert "Дина О-Ким_мл.<small>" in page  # as it was written, not as Markdown would need it
    assert f"{hackathon.name['ru']}</span>" in page
    assert '<th scope="row">nobody@example.org</th>' in page


def test_letters_say_when_there_are_none(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    assert "No letters here" in read(client, page_of(hackathon, "org_letters"))


def test_trail_shows_who_did_what_a_hundred_a_page(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    for number in range(101):
        AuditEntryFactory(hackathon=hackathon, actor=organizer, target_id=number + 1000)
    AuditEntryFactory(target_id=77777)

    first = read(client, page_of(hackathon, "trail"))
    second = read(client, page_of(hackathon, "trail") + "?page=2")

    assert first.count("<code>hackathon.stage.open</code>") == 100
    assert "hackathon.stage 1100" in first
    assert organizer.full_name in first
    assert "hackathon.stage 1000<" in second
    assert "77777" not in first + second


def test_trail_shows_an_auditor_no_address(client: Client, hackathon: Hackathon) -> None:
    actor = UserFactory(full_name="", email="secret@example.org")
    AuditEntryFactory(hackathon=hackathon, actor=actor)
    AuditEntryFactory(hackathon=hackathon, actor=None)
    client.force_login(BadgeFactory(hackathon=hackathon, is_auditor=True).person)

    page = read(client, page_of(hackathon, "trail"))

    assert "secret@example.org" not in page
    assert AuditEntry.objects.count() == 2
