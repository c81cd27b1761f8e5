"""Pages that everybody may read: who gets which, the list of hackathons, the start page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from hackathon.models import Hackathon
from tests.factories import (
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    TrackFactory,
    calendar,
    texts,
)
from tests.factories.ground import NewsFactory, SessionFactory, place, rows
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

LANGUAGES = ("kk", "ru", "en")
OF_A_HACKATHON = ("start", "rules", "privacy", "consent", "news", "timetable", "people")
MOST_QUERIES = 15


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_A_HACKATHON)
def test_page_is_there_in_every_language(
    client: Client, hackathon: Hackathon, name: str, language: str
) -> None:
    rows(hackathon, 2)

    with translation.override(language):
        address = page_of(hackathon, name)
    page = read(client, address)

    assert f'lang="{language}"' in page.partition(">")[2].partition(">")[0]
    assert hackathon.name[language] in page
    for other in LANGUAGES:
        assert f'hreflang="{other}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/{}/", "/{}/offline/"])
def test_page_of_the_site_is_there_in_every_language(
    client: Client, language: str, address: str
) -> None:
    assert f'lang="{language}"' in read(client, address.format(language))


@pytest.mark.parametrize("name", [*OF_A_HACKATHON, "timetable_ics"])
def test_hackathon_that_is_not_public_is_there_for_its_own_people(
    client: Client, name: str
) -> None:
    hackathon = place(is_public=False)
    address = page_of(hackathon, name)

    assert client.get(address).status_code == 404
    client.force_login(BadgeFactory(is_mentor=True).person)  # of another one
    assert client.get(address).status_code == 404
    client.force_login(BadgeFactory(hackathon=hackathon, is_mentor=True).person)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", [*OF_A_HACKATHON, "timetable_ics"])
def test_page_only_gives(client: Client, hackathon: Hackathon, name: str) -> None:
    assert client.post(page_of(hackathon, name)).status_code == 405


@pytest.mark.parametrize("name", [*OF_A_HACKATHON, "timetable_ics"])
def test_queries_do_not_grow_with_rows(client: Client, hackathon: Hackathon, name: str) -> None:
    rows(hackathon, 1)
    address = page_of(hackathon, name)
    read(client, address)
    counts = []
    for more in (0, 2):
        for _number in range(more):
            CityFactory(hackathon=hackathon)
            TrackFactory(hackathon=hackathon)
            NewsFactory(hackathon=hackathon)
            SessionFactory(
                stage=hackathon.stages.get(kind="final"), city=CityFactory(hackathon=hackathon)
            )
            BadgeFactory(hackathon=hackathon, is_judge=True)
            BadgeFactory(hackathon=hackathon, is_mentor=True)
            version = hackathon.legal_texts.filter(kind="rules").first().version + 1
            LegalTextFactory(hackathon=hackathon, version=version)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(client, address)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= MOST_QUERIES


# --- the root and the list


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),  # the default of the tests; of the site it is Kazakh
        ({"Accept-Language": "kk"}, "kk"),
        ({"Accept-Language": "ru-RU,ru;q=0.9"}, "ru"),
        ({"Accept-Language": "fr"}, "en"),
        ({"Accept-Language": "ru", "Cookie": "django_language=kk"}, "kk"),
    ],
)
def test_root_leads_to_the_readers_language(
    client: Client, headers: dict[str, str], language: str
) -> None:
    translation.deactivate()
    assert client.get("/", headers=headers)["Location"] == f"/{language}/"


def test_home_leads_to_the_only_hackathon(client: Client, hackathon: Hackathon) -> None:
    HackathonFactory(is_public=False)

    assert client.get("/ru/")["Location"] == f"/ru/{hackathon.slug}/"


def test_home_lists_what_is_public_with_what_is_open_now(
    client: Client, hackathon: Hackathon
) -> None:
    other = HackathonFactory(name=texts("Steppe data"))
    calendar(other, applications="closed", selection="published")
    done = HackathonFactory(name=texts("Last year"))
    calendar(done)
    done.stages.update(status="closed")
    secret = HackathonFactory(name=texts("Secret"), is_public=False)

    page = read(client, "/en/")

    assert page.index("Last year") < page.index("Steppe data") < page.index(hackathon.name["en"])
    assert "Finished" in page.partition("Last year")[2].partition("</li>")[0]
    assert "Online hackathon" in page.partition("Steppe data")[2].partition("</li>")[0]
    assert "Applications" in page.partition(hackathon.name["en"])[2].partition("</li>")[0]
    assert secret.name["en"] not in page


def test_home_says_that_there_is_none_yet(client: Client) -> None:
    assert "No hackathon is announced yet" in read(client, "/en/")


def test_queries_of_home_do_not_grow(client: Client) -> None:
    counts = []
    for slugs in (("a1", "a2"), ("a3", "a4")):
        for slug in slugs:
            place(slug=slug)
        with CaptureQueriesContext(connection) as asked:
            read(client, "/en/")
        counts.append(len(asked))

    assert counts == [2, 2]


# --- the start page


def test_start_counts_down_to_the_one_next_date(client: Client, hackathon: Hackathon) -> None:
    page = read(client, page_of(hackathon, "start"))

    assert "Applications: until" in page
    assert "2026-09-18T05:00:00+05:00" in page  # 18 September, 00:00 UTC, by Almaty's clocks
    assert "2\xa0weeks, 2\xa0days left" in page
    assert "time zone Asia/Almaty" in page
    assert "Selection: from" not in page


def test_start_offers_to_apply_while_applications_take_work(
    client: Client, hackathon: Hackathon
) -> None:
    apply = reverse("registration:apply", args=[hackathon.slug])
    stages = hackathon.stages.filter(kind="applications")

    assert f'href="{apply}"' in read(client, page_of(hackathon, "start"))
    stages.update(closes_at=datetime(2026, 9, 1, 8, 59, 59, tzinfo=UTC))
    assert f'href="{apply}"' not in read(client, page_of(hackathon, "start"))
    stages.update(closes_at=datetime(2026, 9, 18, tzinfo=UTC), status="planned")
    assert f'href="{apply}"' not in read(client, page_of(hackathon, "start"))


def test_start_says_what_comes_next_before_applications_open(client: Client, now) -> None:
    hackathon = HackathonFactory()
    calendar(hackathon)
    hackathon.stages.filter(kind="applications").update(opens_at=now + timedelta(hours=3))

    page = read(client, page_of(hackathon, "start"))

    assert "Applications: from" in page
    assert "3\xa0hours left" in page


def test_start_has_no_countdown_when_all_is_over(client: Client, hackathon: Hackathon) -> None:
    for stage in hackathon.stages.all():
        stage.opens_at -= timedelta(days=365)
        stage.closes_at -= timedelta(days=365)
        stage.save()

    assert " left</span>" not in read(client, page_of(hackathon, "start"))


def test_start_tells_figures_tracks_cities_and_whom_to_ask(
    client: Client, hackathon: Hackathon
) -> None:
    TrackFactory(hackathon=hackathon, name=texts("Digital skills"), summary=texts("Safety"))
    CityFactory(hackathon=hackathon, name=texts("Almaty"))
    old = NewsFactory(hackathon=hackathon, title=texts("The oldest"))
    for number in range(3):
        NewsFactory(hackathon=hackathon, published_at=old.published_at + timedelta(days=1 + number))

    page = read(client, page_of(hackathon, "start"))

    assert "20\xa0000\xa0000\xa0₸" in page
    assert "<dd>3–5</dd>" in page
    assert "<dd>18+</dd>" in page
    assert "Digital skills" in page
    assert "Safety" in page
    assert "Almaty" in page
    assert "mailto:office@example.org" in page
    assert "The oldest" not in page  # three are enough here


def test_start_draws_every_stage_in_the_calendars_order(
    client: Client, hackathon: Hackathon
) -> None:
    page = read(client, page_of(hackathon, "start")).partition('id="stages"')[2]
    names = ["Applications", "Selection", "Online hackathon", "Pitches", "Boot camp", "Final"]
    places = [page.index(name) for name in names]

    assert places == sorted(places)
    assert page.count('aria-current="step"') == 1
