"""The scripts of backup and restore, on a small database; tools.restore_drill does it in full."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest

from tests.deployment.compose import ROOT

pytestmark = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="needs PostgreSQL"
)


def ask(address: str, sql: str) -> list[tuple]:
    connection = psycopg2.connect(address)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """Two empty databases; gone afterwards."""
    server = os.environ["DATABASE_URL"]
    names = [f"backup_{uuid4().hex}" for _ in range(2)]
    for name in names:
        ask(server, f"CREATE DATABASE {name}")
    yield [f"{server.rpartition('/')[0]}/{name}" for name in names]
    for name in names:
        ask(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def media(tmp_path: Path) -> list[Path]:
    """A folder with one file below a folder of its own, and the place of another one."""
    first, second = tmp_path / "media", tmp_path / "restored"
    (first / "deliverables").mkdir(parents=True)
    (first / "deliverables" / "a.pdf").write_bytes(b"%PDF")
    return [first, second]


def script(name: str, address: str, media: Path, argument: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [ROOT / "deploy" / name, argument],
        env=os.environ | {"DATABASE_URL": address, "SHANYRAQ_MEDIA": str(media)},
        capture_output=True,
        text=True,
        check=False,
    )


def back_up(address: str, media: Path, folder: Path) -> Path:
    ask(address, "CREATE TABLE team (name text); INSERT INTO team VALUES ('Қыран')")
    done = script("backup.sh", address, media, folder)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_what_was_backed_up_comes_back(databases, media, tmp_path: Path) -> None:
    backup = back_up(databases[0], media[0], tmp_path / "backups")
    assert backup.parent == tmp_path / "backups"
    assert sorted(file.name for file in backup.iterdir()) == [
        "SHA256SUMS",
        "database.dump",
        "media.tar",
    ]
    assert backup.stat().st_mode & 0o077 == 0  # it holds personal data

    done = script("restore.sh", databases[1], media[1], backup)

    assert done.returncode == 0, done.stderr
    assert ask(databases[1], "SELECT name FROM team") == [("Қыран",)]
    assert (media[1] / "deliverables" / "a.pdf").read_bytes() == b"%PDF"


def test_nothing_is_restored_over_what_is_there(databases, media, tmp_path: Path) -> None:
    backup = back_up(databases[0], media[0], tmp_path / "backups")
    ask(databases[0], "UPDATE team SET name = 'Later'")

    filled = script("restore.sh", databases[0], media[1], backup)
    in_use = script("restore.sh", databases[1], media[0], backup)

    assert (filled.returncode, filled.stderr) == (
        1,
        "The database is not empty: nothing was done.\n",
    )
    assert in_use.stderr == "The media folder is not empty: nothing was done.\n"
    assert ask(databases[0], "SELECT name FROM team") == [("Later",)]
    assert ask(databases[1], "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


@pytest.mark.parametrize("name", ["database.dump", "media.tar"])
def test_damaged_backup_is_refused_whole(databases, media, tmp_path: Path, name: str) -> None:
    backup = back_up(databases[0], media[0], tmp_path / "backups")
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 1
    (backup / name).write_bytes(content)

    done = script("restore.sh", databases[1], media[1], backup)

    assert done.returncode == 1
    assert done.stderr.endswith("The backup is damaged: nothing was done.\n")
    assert ask(databases[1], "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert not media[1].exists()


def test_backup_that_fails_leaves_nothing_that_looks_whole(databases, media, tmp_path) -> None:
    done = script("backup.sh", databases[0] + "_not", media[0], tmp_path / "backups")

    assert done.returncode != 0
    assert [folder.suffix for folder in (tmp_path / "backups").iterdir()] == [".part"]
