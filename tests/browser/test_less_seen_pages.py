"""Pages that few people see: tokens, the API, letters that came back, dates that moved.

In Kazakh, on a phone and on a desktop, light and dark: axe, the Tab key, the console, the width.
"""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from hackathon.models import Letter
from hackathon.services import move_dates
from registration.services import invite_member, remind_teams
from tests.factories.registration import captain_of, open_hackathon, organizer_of, ready_application
from tests.hackathon.account_steps import PASSWORD, app_code, app_of, person_with_password
from tests.journeys import keyboard

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
LONG = "orynbasar.abdrakhmanov@universitet-zhane-innovatsiyalar.example"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def look(axe):
    """A function that says what is wrong with the page that is open."""

    def faults(page, *, keys=True, sizes=tuple(SIZES)):
        found = []
        for size in sizes:
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{size} light {fault}" for fault in axe(page)]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found += [f"{size}: {wide} px too wide"] * (wide > 0)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"dark {fault}" for fault in axe(page, colours=True)]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        return found + (keyboard.faults_of_keyboard(page) if keys else []) + page.complaints

    return faults


@pytest.fixture
def enter(browser, live_server):
    """A function that opens a browser as a person; the page notes what its console says."""
    contexts = []

    def go(person, path):
        context = browser.new_context(locale="kk-KZ", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.on(
            "request",
            lambda r: r.url.startswith(live_server.url) or page.complaints.append(r.url),
        )
        if person:
            EmailAddress.objects.get_or_create(
                user=person, email=person.email, defaults={"verified": True, "primary": True}
            )
            client = Client()
            client.force_login(person)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value}
            context.add_cookies([cookie | {"url": live_server.url}])
        page.goto(f"{live_server.url}/kk{path}")
        assert not person or page.url.endswith(path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def moved(frozen_clock):
    """A hackathon with a team, one of whose invitations came back, and with a moved deadline."""
    now = frozen_clock
    hackathon = open_hackathon(slug="ashyq-el")
    application = ready_application(hackathon, members=1)
    captain = captain_of(application)
    app_of(organizer_of(hackathon))
    for address, name in ((LONG, "Орынбасар Әбдірахмановұлы"), ("umit@example.kz", "Үміт Һәкім")):
        invite_member(
            team=application.team, email=address, full_name=name, role="designer",
            language="kk", actor=captain, now=now,
        )  # fmt: skip
    stage = hackathon.stages.get(kind="applications")
    letters = Letter.objects.all()
    for hours in (23, 48):
        move_dates(
            stage=stage, opens_at=stage.opens_at, closes_at=now + timedelta(hours=hours),
            actor=organizer_of(hackathon), now=now,
        )  # fmt: skip
        type(application.team).objects.update(created_at=now - timedelta(days=9))
        remind_teams(now=now)
        letters.filter(sent_at=None).update(sent_at=now)
    letters.filter(address=LONG).update(sent_at=None, bounced_at=now, failure=f"550 5.1.1 {LONG}")
    return hackathon, captain


def test_tokens_are_made_and_shown_once(enter, look):
    person = person_with_password(full_name="Әсел Нұрғалиева", language="kk")
    app_of(person)
    page = enter(None, "/accounts/login/?next=/kk/accounts/tokens/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button.btn")
    page.fill("[name=code]", app_code())
    page.click("main form:has([name=code]) button.btn")
    page.wait_for_url("**/reauthenticate/**")
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button.btn")
    page.wait_for_url("**/accounts/tokens/")
    faults = look(page, sizes=["phone"], keys=False)
    page.fill("[name=name]", "Біздің сайтқа экспорт")
    page.click("section.card form button.btn")
    page.wait_for_selector(".notice code")
    faults += look(page)
    page.goto(page.url)
    assert page.locator(".list li").count() == 1
    assert page.locator(".notice code").count() == 0

    assert faults == []


def test_page_of_the_api(enter, look, monkeypatch):
    monkeypatch.setattr(keyboard, "MOST_KEYS", 600)
    page = enter(None, "/api/")
    page.locator(".opblock").nth(80).wait_for()

    assert look(page, sizes=["phone"]) == []


def test_letters_that_came_back(enter, look, moved):
    hackathon, captain = moved
    team = enter(captain, f"/{hackathon.slug}/my/team/")
    assert team.locator(".notice--bad").count() == 1
    letters = enter(organizer_of(hackathon), f"/{hackathon.slug}/org/letters/?state=bounced")
    assert letters.locator("tbody tr").count() == 1

    assert look(team) + look(letters) == []


def test_dates_that_moved(enter, look, moved):
    hackathon, captain = moved
    page = enter(captain, "/messages/")
    assert page.locator("main li").count() >= 2
    faults = look(page)
    page.locator("main li a").first.click()
    faults += look(page)
    page = enter(organizer_of(hackathon), f"/{hackathon.slug}/org/stages/")
    faults += look(page)
    page = enter(None, f"/{hackathon.slug}/news/")
    faults += look(page, keys=False)

    assert faults == []
