"""What happens, in the same transaction, after a stage has moved.

Every app says it in its `follows.py`; the service that moves a stage calls them all.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol


class Follow(Protocol):
    """Acts on a stage that has just moved."""

    def __call__(self, stage: Any, *, actor: Any, now: datetime) -> None:
        """Do what follows."""


_follows: dict[tuple[str, str], list[Follow]] = defaultdict(list)


def follow(kind: str, move: str) -> Callable[[Follow], Follow]:
    """Register what follows `move` of every stage of `kind`."""

    def register(act: Follow) -> Follow:
        _follows[kind, move].append(act)
        return act

    return register


def run_follows(stage: Any, move: str, *, actor: Any, now: datetime) -> None:
    """Do everything that follows `move` of `stage`, in the order it was registered."""
    for act in _follows[stage.kind, move]:
        act(stage, actor=actor, now=now)
