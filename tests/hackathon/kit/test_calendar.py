"""Local days and working days: expectations counted by hand on Kazakhstan's calendars."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hackathon.kit.calendar import OVERRIDES, end_of_day, is_working_day, working_days_before

ALMATY = ZoneInfo("Asia/Almaty")
ATYRAU = ZoneInfo("Asia/Atyrau")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 18), True),  # an ordinary Friday
        (date(2026, 9, 19), False),  # a Saturday
        (date(2026, 9, 20), False),  # a Sunday
        (date(2026, 1, 7), False),  # Orthodox Christmas
        (date(2026, 3, 9), False),  # 8 March fell on a Sunday
        (date(2026, 3, 20), True),
        (date(2026, 3, 23), False),  # Nauryz
        (date(2026, 3, 24), False),  # for Nauryz on Saturday
        (date(2026, 3, 25), False),  # for Nauryz on Sunday
        (date(2026, 3, 26), True),
        (date(2026, 5, 27), False),  # Kurban Ait
        (date(2026, 8, 31), True),  # Constitution Day is no longer in August
        (date(2026, 10, 26), False),  # Republic Day fell on a Sunday
        (date(2026, 12, 16), False),  # Independence Day
        (date(2025, 1, 3), False),  # moved to Sunday 5 January
        (date(2025, 1, 5), True),  # a Sunday worked for it
        (date(2027, 3, 15), False),  # Constitution Day
        (date(2027, 3, 16), True),
    ],
)
def test_working_day_follows_the_calendar_of_kazakhstan(day, works):
    assert is_working_day(day) is works


def test_overrides_agree_with_the_law():
    assert {date(2026, 8, 31): True, date(2027, 3, 15): False} == OVERRIDES
    assert {day: is_working_day(day) for day in OVERRIDES} == OVERRIDES


def test_a_year_without_known_holidays_still_has_weekends():
    assert is_working_day(date(2150, 6, 5))  # a Friday
    assert not is_working_day(date(2150, 6, 6))


@pytest.mark.parametrize(
    ("deadline", "limit"),
    [
        (date(2026, 3, 26), date(2026, 3, 16)),  # Nauryz takes 23 to 25 March
        (date(2026, 9, 18), date(2026, 9, 11)),  # the first hackathon
        (date(2026, 5, 12), date(2026, 4, 30)),  # 1, 7 and 11 May are off
        (date(2026, 9, 4), date(2026, 8, 28)),  # 31 August is worked
        (date(2026, 12, 18), date(2026, 12, 10)),
        (date(2027, 1, 11), date(2026, 12, 30)),  # across New Year and Christmas
        (date(2027, 3, 18), date(2027, 3, 10)),  # Constitution Day on 15 March
        (date(2025, 1, 8), date(2024, 12, 27)),  # Sunday 5 January counts
    ],
)
def test_five_working_days_before(deadline, limit):
    at = datetime(deadline.year, deadline.month, deadline.day, 23, 59, 59, tzinfo=ALMATY)

    answer = working_days_before(at, 5, ALMATY)

    assert answer == datetime(limit.year, limit.month, limit.day, 23, 59, 59, tzinfo=ALMATY)


@pytest.mark.parametrize(("days", "limit"), [(0, 18), (1, 17), (4, 14), (5, 11)])
def test_working_days_before_counts_back_day_by_day(days, limit):
    deadline = datetime(2026, 9, 18, 18, 0, tzinfo=ALMATY)

    assert working_days_before(deadline, days, ALMATY) == end_of_day(date(2026, 9, limit), ALMATY)


def test_working_days_before_takes_the_deadlines_local_day():
    deadline = datetime(2026, 9, 17, 20, 0, tzinfo=UTC)  # 18 September, 01:00 in Almaty

    assert working_days_before(deadline, 1, ALMATY) == end_of_day(date(2026, 9, 17), ALMATY)
    assert working_days_before(deadline, 1, UTC) == end_of_day(date(2026, 9, 16), UTC)


def test_end_of_day_is_the_last_second_of_the_local_day():
    end = end_of_day(date(2026, 9, 18), ALMATY)

    assert end.isoformat() == "2026-09-18T23:59:59+05:00"
    assert end.astimezone(UTC) == datetime(2026, 9, 18, 18, 59, 59, tzinfo=UTC)


def test_end_of_day_is_the_later_one_when_clocks_go_back_at_midnight():
    end = end_of_day(date(2024, 2, 29), ALMATY).astimezone(UTC)  # 23:59:59 came twice

    assert end == datetime(2024, 2, 29, 18, 59, 59, tzinfo=UTC)
    assert (end + timedelta(seconds=1)).astimezone(
        ALMATY
    ).isoformat() == "2024-03-01T00:00:00+05:00"


def test_end_of_day_knows_each_sides_offset_of_the_change_of_2024():
    before = end_of_day(date(2024, 2, 28), ALMATY).astimezone(UTC)
    after = end_of_day(date(2024, 3, 1), ALMATY).astimezone(UTC)

    assert before == datetime(2024, 2, 28, 17, 59, 59, tzinfo=UTC)
    assert after == datetime(2024, 3, 1, 18, 59, 59, tzinfo=UTC)
    assert end_of_day(date(2024, 2, 28), ATYRAU).utcoffset() == timedelta(hours=5)
