"""`manage.py compile_messages`: catalogues to .mo files, without gettext's tools."""

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from hackathon.management import catalogues


class Command(BaseCommand):
    """Compiles every .po file that is newer than its .mo file."""

    help = "Compile the message catalogues (.po to .mo). Refuses fuzzy messages and bad syntax."
    requires_system_checks: list[str] = []  # it must run before anything is compiled

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compile what is out of date."""
        for source in catalogues.po_files():
            target = source.with_suffix(".mo")
            if _is_fresh(target, source):
                continue
            count = _compile(source, target)
            if options["verbosity"]:
                self.stdout.write(f"{source}: {count} messages")


def _is_fresh(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns


def _compile(source: Path, target: Path) -> int:
    """Write one .mo file at a stroke, so that a reader never meets half of it."""
    catalogue = catalogues.read(source)
    faults = [f"{fault}: {key}" for fault, key in catalogues.faults(catalogue) if fault != "empty"]
    if faults:
        raise CommandError("\n".join([f"{source} cannot be compiled:", *faults]))
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    draft.write_bytes(catalogue.to_binary())
    draft.replace(target)
    return len(catalogue.translated_entries())
