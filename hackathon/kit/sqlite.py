"""What SQLite is taught on every connection: the Kazakh alphabet, and capitals beyond ASCII."""

import re
from functools import lru_cache
from sqlite3 import Connection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from hackathon.kit.sorting import COLLATION, kazakh_key

WILD = {"%": ".*", "_": "."}
_key = lru_cache(maxsize=20_000)(kazakh_key)  # a sort asks for each name a dozen times


def teach(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Give a new connection to SQLite what PostgreSQL has of its own: for `connection_created`."""
    if connection.vendor != "sqlite":
        return
    database: Connection = connection.connection
    database.create_collation(COLLATION, compare)
    for words in (2, 3):
        database.create_function("like", words, is_like, deterministic=True)


def compare(one: str, other: str) -> int:
    """Which of two texts stands first in a Kazakh dictionary: -1, 0 or 1."""
    if one == other:
        return 0
    return -1 if _key(one) < _key(other) else 1


def is_like(pattern: str | None, text: str | None, escape: str = "") -> bool | None:
    """SQL's LIKE, which SQLite answers with ASCII's capitals only."""
    if pattern is None or text is None:
        return None
    return _expression(str(pattern), escape).fullmatch(str(text)) is not None


@lru_cache(maxsize=64)
def _expression(pattern: str, escape: str) -> re.Pattern[str]:
    """The pattern as a regular expression: `%` any text, `_` any sign, the rest as it stands."""
    parts, signs = [], iter(pattern)
    for sign in signs:
        if sign == escape:
            parts.append(re.escape(next(signs, "")))
        else:
            parts.append(WILD.get(sign) or re.escape(sign))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
