"""Kazakh alphabetical order, the same as PostgreSQL's collation `kk-x-icu`."""

import unicodedata
from typing import TypeAlias

from django.db.models.functions import Collate

COLLATION = "kk-x-icu"

SortKey: TypeAlias = tuple[tuple[int, ...], tuple[str, ...], tuple[bool, ...], str]

SIGNS = "_-–—,;:!?.·'‘’\"“”„«»()[]{}§@*/\\&#%•`´^°©®+±÷×<=>|~$€₸"
DIGITS = "0123456789"
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
TWINS = str.maketrans({"‑": "-", "ı": "i", "ß": "ss"})

_RANKS = {character: rank for rank, character in enumerate(" " + SIGNS + DIGITS + KAZAKH + LATIN)}


def in_order(field: str) -> Collate:
    """The text of a field, for `order_by`, in the order of `kazakh_key` on every database."""
    return Collate(field, COLLATION)


def kazakh_key(text: str) -> SortKey:
    """The key that sorts names as a Kazakh dictionary does: Ә after А, Қ after К, Latin last.

    The alphabet decides first, then accents, then capitals (small before capital), then the text
    itself, so that the order never depends on where a list came from.
    """
    letters: list[int] = []
    capitals: list[bool] = []
    accents: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        plain, accent = _split_accent(character)
        letters += [_rank(letter) for letter in plain.lower()]
        capitals += [letter.isupper() for letter in plain]
        accents.append(accent)
    return tuple(letters), tuple(accents), tuple(capitals), text


def _split_accent(character: str) -> tuple[str, str]:
    """A letter of the alphabets as it is, any other one as its base letters and its accents."""
    if character.isspace():
        return " ", ""
    if character.lower() in _RANKS:
        return character, ""
    parts = unicodedata.normalize("NFKD", character.translate(TWINS))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain, "".join(part for part in parts if unicodedata.combining(part))


def _rank(letter: str) -> int:
    """The place of a letter in the order; what the alphabets do not hold comes after them."""
    return _RANKS.get(letter, len(_RANKS) + ord(letter))
