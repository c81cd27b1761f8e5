"""A hand that counts: acts, refusals, queries and time, stage by stage."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection

from bootcamp.demo.hand import Hand
from bootcamp.rehearsal.progress import Progress
from hackathon.kit.errors import Refused
from hackathon.kit.invariants import Broken

Result = TypeVar("Result")


class OutOfScriptError(Exception):
    """Something went otherwise than the rules say: the rehearsal has found a fault."""


@dataclass
class Scene:
    """One stage of the rehearsal, and what happened in it."""

    name: str
    acts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    queries: int = 0
    seconds: float = 0
    broken: list[Broken] = field(default_factory=list)
    check_seconds: float = 0


@dataclass
class Effort:
    """What one kind of act costs."""

    count: int = 0
    least: int = 0  # queries
    most: int = 0
    queries: int = 0
    seconds: float = 0

    def add(self, queries: int, seconds: float) -> None:
        """Count one more."""
        self.least = min(self.least, queries) if self.count else queries
        self.most = max(self.most, queries)
        self.count += 1
        self.queries += queries
        self.seconds += seconds


class CountingHand(Hand):
    """Makes every act, notes what it cost, and sees that what must be refused is."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.scenes: list[Scene] = []
        self.efforts: dict[str, Effort] = {}
        self.queries = 0

    @property
    def scene(self) -> Scene:
        """The stage that is being played."""
        return self.scenes[-1]

    def do(self, act: Callable[..., Result], **facts: Any) -> Result:
        """Make one act and note its cost."""
        with self._measured(act.__name__):
            result = act(**facts)
        self.scene.acts[act.__name__] += 1
        return result

    def refused(self, code: str, act: Callable[..., Any], **facts: Any) -> None:
        """Try what the rules forbid; whatever else happens is a fault."""
        try:
            act(**facts)
        except Refused as refusal:
            if refusal.code != code:
                message = f"{act.__name__}: {refusal.code} instead of {code}"
                raise OutOfScriptError(message) from refusal
            self.scene.refusals[code] += 1
        else:
            raise OutOfScriptError(f"{act.__name__} was not refused with {code}")

    @contextmanager
    def playing(self, name: str) -> Iterator[Scene]:
        """One stage, from the first act to the last letter."""
        self.scenes.append(Scene(name))
        begun, before = time.monotonic(), self.queries
        yield self.scene
        self.scene.seconds = time.monotonic() - begun
        self.scene.queries = self.queries - before

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count every query of this connection."""

        def count(execute: Callable[..., Any], *query: Any) -> Any:
            self.queries += 1
            return execute(*query)

        with connection.execute_wrapper(count):
            yield

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        begun, before = time.perf_counter(), self.queries
        yield
        effort = self.efforts.setdefault(name, Effort())
        effort.add(self.queries - before, time.perf_counter() - begun)
