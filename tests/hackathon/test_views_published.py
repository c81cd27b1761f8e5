"""What organizers publish, as everybody reads it: texts that bind, news, people, the timetable."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from hackathon.models import Hackathon
from tests.factories import (
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    StageFactory,
    texts,
)
from tests.factories.ground import NewsFactory, SessionFactory
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


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
