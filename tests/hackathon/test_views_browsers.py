"""What browsers ask for, and what they are told."""

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.models import Hackathon
from tests.factories import BadgeFactory, UserFactory
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_theme_is_kept_in_a_cookie_and_leads_back(
    client: Client, hackathon: Hackathon, chosen: str
) -> None:
    back = "http://testserver" + page_of(hackathon, "news")
    theme = reverse("hackathon:theme")

    answer = client.post(theme, {"theme": chosen}, headers={"Referer": back})

    assert answer["Location"] == back
    assert answer.cookies["theme"].value == chosen
    assert answer.cookies["theme"]["samesite"] == "Lax"
    assert f'data-theme="{chosen}"' in read(client, back)


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_theme_leads_nowhere_else(client: Client, referer: str) -> None:
    answer = client.post(
        reverse("hackathon:theme"), {"theme": "dark"}, headers={"Referer": referer}
    )

    assert answer["Location"] == "/en/"


def test_theme_of_no_name_is_forgotten(client: Client) -> None:
    client.post(reverse("hackathon:theme"), {"theme": "dark"})
    answer = client.post(reverse("hackathon:theme"), {"theme": "pink"})

    assert answer.cookies["theme"].value == ""
    assert client.get(reverse("hackathon:theme")).status_code == 405


def test_service_worker_knows_what_it_keeps(client: Client) -> None:
    answer = client.get("/sw.js")
    text = answer.content.decode()

    assert answer["Content-Type"] == "text/javascript"
    assert "no-cache" in answer["Cache-Control"]
    assert '"/static/css/app.css"' in text
    assert 'self.OFFLINE=["/kk/offline/", "/ru/offline/", "/en/offline/"];' in text
    assert "addEventListener" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Please send it once more"), ("ru", "ещё раз"), ("kk", "қайта")],
)
def test_form_without_its_token_gets_a_friendly_page(language: str, words: str) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(f"/{language}/theme/", {"theme": "dark"})

    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert "theme" not in answer.cookies


def test_page_that_is_not_for_this_person_says_so(client: Client, hackathon: Hackathon) -> None:
    client.force_login(BadgeFactory(hackathon=hackathon, is_participant=True).person)

    answer = client.get(page_of(hackathon, "board"))

    assert answer.status_code == 403
    assert "403.html" in [template.name for template in answer.templates]


def test_page_has_no_room_for_foreign_code(client: Client, hackathon: Hackathon) -> None:
    policy = client.get(page_of(hackathon, "start"))["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_person_without_an_account_name_is_no_error(client: Client, hackathon: Hackathon) -> None:
    client.force_login(UserFactory(full_name=""))

    assert client.get(page_of(hackathon, "start")).status_code == 200
