"""The pages of an account in a browser: axe, narrow and wide, light and dark, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from hackathon.demo import DOMAIN
from tests.factories import UserFactory
from tests.hackathon.account_steps import (
    PASSWORD,
    app_code,
    app_of,
    code_to,
    key_of,
    person_with_password,
)

OPEN = ["login/", "signup/", "login/code/", "password/reset/"]
OWN = [
    "profile/",
    "email/",
    "password/change/",
    "sessions/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/recovery-codes/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
]
LOOKS = [("kk", 390, "light"), ("kk", 1280, "dark"), ("ru", 320, "dark"), ("en", 1280, "light")]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, live_server, axe, place, looks=LOOKS):
    """Everything that axe finds, and every page that is wider than its window."""
    found = []
    for language, width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{live_server.url}/{language}/accounts/{place}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{place} {language} {width} {scheme}: {what}" for what in axe(page)]
        found += [f"{place} {language} {width}: {wide} px too wide"] * (wide > 0)
    return found


def enter(page, live_server, person):
    page.goto(f"{live_server.url}/en/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_pages_before_signing_in_are_accessible(page, live_server, axe, settings):
    settings.DEMO_SIGN_IN = True
    settings.ROOT_URLCONF = "tests.hackathon.demo_urls"
    for role in ("captain", "judge", "organizer"):
        UserFactory(email=f"{role}@{DOMAIN}", full_name="Гүлнәр Сәрсенова")

    assert [what for place in OPEN for what in look(page, live_server, axe, place)] == []


def test_a_page_with_errors_is_accessible_and_takes_the_reader_to_them(page, live_server, axe):
    page.goto(f"{live_server.url}/en/accounts/signup/")
    page.get_by_role("button", name="Sign up").click()

    assert page.evaluate("document.activeElement.id") == "errsum"
    assert axe(page) == []
    page.get_by_role("link", name=re.compile("Full name")).click()
    assert page.evaluate("document.activeElement.name") == "full_name"


def test_pages_of_ones_own_are_accessible(page, live_server, axe):
    person = person_with_password(full_name="Әсел Нұрғалиева")
    key_of(person, "Телефон")
    enter(page, live_server, person)
    page.goto(f"{live_server.url}/en/accounts/2fa/authenticate/")
    assert axe(page) == []
    app_of(person)
    page.get_by_label("Code").fill(app_code())
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{live_server.url}/en/")
    page.goto(f"{live_server.url}/en/accounts/2fa/recovery-codes/")
    assert axe(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    assert [what for place in OWN for what in look(page, live_server, axe, place)] == []


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_signing_up_works_without_scripts(page, live_server):
    page.goto(f"{live_server.url}/en/accounts/signup/")
    expect(page.locator("[name=website]")).to_be_hidden()
    page.get_by_label("Full name").fill("Әсел Нұрғалиева")
    page.get_by_label("Email").fill("asel@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Sign up").click()
    page.get_by_label("Code").fill(code_to("asel@example.org"))
    page.get_by_role("button", name="Continue").click()

    expect(page).to_have_url(f"{live_server.url}/en/")
    expect(page.locator(".menu__name")).to_have_text("Әсел Нұрғалиева")
    page.goto(f"{live_server.url}/en/accounts/login/?next=/en/accounts/profile/")
    expect(page).to_have_url(f"{live_server.url}/en/accounts/profile/")
