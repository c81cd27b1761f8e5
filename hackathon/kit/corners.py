"""Corners of shared pages that the upper apps fill: a link on the start page, a list on the board.

Every app registers them in its `corners.py`; the page says only where the corner is.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Corner:
    """What an app draws: a template and what it shows."""

    template: str
    facts: dict[str, Any] = field(default_factory=dict)


Fill: TypeAlias = Callable[[Any, Any, datetime], Corner | None]

_corners: dict[str, list[tuple[int, Fill]]] = defaultdict(list)


def corner(place: str, *, order: int = 0) -> Callable[[Fill], Fill]:
    """Register what fills a place: called with (hackathon, person, now); None draws nothing."""

    def register(fill: Fill) -> Fill:
        _corners[place].append((order, fill))
        return fill

    return register


def fill(place: str, hackathon: Any, person: Any, now: datetime) -> list[Corner]:
    """Everything that the apps draw in one place, in its order."""
    fills = sorted(_corners[place], key=lambda pair: pair[0])
    drawn = (act(hackathon, person, now) for _order, act in fills)
    return [one for one in drawn if one is not None]
