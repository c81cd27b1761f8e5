"""Pages that everybody may read."""

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
    StageFactory,
    TrackFactory,
    UserFactory,
    calendar,
    texts,
)
from tests.factories.ground import NewsFactory, SessionFactory, place, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

LANGUAGES = ("kk", "ru", "en")
OF_A_HACKATHON = ("start", "rules", "privacy", "consent", "news", "timetable", "people")
MOST_QUERIES = 15


@pytest.fixture
def hackathon() -> Hackathon:
    return place()


def page_of(hackathon: Hackathon, name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"hackathon:{name}", args=[hackathon.slug, *args])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_A_HACKATHON)
def test_page_is_there_in_every_language(
    client: Client, hackathon: Hackathon, name: str, language: str
) -> None:
    rows(hackathon, 2)

    page = read(client, page_of(hackathon, name, language=language))

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


# --- texts that bind


def test_rules_show_the_version_that_binds_and_what_changed(
    client: Client, hackathon: Hackathon
) -> None:
    LegalTextFactory(
        hackathon=hackathon,
        version=2,
        text=texts("One participant, one team.\nA team has 3 to 5 people."),
        change=texts("The size of a team"),
        sha256="ab" * 32,
    )

    page = read(client, page_of(hackathon, "rules"))

    assert "Version 2, published on" in page
    assert "The size of a team" in page
    assert "<ins>A team has 3 to 5 people.</ins>" in page
    assert "ab" * 32 in page
    assert "This is an earlier version" not in page
    assert page_of(hackathon, "rules_version", 1) in page


def test_earlier_version_of_the_rules_says_that_it_does_not_bind(
    client: Client, hackathon: Hackathon
) -> None:
    LegalTextFactory(hackathon=hackathon, version=2, text=texts("Something new"))

    page = read(client, page_of(hackathon, "rules_version", 1))

    assert "This is an earlier version" in page
    assert "One participant, one team." in page
    assert "Something new" not in page
    assert "What changed" not in page
    assert client.get(page_of(hackathon, "rules_version", 3)).status_code == 404


def test_text_that_is_not_published_is_not_there(client: Client) -> None:
    hackathon = HackathonFactory()

    assert client.get(page_of(hackathon, "rules")).status_code == 404
    assert client.get(page_of(hackathon, "privacy")).status_code == 404


def test_text_of_another_hackathon_stays_there(client: Client, hackathon: Hackathon) -> None:
    LegalTextFactory(version=7, text=texts("Of others"))

    assert "Of others" not in read(client, page_of(hackathon, "rules"))


# --- news, people, the timetable


def test_news_come_newest_first_and_their_markdown_is_made_safe(
    client: Client, hackathon: Hackathon
) -> None:
    old = NewsFactory(hackathon=hackathon, title=texts("Older"))
    later = old.published_at + timedelta(days=1)
    bad = texts("**Bold** <script>alert(1)</script>")
    NewsFactory(hackathon=hackathon, title=texts("Newer <b>"), text=bad, published_at=later)
    NewsFactory(title=texts("Of others"))

    page = read(client, page_of(hackathon, "news"))

    assert page.index("Newer &lt;b&gt;") < page.index("Older")
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page
    assert "Of others" not in page


def test_empty_pages_say_so(client: Client, hackathon: Hackathon) -> None:
    assert "Nothing is announced yet" in read(client, page_of(hackathon, "news"))
    assert "The timetable is not published yet" in read(client, page_of(hackathon, "timetable"))
    page = read(client, page_of(hackathon, "people"))
    assert "The jury is named later." in page
    assert "The mentors are named later." in page


def test_people_are_shown_by_what_they_do_and_without_addresses(
    client: Client, hackathon: Hackathon
) -> None:
    badges = {
        "Ақан": BadgeFactory(hackathon=hackathon, is_judge=True, organization="KazNU"),
        "Қайрат": BadgeFactory(hackathon=hackathon, is_judge=True, is_chair=True),
        "Мира": BadgeFactory(hackathon=hackathon, is_mentor=True, position=texts("Designer")),
        "Яна": BadgeFactory(hackathon=hackathon, is_organizer=True),
        "Участник": BadgeFactory(hackathon=hackathon, is_participant=True),
    }
    for name, badge in badges.items():
        badge.person.full_name = name
        badge.person.save()

    page = read(client, page_of(hackathon, "people"))
    jury, mentors = page.split('id="mentors-title"')

    assert jury.index("Ақан") < jury.index("Қайрат")
    assert "Chair of the jury" in jury.partition("Қайрат")[2]
    assert "Chair of the jury" not in jury.partition("Қайрат")[0]
    assert "KazNU" in jury
    assert "Мира" in mentors
    assert "Designer" in mentors
    assert "Яна" not in page
    assert "Участник" not in page
    assert not [badge for badge in badges.values() if badge.person.email in page]


def test_timetable_is_by_local_days_with_cities_and_links(
    client: Client, hackathon: Hackathon
) -> None:
    stage = hackathon.stages.get(kind="hackathon")
    SessionFactory(
        stage=stage,
        title=texts("Opening"),
        starts_at=datetime(2026, 9, 27, 20, 30, tzinfo=UTC),  # past midnight in Almaty
        city=CityFactory(hackathon=hackathon, name=texts("Aktau")),
        speaker="Әлия Сәрсен",
        link="https://meet.example.org/a",
    )
    starts_at = datetime(2026, 9, 28, 19, 30, tzinfo=UTC)
    SessionFactory(stage=stage, title=texts("Questions"), starts_at=starts_at)
    SessionFactory(stage=StageFactory(), title=texts("Of others"))

    page = read(client, page_of(hackathon, "timetable"))

    first, second = page.split('<h2 class="h-fig">')[1:3]
    assert 'datetime="2026-09-28"' in first
    assert "01:30–02:30" in " ".join(first.split())
    assert "Aktau" in first
    assert "Әлия Сәрсен" in first
    assert 'href="https://meet.example.org/a"' in first
    assert 'datetime="2026-09-29"' in second
    assert "00:30–01:30" in second
    assert "Of others" not in page


def test_calendar_file_is_an_attachment(client: Client, hackathon: Hackathon) -> None:
    answer = client.get(page_of(hackathon, "timetable_ics"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="ashyq-el.ics"'
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


# --- what browsers ask for


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
