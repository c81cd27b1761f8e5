"""Passkeys in a browser with a virtual authenticator: added, used alone or as a second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.hackathon.account_steps import PASSWORD, app_of, person_with_password

TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tab(page, live_server):
    """A page of Chromium; what breaks the CSP fails the test."""
    page.set_default_timeout(15_000)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.site = live_server.url
    yield page
    page.goto("about:blank")
    assert complaints == []


@pytest.fixture
def keyring(tab):
    """A device that holds keys and whose owner always agrees."""
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})
    return session, made["authenticatorId"]


def sign_in(tab, person):
    tab.goto(tab.site + "/en/accounts/login/")
    tab.get_by_label("Email").fill(person.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()


def add_key(tab, *, alone):
    tab.goto(tab.site + "/en/accounts/2fa/webauthn/add/")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Continue").click()
    tab.get_by_label("Name of the key").fill("Телефон")
    if alone:
        tab.get_by_label("Sign in with this key alone").check()
    tab.get_by_role("button", name="Add a key").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def sign_out(tab):
    tab.goto(tab.site + "/en/accounts/logout/")
    tab.locator("main").get_by_role("button", name="Sign out").click()
    expect(tab).to_have_url(re.compile(r"/en/$"))


@pytest.mark.usefixtures("keyring")
def test_a_passkey_signs_in_without_a_password(tab):
    person = person_with_password(full_name="Әсел")
    sign_in(tab, person)
    add_key(tab, alone=True)
    key = Authenticator.objects.get(user=person, type="webauthn")
    assert (key.wrap().name, key.wrap().is_passwordless) == ("Телефон", True)
    sign_out(tab)

    tab.goto(tab.site + "/en/accounts/login/?next=/en/accounts/profile/")
    tab.get_by_role("button", name="Sign in with a passkey").click()

    expect(tab).to_have_url(re.compile("/en/accounts/profile/$"))
    expect(tab.get_by_label("Full name")).to_have_value("Әсел")


@pytest.mark.usefixtures("keyring")
def test_a_key_is_a_second_factor_after_the_password(tab):
    person = person_with_password()
    sign_in(tab, person)
    add_key(tab, alone=False)
    sign_out(tab)

    sign_in(tab, person)
    expect(tab).to_have_url(re.compile("/2fa/authenticate/$"))
    tab.get_by_role("button", name="Use a passkey or security key").click()

    expect(tab).to_have_url(re.compile(r"/en/$"))
    expect(tab.locator(".menu--me")).to_have_count(1)


def test_a_device_that_refuses_is_told_and_signs_nobody_in(tab, keyring):
    session, authenticator = keyring
    person = person_with_password()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    never = TOUCH | {"hasResidentKey": False, "hasUserVerification": False, "isUserVerified": False}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": never})
    app_of(person)

    tab.goto(tab.site + "/en/accounts/login/")
    tab.get_by_role("button", name="Sign in with a passkey").click()

    expect(tab.locator(".toast")).to_contain_text("The key did not answer", timeout=90_000)
    assert tab.get_by_role("button", name="Sign in with a passkey").is_enabled()
    tab.goto(tab.site + "/en/accounts/profile/")
    expect(tab).to_have_url(re.compile("/en/accounts/login/"))
