"""Points: from judges' marks to a team's total, exactly (R5.2, R5.4).

Marks are whole numbers of half points; everything made of them is a `Fraction` of points, never
rounded and never a float. A mark that is missing is missing, not 0: a reading that lacks one has
no total and counts for nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import prod
from typing import NamedTuple

SOLUTION = "solution"
BONUS = "bonus"


@dataclass(frozen=True)
class CriterionSpec:
    """What the arithmetic needs to know of a criterion; `form` is set in the slot "solution"."""

    code: str
    slot: str
    form: str = ""
    order: int = 0

    @property
    def is_bonus(self) -> bool:
        """Whether its points come on top of the slots."""
        return self.slot == BONUS


@dataclass(frozen=True)
class Reading:
    """One judge's marks for one team, in half points by the code of the criterion."""

    judge: int
    entry: int
    marks: Mapping[str, int | None]


@dataclass(frozen=True)
class TeamPoints:
    """One team's official points: the mean of its judges' totals, and what they are made of."""

    entry: int
    points: Fraction
    slots: Mapping[str, Fraction] = field(default_factory=dict)
    totals: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def readings(self) -> int:
        """How many complete readings the points come from."""
        return len(self.totals)

    @property
    def bonus(self) -> Fraction:
        """The mean of the bonus points."""
        return self.slots.get(BONUS, Fraction(0))


def is_complete(reading: Reading, specs: Iterable[CriterionSpec], forms: Collection[str]) -> bool:
    """Whether the judge marked every criterion that concerns a project of these forms."""
    return _is_full(reading, _parts(specs, forms))


def slot_points(
    reading: Reading, specs: Iterable[CriterionSpec], forms: Collection[str]
) -> dict[str, Fraction]:
    """One judge's points by slot; "solution" is the mean over the project's forms.

    A reading that is not complete has none: `ValueError`.
    """
    parts = _parts(specs, forms)
    if not _is_full(reading, parts):
        raise ValueError(f"Judge {reading.judge} has not marked all of entry {reading.entry}.")
    return {part.slot: Fraction(_half_points(reading, part), 2 * part.share) for part in parts}


def judge_total(
    reading: Reading, specs: Iterable[CriterionSpec], forms: Collection[str]
) -> Fraction:
    """One judge's total for one team: the slots and the bonuses, added up."""
    return sum(slot_points(reading, specs, forms).values(), Fraction(0))


def team_points(
    readings: Iterable[Reading],
    specs: Iterable[CriterionSpec],
    forms_of: Mapping[int, Collection[str]],
) -> list[TeamPoints]:
    """The points of every team that has a complete reading, in no order that means anything.

    Two readings of a team by one judge are a mistake of the caller: `ValueError`.
    """
    specs = tuple(specs)
    parts_of = cache(lambda forms: _parts(specs, forms))
    complete: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        if _is_full(reading, parts_of(frozenset(forms_of.get(reading.entry, ())))):
            complete[reading.entry].append(reading)
    return [
        _mean(entry, read, parts_of(frozenset(forms_of.get(entry, ()))))
        for entry, read in complete.items()
    ]


class _Part(NamedTuple):
    """A slot with the criteria that fill it: their sum, divided by `share`."""

    slot: str
    codes: tuple[str, ...]
    share: int


def _parts(specs: Iterable[CriterionSpec], forms: Collection[str]) -> tuple[_Part, ...]:
    """The slots of a project of these forms. One without a criterion is never full."""
    codes: dict[str, list[str]] = {}
    marked: set[str] = set()
    for spec in sorted(specs, key=lambda spec: spec.order):
        of_slot = codes.setdefault(spec.slot, [])
        if spec.slot != SOLUTION:
            of_slot.append(spec.code)
        elif spec.form in forms:
            of_slot.append(spec.code)
            marked.add(spec.form)
    share = {SOLUTION: len(marked)}
    return tuple(_Part(slot, tuple(names), share.get(slot, 1)) for slot, names in codes.items())


def _is_full(reading: Reading, parts: Sequence[_Part]) -> bool:
    """Whether no mark is missing."""
    mark = reading.marks.get
    return bool(parts) and all(part.codes and None not in map(mark, part.codes) for part in parts)


def _half_points(reading: Reading, part: _Part) -> int:
    """The half points that fill a slot, before they are shared out among forms."""
    return sum(reading.marks[code] or 0 for code in part.codes)


def _mean(entry: int, readings: Sequence[Reading], parts: Sequence[_Part]) -> TeamPoints:
    """The mean over a team's complete readings, kept in whole numbers to the last step."""
    common = prod(part.share for part in parts)
    slots = dict.fromkeys((part.slot for part in parts), 0)
    totals: dict[int, int] = {}
    for reading in readings:
        if reading.judge in totals:
            raise ValueError(f"Judge {reading.judge} has two readings of entry {entry}.")
        total = 0
        for part in parts:
            half_points = _half_points(reading, part)
            slots[part.slot] += half_points
            total += half_points * (common // part.share)
        totals[reading.judge] = total
    count = len(readings)
    return TeamPoints(
        entry=entry,
        points=Fraction(sum(totals.values()), 2 * common * count),
        slots={p.slot: Fraction(slots[p.slot], 2 * p.share * count) for p in parts},
        totals={judge: Fraction(total, 2 * common) for judge, total in totals.items()},
    )
