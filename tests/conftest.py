"""Fixtures that tests of every app share."""

import os
from datetime import UTC, datetime

import pytest
from django.utils import translation

from hackathon.kit import clock
from tests.rehearsed import Kept, kept_in

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


@pytest.fixture(scope="session")
def kept(tmp_path_factory, django_db_setup, django_db_blocker) -> Kept:
    """A hackathon that was rehearsed from beginning to end, once for all workers of this run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with django_db_blocker.unblock():
        return kept_in(shared / "rehearsed")


@pytest.fixture(autouse=True)
def _english():
    """Every test begins in English, whatever the one before it left active."""
    with translation.override("en"):
        yield
