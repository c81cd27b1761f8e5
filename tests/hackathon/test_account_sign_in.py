"""Signing in: with a password or a code, to one's own page, and not too often."""

import logging

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hackathon.models import Letter
from tests.factories import BadgeFactory, UserFactory
from tests.hackathon.account_steps import (
    PASSWORD,
    code_to,
    person_with_password,
    shown,
    sign_in,
)

LOGIN = "/en/accounts/login/"
ASK_CODE, GIVE_CODE = "/en/accounts/login/code/", "/en/accounts/login/code/confirm/"
ASK_RESET, GIVE_RESET = "/en/accounts/password/reset/", "/en/accounts/password/reset/confirm/"
NEW_PASSWORD = "/en/accounts/password/reset/complete/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def _limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    cache.clear()
    yield
    cache.clear()


def test_a_password_signs_in(client):
    person = person_with_password()

    assert sign_in(client, person).url == "/en/"
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("staying", [True, False])
def test_a_session_ends_with_the_browser_unless_one_stays(client, staying):
    sign_in(client, person_with_password(), **({"remember": "on"} if staying else {}))

    assert client.session.get_expire_at_browser_close() is not staying


def test_a_wrong_password_is_refused_alike_for_known_and_unknown_addresses(client):
    person = person_with_password()

    known = sign_in(client, person, password="wrong password")
    unknown = client.post(LOGIN, {"login": "no@example.org", "password": "wrong password"})

    assert known.status_code == unknown.status_code
    assert shown(known, person.email) == shown(unknown, "no@example.org")
    assert 'id="errsum"' in known.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_signs_in_however_it_is_capitalised(client):
    person_with_password(email="asel@example.org")

    client.post(LOGIN, {"login": "Asel@Example.ORG", "password": PASSWORD})

    assert "_auth_user_id" in client.session


def test_a_closed_account_stays_closed(client):
    person = person_with_password(is_active=False)

    sign_in(client, person)

    assert "_auth_user_id" not in client.session


def test_an_address_that_is_not_proved_gets_a_code_first(client):
    person = person_with_password()
    EmailAddress.objects.update(verified=False)

    assert sign_in(client, person).url == "/en/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ({"is_participant": True}, "registration:my"),
        ({"is_organizer": True}, "hackathon:board"),
        ({"is_auditor": True}, "hackathon:board"),
        ({"is_judge": True}, "judging:rounds"),
        ({"is_mentor": True}, "bootcamp:mentoring"),
        ({"is_organizer": True, "is_judge": True}, "hackathon:board"),
        ({}, "hackathon:start"),
    ],
)
def test_a_person_of_one_hackathon_comes_to_their_own_page(client, says, name):
    badge = BadgeFactory(person=person_with_password(), **says)

    assert sign_in(client, badge.person).url == reverse(name, args=[badge.hackathon.slug])


def test_a_person_of_two_hackathons_chooses(client):
    person = person_with_password()
    BadgeFactory(person=person, is_judge=True)
    BadgeFactory(person=person, is_mentor=True)

    assert sign_in(client, person).url == "/en/"


def test_the_page_that_was_asked_for_comes_first(client):
    badge = BadgeFactory(person=person_with_password(), is_judge=True)

    assert sign_in(client, badge.person, next="/en/messages/").url == "/en/messages/"


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_sent_to_another_site(client, place):
    assert sign_in(client, person_with_password(), next=place).url == "/en/"


def test_a_code_signs_in_a_person_who_was_named_and_has_no_password(client):
    judge = BadgeFactory(person=UserFactory(email="judge@example.org"), is_judge=True).person
    judge.set_unusable_password()
    judge.save()

    client.post(ASK_CODE, {"email": judge.email})
    client.post(GIVE_CODE, {"code": code_to(judge.email)})

    assert client.session["_auth_user_id"] == str(judge.pk)
    address = EmailAddress.objects.get()
    assert (address.user, address.email, address.verified) == (judge, judge.email, True)


def test_a_reset_proves_the_address_of_a_person_who_was_named(client):
    judge = UserFactory(email="judge@example.org")
    client.post(ASK_RESET, {"email": judge.email})
    client.post(GIVE_RESET, {"code": code_to(judge.email)})

    client.post(NEW_PASSWORD, {"password1": PASSWORD, "password2": PASSWORD})

    assert sign_in(Client(), judge).url == "/en/"


def test_a_person_without_a_password_sets_one(client):
    person = UserFactory()
    person.set_unusable_password()
    person.save()
    client.force_login(person)

    assert client.get("/en/accounts/password/change/").url == "/en/accounts/password/set/"
    client.post("/en/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(("ask", "give"), [(ASK_CODE, GIVE_CODE), (ASK_RESET, GIVE_RESET)])
def test_a_code_is_asked_for_with_the_same_answer_known_or_not(client, ask, give):
    person = person_with_password()
    pages = []
    for address in (person.email, "nobody@example.org"):
        client.cookies.clear()
        asked = client.post(ask, {"email": address}, follow=True)
        wrong = client.post(give, {"code": "WRNG-CODE"})
        assert asked.redirect_chain[-1][0].startswith(give)
        pages.append(
            (asked.status_code, shown(asked, address), wrong.status_code, shown(wrong, address))
        )

    assert pages[0] == pages[1]
    assert Letter.objects.filter(address="nobody@example.org", recipient=None).count() == 1


def test_a_password_is_reset_by_code(client):
    person = person_with_password()
    client.post(ASK_RESET, {"email": person.email})

    client.post(GIVE_RESET, {"code": code_to(person.email)})
    client.post(NEW_PASSWORD, {"password1": "жаңа құпиясөз", "password2": "жаңа құпиясөз"})

    person.refresh_from_db()
    assert person.check_password("жаңа құпиясөз")
    assert "reset" in Letter.objects.order_by("-pk")[0].facts["subject"]


def test_a_new_password_needs_the_code(client):
    person = person_with_password()
    client.post(ASK_RESET, {"email": person.email})

    client.post(NEW_PASSWORD, {"password1": "жаңа құпиясөз", "password2": "жаңа құпиясөз"})

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_codes_are_in_no_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    person = person_with_password()
    client.post(ASK_CODE, {"email": person.email})
    code = code_to(person.email)
    client.post(GIVE_CODE, {"code": "WRNG-CODE"})
    client.post(GIVE_CODE, {"code": code})

    said = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert client.session["_auth_user_id"] == str(person.pk)
    assert not [line for line in said if code in line]


@pytest.mark.usefixtures("_limits")
def test_a_password_is_guessed_five_times_at_most(client):
    person = person_with_password()
    for _guess in range(5):
        sign_in(client, person, password="a guess of mine")

    answer = sign_in(client, person)

    assert "Too many failed login attempts" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_limits")
@pytest.mark.parametrize(
    ("url", "allowed"),
    [(LOGIN, 30), ("/en/accounts/signup/", 20), (ASK_RESET, 20)],
)
def test_an_address_that_asks_too_often_gets_429(client, url, allowed):
    answers = [
        client.post(url, {"email": f"person{n}@example.org"}).status_code
        for n in range(allowed + 1)
    ]

    assert answers[:allowed].count(429) == 0
    last = client.post(url, {"email": "one-more@example.org"})
    assert (answers[-1], last.status_code) == (429, 429)
    assert "Too many attempts" in last.content.decode()


@pytest.mark.usefixtures("_limits")
def test_letters_to_one_address_are_limited(client):
    person = person_with_password()
    for _time in range(4):
        Client().post(ASK_CODE, {"email": person.email})

    assert Letter.objects.count() == 3


def test_signing_out_needs_a_press(client):
    client.force_login(person_with_password())

    assert client.get("/en/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/en/accounts/logout/").url == "/en/"
    assert "_auth_user_id" not in client.session


def test_a_session_gets_a_new_key_at_sign_in(client):
    session = client.session
    session["kept"] = "from before"
    session.save()
    before = session.session_key

    sign_in(client, person_with_password())

    assert client.session.session_key != before
