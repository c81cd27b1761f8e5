"""The second factor: who needs it, how it is set up, and what it keeps shut."""

import re

import pytest
from allauth.account.decorators import reauthentication_required
from allauth.core.context import request_context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import reverse

from hackathon.http import staff_page
from hackathon.models import Letter
from tests.factories import BadgeFactory, calendar
from tests.hackathon.account_steps import (
    PASSWORD,
    app_code,
    app_of,
    key_of,
    person_with_password,
    sign_in,
)

ASKED = "/en/accounts/2fa/authenticate/"
SET_UP = "/en/accounts/2fa/totp/activate/"
CODES = "/en/accounts/2fa/recovery-codes/"
pytestmark = pytest.mark.django_db


def test_a_person_with_an_app_is_asked_for_its_code(client):
    person = person_with_password()
    app_of(person)

    assert sign_in(client, person).url == ASKED
    assert "_auth_user_id" not in client.session

    client.post(ASKED, {"code": app_code()})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_code_of_the_app_opens_nothing(client):
    person = person_with_password()
    app_of(person)
    sign_in(client, person)

    answer = client.post(ASKED, {"code": "000000"})

    assert 'id="errsum"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_signs_in_once(client):
    person = person_with_password()
    code = app_of(person)[0]
    sign_in(client, person)
    client.post(ASKED, {"code": code})
    assert "_auth_user_id" in client.session
    client.logout()

    sign_in(client, person)
    client.post(ASKED, {"code": code})

    assert "_auth_user_id" not in client.session


def test_an_app_is_set_up_with_the_code_that_it_shows(client):
    person = person_with_password()
    sign_in(client, person)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(SET_UP)
    secret = re.search(r"<code>\s*([A-Z2-7]{32})\s*</code>", page.content.decode())[1]

    wrong = client.post(SET_UP, {"code": "000000"})
    assert 'id="errsum"' in wrong.content.decode()
    assert not Authenticator.objects.exists()

    done = client.post(SET_UP, {"code": app_code(secret)})
    assert done.url == CODES
    kinds = set(Authenticator.objects.values_list("user_id", "type"))
    assert kinds == {(person.pk, "totp"), (person.pk, "recovery_codes")}
    assert client.get(done.url).content.decode().count("<code") == 10


def test_the_secret_is_drawn_in_the_page_and_kept_by_no_cache(client):
    sign_in(client, person_with_password())
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.get(SET_UP)

    assert "no-store" in page["Cache-Control"]
    assert re.search(r'role="img"[^>]*>\s*<svg [^>]*viewBox="0 0 \d+ \d+"', page.content.decode())
    assert "data:" not in page.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        SET_UP,
        "/en/accounts/2fa/webauthn/add/",
        CODES,
        CODES + "generate/",
        CODES + "download/",
        "/en/accounts/2fa/totp/deactivate/",
    ],
)
def test_a_factor_is_changed_after_a_fresh_sign_in_only(client, url):
    person = person_with_password()
    if url != SET_UP:
        app_of(person)
    client.force_login(person)

    answer = client.get(url)

    assert answer.status_code == 302
    assert "/reauthenticate/" in answer.url


def test_removing_the_app_is_told_by_letter(client):
    person = person_with_password(language="kk")
    app_of(person)
    sign_in(client, person)
    client.post(ASKED, {"code": app_code()})
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/en/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(type="totp").exists()
    letter = Letter.objects.order_by("-pk")[0]
    assert (letter.recipient, letter.language) == (person, "kk")
    assert "127.0.0.1" in letter.facts["body"]


@pytest.mark.parametrize(
    ("says", "is_asked"),
    [
        ({"is_organizer": True}, True),
        ({"is_judge": True}, True),
        ({"is_auditor": True}, True),
        ({"is_mentor": True}, False),
        ({"is_participant": True}, False),
    ],
)
def test_staff_without_a_second_factor_set_one_up_first(client, rf, says, is_asked):
    badge = BadgeFactory(person=person_with_password(), **says)
    calendar(badge.hackathon)
    sign_in(client, badge.person)

    answer = staff_page(a_page)(_request(rf, client, badge.person))

    asked = answer.status_code == 302 and answer.url == reverse("mfa_index")
    assert asked is is_asked


def test_staff_with_a_second_factor_come_in(client, rf):
    badge = BadgeFactory(person=person_with_password(), is_organizer=True)
    app_of(badge.person)

    answer = staff_page(a_page)(_request(rf, client, badge.person))

    assert answer.content == b"staff"


def test_an_address_is_changed_after_a_fresh_sign_in_only(client):
    client.force_login(person_with_password())
    assert client.get("/en/accounts/email/").status_code == 200

    answer = client.post("/en/accounts/email/", {"action_add": "", "email": "new@example.org"})

    assert answer.url.startswith("/en/accounts/reauthenticate/?next=")
    assert not Letter.objects.exists()


def test_any_page_can_ask_for_a_fresh_sign_in(client, rf):
    person = person_with_password()
    page = reauthentication_required(a_page)
    client.force_login(person)
    request = _request(rf, client, person)
    with request_context(request), pytest.raises(ReauthenticationRequired):
        page(request)

    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    request = _request(rf, client, person)
    with request_context(request):
        assert page(request).content == b"staff"


def a_page(request):
    """A page that somebody guards."""
    return HttpResponse(b"staff")


def _request(rf, client, person):
    request = rf.get("/en/")
    request.user = person
    request.session = client.session
    request._messages = _Unheard()
    return request


class _Unheard:
    """Messages that nobody reads."""

    def add(self, *args):
        """Forget it."""


def test_a_key_of_another_person_cannot_be_removed(client):
    mine, theirs = person_with_password(), person_with_password()
    key = key_of(theirs, "Theirs")
    sign_in(client, mine)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    for page in ("remove", "edit"):
        answer = client.post(f"/en/accounts/2fa/webauthn/keys/{key.pk}/{page}/", {"name": "Mine"})
        assert answer.status_code == 404

    key.refresh_from_db()
    assert key.data["name"] == "Theirs"
