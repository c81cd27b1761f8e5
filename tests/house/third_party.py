"""Every message that a person can meet from the libraries, read from their installed sources."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

SOURCES = (
    "django/core/validators.py",
    "django/core/paginator.py",
    "django/core/exceptions.py",
    "django/forms",
    "django/db/models",
    "django/utils",
    "django/views",
    "django/template/defaultfilters.py",
    "django/contrib/auth",
    "django/contrib/contenttypes",
    "django/contrib/humanize",
    "django/contrib/messages",
    "django/contrib/sessions",
    "allauth/account",
    "allauth/core",
    "allauth/mfa",
    "allauth/usersessions",
    "django_filters",
    "rest_framework",
)
TEMPLATES = tuple(
    f"allauth/templates/{part}" for part in ("account", "allauth", "mfa", "usersessions")
)
NOT_MET = ("/management/", "/migrations/", "/admin", "/authtoken/", "/tests/")
# function: places of the context, the msgid and the msgid of the plural
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
STRING = r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\""
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\((?:{STRING})(?:\s*,\s*(?:{STRING}))*")


class Message(NamedTuple):
    """One message of a library, and the file that first says it."""

    context: str | None
    msgid: str
    plural: str | None
    place: str


@cache
def messages() -> tuple[Message, ...]:
    """All messages of all libraries, each once."""
    found = {}
    for message in [*_in_sources(), *_in_templates()]:
        found.setdefault(message[:3], message)
    return tuple(found.values())


def _in_sources() -> Iterator[Message]:
    for path, place in _files(SOURCES, {".py"}):
        if not any(part in f"/{place}" for part in NOT_MET):
            yield from _calls(path.read_text(encoding="utf-8"), place)


def _in_templates() -> Iterator[Message]:
    for path, place in _files(TEMPLATES, {".html", ".txt"}):
        for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
            yield from _calls(f"{call[0]})", place)


def _files(roots: tuple[str, ...], suffixes: set[str]) -> Iterator[tuple[Path, str]]:
    for root in roots:
        package, _, rest = root.partition("/")
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        site = Path(spec.origin).parent.parent
        start = site / package / rest
        assert start.exists(), f"{root} has moved"
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.suffix in suffixes:
                yield path, path.relative_to(site).as_posix()


def _calls(source: str, place: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _function(node) in CALLS:
            context, msgid, plural = (_text(node, at) for at in CALLS[_function(node)])
            if msgid:
                yield Message(context, msgid, plural, place)


def _function(call: ast.Call) -> str:
    return str(getattr(call.func, "id", None) or getattr(call.func, "attr", ""))


def _text(call: ast.Call, place: int | None) -> str | None:
    if place is None or place >= len(call.args):
        return None
    argument = call.args[place]
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return argument.value if is_text else None
