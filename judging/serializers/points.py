"""Points as the API reads and writes them: whole or half as numbers, means exactly as text."""

from fractions import Fraction
from typing import Any

from rest_framework import serializers

MOST = 100


class Points(serializers.FloatField):
    """Points on one criterion: whole, or half where the round allows halves."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST, **kwargs)

    def to_internal_value(self, data: Any) -> float:
        """Take numbers only, and none finer than a half."""
        if isinstance(data, bool) or not isinstance(data, int | float) or data * 2 % 1:
            self.fail("invalid")
        return super().to_internal_value(data)


def in_half_points(points: float | None) -> int | None:
    """Points as they are kept."""
    return None if points is None else int(points * 2)


def in_points(half_points: int | None) -> float | None:
    """What is kept, in points."""
    return None if half_points is None else half_points / 2


class Mean(serializers.CharField):
    """An exact mean: "47/2". Nothing is lost, and everyone can recompute it."""

    def to_representation(self, value: Fraction) -> str:  # type: ignore[override]
        """The fraction as text."""
        return str(value)
