"""`manage.py rehearse`: the whole course with believable people, on a database of its own."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from bootcamp.rehearsal.cast import FEWEST_JUDGES, FEWEST_TEAMS, TWENTY_CITIES
from bootcamp.rehearsal.database import stage_database
from bootcamp.rehearsal.hand import CountingHand, OutOfScriptError
from bootcamp.rehearsal.progress import Progress
from bootcamp.rehearsal.report import effort_lines, facts_of, lines_of
from bootcamp.rehearsal.script import Size, rehearse
from hackathon.kit import clock, jobs

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
ALL_ACTS = 2  # verbosity


class Command(BaseCommand):
    """Plays a hackathon from its setting-up to the certificates, and says what came of it."""

    help = (
        "Rehearse a whole hackathon on a throw-away database: never the one of DATABASE_URL. "
        "Fails if a rule is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options. The report speaks Kazakh first: it is for organizers."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--teams", type=int, default=30, help="how many apply")
        parser.add_argument("--judges", type=int, default=FEWEST_JUDGES, help="how many judge")
        parser.add_argument("--cities", type=int, default=6, help=f"1 to {len(TWENTY_CITIES)}")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same course")
        parser.add_argument("--language", choices=codes, default=settings.LANGUAGE_CODE)
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
        parser.add_argument(
            "--keep", default="", metavar="NAME", help="keep the database: a new file, or its name"
        )
        parser.add_argument(
            "--database",
            default="",
            metavar="SERVER",
            help="sqlite, or the postgres:// address of a server that makes the database",
        )

    def handle(self, *_args: Any, language: str, verbosity: int, **options: Any) -> None:
        """Rehearse, report, and fail where the rules did not hold."""
        size = size_of(options)
        with translation.override(language):
            try:
                with stage_database(options["database"], options["keep"]) as address:
                    facts = play(size, is_wordy=verbosity >= ALL_ACTS)
            except OutOfScriptError as fault:
                raise CommandError(str(fault)) from fault
            if options["json"]:
                text = json.dumps(facts, ensure_ascii=False, indent=2)
                options["json"].write_text(f"{text}\n", encoding="utf-8")
            lines = lines_of(facts)
            lines += ["", *effort_lines(facts)] if verbosity >= ALL_ACTS else []
            lines += ["", *how_to_open(address)] if options["keep"] else []
            self.stdout.write("\n".join(lines))
            if any(stage["broken"] for stage in facts["stages"]):
                raise CommandError(_("The rehearsal broke a rule."))


def size_of(options: dict[str, Any]) -> Size:
    """The size that is wanted, if every part of the course has somebody to play it."""
    size = Size(options["teams"], options["judges"], options["cities"], options["seed"])
    if size.teams < FEWEST_TEAMS or size.judges < FEWEST_JUDGES:
        message = f"A rehearsal needs {FEWEST_TEAMS} teams and {FEWEST_JUDGES} judges at least."
        raise CommandError(message)
    if not 1 <= size.cities <= len(TWENTY_CITIES):
        raise CommandError(f"Give 1 to {len(TWENTY_CITIES)} cities.")
    return size


def play(size: Size, *, is_wordy: bool = False) -> dict[str, Any]:
    """One rehearsal: nothing of it reaches a mail server, a broker or a file."""
    today = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    hand = CountingHand(Progress(sys.stderr, is_wordy=is_wordy))
    with jobs.silence(), no_mail():
        course = rehearse(size, hand, today)
    return facts_of(size, course, hand, connection.display_name)


@contextmanager
def no_mail() -> Iterator[None]:
    """Letters are written and counted, and go nowhere."""
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, NOWHERE
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before


def how_to_open(address: str) -> list[str]:
    """The command that shows a kept rehearsal in the browser."""
    return [
        _("The database is kept. To look at it, run this, open the page and choose “Sign in”:"),
        f"  DATABASE_URL={address} .venv/bin/python manage.py up",
    ]
