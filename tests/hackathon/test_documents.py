"""The calendar file, read as a calendar program reads it (RFC 5545)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from hackathon import documents
from hackathon.models import Hackathon
from hackathon.queries import sessions_of, stages_of
from tests.factories import CityFactory, texts
from tests.factories.ground import SessionFactory, place

pytestmark = pytest.mark.django_db

LONGEST = 75  # bytes


@pytest.fixture
def hackathon() -> Hackathon:
    return place(name=texts("Ашық ел"))


def written(hackathon: Hackathon, now: datetime) -> str:
    return documents.timetable(hackathon, stages_of(hackathon), sessions_of(hackathon), now=now)


def lines_of(text: str) -> list[str]:
    """The content lines, unfolded."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events_of(text: str) -> list[dict[str, str]]:
    """Every event by the names of its properties."""
    events: list[dict[str, str]] = []
    for line in lines_of(text):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in {"END", "BEGIN"}:
            events[-1][name] = value
    return events


def test_file_is_a_calendar_of_lines_that_end_as_they_must(
    hackathon: Hackathon, now: datetime
) -> None:
    text = written(hackathon, now)
    lines = lines_of(text)

    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 6
    assert "X-WR-CALNAME:Ашық ел" in lines


def test_stages_are_events_in_universal_time(hackathon: Hackathon, now: datetime) -> None:
    first = events_of(written(hackathon, now))[0]
    stage = stages_of(hackathon)[0]

    assert first == {
        "UID": f"stage-{stage.pk}@ashyq-el",
        "DTSTAMP": "20260901T090000Z",
        "DTSTART": "20260801T000000Z",
        "DTEND": "20260918T000000Z",
        "SUMMARY": "Ашық ел: Applications",
    }


def test_sessions_say_where_they_are(hackathon: Hackathon, now: datetime) -> None:
    stage = hackathon.stages.get(kind="hackathon")
    almaty = datetime.fromisoformat("2026-09-28T10:00:00+05:00")
    there = SessionFactory(
        stage=stage,
        title=texts("Ask; answer, learn \\ rest"),
        starts_at=almaty,
        city=CityFactory(hackathon=hackathon, name=texts("Aktau, port")),
        link="https://meet.example.org/a?b=1",
    )
    SessionFactory(stage=stage, title=texts("Anywhere"), starts_at=almaty + timedelta(days=1))

    first, second = events_of(written(hackathon, now))[-2:]

    assert first["UID"] == f"session-{there.pk}@ashyq-el"
    assert (first["DTSTART"], first["DTEND"]) == ("20260928T050000Z", "20260928T060000Z")
    assert first["SUMMARY"] == r"Ask\; answer\, learn \\ rest"
    assert first["LOCATION"] == r"Aktau\, port"
    assert first["URL"] == "https://meet.example.org/a?b=1"
    assert {"LOCATION", "URL"}.isdisjoint(second)


@pytest.mark.parametrize("title", ["Ң" * 200, "x" * 66 + "ң" * 60, "a" * 67, "a" * 68, "😀" * 50])
def test_long_lines_are_folded_between_characters(
    hackathon: Hackathon, now: datetime, title: str
) -> None:
    SessionFactory(stage=hackathon.stages.get(kind="final"), title=texts(title))

    text = written(hackathon, now)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= LONGEST
    assert events_of(text)[-1]["SUMMARY"] == title


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_title_cannot_begin_a_line_of_its_own(
    hackathon: Hackathon, now: datetime, ending: str
) -> None:
    title = f"Opening{ending}ATTENDEE:x"
    SessionFactory(stage=hackathon.stages.get(kind="final"), title=texts(title))

    event = events_of(written(hackathon, now))[-1]

    assert event["SUMMARY"] == r"Opening\nATTENDEE:x"
    assert "ATTENDEE" not in event


def test_file_is_in_the_readers_language(hackathon: Hackathon, now: datetime) -> None:
    SessionFactory(stage=hackathon.stages.get(kind="final"), title=texts("Finale"))

    with translation.override("ru"):
        events = events_of(written(hackathon, now))

    assert events[0]["SUMMARY"] == "Ашық ел (ru): Заявки"
    assert events[-1]["SUMMARY"] == "Finale (ru)"
    assert now.tzinfo is UTC
