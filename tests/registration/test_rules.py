"""Rules at their edges; what services do about them is tested with the services."""

from datetime import date, datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import Hackathon
from registration import rules
from registration.queries.completeness import age_on, is_old_enough
from tests.factories.registration import CLOSES, stage_at

SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("day", "born", "years"),
    [
        (date(2026, 9, 1), date(2008, 9, 1), 18),
        (date(2026, 8, 31), date(2008, 9, 1), 17),
        (date(2026, 9, 2), date(2008, 9, 1), 18),
        (date(2026, 2, 28), date(2008, 2, 29), 17),
        (date(2026, 3, 1), date(2008, 2, 29), 18),
        (date(2028, 2, 29), date(2008, 2, 29), 20),
        (date(2026, 9, 1), date(2026, 9, 1), 0),
    ],
)
def test_age_counts_birthdays(day: date, born: date, years: int) -> None:
    assert age_on(day, born) == years


@pytest.mark.parametrize(
    ("min_age", "is_enough"), [(16, True), (17, True), (18, False), (21, False)]
)
def test_age_is_a_figure_of_the_hackathon(now: datetime, min_age: int, is_enough: bool) -> None:
    hackathon = Hackathon(min_age=min_age)

    assert is_old_enough(date(2009, 8, 31), hackathon, now) == is_enough


def test_age_of_who_gave_none_is_not_enough(now: datetime) -> None:
    assert not is_old_enough(None, Hackathon(min_age=0), now)


@pytest.mark.parametrize(
    ("zone", "is_enough"), [("Asia/Almaty", True), ("UTC", False), ("Pacific/Kiritimati", True)]
)
def test_age_is_counted_on_the_day_of_the_hackathons_zone(zone: str, is_enough: bool) -> None:
    evening = datetime.fromisoformat("2026-08-31T19:30:00+00:00")

    found = is_old_enough(date(2008, 9, 1), Hackathon(time_zone=zone), evening)

    assert found == is_enough


@pytest.mark.django_db
@pytest.mark.parametrize(
    "moment",
    [CLOSES - SECOND, CLOSES - MICROSECOND, CLOSES, CLOSES + SECOND - MICROSECOND],
)
def test_applications_are_open_to_the_last_second(hackathon: Hackathon, moment: datetime) -> None:
    rules.check_applications_open(hackathon, moment)


@pytest.mark.django_db
@pytest.mark.parametrize("moment", [CLOSES + SECOND, CLOSES + timedelta(days=365)])
def test_applications_are_closed_after_it(hackathon: Hackathon, moment: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        rules.check_applications_open(hackathon, moment)

    assert refusal.value.code == "applications_closed"
    assert refusal.value.messages == [
        "Applications closed on 18 September 2026, 05:00 (Asia/Almaty)."
    ]


@pytest.mark.django_db
def test_applications_that_are_not_open_yet_say_when_they_will_be(
    hackathon: Hackathon, now: datetime
) -> None:
    stage_at(hackathon, "applications", "planned")

    with pytest.raises(Refused) as refusal:
        rules.check_applications_open(hackathon, now)

    assert refusal.value.messages == ["Applications open on 1 August 2026, 05:00 (Asia/Almaty)."]


@pytest.mark.parametrize("teams", [0, 1, 2])
def test_number_of_teams_is_limited_where_the_hackathon_says_so(teams: int) -> None:
    rules.check_teams_max(Hackathon(teams_max=2), teams)
    rules.check_teams_max(Hackathon(teams_max=None), 10_000)


def test_number_of_teams_may_be_none_at_all() -> None:
    with pytest.raises(Refused) as refusal:
        rules.check_teams_max(Hackathon(teams_max=0), 1)

    assert refusal.value.code == "too_many_teams"
