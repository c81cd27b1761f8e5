"""Local days, and the working days of Kazakhstan."""

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59, fold=1)

# What the law says where releases of `holidays` have differed: Constitution Day moved in 2026
# from 30 August to 15 March.
OVERRIDES = {date(2026, 8, 31): True, date(2027, 3, 15): False}


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of a local day, the later one where clocks go back at midnight (R2.2)."""
    return datetime.combine(day, LAST_SECOND, tzinfo=zone)


def is_working_day(day: date) -> bool:
    """Whether Kazakhstan works on `day`: no weekend, no public holiday, no day moved for one."""
    return OVERRIDES.get(day, _year(day.year).is_working_day(day))


def working_days_before(deadline: datetime, days: int, zone: tzinfo) -> datetime:
    """The end of the working day that lies `days` working days before a deadline (R3.4).

    The deadline's own day, in `zone`, is not counted: five working days before a Friday end with
    the Friday of the week before.
    """
    day = deadline.astimezone(zone).date()
    for _ in range(days):
        day = _previous_working_day(day)
    return end_of_day(day, zone)


def _previous_working_day(day: date) -> date:
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


@lru_cache(maxsize=64)
def _year(year: int) -> holidays.HolidayBase:
    """The holidays of one year, complete and never grown: threads share it."""
    return holidays.country_holidays("KZ", years=year, expand=False)
