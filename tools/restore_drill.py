"""A restore drill: a house is made through its services, backed up, lost, and put back.

Usage: .venv/bin/python -m tools.restore_drill. It needs two minutes, no server, and leaves nothing.
It runs the scripts of deploy/, compares every table, and plays the log back to a chosen moment.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from tools.checks import FOR_PRODUCTION
from tools.postgres import find_programs, give_to_server, postgres, serve
from tools.processes import ending_in_order, run

ROOT = Path(__file__).resolve().parent.parent
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
PATIENCE = 60  # seconds until the log of the last act must lie in the archive
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
Prints = dict[str, Any]


class Failed(Exception):
    """The drill found something that a restore would lose."""


def main() -> int:
    """Run the drill and print what it measured."""
    box = Path(tempfile.mkdtemp(prefix="shanyraq-drill-"))
    box.chmod(0o711)  # PostgreSQL's user passes through
    try:
        with ending_in_order():
            drill(box)
    except Failed as failure:
        print(f"FAILED: {failure}")
        return 1
    finally:
        shutil.rmtree(box, ignore_errors=True)
    print("The drill is passed.")
    return 0


def drill(box: Path) -> None:
    """Make, back up, restore and compare; then once more from the log."""
    archive = box / "archive"
    for folder in (archive, box / "first", box / "base", box / "base" / "data"):
        folder.mkdir(mode=0o700)
        give_to_server(folder)
    with postgres(box / "first", **SAFE, **archiving(archive)) as server:
        house = House(server, "shanyraq", box / "media")
        with timed("data made through the services"):
            house.make()
        with timed("pg_basebackup, for the log"):
            copy_cluster(server, box / "base" / "data")
        before = house.prints()
        show(before, house)
        restore_from_dump(box, house, before)
        moment, then = an_accident(house, archive)
    recover_from_log(box, archive, moment, then)


# --- a house


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
        try:
            self.ask(sql)
        except psycopg2.Error:
            return
        raise Failed(f"{sql} was not refused")

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


# --- by pg_dump


def restore_from_dump(box: Path, house: House, before: Prints) -> None:
    """deploy/backup.sh, then deploy/restore.sh into a new database and a new folder."""
    with timed("deploy/backup.sh"):
        backup = Path(script("backup.sh", house, str(box / "backups")).strip())
    say(f"the backup has {size_of(backup) / 1e6:.1f} MB")
    copy = House(house.url.rpartition("/")[0] + "/x", "restored", box / "media-restored")
    create_database(copy.url)
    refuses_damage(backup, copy)
    with timed("deploy/restore.sh"):
        script("restore.sh", copy, str(backup))
    compare("restored from pg_dump", before, copy.prints())
    copy.guards_stand()
    copy.check()
    if script("restore.sh", copy, str(backup), fails=True):
        raise Failed("a database that is not empty was restored into")
    say("a second restore over it is refused")


def refuses_damage(backup: Path, copy: House) -> None:
    """One wrong byte, and nothing is done."""
    damaged = shutil.copytree(backup, backup.parent / "damaged")
    dump = damaged / "database.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    script("restore.sh", copy, str(damaged), fails=True)
    if copy.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") != [(0,)]:
        raise Failed("a damaged backup was restored")
    say("a backup with one wrong bit is refused, and nothing is changed")


def script(name: str, house: House, argument: str, *, fails: bool = False) -> str:
    """Run a script of deploy/ for a house."""
    done = subprocess.run(
        [ROOT / "deploy" / name, argument],
        env=os.environ | house.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if (done.returncode != 0) != fails:
        raise Failed(f"{name} ended with {done.returncode}: {done.stderr}")
    return done.stdout


# --- by the log


def archiving(archive: Path) -> dict[str, str]:
    """The options of the compose file, with the folder of this drill."""
    parts = {"there": f"{archive}/%f", "part": f"{archive}/%f.part"}
    command = "test ! -f {there} && cp %p {part} && mv {part} {there}".format(**parts)
    return {"wal_level": "replica", "archive_mode": "on", "archive_command": command}


def copy_cluster(server: str, folder: Path) -> None:
    """A base backup, for the log to go on from."""
    options = ["--wal-method=none", "--checkpoint=fast", f"--pgdata={folder}"]
    programs = find_programs()
    assert programs is not None  # noqa: S101 -- a server of it runs
    subprocess.run([programs / "pg_basebackup", f"--dbname={server}", *options], check=True)
    for path in [folder, *folder.rglob("*")]:
        give_to_server(path)


def an_accident(house: House, archive: Path) -> tuple[str, Prints]:
    """One more act; then somebody drops a table. The moment between, and what was there."""
    house.python("-m", "tools.drill_data", "news")
    then = house.prints()
    [(moment,)] = house.ask("SELECT clock_timestamp()::text")
    time.sleep(1)
    house.ask("DROP TABLE registration_consent CASCADE; DELETE FROM hackathon_letter")
    [(last,)] = house.ask("SELECT pg_walfile_name(pg_switch_wal())")
    say("an accident: the table of consents and all letters are gone")
    deadline = time.monotonic() + PATIENCE
    while not (archive / last).exists():
        if time.monotonic() > deadline:
            raise Failed("the log does not reach its archive")
        time.sleep(0.1)
    return moment, then


def recover_from_log(box: Path, archive: Path, moment: str, then: Prints) -> None:
    """Start from the base backup and play the log up to the moment before the accident."""
    (box / "base" / "data" / "recovery.signal").touch()
    options = {
        "restore_command": f"cp {archive}/%f %p",
        "recovery_target_time": moment,
        "recovery_target_action": "promote",
    }
    with timed("recovery from the log"), serve(box / "base", **SAFE, **options) as server:
        house = House(server, "shanyraq", box / "media")
        deadline = time.monotonic() + PATIENCE
        while house.ask("SELECT pg_is_in_recovery()") != [(False,)]:
            if time.monotonic() > deadline:
                raise Failed("the recovery does not end")
            time.sleep(0.1)
        compare("played back to the moment before", then, house.prints())
        house.guards_stand()
        house.check()


# --- telling


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


if __name__ == "__main__":
    sys.exit(main())
