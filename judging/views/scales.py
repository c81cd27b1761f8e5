"""The scales of a card, as its page draws them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format

from hackathon.kit.translated import say
from judging.forms.card import in_points, scale
from judging.models import Criterion
from judging.states import Slot


def points_text(points: float | Fraction) -> str:
    """Points in local figures, with decimals only where there are any."""
    whole = Fraction(points).denominator == 1
    return number_format(float(points), decimal_pos=0 if whole else 1)


def pads(criterion: Criterion, mark: int | None, *, allows_halves: bool) -> list[dict[str, Any]]:
    """The radio buttons of one scale."""
    chosen = None if mark is None else str(in_points(mark))
    values = scale(criterion, allows_halves=allows_halves)
    return [
        {"value": value, "label": points_text(Fraction(value)), "checked": value == chosen}
        for value in values
    ]


def scales(
    criteria: Sequence[Criterion], marks: Mapping[str, int | None], *, allows_halves: bool
) -> list[dict[str, Any]]:
    """The scales of a card as `parts/criterion.html` draws them."""
    return [
        {
            "code": one.code,
            "title": str(one),
            "hint": say(one.hint),
            "points": None
            if (mark := marks.get(one.code)) is None
            else points_text(Fraction(mark, 2)),
            "top": one.max_points,
            "slot": one.slot,
            "is_bonus": one.is_bonus,
            "is_fine": allows_halves,
            "pads": pads(one, mark, allows_halves=allows_halves),
        }
        for one in criteria
    ]


def total_of(criteria: Sequence[Criterion], marks: Mapping[str, int | None]) -> dict[str, str]:
    """What the bar says before the script takes over: slots, bonuses, and the most there is."""
    slots: dict[str, list[Fraction]] = {}
    tops: dict[str, int] = {}
    for one in criteria:
        slots.setdefault(one.slot, []).append(Fraction(marks.get(one.code) or 0, 2))
        tops[one.slot] = one.max_points
    bonus = sum(slots.pop(Slot.BONUS, []), Fraction(0))
    tops.pop(Slot.BONUS, None)
    total = sum((Fraction(sum(given)) / len(given) for given in slots.values()), Fraction(0))
    return {
        "total": points_text(Fraction(round(total, 1))),
        "top": str(sum(tops.values())),
        "bonus": f"+{points_text(bonus)}" if bonus else "",
    }
