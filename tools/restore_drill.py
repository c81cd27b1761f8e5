"""A restore drill: a house is made through its services, backed up, lost, and put back.

Usage: .venv/bin/python -m tools.restore_drill. It needs two minutes, no server, and leaves nothing.
It runs the scripts of deploy/, compares every table, and plays the log back to a chosen moment.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.drill_house import (
    Failed,
    House,
    Prints,
    compare,
    create_database,
    say,
    show,
    size_of,
    timed,
)
from tools.postgres import find_programs, give_to_server, postgres, serve
from tools.processes import ending_in_order

ROOT = Path(__file__).resolve().parent.parent
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
PATIENCE = 60  # seconds until the log of the last act must lie in the archive


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


if __name__ == "__main__":
    sys.exit(main())
