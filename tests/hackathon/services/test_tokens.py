"""Tokens of the API: made once, kept as a hash, ended for good."""

from datetime import timedelta

import pytest

from hackathon import queries, services
from hackathon.kit.errors import Refused
from hackathon.models import ApiToken, AuditEntry, Letter
from hackathon.services.letters import words_of
from hackathon.services.tokens import MOST_TOKENS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_make_token_keeps_only_the_hash_of_a_long_secret(now):
    person = UserFactory()

    token, secret = services.make_token(person=person, name="export", days=30, now=now)

    assert secret.startswith("shq_")
    assert len(secret) >= 4 + 43  # 256 bits in base64
    kept = [str(value) for value in ApiToken.objects.values_list().get()]
    assert not any(secret in value or secret[4:] in value for value in kept)
    assert token.expires_at == now + timedelta(days=30)
    line = AuditEntry.objects.get(action="hackathon.apitoken.make")
    assert (line.actor, line.details) == (person, {"name": "export", "days": 30})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "мерзімі: 2026 ж. 1 қазан."),
        ("ru", "до: 1 октября 2026 г."),
        ("en", "Until 1 October 2026"),
    ],
)
def test_person_is_told_of_a_new_token(now, language, words):
    person = UserFactory(language=language)

    _token, secret = services.make_token(person=person, name="Көрме", days=30, now=now)

    letter = Letter.objects.get(letter="hackathon/token_made", recipient=person)
    said = words_of(letter)
    assert "Көрме" in said.subject
    assert f"/{language}/accounts/tokens/" in said.text
    assert words in said.text
    assert secret not in said.text + str(letter.facts)


def test_two_tokens_are_never_alike(now):
    person = UserFactory()
    secrets = {
        services.make_token(person=person, name="a", days=30, now=now)[1] for _number in range(3)
    }
    assert len(secrets) == 3


def test_token_is_found_by_its_secret_until_it_expires(now):
    person = UserFactory()
    token, secret = services.make_token(person=person, name="a", days=30, now=now)
    end = now + timedelta(days=30)

    assert queries.token_by_secret(secret, end - timedelta(microseconds=1)) == token
    assert queries.token_by_secret(secret, end) is None
    assert queries.token_by_secret(secret + "x", now) is None
    assert queries.token_by_secret(token.sha256, now) is None


def test_ended_token_opens_nothing_and_ends_once(now):
    person = UserFactory()
    token, secret = services.make_token(person=person, name="a", days=30, now=now)

    services.end_token(token=token, actor=person, now=now)

    assert queries.token_by_secret(secret, now) is None
    assert list(queries.tokens_of(person)) == []
    with pytest.raises(Refused) as refused:
        services.end_token(token=token, actor=person, now=now)
    assert refused.value.code == "stale"
    assert AuditEntry.objects.filter(action="hackathon.apitoken.end").count() == 1


def test_token_of_somebody_whose_account_is_closed_opens_nothing(now):
    person = UserFactory()
    _token, secret = services.make_token(person=person, name="a", days=30, now=now)
    person.is_active = False
    person.save()

    assert queries.token_by_secret(secret, now) is None


def test_so_many_tokens_and_no_more(now):
    person = UserFactory()
    for _number in range(MOST_TOKENS):
        token, _secret = services.make_token(person=person, name="a", days=30, now=now)

    with pytest.raises(Refused) as refused:
        services.make_token(person=person, name="a", days=30, now=now)

    assert refused.value.code == "too_many_tokens"
    assert person.api_tokens.count() == MOST_TOKENS
    services.end_token(token=token, actor=person, now=now)
    services.make_token(person=person, name="a", days=30, now=now)


def test_expired_tokens_do_not_count(now):
    person = UserFactory()
    for _number in range(MOST_TOKENS):
        services.make_token(person=person, name="a", days=30, now=now)

    services.make_token(person=person, name="b", days=30, now=now + timedelta(days=31))

    assert person.api_tokens.count() == MOST_TOKENS + 1
