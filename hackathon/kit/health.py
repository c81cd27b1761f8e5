"""Whether what the house stands on is there: database, its tables, the broker."""

import os
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

BROKER_PATIENCE = 0.5
"""Seconds to connect to the broker, and again to hear from it."""


class Finding(NamedTuple):
    """One thing that was looked at, with a figure that says how well it is."""

    ok: bool
    figure: float | None = None


def look(probe: Callable[[], Finding]) -> Finding:
    """What a probe finds; one that fails for whatever reason has found something bad."""
    try:
        return probe()
    except Exception:  # noqa: BLE001 -- a broken part must not break the report on it
        return Finding(ok=False)


def database() -> Finding:
    """Whether the database answers, and in how many milliseconds."""
    return _timed(_select_one)


def migrations() -> Finding:
    """How many migrations the database lacks; it must be none."""
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    return Finding(ok=not missing, figure=len(missing))


def broker() -> Finding:
    """Whether messages for workers can be left, and in how many milliseconds."""
    is_folder = settings.CELERY_BROKER_URL.startswith("filesystem")
    return _timed(_try_folder if is_folder else _ping_redis)


def _timed(act: Callable[[], Any]) -> Finding:
    """How long an act takes; it raises if the thing is not there."""
    began = time.perf_counter()
    act()
    return Finding(ok=True, figure=round((time.perf_counter() - began) * 1000, 1))


def _select_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _try_folder() -> None:
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(folder)


def _ping_redis() -> None:
    with Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_connect_timeout=BROKER_PATIENCE,
        socket_timeout=BROKER_PATIENCE,
        retry=Retry(NoBackoff(), 0),
    ) as client:
        client.ping()


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this code; it does not change while a process lives."""
    return frozenset(MigrationLoader(None).graph.nodes)
