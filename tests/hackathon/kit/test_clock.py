"""The clock stands still and runs shifted, and always comes back."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.utils import timezone

from hackathon.kit import clock

NOON = datetime(2026, 9, 18, 12, 0, tzinfo=UTC)


def test_now_is_the_present_moment_with_its_zone():
    before = timezone.now()
    seen = clock.now()

    assert before <= seen <= timezone.now()
    assert seen.tzinfo is not None


def test_frozen_clock_stands_still_for_every_thread():
    seen = []
    with clock.frozen(NOON):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
        seen.append(clock.now())

    assert seen == [NOON, NOON]


def test_frozen_clock_runs_again_afterwards_even_after_an_error():
    with pytest.raises(ZeroDivisionError), clock.frozen(NOON):
        raise ZeroDivisionError

    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_shifted_clock_runs_on_from_another_moment():
    with clock.shifted(timedelta(days=-3)):
        first, second = clock.now(), clock.now()

    assert first <= second
    assert abs(timezone.now() - timedelta(days=3) - first) < timedelta(seconds=5)


def test_clocks_nest():
    with clock.frozen(NOON):
        with clock.shifted(timedelta(hours=2)):
            assert clock.now() == NOON + timedelta(hours=2)
        assert clock.now() == NOON


def test_clock_is_not_frozen_at_a_moment_without_zone():
    with pytest.raises(ValueError, match="zone"), clock.frozen(datetime(2026, 9, 18)):
        pass
