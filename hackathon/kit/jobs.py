"""Work for later.

A message only wakes a worker up: whatever must happen is a row in the database, and a sweep finds
it even if its message is lost. So a broker that is down may cost a person a moment, but never an
error, and only the first of many people pays that moment.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from celery import Task, current_app
from django.db import connection, transaction
from structlog.contextvars import bound_contextvars

from hackathon.kit.logs import current_request_id

logger = logging.getLogger(__name__)

QUIET_SECONDS = 5.0
"""How long nothing is published after the broker did not answer."""

_quiet_until = 0.0
_is_silent = False


@contextmanager
def silence() -> Iterator[None]:
    """Let no worker hear of anything: for data that are none of theirs."""
    global _is_silent  # noqa: PLW0603 -- one process, one voice
    before, _is_silent = _is_silent, True
    try:
        yield
    finally:
        _is_silent = before


class HouseTask(Task[Any, Any]):
    """A task that says in the log how it ended, and on which request it runs."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do the work. What beat asks for again and again is worth a line only if it fails."""
        began = time.perf_counter()
        request_id = (self.request.headers or {}).get("request_id") or current_request_id()
        about = {"task": self.name} | ({"request_id": request_id} if request_id else {})
        with bound_contextvars(**about):
            try:
                done = super().__call__(*args, **kwargs)
            except Exception:
                logger.exception("task failed", extra={"ms": _since(began)})
                raise
            level = logging.INFO if request_id else logging.DEBUG
            logger.log(level, "task done", extra={"ms": _since(began)})
        return done


def _since(began: float) -> float:
    """Milliseconds that went by."""
    return round((time.perf_counter() - began) * 1000, 1)


def defer(task_name: str, **ids: int | str) -> None:
    """Run a task after the transaction commits: never before, and never if it rolls back.

    The task is named, not imported, so a service does not depend on the layer that calls it.
    """
    wake = _WakeUp(current_app.tasks[task_name].name, tuple(sorted(ids.items())))
    if not any(wake == waiting[1] for waiting in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)  # one message for a transaction is enough


@dataclass(frozen=True)
class _WakeUp:
    """One message that waits for the commit."""

    task_name: str
    ids: tuple[tuple[str, int | str], ...]

    def __call__(self) -> None:
        """Send it."""
        _publish(current_app.tasks[self.task_name], dict(self.ids))


def _publish(task: Task[Any, Any], ids: dict[str, int | str]) -> None:
    """Send one message, or note that it could not be sent."""
    global _quiet_until  # noqa: PLW0603 -- one broker, one memory of its silence
    if _is_silent or time.monotonic() < _quiet_until:
        return
    headers = {"request_id": current_request_id()}
    try:
        task.apply_async(kwargs=ids, headers=headers, retry=False, ignore_result=True)
    except Exception:
        if not current_app.conf.task_always_eager:
            _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.exception("Could not start %s; the sweep will find its work", task.name)
