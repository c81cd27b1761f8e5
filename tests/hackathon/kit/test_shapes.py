"""Shapes of the API read strictly."""

import pytest

from hackathon.kit.shapes import (
    Beside,
    Choice,
    Day,
    Input,
    Moment,
    Phone,
    ReasonInput,
    Text,
    TextsInput,
    WebAddress,
    Whole,
    Yes,
    texts_of,
)


def read(field, value):
    """What a shape with one field reads, or its errors."""
    shape = type("OneInput", (Input,), {"one": field})(data={"one": value})
    return shape.validated_data["one"] if shape.is_valid() else None


@pytest.mark.parametrize(
    ("field", "given", "wanted"),
    [
        (Text(), " a\r\nb ", "a\nb"),
        (Text(), 5, None),
        (Text(), [], None),
        (Text(), {}, None),
        (Text(), False, None),
        (Text(), "", None),
        (Text(allow_blank=True), "", ""),
        (Text(max_length=2), "abc", None),
        (Text(), "a\0b", None),
        (Whole(), 5, 5),
        (Whole(), "5", None),
        (Whole(), True, None),
        (Whole(), 5.5, None),
        (Whole(), -1, None),
        (Whole(), 2**63, None),
        (Yes(), True, True),
        (Yes(), "true", None),
        (Yes(), 1, None),
        (Choice(choices=["1", "a"]), "1", "1"),
        (Choice(choices=["1", "a"]), 1, None),
        (Day(), 5, None),
        (Day(), "2004-02-30", None),
        (Phone(), "8 (701) 234-56-78", "+77012345678"),
        (Phone(), "12", None),
        (WebAddress(), "https://example.kz/a", "https://example.kz/a"),
        (WebAddress(), "ftp://example.kz/a", None),
        (WebAddress(), "javascript:alert(1)", None),
        (Moment(), "2026-09-01T10:00:00", None),
        (Moment(), "1926-09-01T10:00:00Z", None),
        (Moment(), "2026-09-01", None),
        (Moment(), 5, None),
    ],
)
def test_field_takes_its_own_kind_only(field, given, wanted):
    assert read(field, given) == wanted


def test_moment_keeps_its_instant():
    assert read(Moment(), "2026-09-01T10:00:00+05:00").isoformat() == "2026-09-01T10:00:00+05:00"


def test_unknown_names_are_told_one_by_one():
    shape = ReasonInput(data={"reason": "x", "status": 1, "is_staff": True})

    assert not shape.is_valid()
    assert set(shape.errors) == {"status", "is_staff"}


@pytest.mark.parametrize("data", [[], "text", 5, None])
def test_what_is_no_object_is_refused(data):
    assert not ReasonInput(data=data).is_valid()


def test_texts_are_read_in_every_language():
    whole = {"kk": "а", "ru": "б", "en": "c"}
    shape = TextsInput(data=whole)

    assert shape.is_valid()
    assert texts_of(shape.validated_data) == whole
    assert texts_of({}) == {"kk": "", "ru": "", "en": ""}
    assert not TextsInput(data={"kk": "а", "ru": "б"}).is_valid()


def test_facts_stand_beside_a_row_and_before_its_own():
    class Row:
        name, size = "row", 3

    both = Beside(Row(), size=4)
    assert (both.name, both.size) == ("row", 4)
    with pytest.raises(AttributeError):
        both.absent  # noqa: B018 -- the look itself
