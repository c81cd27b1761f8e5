"""What must be true of the data at any time, whoever wrote it.

Every app says it in its `invariants.py`, with the number of the rule. `manage.py check_invariants`
asks the live database for the rows that break it; the rehearsal does so after every stage.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise


@dataclass(frozen=True)
class Offence:
    """One row that breaks a rule: what it is, and the page on which to look at it."""

    what: str
    url: str = ""


Search: TypeAlias = Callable[[], Iterable[Offence]]


@dataclass(frozen=True)
class Invariant:
    """One rule as a question to the data; in good order it has no answer."""

    name: str
    rule: str
    sentence: Promise
    search: Search


@dataclass(frozen=True)
class Broken:
    """A rule that the data break, with every row that does."""

    invariant: Invariant
    offences: list[Offence]


_invariants: dict[str, Invariant] = {}


def invariant(rule: str, sentence: Promise) -> Callable[[Search], Search]:
    """Register a search for the rows that break `rule`; it makes the same few queries always."""

    def register(search: Search) -> Search:
        name = search.__name__
        known = _invariants.setdefault(name, Invariant(name, rule, sentence, search))
        if known.search is not search:
            raise ValueError(f"There are two invariants called {name}.")
        return search

    return register


def invariants() -> list[Invariant]:
    """Every invariant of every app, in the order of the apps."""
    return list(_invariants.values())


def broken_invariants() -> list[Broken]:
    """Ask them all, and tell which are broken."""
    asked = [Broken(one, list(one.search())) for one in invariants()]
    return [one for one in asked if one.offences]
