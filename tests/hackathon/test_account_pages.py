"""Every page of an account: there in three languages, in our look, and within the CSP."""

import re

import pytest
from allauth.core.context import request_context
from django.contrib.sessions.models import Session
from django.test import Client

from hackathon.adapter import AccountAdapter
from hackathon.models import AuditEntry, Letter
from tests.hackathon.account_steps import PASSWORD, app_of, key_of, person_with_password, sign_in

OPEN = ["login/", "signup/", "login/code/", "password/reset/", "inactive/"]
OWN = [
    "profile/",
    "email/",
    "password/change/",
    "logout/",
    "sessions/",
    "reauthenticate/",
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/reauthenticate/",
    "2fa/webauthn/keys/{key}/edit/",
    "2fa/webauthn/keys/{key}/remove/",
]
MAILS = [
    *(
        f"account/email/{name}"
        for name in (
            "login_code",
            "password_reset_code",
            "email_confirmation",
            "email_confirmation_signup",
            "account_already_exists",
            "unknown_account",
            "password_changed",
            "password_set",
            "password_reset",
            "email_confirm",
            "email_changed",
            "email_deleted",
        )
    ),
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/recovery_codes_generated",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
]
FORBIDDEN = re.compile(
    r"\sstyle=|\son\w+=|javascript:|data:|<style|<script(?![^>]*(?:\ssrc=|application/json))"
)
pytestmark = pytest.mark.django_db


def is_clean(answer, language):
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(rf'<html\s+lang="{language}"', page)
    assert FORBIDDEN.search(page) is None
    assert "placeholder=" not in page
    assert len(re.findall("<h1", page)) == 1
    return True


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("place", OPEN)
def test_a_page_before_signing_in(client, language, place):
    assert is_clean(client.get(f"/{language}/accounts/{place}"), language)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("place", OWN)
def test_a_page_of_ones_own(client, language, place):
    person = person_with_password()
    app_of(person)
    key = key_of(person)
    client.force_login(person)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(f"/{language}/accounts/{place.format(key=key.pk)}")

    assert is_clean(answer, language)


@pytest.mark.parametrize("place", [*OWN, "2fa/totp/activate/", "password/set/"])
def test_a_page_of_ones_own_is_shut_to_strangers(client, place):
    answer = client.get(f"/en/accounts/{place.format(key=1)}")

    assert answer.status_code == 302
    assert answer.url.startswith("/en/")
    assert "/accounts/" + place not in answer.url.split("?")[0]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_that_asks_for_the_second_factor(client, language):
    person = person_with_password()
    app_of(person)
    key_of(person)
    sign_in(client, person)

    assert is_clean(client.get(f"/{language}/accounts/2fa/authenticate/"), language)


def test_the_passkey_button_gets_its_question_from_the_server(client):
    answer = client.get("/en/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    question = answer.json()["request_options"]["publicKey"]
    assert (question["rpId"], question["userVerification"]) == ("testserver", "required")
    assert len(question["challenge"]) >= 43  # 32 random bytes


def test_a_form_with_an_error_says_so_first(client):
    page = client.post("/en/accounts/signup/", {}).content.decode()

    assert re.search(r"<title>\s*Error:", page)
    assert page.index('id="errsum"') < page.index("<h1")
    assert page.count('href="#id_') >= 4


def test_the_trap_for_robots_is_hidden_from_everybody(client):
    page = client.get("/en/accounts/signup/").content.decode()

    assert re.search(r'<div hidden>.*name="website".*</div>', page, re.DOTALL)


def test_a_profile_is_saved_and_comes_in_its_language(client):
    person = person_with_password(full_name="Asel", language="en")
    client.force_login(person)

    answer = client.post(
        "/en/accounts/profile/",
        {"full_name": "  Әсел Нұрғалиева ", "language": "kk", "email": "x@example.org"},
    )

    assert answer.url == "/kk/accounts/profile/"
    before = person.email
    person.refresh_from_db()
    assert (person.full_name, person.language, person.email) == ("Әсел Нұрғалиева", "kk", before)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.target_id, entry.details) == (
        "hackathon.user.save_profile",
        person,
        person.pk,
        {"language": "kk"},
    )


@pytest.mark.parametrize("wrong", [{"full_name": " "}, {"language": "tr"}])
def test_a_profile_with_an_error_is_not_saved(client, wrong):
    person = person_with_password(full_name="Asel", language="en")
    client.force_login(person)

    answer = client.post(
        "/en/accounts/profile/", {"full_name": "Another", "language": "ru"} | wrong
    )

    assert answer.status_code == 422
    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Asel", "en")


def test_an_address_is_changed_with_a_code_sent_to_the_new_one(client):
    person = person_with_password(email="old@example.org")
    sign_in(client, person)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/en/accounts/email/", {"action_add": "", "email": "new@example.org"})
    person.refresh_from_db()
    assert person.email == "old@example.org"
    body = Letter.objects.get(address="new@example.org").facts["body"]
    code = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", body, re.MULTILINE)[0]
    client.post("/en/accounts/confirm-email/", {"code": code})

    person.refresh_from_db()
    assert person.email == "new@example.org"
    told = Letter.objects.filter(address="old@example.org").values_list("facts__subject", flat=True)
    assert list(told) == ["Your e-mail address was changed"]


def test_the_address_of_another_person_is_not_told(client):
    person_with_password(email="taken@example.org")
    sign_in(client, person_with_password())
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    pages = [
        client.post("/en/accounts/email/", {"action_add": "", "email": address}).url
        for address in ("taken@example.org", "free@example.org")
    ]

    assert pages == ["/en/accounts/confirm-email/"] * 2


def test_all_other_devices_are_signed_out(client):
    person = person_with_password()
    other = Client()
    for device in (client, other):
        sign_in(device, person)
        device.get("/en/accounts/sessions/")

    client.post("/en/accounts/sessions/")

    assert Session.objects.count() == 1
    assert client.get("/en/messages/").status_code == 200
    assert other.get("/en/messages/").status_code == 302


def test_a_new_password_ends_other_sessions(client):
    person = person_with_password()
    other = Client()
    sign_in(client, person)
    sign_in(other, person)

    client.post(
        "/en/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "жаңа құпиясөз", "password2": "жаңа құпиясөз"},
    )

    assert client.get("/en/messages/").status_code == 200
    assert other.get("/en/messages/").status_code == 302


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_is_one_letter_in_the_language_of_its_reader(rf, mail, language):
    person = person_with_password(language=language, email="o'neil@example.org")
    facts = {
        "code": "ABCD-EFGH",
        "ip": "192.0.2.7",
        "user_agent": "Mozilla <b>'5.0'</b>",
        "from_email": person.email,
        "to_email": "new@example.org",
        "deleted_email": person.email,
    }

    with request_context(rf.get("/en/", headers={"host": "evil.example"})):
        AccountAdapter().send_mail(mail, person.email, facts)

    letter = Letter.objects.get()
    assert (letter.letter, letter.recipient, letter.language) == (
        "account/message",
        person,
        language,
    )
    subject, body = letter.facts["subject"], letter.facts["body"]
    assert subject
    assert "\n" not in subject
    assert len(body) > 60
    assert "&" not in subject + body
    assert "evil.example" not in body


def test_the_same_mail_twice_is_two_letters(rf):
    person = person_with_password()
    with request_context(rf.get("/en/")):
        for code in ("ABCD-EFGH", "IJKL-MNOP"):
            AccountAdapter().send_mail("account/email/login_code", person.email, {"code": code})

    assert Letter.objects.count() == 2
