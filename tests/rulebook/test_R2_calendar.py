"""R2, the calendar: each test is one sentence of the rulebook."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hackathon.kit.calendar import end_of_day
from hackathon.kit.errors import Refused
from hackathon.models import Hackathon, Letter
from hackathon.queries import stages_of
from hackathon.services import create_hackathon, move_dates
from registration.models import Application
from registration.services import hand_in, remind_teams, save_application, submit_application
from tests.factories import UserFactory, texts
from tests.factories.registration import (
    captain_of,
    entry_in,
    open_hackathon,
    ready_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

ALMATY = ZoneInfo("Asia/Almaty")
HOUR, SECOND, MICROSECOND = timedelta(hours=1), timedelta(seconds=1), timedelta(microseconds=1)
DEADLINE = datetime(2026, 9, 18, 23, 59, 59, tzinfo=ALMATY)

CALENDAR = {
    "applications": (date(2026, 8, 17), date(2026, 9, 18)),
    "selection": (date(2026, 9, 19), date(2026, 9, 22)),
    "hackathon": (date(2026, 9, 28), date(2026, 9, 30)),
    "pitches": (date(2026, 10, 1), date(2026, 10, 1)),
    "bootcamp": (date(2026, 10, 12), date(2026, 10, 15)),
    "final": (date(2026, 10, 16), date(2026, 10, 16)),
}


def move_end(hackathon: Hackathon, closes_at: datetime, *, now: datetime) -> None:
    """The organizer moves the end of applications."""
    stage = hackathon.stages.get(kind="applications")
    dates = {"opens_at": stage.opens_at, "closes_at": closes_at}
    move_dates(stage=stage, actor=UserFactory(), now=now, **dates)


def first_hackathon(now: datetime) -> Hackathon:
    """The first hackathon, with the calendar that the rulebook publishes."""
    return create_hackathon(
        facts={
            "slug": "first",
            "name": texts("First"),
            "slogan": texts("An idea for the country"),
            "summary": texts("Teams of 3 to 5."),
            "organizer_name": texts("Organizer"),
            "contact_email": "office@example.org",
        },
        calendar={
            kind: (datetime(*opens.timetuple()[:3], tzinfo=ALMATY), end_of_day(closes, ALMATY))
            for kind, (opens, closes) in CALENDAR.items()
        },
        actor=UserFactory(),
        now=now,
    )


def test_R2_1_stages_follow_the_published_calendar(now: datetime) -> None:
    hackathon = first_hackathon(now)

    ends = {stage.kind: stage.closes_at.astimezone(ALMATY) for stage in stages_of(hackathon)}

    assert {kind: end.date() for kind, end in ends.items()} == {
        kind: closes for kind, (_opens, closes) in CALENDAR.items()
    }
    assert list(ends) == list(CALENDAR)


def test_R2_1_every_stage_has_its_dates(now: datetime) -> None:
    del (incomplete := dict(CALENDAR))["final"]

    with pytest.raises(Refused) as refusal:
        create_hackathon(facts={"slug": "first"}, calendar=incomplete, actor=UserFactory(), now=now)

    assert refusal.value.code == "calendar_incomplete"


def test_R2_2_date_without_a_time_ends_at_23_59_59(now: datetime) -> None:
    stage = first_hackathon(now).stages.get(kind="applications")

    assert stage.closes_at == DEADLINE == datetime(2026, 9, 18, 18, 59, 59, tzinfo=UTC)


@pytest.fixture
def draft() -> Application:
    """A draft that lacks nothing, with the deadline of the first hackathon."""
    hackathon = open_hackathon()
    hackathon.stages.filter(kind="applications").update(closes_at=DEADLINE)
    return ready_application(hackathon)


def test_R2_1_moved_date_is_published_on_the_site_and_in_the_trail(now: datetime) -> None:
    hackathon = first_hackathon(now)
    hackathon.is_public = True
    hackathon.save()
    move_end(hackathon, DEADLINE + timedelta(days=7), now=now)

    assert "**25 September 2026, 23:59 (Asia/Almaty)**" in hackathon.news.get().text["en"]
    assert "Until now: 18 September 2026, 23:59 (Asia/Almaty)" in hackathon.news.get().text["en"]
    assert hackathon.audit.filter(action="hackathon.stage.move_dates").count() == 1


def test_R2_1_reminders_follow_the_calendar_as_it_is_now(draft: Application) -> None:
    remind_teams(now=DEADLINE - timedelta(hours=24))
    Letter.objects.update(sent_at=DEADLINE)
    move_end(draft.hackathon, DEADLINE + timedelta(days=7), now=DEADLINE - timedelta(hours=23))

    remind_teams(now=DEADLINE - timedelta(hours=23))
    remind_teams(now=DEADLINE + timedelta(days=6))

    assert [letter.letter for letter in Letter.objects.order_by("pk")] == [
        "registration/unsent_application",
        "registration/deadline_moved",
        "registration/unsent_application",
    ]


def test_R2_2_what_came_in_time_stays_in_time(draft: Application) -> None:
    sent_at = DEADLINE - timedelta(days=1)
    sending(draft, sent_at)()

    with pytest.raises(Refused) as refusal:
        move_end(draft.hackathon, sent_at - HOUR, now=sent_at + HOUR)

    assert refusal.value.code == "ends_in_past"
    assert stage_at(draft.hackathon, "applications", "open").closes_at == DEADLINE


def sending(draft: Application, moment: datetime) -> Callable[[], object]:
    captain = captain_of(draft)
    return lambda: submit_application(application=draft, actor=captain, now=moment)


@pytest.mark.parametrize(
    "moment",
    [DEADLINE - SECOND, DEADLINE - MICROSECOND, DEADLINE, DEADLINE + SECOND - MICROSECOND],
    ids=["a second before", "a microsecond before", "at", "within the second"],
)
def test_R2_2_what_arrives_within_the_last_second_counts(
    draft: Application, moment: datetime
) -> None:
    sending(draft, moment)()

    draft.refresh_from_db()
    assert (draft.status, draft.submitted_at) == ("submitted", moment)


@pytest.mark.parametrize("late", [SECOND, SECOND + MICROSECOND, timedelta(days=1)])
def test_R2_2_what_arrives_after_it_gets_a_clear_refusal(
    draft: Application, late: timedelta
) -> None:
    with pytest.raises(Refused) as refusal:
        sending(draft, DEADLINE + late)()

    assert refusal.value.code == "applications_closed"
    assert refusal.value.messages == [
        "Applications closed on 18 September 2026, 23:59 (Asia/Almaty)."
    ]


def test_R2_2_draft_is_kept_after_the_refusal(draft: Application) -> None:
    save_application(
        application=draft,
        revision=0,
        changes={"title": "Typed at the last moment"},
        actor=captain_of(draft),
        now=DEADLINE,
    )
    with pytest.raises(Refused):
        sending(draft, DEADLINE + SECOND)()

    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("draft", "Typed at the last moment")


def test_R2_2_clock_ends_a_stage_even_if_nobody_closes_it(draft: Application) -> None:
    assert stage_at(draft.hackathon, "applications", "open").takes_work_at(DEADLINE)
    assert not stage_at(draft.hackathon, "applications", "open").takes_work_at(DEADLINE + SECOND)


def test_R2_2_deadline_of_the_hackathon_itself_is_as_exact() -> None:
    entry = entry_in(stage_at(open_hackathon(), "hackathon", "open"))
    giving = {"entry": entry, "actor": UserFactory(), "summary": "It starts."}
    closes = entry.stage.closes_at

    with pytest.raises(Refused) as refusal:
        hand_in(**giving, now=closes + SECOND)
    work = hand_in(**giving, now=closes + SECOND - MICROSECOND)

    assert (refusal.value.code, work.number) == ("stage_not_open", 1)
