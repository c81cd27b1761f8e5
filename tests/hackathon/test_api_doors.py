"""How programs come in: by a token or a session, in which language, how often."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as RedisIsDead
from rest_framework.throttling import SimpleRateThrottle

from hackathon import services
from hackathon.kit import clock
from hackathon.models import Badge
from tests.factories import BadgeFactory, UserFactory
from tests.factories.ground import place

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/"
NAME = {"full_name": "Another", "language": "ru"}


@pytest.fixture
def person():
    return UserFactory(full_name="Asel")


@pytest.fixture
def key(person, now):
    """The header of a program that acts for the person."""
    _token, secret = services.make_token(person=person, name="a", days=30, now=clock.now())
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def test_token_speaks_for_its_person(person, key):
    answer = Client().get(ME, **key)

    assert answer.json() == {
        "email": person.email,
        "full_name": "Asel",
        "language": "en",
        "badges": [],
    }
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("header", ["Bearer shq_wrong", "Bearer ", "bearer x y", "Bearer \xff"])
def test_wrong_token_is_refused_and_not_taken_for_nobody(header):
    for address in (ME, "/api/v1/hackathons/"):
        answer = Client().get(address, HTTP_AUTHORIZATION=header)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_nobody_is_asked_for_a_token():
    answer = Client().get(ME)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_expired_and_ended_tokens_are_refused(person):
    now = clock.now()
    token, secret = services.make_token(person=person, name="a", days=30, now=now)
    header = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}

    with clock.frozen(now + timedelta(days=30)):
        assert Client().get(ME, **header).status_code == 401
    services.end_token(token=token, actor=person, now=now)
    assert Client().get(ME, **header).status_code == 401


def test_token_needs_no_csrf_and_a_session_does(person, key):
    strict = Client(enforce_csrf_checks=True)
    assert strict.put(ME, NAME, "application/json", **key).status_code == 200

    strict.force_login(person)
    refused = strict.put(ME, NAME | {"full_name": "Stolen"}, "application/json")

    person.refresh_from_db()
    assert refused.status_code == 403
    assert person.full_name == "Another"


def test_session_writes_with_the_csrf_token(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    strict.get("/en/accounts/profile/")
    token = strict.cookies["csrftoken"].value

    answer = strict.put(ME, NAME, "application/json", HTTP_X_CSRFTOKEN=token)

    assert answer.status_code == 200


def test_staff_come_in_with_a_second_factor_only(person, key, settings):
    hackathon = place()
    BadgeFactory(hackathon=hackathon, person=person, is_organizer=True)
    address = f"/api/v1/hackathons/{hackathon.slug}/board/"

    refused = Client().get(address, **key)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    let_in = Client().get(address, **key)

    assert (refused.status_code, let_in.status_code) == (403, 200)
    assert "second factor" in refused.json()["detail"]


def test_demo_waives_the_second_factor_on_ones_own_machine_only(person, key, settings):
    hackathon = place()
    BadgeFactory(hackathon=hackathon, person=person, is_organizer=True)
    address = f"/api/v1/hackathons/{hackathon.slug}/board/"

    settings.DEMO_SIGN_IN = True
    assert Client().get(address, **key).status_code == 200
    settings.DEMO_SIGN_IN = False
    assert Client().get(address, **key).status_code == 403


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Ондай өріс жоқ."), ("ru", "Такого поля нет."), ("en", "There is no such field.")],
)
def test_words_come_in_the_language_that_is_asked_for(key, language, words):
    answer = Client().put(
        ME, NAME | {"is_staff": True}, "application/json", HTTP_ACCEPT_LANGUAGE=language, **key
    )

    assert (answer.status_code, answer.json()) == (400, {"is_staff": [words]})
    assert answer.headers["Content-Language"] == language


def test_body_names_nobody(person, key):
    """Who acts is said by the token: a name in the body is refused, and gives nobody anything."""
    hackathon = place()
    BadgeFactory(hackathon=hackathon, person=person, is_organizer=True)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    other = UserFactory()
    address = f"/api/v1/hackathons/{hackathon.slug}/stages/applications/close/"

    answer = Client().post(address, {"actor": other.pk}, "application/json", **key)

    assert answer.status_code == 400
    assert not Badge.objects.filter(person=other).exists()


@pytest.fixture
def limits(monkeypatch):
    cache.clear()
    rates = {"visitor": "2/min", "person": "3/min"}
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", rates)
    yield
    cache.clear()


def codes(client, times, **more):
    return [client.get("/api/v1/hackathons/", **more).status_code for _number in range(times)]


@pytest.mark.usefixtures("limits")
def test_who_asks_too_often_waits(key):
    assert codes(Client(), 3) == [200, 200, 429]
    assert codes(Client(), 4, **key) == [200, 200, 200, 429]
    assert "Retry-After" in Client().get("/api/v1/hackathons/").headers


@pytest.mark.usefixtures("limits")
def test_limits_count_visitors_by_address_whatever_they_say_of_themselves():
    for number in range(2):
        Client().get("/api/v1/hackathons/", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    last = Client().get("/api/v1/hackathons/", HTTP_X_FORWARDED_FOR="10.0.0.9")
    assert last.status_code == 429


@pytest.mark.usefixtures("limits")
def test_without_a_counter_everybody_is_let_in(key, monkeypatch):
    def dead(*_args, **_more):
        raise RedisIsDead

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.get", dead)
    assert codes(Client(), 4) == [200] * 4
    assert codes(Client(), 4, **key) == [200] * 4
