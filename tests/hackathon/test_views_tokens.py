"""The page of a person's tokens: shown once, ended, for staff behind a second factor."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from hackathon import services
from hackathon.models import ApiToken
from tests.factories import BadgeFactory, UserFactory
from tests.hackathon.account_steps import PASSWORD, person_with_password, sign_in

pytestmark = pytest.mark.django_db
NEW = {"name": "export", "days": "90"}


@pytest.fixture
def person():
    return person_with_password()


@pytest.fixture
def client(person):
    client = Client()
    sign_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def page() -> str:
    return reverse("account_tokens")


def secret_in(answer) -> str:
    found = re.search(r"shq_[\w-]+", answer.content.decode())
    return found[0] if found else ""


def test_token_is_shown_once_and_then_never_again(client, person):
    answer = client.post(page(), NEW)

    secret = secret_in(answer)
    assert answer.status_code == 200
    assert len(secret) == 47
    assert "no-store" in answer.headers["Cache-Control"]
    assert secret_in(client.get(page())) == ""
    assert "export" in client.get(page()).content.decode()
    sessions = [one.get_decoded() for one in Session.objects.all()]
    assert secret not in str(sessions)
    own = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert Client().get("/api/v1/me/", **own).json()["email"] == person.email


@pytest.mark.parametrize("wrong", [{"name": "", "days": "90"}, {"name": "x", "days": "9999"}])
def test_token_needs_its_name_and_a_term(client, wrong):
    answer = client.post(page(), wrong)

    assert answer.status_code == 422
    assert ApiToken.objects.count() == 0


def test_page_opens_after_a_fresh_sign_in_only(person):
    client = Client()
    client.force_login(person)  # a session of long ago

    for answer in (client.get(page()), client.post(page(), NEW)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert ApiToken.objects.count() == 0


def test_staff_make_tokens_with_a_second_factor_only(client, person):
    BadgeFactory(person=person, is_judge=True)

    for answer in (client.get(page()), client.post(page(), NEW)):
        assert answer.headers["Location"] == reverse("mfa_index")
    assert ApiToken.objects.count() == 0
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert client.get(page()).status_code == 200


def test_a_person_ends_own_tokens_only(client, person, now):
    own, _secret = services.make_token(person=person, name="own", days=30, now=now)
    other, _secret = services.make_token(person=UserFactory(), name="other", days=30, now=now)

    foreign = client.post(reverse("account_token_end", args=[other.pk]))
    answer = client.post(reverse("account_token_end", args=[own.pk]))

    assert foreign.status_code == 404
    assert answer.headers["Location"] == page()
    own.refresh_from_db()
    other.refresh_from_db()
    assert own.ended_at is not None
    assert other.ended_at is None
    assert client.get(reverse("account_token_end", args=[own.pk])).status_code == 405


def test_too_many_tokens_are_refused_on_the_form(client, person, frozen_clock, monkeypatch):
    monkeypatch.setattr("hackathon.services.tokens.MOST_TOKENS", 1)
    services.make_token(person=person, name="own", days=30, now=frozen_clock)

    answer = client.post(page(), NEW)

    assert answer.status_code == 422
    assert "You have 1 tokens" in answer.content.decode()


def test_expired_token_says_so(client, person, now):
    services.make_token(person=person, name="old", days=30, now=now - timedelta(days=400))

    assert "Expired" in client.get(page()).content.decode()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_page_speaks_every_language(client, language):
    words = {"kk": "API токендері", "ru": "Токены API"}
    assert words[language] in client.get(f"/{language}/accounts/tokens/").content.decode()
