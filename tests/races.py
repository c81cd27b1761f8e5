"""Several people at once, each in a thread and on a connection of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from hackathon.kit.errors import Refused

Act = Callable[[], object]


def at_once(*acts: Act) -> list:
    """Do all of it at the same moment; what each brought, or the code of its refusal."""
    barrier = Barrier(len(acts))

    def attempt(act: Act) -> object:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


def outcomes_of(acts: Sequence[Act]) -> list[str]:
    """Do all of it at the same moment; "done" or the code of the refusal for each, sorted."""

    def ending_well(act: Act) -> Act:
        def attempt() -> str:
            act()
            return "done"

        return attempt

    return sorted(at_once(*map(ending_well, acts)))
