"""Reminders to judges, along the clock."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hackathon.models import Letter, Stage
from hackathon.services import move_dates
from judging import services
from judging.models import Round
from judging.tasks import remind_judges
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db


@pytest.fixture
def jury(now: datetime) -> Jury:
    """An open round, opened long before it closes."""
    jury = build_jury(now=now, judges=2, teams=2)
    jury.open()
    return jury


def sweep(jury: Jury, hours: float) -> int:
    """Sweep so many hours before the round closes; how many letters that brought."""
    return services.remind_judges(now=jury.stage.closes_at - timedelta(hours=hours))


def marks() -> list[int]:
    """The marks at which letters were written, in order."""
    letters = Letter.objects.filter(letter="judging/round_closes")
    return sorted(letters.values_list("version", flat=True), reverse=True)


@pytest.mark.parametrize(
    ("hours", "mark"),
    [(73, None), (72, 72), (71, 72), (24.5, 72), (24, 24), (23, 24), (3, 3), (1, 3), (0.001, 3)],
)
def test_a_reminder_is_written_at_the_tightest_mark(
    jury: Jury, hours: float, mark: int | None
) -> None:
    assert sweep(jury, hours) == (2 if mark else 0)
    assert marks() == ([mark, mark] if mark else [])


@pytest.mark.parametrize("hours", [0, -1])
def test_no_reminder_is_written_after_the_deadline(jury: Jury, hours: float) -> None:
    assert sweep(jury, hours) == 0
    assert marks() == []


def test_every_mark_is_written_once(jury: Jury) -> None:
    written = [sweep(jury, hours) for hours in (73, 72, 71.9, 30, 24, 23.9, 3, 2.9, 0.1, -0.1)]

    assert written == [0, 2, 0, 0, 2, 0, 2, 0, 0, 0]
    assert marks() == [72, 72, 24, 24, 3, 3]


def test_a_clock_that_slept_for_a_day_wakes_one_letter(jury: Jury) -> None:
    assert [sweep(jury, hours) for hours in (72, 2)] == [2, 2]
    assert marks() == [72, 72, 3, 3]


# --- an end that moves


def go_out(jury: Jury) -> None:
    """The mail server takes what waits."""
    Letter.objects.filter(sent_at=None, bounced_at=None).update(sent_at=jury.now)


def move(jury: Jury, by: timedelta) -> None:
    """The organizer moves the end of the stage, a minute after what waited has gone out."""
    go_out(jury)
    before = jury.stage.closes_at
    move_dates(
        stage=jury.stage,
        opens_at=jury.stage.opens_at - timedelta(days=9),
        closes_at=before + by,
        actor=jury.organizer,
        now=before - timedelta(days=20),
    )
    jury.stage.refresh_from_db()


def moves() -> list[tuple[str, str, int]]:
    """Of each letter about a move, the old and the new end, and how often that was told."""
    letters = Letter.objects.filter(letter="judging/round_moved").order_by("pk")
    return [(one.facts["told_at"], one.facts["closes_at"], one.version) for one in letters]


def test_an_end_that_moves_is_told_once_and_brings_reminders_of_its_own(jury: Jury) -> None:
    before = jury.stage.closes_at
    sweep(jury, 24)
    move(jury, timedelta(days=2))

    assert [sweep(jury, hours) for hours in (73, 72.5, 72, 24)] == [2, 0, 2, 2]
    assert moves() == [(before.isoformat(), jury.stage.closes_at.isoformat(), 1)] * 2
    assert marks() == [72, 72, 24, 24, 24, 24]


def test_an_end_brought_forward_is_told_and_that_is_the_reminder(jury: Jury) -> None:
    sweep(jury, 72)
    move(jury, -timedelta(hours=52))

    assert [sweep(jury, hours) for hours in (20, 19, 3)] == [2, 0, 2]
    assert marks() == [72, 72, 3, 3]
    assert len(moves()) == 2


def test_an_end_that_moves_back_and_forth_is_told_each_time(jury: Jury) -> None:
    sweep(jury, 24)
    told = []
    for days in (2, -2, 2):
        move(jury, timedelta(days=days))
        told.append(sweep(jury, 80))

    assert told == [2, 2, 2]
    assert [version for _before, _after, version in moves()] == [1, 1, 1, 1, 2, 2]


def test_a_reminder_that_has_not_left_is_taken_back(jury: Jury) -> None:
    go_out(jury)
    sweep(jury, 24)
    before = jury.stage.closes_at
    move_dates(
        stage=jury.stage,
        opens_at=jury.stage.opens_at,
        closes_at=before + timedelta(days=9),
        actor=jury.organizer,
        now=before - timedelta(days=20),
    )
    services.remind_judges(now=before)

    assert marks() == []
    assert len(moves()) == 2  # of the end that "your cards are there" had named


def test_who_handed_everything_in_hears_of_no_move(jury: Jury) -> None:
    sweep(jury, 24)
    jury.hand_in(0, 0)
    jury.hand_in(0, 1)
    move(jury, timedelta(days=2))

    assert sweep(jury, 80) == 1
    letter = Letter.objects.get(letter="judging/round_moved")
    assert letter.recipient == jury.judges[1]
    assert letter.about == f"round:{jury.round.pk}:closes:2026-10-04T00:00:00Z"
    assert letter.facts["path"] == f"/{jury.hackathon.slug}/jury/pitches/"


def test_a_reminder_lapses_when_the_next_one_is_due(jury: Jury) -> None:
    for hours in (72, 24, 3):
        sweep(jury, hours)

    letters = Letter.objects.filter(letter="judging/round_closes")
    closes_at = jury.stage.closes_at
    assert dict(letters.values_list("version", "lapses_at")) == {
        72: closes_at - timedelta(hours=24),
        24: closes_at - timedelta(hours=3),
        3: closes_at,
    }


# --- whom it concerns


def test_who_handed_everything_in_is_left_in_peace(jury: Jury) -> None:
    jury.hand_in(0, 0)
    jury.hand_in(0, 1)
    jury.hand_in(1, 0)

    assert sweep(jury, 24) == 1
    assert Letter.objects.get(letter="judging/round_closes").recipient == jury.judges[1]


def test_a_judge_who_was_excused_is_left_in_peace(jury: Jury, now: datetime) -> None:
    services.excuse_judge(
        round=jury.round, judge=jury.chair, reason="Ill", actor=jury.organizer, now=now
    )

    assert sweep(jury, 24) == 1


def test_a_round_that_opens_late_begins_with_the_next_mark(now: datetime) -> None:
    jury = build_jury(now=now, judges=1, teams=1)
    jury.now = jury.stage.closes_at - timedelta(hours=30)
    jury.open()

    assert [sweep(jury, hours) for hours in (29, 24, 3)] == [0, 1, 1]
    assert marks() == [24, 3]


@pytest.mark.parametrize("status", ["draft", "frozen", "closed"])
def test_only_an_open_round_reminds(now: datetime, status: str) -> None:
    jury = build_jury(now=now)
    if status == "frozen":
        services.freeze_round(round=jury.round, actor=jury.organizer, now=now)
    elif status == "closed":
        jury.open()
        jury.close()

    assert sweep(jury, 24) == 0


def test_a_hackathon_names_its_own_hours(jury: Jury) -> None:
    jury.hackathon.reminder_hours = [10]
    jury.hackathon.save()

    assert [sweep(jury, hours) for hours in (72, 24, 10, 3)] == [0, 0, 2, 0]


def test_a_hackathon_may_name_none(jury: Jury) -> None:
    jury.hackathon.reminder_hours = []
    jury.hackathon.save()

    assert sweep(jury, 24) == 0


def test_a_reminder_says_where_and_until_when(jury: Jury) -> None:
    sweep(jury, 24)

    letter = Letter.objects.filter(letter="judging/round_closes").first()
    assert letter.facts == {
        "path": f"/{jury.hackathon.slug}/jury/pitches/",
        "closes_at": jury.stage.closes_at.isoformat(),
        "is_final": False,
    }
    assert letter.about == f"round:{jury.round.pk}:closes:2026-10-02T00:00:00Z"
    assert letter.hackathon == jury.hackathon


def test_a_sweep_asks_as_often_for_many_as_for_few(now: datetime) -> None:
    counts = []
    for size in (1, 5):
        jury = build_jury(now=now, judges=size, teams=size)
        jury.open()
        with CaptureQueriesContext(connection) as asked:
            sweep(jury, 24)
        counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))
        Round.objects.filter(pk=jury.round.pk).update(status="draft")

    assert counts == [6, 6]


def test_an_idle_sweep_asks_five_times(jury: Jury) -> None:
    sweep(jury, 24)

    with CaptureQueriesContext(connection) as asked:
        sweep(jury, 23)

    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 5


@pytest.mark.usefixtures("frozen_clock")
def test_the_task_asks_the_clock_of_the_house(jury: Jury, now: datetime) -> None:
    Letter.objects.all().delete()  # which told the end that stood before
    Stage.objects.filter(pk=jury.stage.pk).update(
        opens_at=now - timedelta(days=9), closes_at=now + timedelta(hours=1)
    )

    remind_judges()

    assert marks() == []  # the cards came after the last mark
    jury.round.assignments.update(assigned_at=now - timedelta(days=9))

    remind_judges()

    assert marks() == [3, 3]
