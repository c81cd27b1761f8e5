"""A small rehearsal whose database is kept: played once for all workers of a test run."""

import fcntl
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.test.utils import override_settings

from bootcamp.rehearsal.database import SQLITE
from hackathon.kit import clock

NOON = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SMALL = {"teams": 12, "judges": 4, "cities": 3, "seed": 3}


@dataclass(frozen=True)
class Kept:
    """What a rehearsal has left: its database, its report as facts and as text."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "kept.sqlite3"

    @property
    def said(self) -> str:
        return (self.folder / "report.txt").read_text(encoding="utf-8")

    @property
    def facts(self) -> dict[str, Any]:
        return json.loads((self.folder / "report.json").read_text(encoding="utf-8"))


def tables_at_once():
    """Tables as the models say, without the steps by which they came about: a test has no time."""
    labels = [config.label for config in apps.get_app_configs()]
    return override_settings(MIGRATION_MODULES=dict.fromkeys(labels))


def play(folder: Path, **options: Any) -> None:
    """One rehearsal by the command, with its report in `folder`."""
    out = io.StringIO()
    options = SMALL | {"json": folder / "report.json", "stdout": out} | options
    with clock.frozen(NOON), tables_at_once():
        call_command("rehearse", **options)
    (folder / "report.txt").write_text(out.getvalue(), encoding="utf-8")


def kept_in(folder: Path) -> Kept:
    """The rehearsal of whichever worker of this run came first."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            play(folder, database=SQLITE, keep=str(folder / "kept.sqlite3"), verbosity=2)
    return Kept(folder)
