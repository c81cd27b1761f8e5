"""The demo's door: one click on one's own machine, and no trace of it on a server."""

import os
import re
import subprocess
import sys

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as active
from django.test import Client

from hackathon import demo
from hackathon.models import Letter
from tests.factories import BadgeFactory, UserFactory, calendar

LOGIN, DOOR = "/en/accounts/login/", "/en/demo/sign-in/"
PROBE = """
import django
django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
assert settings.DEMO_SIGN_IN is False, settings.DEMO_SIGN_IN
assert settings.SECOND_FACTOR_REQUIRED is True
for language in ("kk", "ru", "en"):
    try:
        match = resolve(f"/{language}/demo/sign-in/")
    except Resolver404:
        continue
    raise SystemExit(f"there is a door: {match}")
try:
    reverse("demo_sign_in")
except NoReverseMatch:
    from django.test import RequestFactory
    from hackathon.views.account import SignIn
    view = SignIn()
    view.setup(RequestFactory().get("/kk/accounts/login/", headers={"host": "shanyraq.example"}))
    assert view.get_context_data(form=None)["doors"] == []
    print("no door")
"""


@pytest.fixture
def _demo(settings):
    """The settings of one's own machine."""
    settings.DEMO_SIGN_IN = True
    settings.ROOT_URLCONF = "tests.hackathon.demo_urls"


def people_of_the_demo():
    for local in ("judge-2", "organizer", "captain", "bars-3", "judge", "visitor", "chair"):
        UserFactory(email=f"{local}@{demo.DOMAIN}", full_name=local.title())


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_the_panel_offers_each_role_in_order(client):
    people_of_the_demo()
    UserFactory(email=f"mentor@{demo.DOMAIN}", is_active=False)
    UserFactory(email="auditor@example.org")

    page = client.get(LOGIN)

    names = ["Captain", "Judge", "Judge-2", "Chair", "Organizer", "Visitor"]
    assert [door.name for door in page.context["doors"]] == names
    assert re.findall(r"<small>\s*([\w-]+)\s*</small>", page.content.decode()) == names


@pytest.mark.django_db
def test_without_the_setting_there_is_no_panel_and_no_door(client):
    people_of_the_demo()

    page = client.get(LOGIN)

    assert page.context["doors"] == []
    assert demo.DOMAIN not in page.content.decode()
    assert client.post(DOOR, {"email": f"judge@{demo.DOMAIN}"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_the_address_alone_opens_nothing(client, settings):
    settings.DEMO_SIGN_IN = False
    people_of_the_demo()

    assert client.post(DOOR, {"email": f"judge@{demo.DOMAIN}"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_one_click_signs_in_and_waives_the_second_factor(client, settings):
    person = UserFactory(email=f"organizer@{demo.DOMAIN}")
    badge = BadgeFactory(person=person, is_organizer=True)
    calendar(badge.hackathon)
    board = f"/en/{badge.hackathon.slug}/org/"

    assert client.post(DOOR, {"email": person.email}).url == board
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get(board).status_code == 200

    settings.DEMO_SIGN_IN = False
    assert client.get(board).url == "/en/accounts/2fa/"


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_the_demo_needs_no_fresh_sign_in(client):
    person = UserFactory(email=f"organizer@{demo.DOMAIN}")
    person.set_password("a password of mine")
    person.save()
    client.post(DOOR, {"email": person.email})

    client.post("/en/accounts/email/", {"action_add": "", "email": "new@example.org"})

    assert Letter.objects.get().address == "new@example.org"


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize(
    "email",
    ["judge@example.org", "judge@demo.shanyraq.example.org", "closed@demo.shanyraq.example", ""],
)
def test_the_door_is_for_people_of_the_demo_only(client, email):
    UserFactory(email="judge@example.org")
    UserFactory(email="judge@demo.shanyraq.example.org")
    UserFactory(email="closed@demo.shanyraq.example", is_active=False)

    assert client.post(DOOR, {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("https://evil.example/", "/en/"), ("//evil.example", "/en/"), ("/en/messages/",) * 2],
)
def test_the_door_leads_to_no_other_site(client, wanted, reached):
    person = UserFactory(email=f"visitor@{demo.DOMAIN}")

    assert client.post(DOOR, {"email": person.email, "next": wanted}).url == reached


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_the_door_needs_a_press_from_our_own_page():
    person = UserFactory(email=f"visitor@{demo.DOMAIN}")
    strict = Client(enforce_csrf_checks=True)

    assert strict.get(DOOR).status_code == 405
    assert strict.post(DOOR, {"email": person.email}).status_code == 403


def test_production_has_no_door_whatever_the_environment_says():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hackathon.settings.production",
        "DEMO_SIGN_IN": "true",
        "SECOND_FACTOR_REQUIRED": "false",
        "SECRET_KEY": "x" * 64,
        "ALLOWED_HOSTS": "shanyraq.example",
        "DATABASE_URL": "sqlite:///:memory:",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_HOST": "127.0.0.1",
        "DEFAULT_FROM_EMAIL": "no-reply@shanyraq.example",
        "SITE_URL": "https://shanyraq.example",
    }

    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env=environment,
        cwd=active.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.stdout.strip(), done.returncode) == ("no door", 0), done.stderr


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_the_device_stands_in_the_list_of_sessions(client):
    people_of_the_demo()

    client.post(DOOR, {"email": f"captain@{demo.DOMAIN}"})

    [session] = UserSession.objects.all()
    assert session.user.email == f"captain@{demo.DOMAIN}"
    assert session.session_key == client.session.session_key
