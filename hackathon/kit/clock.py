"""The clock of the house: the only place that asks what time it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

_read: Callable[[], datetime] = timezone.now


def now() -> datetime:
    """The present moment, with its time zone."""
    return _read()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Let the clock stand still at `at`, for every thread of the process."""
    if timezone.is_naive(at):
        raise ValueError("A moment needs its time zone.")
    with _reading(lambda: at):
        yield


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let the clock run on, earlier or later than it was by `by`."""
    before = _read
    with _reading(lambda: before() + by):
        yield


@contextmanager
def _reading(read: Callable[[], datetime]) -> Iterator[None]:
    global _read  # noqa: PLW0603 -- a clock is one for the whole process
    before, _read = _read, read
    try:
        yield
    finally:
        _read = before
