"""A house of the restore drill: a database and its media folder, and what is compared of them."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from tools.checks import FOR_PRODUCTION
from tools.processes import run

OBJECTS = {  # what a table stands in, besides its rows
    "triggers": "SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled)"
    " FROM pg_trigger WHERE NOT tgisinternal",
    # by name: PostgreSQL writes the same condition in other words after a restore
    "constraints": "SELECT concat_ws(' ', conrelid::regclass, conname, contype, convalidated)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT concat_ws(' ', relname, indisunique, indisvalid, indpred IS NOT NULL,"
    " (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
    " WHERE attrelid = indexrelid)) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE relnamespace = 'public'::regnamespace",
}
SEQUENCES = (
    "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'"
)
TRIGGERS_NO = "23000"  # what the house's triggers raise
Prints = dict[str, Any]


class Failed(Exception):
    """The drill found something that a restore would lose."""


class House:
    """A database and its media folder."""

    def __init__(self, server: str, database: str, media: Path) -> None:
        self.url = f"{server.rpartition('/')[0]}/{database}"
        self.media = media
        media.mkdir(exist_ok=True)
        self.environment = FOR_PRODUCTION | {
            "DATABASE_URL": self.url,
            "SHANYRAQ_MEDIA": str(media),
            "SHANYRAQ_VAR": str(media.parent / "var"),
            "LOG_LEVEL": "ERROR",
        }

    def make(self) -> None:
        """Create the database, its tables and its data."""
        create_database(self.url)
        self.python("manage.py", "migrate", "--noinput", "--verbosity=0")
        self.python("-m", "tools.drill_data", "all")

    def python(self, *words: str) -> None:
        """Run a program of the house, which must succeed."""
        if run([sys.executable, *words], self.environment) != 0:
            raise Failed(" ".join(words))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database; an act is committed."""
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def prints(self) -> Prints:
        """Rows and checksum of every table, all that stands around them, and the files' hashes."""
        tables = self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found: Prints = {name: self.ask(PRINT % {"table": name})[0] for (name,) in tables}
        found |= {what: sorted(self.ask(sql)) for what, sql in OBJECTS.items()}
        found["sequences"] = dict(self.ask(SEQUENCES))
        found["files"] = {
            str(file.relative_to(self.media)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(self.media.rglob("*"))
            if file.is_file()
        }
        return found

    def guards_stand(self) -> None:
        """Every append-only table refuses a change, in the database itself."""
        guarded = self.ask(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgtype & 8 > 0 ORDER BY 1"  # before a row is deleted
        )
        for (table,) in guarded:
            if self.ask(f"SELECT count(*) FROM {table}")[0][0]:  # noqa: S608 -- our own names
                self._refuses(f"DELETE FROM {table}")  # noqa: S608
        say(f"{len(guarded)} tables refuse to lose a row")

    def _refuses(self, sql: str) -> None:
        """A trigger of ours says no, by its name; a foreign key would be no proof."""
        try:
            self.ask(sql)
        except psycopg2.IntegrityError as refusal:
            if refusal.pgcode == TRIGGERS_NO:
                return
        raise Failed(f"{sql} was not refused by a trigger")

    def check(self) -> None:
        """The program itself finds everything in order."""
        self.python("manage.py", "migrate", "--check")
        commands = subprocess.run(
            [sys.executable, "manage.py", "help", "--commands"],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        if "check_invariants" in commands:
            self.python("manage.py", "check_invariants")
        else:
            say("manage.py check_invariants is not there yet: not run")


PRINT = (
    "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), ''))"
    ' FROM "%(table)s" t'
)


def create_database(url: str) -> None:
    """An empty database of this name on its server."""
    server, _slash, name = url.rpartition("/")
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()


def compare(what: str, wanted: Prints, found: Prints) -> None:
    """Every table's count and checksum, every object, every file."""
    names = (wanted.keys() | found.keys()) - {"sequences"}
    wrong = sorted(name for name in names if wanted.get(name) != found.get(name))
    if wrong:
        first = wrong[0]
        raise Failed(f"{what}: {wrong}: {differing(wanted.get(first), found.get(first))}")
    numbers = found["sequences"]  # the log runs some numbers ahead; behind they must never be
    if behind := [name for name, last in wanted["sequences"].items() if numbers[name] < last]:
        raise Failed(f"{what}: {behind} would give numbers out again")
    rows = sum(value[0] for value in found.values() if isinstance(value, tuple))
    say(f"{what}: {rows} rows, {len(found['files'])} files, all objects are the same")


def differing(wanted: Any, found: Any) -> str:
    """The first few things that one has and the other has not."""
    if not isinstance(wanted, list) or not isinstance(found, list):
        return f"{wanted}, not {found}"
    return str(sorted(set(wanted) ^ set(found))[:4])


def show(prints: Prints, house: House) -> None:
    """How much there is."""
    tables = {name: value for name, value in prints.items() if isinstance(value, tuple)}
    counts = {what: len(prints[what]) for what in (*OBJECTS, "sequences", "files")}
    rows = sum(count for count, _sum in tables.values())
    say(f"{len(tables)} tables with {rows} rows; {json.dumps(counts)}; {house.media.name}")


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took."""
    began = time.monotonic()
    yield
    say(f"{what}: {time.monotonic() - began:.1f} s")


def say(what: str) -> None:
    """Tell how far the drill is."""
    print(f"[drill] {what}", flush=True)
