"""The organizer's funnel: how many are left from step to step. Every app adds its own bars."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

Count: TypeAlias = Callable[[Any], int]

_steps: dict[int, tuple[Any, Count]] = {}


@dataclass(frozen=True)
class Bar:
    """One bar of the funnel."""

    label: str
    count: int


def step(order: int, label: Any) -> Callable[[Count], Count]:
    """Register a bar at a place in the funnel (places are the calendar's order, ten apart)."""

    def register(count: Count) -> Count:
        _steps[order] = (label, count)
        return count

    return register


def bars(hackathon: Any) -> list[Bar]:
    """The funnel of one hackathon, widest first."""
    return [Bar(str(label), count(hackathon)) for _order, (label, count) in sorted(_steps.items())]
