"""Message catalogues (.po files): reading them strictly, and what is wrong in one."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import CommandError

PLACEHOLDER = re.compile(r"%\(\w+\)[-+#0-9.]*[a-z]|%[-+#0-9.]*[sdrif]|\{\w*(?::\w+)?\}|%%")
LINE = re.compile(
    r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*|\s*|#.*'
)
SOURCE_LANGUAGE = "en"  # the msgids


def languages() -> list[str]:
    """The languages that need a catalogue."""
    return [code for code, _ in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def po_files() -> list[Path]:
    """Every catalogue of the project, in a stable order."""
    return sorted(po for path in settings.LOCALE_PATHS for po in Path(path).rglob("*.po"))


def read(path: Path) -> polib.POFile:
    """Parse one catalogue; bad syntax and a message given twice stop the command."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not LINE.fullmatch(line):  # polib forgives an open quote, and eats a letter for it
            raise CommandError(f"{path}:{number}: syntax error: {line}")
    try:
        return polib.pofile(str(path), check_for_duplicates=True, wrapwidth=0)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error


def form_count(catalogue: polib.POFile) -> int:
    """How many plural forms the catalogue's language has."""
    found = re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 1


def name(entry: polib.POEntry) -> str:
    """The key of a message: its msgid, after its context where it has one."""
    return f"{entry.msgctxt}\4{entry.msgid}" if entry.msgctxt else str(entry.msgid)


def texts(entry: polib.POEntry) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def placeholders(text: str) -> set[str]:
    """The places of `text` that a program fills in."""
    return set(PLACEHOLDER.findall(text))


def faults(catalogue: polib.POFile) -> Iterator[tuple[str, str]]:
    """What keeps a catalogue from being whole: (kind of fault, the message's key)."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        if entry.fuzzy:
            yield "fuzzy", name(entry)
        elif not all(texts(entry)) or not _has_every_form(entry, catalogue):
            yield "empty", name(entry)
        elif not _keeps_placeholders(entry):
            yield "placeholders differ", name(entry)


def _has_every_form(entry: polib.POEntry, catalogue: polib.POFile) -> bool:
    """Whether a message with a number has as many translations as its language has forms."""
    return not entry.msgid_plural or len(entry.msgstr_plural) == form_count(catalogue)


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    """Whether each translation has the msgid's places; a plural form may leave its number out."""
    if not entry.msgid_plural:
        return placeholders(entry.msgstr) == placeholders(entry.msgid)
    known = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    return all(placeholders(text) <= known for text in texts(entry))
