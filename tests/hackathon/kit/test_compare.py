"""What changed between two texts, line by line."""

import pytest

from hackathon.kit.compare import Line, line_difference


def told(before: str, after: str) -> list[str]:
    """Each line behind the first letter of what happened to it."""
    return [f"{line.kind[0]} {line.text}" for line in line_difference(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("a", "a", ["s a"]),
        ("", "a", ["a a"]),
        ("a", "", ["r a"]),
        ("a\nb", "a\nc\nb", ["s a", "a c", "s b"]),
        ("a\nb\nc", "a\nc", ["s a", "r b", "s c"]),
        ("a\r\nb", "a\nb", ["s a", "s b"]),
    ],
)
def test_difference_is_in_reading_order(before: str, after: str, expected: list[str]) -> None:
    assert told(before, after) == expected


def test_changed_line_is_removed_and_added_without_the_guides_between() -> None:
    lines = line_difference("A team has 3 to 5 people.", "A team has 3 to 6 people.")

    assert lines == [
        Line("removed", "A team has 3 to 5 people."),
        Line("added", "A team has 3 to 6 people."),
    ]


def test_line_that_looks_like_a_mark_stays_what_it_is() -> None:
    assert told("? who\n- one", "? who\n- one\n+ two") == ["s ? who", "s - one", "a + two"]
