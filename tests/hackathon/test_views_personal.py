"""Pages of whoever is signed in: the letters that were written to them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hackathon.models import Hackathon, User
from tests.factories import UserFactory, texts
from tests.factories.ground import BEGIN, LetterFactory, place
from tests.hackathon.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

MESSAGES = "/en/messages/"


@pytest.fixture
def hackathon() -> Hackathon:
    return place(name=texts("Open country"))


@pytest.fixture
def person(client: Client) -> User:
    """Someone who is signed in."""
    person = UserFactory(full_name="Әсел Нұрғалиева")
    client.force_login(person)
    return person


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    letter = LetterFactory(recipient=UserFactory())

    for address in (MESSAGES, reverse("hackathon:letter", args=[letter.uid])):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_messages_are_there_in_every_language(
    client: Client, person: User, hackathon: Hackathon, language: str
) -> None:
    letter = LetterFactory(hackathon=hackathon, recipient=person)

    assert f'lang="{language}"' in read(client, f"/{language}/messages/")
    assert f'lang="{language}"' in read(client, f"/{language}/messages/{letter.uid}/")


def test_messages_are_my_letters_newest_first_with_their_state(
    client: Client, person: User, hackathon: Hackathon
) -> None:
    LetterFactory(recipient=person, hackathon=hackathon, sent_at=BEGIN, subject="The first")
    day = timedelta(days=1)
    LetterFactory(recipient=person, bounced_at=BEGIN, created_at=BEGIN + day)
    LetterFactory(recipient=person, hackathon=hackathon, created_at=BEGIN + 2 * day)
    LetterFactory(recipient=UserFactory(), subject="Of others", sent_at=BEGIN)
    code = {"subject": "Code", "body": "123456"}
    LetterFactory(recipient=person, letter="account/message", facts=code)

    page = read(client, MESSAGES)
    waiting, bounced, sent = page.split("<li>")[-3:]

    assert "Your duty in Open country" in waiting
    assert "Waiting" in waiting
    assert "Not delivered" in bounced
    assert "The first" in sent
    assert "Sent" in sent
    assert "Open country" in sent
    assert "Of others" not in page
    assert "123456" not in page


def test_no_letters_yet_is_said(client: Client, person: User) -> None:
    assert "No letters yet" in read(client, MESSAGES)


def test_messages_come_fifty_a_page(client: Client, person: User, hackathon: Hackathon) -> None:
    for _number in range(51):
        LetterFactory(recipient=person, hackathon=hackathon)

    first, second = read(client, MESSAGES), read(client, f"{MESSAGES}?page=2")

    assert first.count("Your duty in") == 50
    assert second.count("Your duty in") == 1
    assert "Page 1 of 2" in " ".join(first.split())
    assert read(client, f"{MESSAGES}?page=none").count("Your duty in") == 50


def test_queries_of_messages_do_not_grow(client: Client, person: User) -> None:
    counts = []
    for more in (1, 2):
        for _number in range(more):
            LetterFactory(recipient=person)
        read(client, MESSAGES)
        with CaptureQueriesContext(connection) as asked:
            read(client, MESSAGES)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


def test_letter_that_waits_is_shown_as_it_will_be_sent(
    client: Client, person: User, hackathon: Hackathon
) -> None:
    letter = LetterFactory(recipient=person, hackathon=hackathon, language="ru")

    page = read(client, reverse("hackathon:letter", args=[letter.uid]))

    assert 'class="prose card" lang="ru"' in page
    assert "Open country (ru)" in page
    assert person.email in page


def test_letter_that_was_sent_is_shown_as_it_was(client: Client, person: User) -> None:
    letter = LetterFactory(
        recipient=person,
        sent_at=BEGIN,
        subject="You were **named**",
        body="Dear *Әсел*\n\n<script>alert(1)</script>",
    )

    page = read(client, reverse("hackathon:letter", args=[letter.uid]))

    assert "You were **named**" in page
    assert "<em>Әсел</em>" in page
    assert "<script>alert" not in page
    assert "Judge" not in page  # nothing is written anew


def test_letter_is_there_only_for_its_reader(client: Client, person: User) -> None:
    others = LetterFactory(recipient=UserFactory())
    nobodys = LetterFactory()
    code = LetterFactory(recipient=person, letter="account/message")

    for uid in (others.uid, nobodys.uid, code.uid, uuid4()):
        assert client.get(reverse("hackathon:letter", args=[uid])).status_code == 404


def test_messages_only_give(client: Client, person: User) -> None:
    letter = LetterFactory(recipient=person)

    assert client.post(MESSAGES).status_code == 405
    assert client.post(reverse("hackathon:letter", args=[letter.uid])).status_code == 405
