"""What changed between two texts."""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a comparison: `same`, `added` or `removed`."""

    kind: str
    text: str


KINDS = {"  ": "same", "+ ": "added", "- ": "removed"}


def line_difference(before: str, after: str) -> list[Line]:
    """Every line of both texts in reading order, with what happened to it."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [Line(KINDS[line[:2]], line[2:]) for line in lines if line[:2] in KINDS]
