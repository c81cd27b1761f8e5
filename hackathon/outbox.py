"""Posting letters: a row written with the act that it tells of, and delivered after the commit.

A letter's facts are data; its sentences stand in `templates/letters/<app>/<letter>/subject.txt` and
`body.md`. The name of a fact says what it is: `..._at` a moment, `..._on` a day (they may be given
as such, and the template prints them in the reader's words and the hackathon's time zone), `path`
or `..._path` an address below `/<language>`. Everything else is text, a number or {kk, ru, en}.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from hackathon.kit.jobs import defer
from hackathon.models import Hackathon, Letter, User
from hackathon.queries import untouched

MANY = 1000
"""How many rows one INSERT carries."""


@dataclass(frozen=True)
class Post:
    """One letter to be written: which, about what, to whom."""

    letter: str
    about: str
    to: User | None = None
    address: str = ""
    language: str = ""
    version: int = 1
    due_at: datetime | None = None
    lapses_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def post(
    letter: str,
    *,
    about: str,
    now: datetime,
    hackathon: Hackathon | None = None,
    to: User | None = None,
    address: str = "",
    language: str = "",
    version: int = 1,
    due_at: datetime | None = None,
    lapses_at: datetime | None = None,
    **facts: Any,
) -> None:
    """Write one letter; the same one about the same thing to the same address is written once."""
    one = Post(letter, about, to, address, language, version, due_at, lapses_at, facts)
    post_many([one], now=now, hackathon=hackathon)


def post_many(
    letters: Iterable[Post], *, now: datetime, hackathon: Hackathon | None = None
) -> None:
    """Write letters; those that are written already are left as they are."""
    rows = [_row(each, now, hackathon) for each in letters]
    Letter.objects.bulk_create(rows, batch_size=MANY, ignore_conflicts=True)
    if any(row.due_at <= now for row in rows):
        defer("hackathon.send_letters")


def take_back(letters: QuerySet[Letter]) -> int:
    """Unwrite those of these letters that no server can have seen; how many that were."""
    taken, _by_table = untouched(letters).delete()
    return taken


def _row(one: Post, now: datetime, hackathon: Hackathon | None) -> Letter:
    """The row of a letter, to be sent at once unless it says when."""
    address = one.address or (one.to.email if one.to else "")
    if not address:
        raise ValueError(f"{one.letter} about {one.about} has no address.")
    return Letter(
        hackathon=hackathon,
        recipient=one.to,
        address=address,
        language=one.language or (one.to.language if one.to else settings.LANGUAGE_CODE),
        letter=one.letter,
        about=one.about,
        version=one.version,
        facts={name: _plain(name, value) for name, value in one.facts.items()},
        created_at=now,
        due_at=one.due_at or now,
        lapses_at=one.lapses_at,
    )


def _plain(name: str, value: Any) -> Any:
    """A fact as JSON knows it; only a name that says so holds a moment or a day."""
    if isinstance(value, date):  # a datetime is one too
        ending = "_at" if isinstance(value, datetime) else "_on"
        if not name.endswith(ending):
            raise ValueError(f"The fact {name} is a date: its name must end in {ending}.")
        return value.isoformat()
    return value
