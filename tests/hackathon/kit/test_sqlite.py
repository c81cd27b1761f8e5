"""SQLite knows the Kazakh alphabet and its capitals, as PostgreSQL does."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from types import SimpleNamespace

import pytest

from hackathon.kit import sqlite
from hackathon.kit.folding import fold

NAMES = ["Zeta", "Яна", "Әсел", "Абай", "Өмір", "Дана", "Қайрат", "Ғани"]


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        sqlite.teach(SimpleNamespace(vendor="sqlite", connection=database))
        database.execute("CREATE TABLE team (name TEXT)")
        database.executemany("INSERT INTO team VALUES (?)", [[name] for name in NAMES])
        yield database


def test_other_databases_are_left_alone():
    sqlite.teach(SimpleNamespace(vendor="postgresql"))


def test_names_come_in_the_order_of_the_kazakh_alphabet(database):
    rows = database.execute('SELECT name FROM team ORDER BY name COLLATE "kk-x-icu"')

    assert [name for (name,) in rows] == [
        *("Абай", "Әсел", "Ғани", "Дана", "Қайрат", "Өмір", "Яна", "Zeta")
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("қАЙРАТ", ["Қайрат"]),
        ("%ӘС%", ["Әсел"]),
        ("_өмір", []),
        ("%МІ_", ["Өмір"]),
        ("Дан", []),
    ],
)
def test_search_overlooks_kazakh_capitals(database, words, found):
    rows = database.execute("SELECT name FROM team WHERE name LIKE ?", [words])

    assert [name for (name,) in rows] == found


def test_escaped_signs_stand_for_themselves(database):
    database.executemany("INSERT INTO team VALUES (?)", [["100 %"], ["1000"], ["a\\b.c"], [None]])

    def found(words: str) -> list[str]:
        rows = database.execute("SELECT name FROM team WHERE name LIKE ? ESCAPE '\\'", [words])
        return [name for (name,) in rows]

    assert found(r"%\%") == ["100 %"]
    assert found(r"a\\B._") == ["a\\b.c"]
    assert found("%") == [*NAMES, "100 %", "1000", "a\\b.c"]


@pytest.mark.parametrize("other", ["ӘСЕЛ  Командасы", " әсел командасы ", "Ә\u0441ел\tкомандасы"])
def test_names_that_people_take_for_the_same_fold_alike(other):
    assert fold(other) == fold("Әсел командасы") == "әсел командасы"


def test_longest_name_folds_into_its_column():
    assert max(len(fold(letter * 80)) for letter in "ΐßİﬃŉ") <= 250
