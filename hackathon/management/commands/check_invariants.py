"""`manage.py check_invariants`: every rule, asked of the data as they stand."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from hackathon.kit.invariants import Broken, broken_invariants, invariants

SHOWN = 20  # rows of one rule; the file has them all


class Command(BaseCommand):
    """Says which rules the data break and where, or that they break none."""

    help = "Ask the database for every row that breaks a rule; fails if there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the findings as JSON")
        parser.add_argument("--language", choices=codes, default="en", help="of the sentences")

    def handle(self, *_args: Any, language: str, **options: Any) -> None:
        """Ask, write the file where one is wanted, and say what was found."""
        started = time.monotonic()
        with translation.override(language):
            broken = broken_invariants()
            if options["json"]:
                text = json.dumps(as_facts(broken), ensure_ascii=False, indent=2)
                options["json"].write_text(f"{text}\n", encoding="utf-8")
            if broken:
                raise CommandError("\n".join(report(broken)))
            facts = {"count": len(invariants()), "seconds": time.monotonic() - started}
            self.stdout.write(_("All %(count)d invariants hold (%(seconds).1f s).") % facts)


def report(broken: Iterable[Broken]) -> list[str]:
    """Each broken rule with its rows, as a person reads it."""
    lines = []
    for one in broken:
        rule, count = one.invariant, len(one.offences)
        lines.append(f"{rule.rule}  {rule.sentence}  [{rule.name}: {count}]")
        lines += [f"      {row.what}  {row.url}".rstrip() for row in one.offences[:SHOWN]]
    return lines


def as_facts(broken: Iterable[Broken]) -> list[dict[str, Any]]:
    """Every invariant, in the order of the apps, with the rows that break it."""
    rows = {one.invariant.name: one.offences for one in broken}
    return [
        {
            "name": one.name,
            "rule": one.rule,
            "sentence": str(one.sentence),
            "offences": [{"what": row.what, "url": row.url} for row in rows.get(one.name, ())],
        }
        for one in invariants()
    ]
