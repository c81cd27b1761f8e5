"""Steps that tests of the organizer's pages share."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hackathon.models import Hackathon, User
from tests.factories import BadgeFactory, CityFactory, UserFactory, texts
from tests.factories.ground import organizer_of

SIGN_IN = "sign-in"
LANGUAGES = ("kk", "ru", "en")
WHO = (
    *("nobody", "stranger", "elsewhere", "participant", "judge", "mentor"),
    *("organizer", "of_a_city", "auditor"),
)
MOVED = ("applications", "close")  # the move of the calendar that can be made first


def people_of(hackathon: Hackathon) -> dict[str, User | None]:
    """One person of every kind; `elsewhere` organizes another hackathon."""

    def named(**says: Any) -> User:
        return BadgeFactory(hackathon=hackathon, **says).person

    return {
        "nobody": None,
        "stranger": UserFactory(),
        "elsewhere": BadgeFactory(is_organizer=True).person,
        "participant": named(is_participant=True),
        "judge": named(is_judge=True),
        "mentor": named(is_mentor=True),
        "organizer": organizer_of(hackathon),
        "of_a_city": named(is_organizer=True, city=CityFactory(hackathon=hackathon)),
        "auditor": named(is_auditor=True),
    }


def answer_to(person: User | None, address: str, data: dict[str, Any] | None = None) -> int | str:
    """What a person gets: the status, or that they are asked to sign in."""
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(address) if data is None else client.post(address, data)
    asked = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    return SIGN_IN if asked else answer.status_code


def queries_of(client: Client, address: str) -> int:
    """How many queries a page asks, once everything is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def said(field: str, text: str) -> dict[str, str]:
    """What a form sends for a text in three languages."""
    return {f"{field}_{language}": value for language, value in texts(text).items()}


def at(field: str, day: str, time: str) -> dict[str, str]:
    """What a form sends for a moment."""
    return {f"{field}_0": day, f"{field}_1": time}
