"""A deadline that moves takes its reminders along, and who was told the old date is told so."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hackathon.models import Hackathon, Letter
from hackathon.services.letters import words_of
from registration.models import Application
from registration.services import remind_teams, return_application, submit_application
from tests.factories.registration import (
    BEGIN,
    CLOSES,
    InvitationFactory,
    captain_of,
    open_hackathon,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)
from tests.registration.deadlines import DAY, HOUR, MOVED, UNSENT, go_out, move, sweep, told

pytestmark = pytest.mark.django_db


def test_extension_after_a_reminder_brings_one_letter_and_new_reminders(
    draft: Application,
) -> None:
    now, later = CLOSES - 20 * HOUR, CLOSES + 5 * DAY
    assert sweep(now) == [(UNSENT, 24)]
    move(draft.hackathon, later, now=now)

    brought = [sweep(moment) for moment in (now, now + HOUR, CLOSES - HOUR, CLOSES)]

    assert brought == [[(MOVED, 1)], [], [], []]
    assert told() == [(CLOSES.isoformat(), later.isoformat())]
    assert [sweep(later - hours * HOUR) for hours in (73, 72, 24, 3, 0)] == [
        [],
        [(UNSENT, 72)],
        [(UNSENT, 24)],
        [(UNSENT, 3)],
        [],
    ]


def test_letter_about_a_move_says_what_changed(draft: Application) -> None:
    sweep(CLOSES - 20 * HOUR)
    move(draft.hackathon, CLOSES + 5 * DAY, now=CLOSES - 10 * HOUR)
    sweep(CLOSES - 10 * HOUR)

    letter = Letter.objects.get(letter=f"registration/{MOVED}")

    assert letter.recipient == captain_of(draft)
    assert letter.about == f"application:{draft.pk}:closes:2026-09-23T00:00:00Z"
    assert letter.facts == {
        "team": draft.team.name,
        "is_sent": False,
        "told_at": CLOSES.isoformat(),
        "closes_at": (CLOSES + 5 * DAY).isoformat(),
        "path": f"/{draft.hackathon.slug}/my/application/",
    }
    assert letter.lapses_at == CLOSES + 5 * DAY


def test_deadline_brought_forward_is_told_once_and_that_is_the_reminder(
    draft: Application,
) -> None:
    now, sooner = CLOSES - 72 * HOUR, CLOSES - 52 * HOUR
    assert sweep(now) == [(UNSENT, 72)]
    move(draft.hackathon, sooner, now=now)

    assert sweep(now) == [(MOVED, 1)]  # 20 hours are left: the 24-hour reminder is said in it
    assert sweep(now + HOUR) == []
    assert sweep(sooner - 3 * HOUR) == [(UNSENT, 3)]
    assert told() == [(CLOSES.isoformat(), sooner.isoformat())]


def test_who_was_told_no_date_gets_the_reminder_of_the_new_one(draft: Application) -> None:
    now, sooner = CLOSES - 100 * HOUR, CLOSES - 80 * HOUR
    move(draft.hackathon, sooner, now=now)

    assert sweep(now) == [(UNSENT, 24)]
    assert sweep(now) == []


def test_every_move_is_told_once_back_and_forth(draft: Application) -> None:
    now, later = CLOSES - 20 * HOUR, CLOSES + 5 * DAY
    sweep(now)
    brought = []
    for to in (later, CLOSES, later, CLOSES):
        now += HOUR
        move(draft.hackathon, to, now=now)
        brought.append(sweep(now) + sweep(now))

    assert brought == [[(MOVED, 1)], [(MOVED, 1)], [(MOVED, 2)], [(MOVED, 2)]]
    there, back = (CLOSES.isoformat(), later.isoformat()), (later.isoformat(), CLOSES.isoformat())
    assert told() == [there, back, there, back]


def test_moves_between_two_sweeps_are_told_as_one_and_a_move_back_not_at_all(
    draft: Application,
) -> None:
    now = CLOSES - 20 * HOUR
    sweep(now)
    move(draft.hackathon, CLOSES + DAY, now=now)
    move(draft.hackathon, CLOSES, now=now)
    assert sweep(now) == []

    move(draft.hackathon, CLOSES + DAY, now=now)
    move(draft.hackathon, CLOSES + 2 * DAY, now=now)

    assert sweep(now) == [(MOVED, 1)]
    assert told() == [(CLOSES.isoformat(), (CLOSES + 2 * DAY).isoformat())]


def test_reminder_that_has_not_left_is_taken_back_and_nobody_hears_of_the_move(
    draft: Application,
) -> None:
    now = CLOSES - 20 * HOUR
    assert sweep(now, goes_out=False) == [(UNSENT, 24)]
    move(draft.hackathon, CLOSES + 5 * DAY, now=now)

    assert sweep(now) == []
    assert not Letter.objects.exists()


def test_reminder_that_is_just_being_sent_is_followed_by_the_letter(draft: Application) -> None:
    now = CLOSES - 20 * HOUR
    sweep(now, goes_out=False)
    begun = "00000000-0000-0000-0000-000000000001"
    Letter.objects.update(claim=begun, claimed_until=now + HOUR, attempts=1)
    move(draft.hackathon, CLOSES + 5 * DAY, now=now)

    assert sweep(now) == [(MOVED, 1)]


def test_who_never_got_the_reminder_hears_of_no_move(draft: Application) -> None:
    now = CLOSES - 20 * HOUR
    sweep(now, goes_out=False)
    Letter.objects.update(bounced_at=now)
    move(draft.hackathon, CLOSES + 5 * DAY, now=now)

    assert sweep(now) == []


def test_captain_who_has_sent_since_is_told_too_and_that_it_is_sent(draft: Application) -> None:
    now = CLOSES - 20 * HOUR
    sweep(now)
    submit_application(application=draft, actor=captain_of(draft), now=now)
    move(draft.hackathon, CLOSES + 5 * DAY, now=now)
    go_out(now)

    assert sweep(now) == [(MOVED, 1)]
    assert Letter.objects.get(letter=f"registration/{MOVED}").facts["is_sent"] is True


def test_everybody_whose_application_was_returned_was_told_a_date(hackathon: Hackathon) -> None:
    sent, now = sent_application(hackathon), CLOSES - 20 * HOUR
    return_application(
        application=sent, actor=organizer_of(hackathon), reason="A link is broken.", now=now
    )
    Letter.objects.update(sent_at=now)
    move(hackathon, CLOSES + 5 * DAY, now=now)

    assert sweep(now) == [(MOVED, 1)] * 3
    assert told() == [(CLOSES.isoformat(), (CLOSES + 5 * DAY).isoformat())] * 3


@pytest.mark.parametrize("status", ["refused", "accepted", "passed_over"])
def test_decided_application_hears_of_no_move(draft: Application, status: str) -> None:
    now = CLOSES - 20 * HOUR
    sweep(now)
    Application.objects.update(status=status, submitted_at=BEGIN, reason="Said.")
    move(draft.hackathon, CLOSES + 5 * DAY, now=now)

    assert sweep(now) == []


def test_captain_who_has_left_hears_of_no_move(draft: Application) -> None:
    now = CLOSES - 20 * HOUR
    sweep(now)
    draft.team.memberships.filter(is_captain=True).update(left_at=now, is_captain=False)
    move(draft.hackathon, CLOSES + 5 * DAY, now=now)

    assert sweep(now) == []


def test_extension_after_the_end_is_told(draft: Application) -> None:
    assert sweep(CLOSES - HOUR) == [(UNSENT, 3)]
    assert sweep(CLOSES + 2 * HOUR) == []
    move(draft.hackathon, CLOSES + 5 * HOUR, now=CLOSES + 2 * HOUR)

    assert sweep(CLOSES + 2 * HOUR) == [(MOVED, 1)]  # three hours are left: it says so


def test_move_of_a_closed_stage_is_told_nobody(draft: Application) -> None:
    sweep(CLOSES - HOUR)
    stage_at(draft.hackathon, "applications", "closed")
    move(draft.hackathon, CLOSES + DAY, now=CLOSES)

    assert sweep(CLOSES) == []


def test_move_of_one_hackathon_is_nothing_to_another(draft: Application) -> None:
    other = ready_application(open_hackathon())
    sweep(CLOSES - 20 * HOUR)
    move(other.hackathon, CLOSES + 5 * DAY, now=CLOSES - 20 * HOUR)

    assert sweep(CLOSES - 20 * HOUR) == [(MOVED, 1)]
    assert Letter.objects.get(version=1).hackathon == other.hackathon


# --- clocks


def test_mark_is_24_hours_though_clocks_go_back_in_between(draft: Application) -> None:
    Hackathon.objects.update(time_zone="Europe/Paris")
    paris = ZoneInfo("Europe/Paris")
    closes = datetime(2026, 10, 25, 18, tzinfo=paris)  # clocks went back at 3 that night
    move(draft.hackathon, closes, now=CLOSES - 100 * HOUR)
    mark = datetime(2026, 10, 24, 19, tzinfo=paris)

    assert sweep(mark - timedelta(hours=48, microseconds=1)) == []
    assert sweep(mark - timedelta(microseconds=1)) == [(UNSENT, 72)]
    assert sweep(mark) == [(UNSENT, 24)]


def test_letter_tells_both_dates_by_the_clocks_of_the_hackathon(draft: Application) -> None:
    Hackathon.objects.update(time_zone="Europe/Paris")
    before = datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC)
    move(draft.hackathon, before, now=CLOSES - 100 * HOUR)
    sweep(before - HOUR)
    move(draft.hackathon, before + timedelta(hours=25), now=before - HOUR)
    sweep(before - HOUR)
    letter = Letter.objects.get(letter=f"registration/{MOVED}")

    said = {}
    for language in ("kk", "ru", "en"):
        letter.language = language
        said[language] = words_of(letter).text

    assert "25 October 2026, 23:59 (Europe/Paris)" in said["en"]
    assert "24 October 2026, 23:59 (Europe/Paris)" in said["en"]
    assert "25 октября 2026 г., 23:59 (Europe/Paris)" in said["ru"]
    assert "24 октября 2026 г., 23:59 (Europe/Paris)" in said["ru"]
    assert "2026 ж. 25 қазан, 23:59 (Europe/Paris)" in said["kk"]
    assert "2026 ж. 24 қазан, 23:59 (Europe/Paris)" in said["kk"]


def test_another_time_zone_moves_no_deadline(draft: Application) -> None:
    sweep(CLOSES - 24 * HOUR)
    Hackathon.objects.update(time_zone="Asia/Tokyo")

    assert sweep(CLOSES - 23 * HOUR) == []
    assert sweep(CLOSES - 3 * HOUR) == [(UNSENT, 3)]


# --- work


@pytest.mark.parametrize("teams", [1, 3])
def test_sweep_after_a_move_asks_as_often_for_one_team_as_for_three(
    hackathon: Hackathon, teams: int, django_assert_num_queries
) -> None:
    for _number in range(teams):
        InvitationFactory(team=ready_application(hackathon).team)
    now = CLOSES - 24 * HOUR
    assert len(sweep(now)) == 2 * teams
    move(hackathon, CLOSES + 10 * DAY, now=now)

    with django_assert_num_queries(12):
        assert remind_teams(now=now) == 2 * teams
