"""Fixtures that tests of every app share."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from hackathon.kit import clock

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The moment at which a test happens: 1 September 2026, 14:00 in Almaty."""
    return NOW


@pytest.fixture
def frozen_clock(now: datetime):
    """The house's clock stands still at `now`, for tests that go through pages."""
    with clock.frozen(now):
        yield now


@pytest.fixture(autouse=True)
def _english():
    """Every test begins in English, whatever the one before it left active."""
    with translation.override("en"):
        yield
