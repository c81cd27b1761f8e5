"""What a stage waits for.

Every app says in its `gates.py` what must be true before a stage opens, closes or is published.
The organizer's board draws the open blockers; the service that moves a stage refuses while any is
left.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Blocker:
    """One thing still to do: what to tell the organizer, how many are left, where to do it."""

    message: str
    count: int = 1
    url: str = ""


Gate: TypeAlias = Callable[[Any], Iterable[Blocker]]

_gates: dict[tuple[str, str], list[Gate]] = {}


def gate(kind: str, move: str) -> Callable[[Gate], Gate]:
    """Register a check that stands before `move` of every stage of `kind`."""

    def register(check: Gate) -> Gate:
        _gates.setdefault((kind, move), []).append(check)
        return check

    return register


def blockers(stage: Any, move: str) -> list[Blocker]:
    """Everything that stands between `stage` and `move`, in the order it was registered."""
    return [blocker for check in _gates.get((stage.kind, move), ()) for blocker in check(stage)]
