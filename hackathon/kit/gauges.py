"""Figures of the house for those who watch it, in Prometheus's text format.

Every app says in its `gauges.py` what it counts; the page of the figures shows all of them.
"""

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "shanyraq_"
MINUTE = timedelta(minutes=1)
NEVER = math.inf
"""The age of what has not happened yet."""


class Gauge(NamedTuple):
    """One figure: its name with its unit, what it says, how much it is now."""

    name: str
    meaning: str
    value: float


Source: TypeAlias = Callable[[datetime], Iterable[Gauge]]

_sources: list[Source] = []


def gauges(source: Source) -> Source:
    """Register a function that reads some figures; each asks the database a fixed few times."""
    _sources.append(source)
    return source


def read_all(now: datetime) -> list[Gauge]:
    """Every figure of every app, by name."""
    return sorted(gauge for source in _sources for gauge in source(now))


def age(moment: datetime | None, now: datetime) -> float:
    """How many seconds ago something was; of the future none, of what never was no end."""
    return NEVER if moment is None else max(0.0, (now - moment).total_seconds())


def render(figures: Iterable[Gauge]) -> str:
    """The figures as text: what each says, of which type it is, and its value."""
    lines = []
    for gauge in figures:
        name = PREFIX + gauge.name
        lines += [f"# HELP {name} {_escaped(gauge.meaning)}", f"# TYPE {name} gauge"]
        lines.append(f"{name} {_number(gauge.value)}")
    return "".join(f"{line}\n" for line in lines)


def _escaped(text: str) -> str:
    """Help text on one line."""
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _number(value: float) -> str:
    """A number as Prometheus reads it: infinity has a sign, and a whole number no point."""
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if float(value).is_integer() else repr(round(value, 3))
