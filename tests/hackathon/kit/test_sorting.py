"""Kazakh alphabetical order: by hand, and against PostgreSQL's own collation."""

import random
import unicodedata

import pytest
from django.db import connection

from hackathon.kit.sorting import KAZAKH, LATIN, SIGNS, kazakh_key


def in_order(*names):
    """Whether `names` are sorted, whatever order they come in."""
    backwards = list(reversed(names))
    return sorted(backwards, key=kazakh_key) == list(names)


def test_kazakh_letters_stand_in_their_own_places():
    letters = list("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ")

    assert sorted(sorted(letters), key=kazakh_key) == letters
    assert len(letters) == len(set(KAZAKH)) == 42


def test_names_are_sorted_as_a_kazakh_reader_expects():
    assert in_order("Абай", "Әсел", "Болат", "Ғани", "Дана", "Қайрат", "Өмір", "Ұлан", "Яна")


def test_cyrillic_stands_before_latin_and_digits_before_both():
    assert in_order("1 команда", "Азамат", "Яна", "AgroSense", "Zeta")


def test_small_and_capital_letters_are_one_letter():
    assert in_order("ӘСЕЛ А", "әсел ә", "Әсел б")
    assert in_order("әсел", "Әсел", "ӘСЕЛ")


def test_the_alphabet_decides_before_capitals_and_accents():
    assert in_order("Caféa", "CAFEB", "caféc")
    assert in_order("cafe", "Cafe", "café")


def test_a_space_ends_a_word():
    assert in_order("Жас алау", "Жас-алау", "Жасалау")


def test_the_two_ways_to_write_one_letter_are_the_same_place():
    split = unicodedata.normalize("NFD", "Йод")

    assert split != "Йод"
    assert in_order("Иод", split, "Йода", "Код")


def test_other_scripts_come_last_and_never_fail():
    assert in_order("", "Яна", "Zeta", "Ωμέγα", "日本")


@pytest.mark.django_db
def test_order_is_that_of_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has the collation")
    rng = random.Random(10)  # noqa: S311 -- a fixed sample, no secret
    alphabet = KAZAKH + KAZAKH.upper() + LATIN + LATIN.upper() + "0123456789" + SIGNS + "  ÉéçўЇß…"
    pools = [alphabet, "аАәӘкқКҚеёЁийіы -aA1", "абАБ éeЕ", "".join(SIGNS) + "а "]
    names = {"".join(rng.choices(rng.choice(pools), k=rng.randint(1, 4))) for _ in range(3000)}

    with connection.cursor() as cursor:
        sql = 'SELECT name FROM unnest(%s) AS name ORDER BY name COLLATE "kk-x-icu"'
        cursor.execute(sql, [sorted(names)])
        expected = [name for (name,) in cursor.fetchall()]

    assert sorted(names, key=kazakh_key) == expected
