"""`manage.py make_messages`: what there is to translate, from the sources to the catalogues.

Translators may hand in JSON files instead of catalogues: `--fill DIR` reads every one of them.
A message is `{"msgid": {"kk": "...", "ru": "..."}}`; with a context its key is the context, the
character U+0004 and the msgid. Of a message with a number each language gives a list of forms
(`kk`: one, other; `ru`: one, few, many), beside `"plural"`, the msgid of the plural.
"""

import contextlib
import json
import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.commands import makemessages

from hackathon.management import catalogues

NOT_OURS = ["locale", "locale_overlay", "tests", "bench", "docs", "var", "node_modules"]
Sheet = dict[str, dict[str, Any]]


class Extraction(makemessages.Command):
    """Django's extraction into one folder, without guesses."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def build_potfiles(self) -> list[str]:
        """Collect the messages of the whole project in this folder's template."""
        self.locale_paths = [str(self.folder)]
        self.default_locale_path = str(self.folder)
        return super().build_potfiles()


class Command(BaseCommand):
    """Brings the catalogues up to date with the sources, or checks that they are."""

    help = "Extract messages into the catalogues; --check fails if a translation is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two options."""
        parser.add_argument("--check", action="store_true", help="change nothing, list the gaps")
        parser.add_argument("--fill", type=Path, metavar="DIR", help="fill gaps from JSON files")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Extract, fill where asked, and say what is left."""
        folder = Path(settings.LOCALE_PATHS[0])
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            if options["check"]:
                folder = Path(shutil.copytree(folder, Path(scratch) / "catalogues"))
            extract(folder)
            if options["fill"]:
                sheet, differing = read_sheets(options["fill"])
                for line in differing:
                    self.stderr.write(line)
                fill(folder, sheet)
            gaps = list_gaps(folder)
        if options["check"] and gaps:
            raise CommandError("\n".join([f"{len(gaps)} messages need a translation:", *gaps]))
        self.stdout.write("\n".join([*gaps, f"{len(gaps)} messages need a translation."]))


def extract(folder: Path) -> None:
    """Write every message of the sources into `folder`'s catalogues, and drop what is gone."""
    with contextlib.chdir(settings.BASE_DIR):
        call_command(
            Extraction(folder),
            locale=catalogues.languages(),
            extensions=["html", "txt", "md", "py"],  # letters are Markdown
            ignore_patterns=list(NOT_OURS),
            add_location="file",
            no_obsolete=True,
            verbosity=0,
        )
    for language in catalogues.languages():
        tidy(_catalogue(folder, language), language)


def tidy(path: Path, language: str) -> None:
    """Give messages the forms that the language has, and the header nothing that changes daily."""
    catalogue = catalogues.read(path)
    plural_forms = catalogue.metadata["Plural-Forms"]
    for entry in catalogue:
        if entry.msgid_plural:
            forms = range(catalogues.form_count(catalogue))
            entry.msgstr_plural = {form: entry.msgstr_plural.get(form, "") for form in forms}
    catalogue.header = ""
    catalogue.metadata_is_fuzzy = []
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    catalogue.save()


def fill(folder: Path, sheet: Sheet) -> None:
    """Fill the empty messages of each language; what has a translation keeps it."""
    for language in catalogues.languages():
        catalogue = catalogues.read(_catalogue(folder, language))
        for entry in catalogue.untranslated_entries():
            translation = sheet.get(catalogues.name(entry), {}).get(language)
            if translation and isinstance(translation, list) == bool(entry.msgid_plural):
                _fill_entry(entry, translation)
        catalogue.save()


def read_sheets(folder: Path) -> tuple[Sheet, list[str]]:
    """The translations of every JSON file in a folder, and where a later file says otherwise."""
    sheet: Sheet = {}
    differing: list[str] = []
    for path in sorted(folder.glob("*.json")):
        for key, translations in json.loads(path.read_text(encoding="utf-8")).items():
            for language, text in translations.items():
                if sheet.setdefault(key, {}).setdefault(language, text) != text:
                    differing.append(f"{path.name}: {language}: first file kept for {key!r}")
    return sheet, differing


def list_gaps(folder: Path) -> list[str]:
    """One line for each message that is missing, empty, fuzzy or broken in a language."""
    return [
        f"{language}: {fault}: {key!r}"
        for language in catalogues.languages()
        for fault, key in catalogues.faults(catalogues.read(_catalogue(folder, language)))
    ]


def _fill_entry(entry: polib.POEntry, translation: str | list[str]) -> None:
    """Set a translation; a list that lacks the last forms (fractions) repeats its last one."""
    if not entry.msgid_plural:
        entry.msgstr = translation
        return
    forms = list(translation)
    missing = len(entry.msgstr_plural) - len(forms)
    entry.msgstr_plural = dict(enumerate(forms + forms[-1:] * missing))


def _catalogue(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"
