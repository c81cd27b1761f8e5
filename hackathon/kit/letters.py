"""The words of a letter: a subject, plain text, Markdown and HTML from two templates and facts.

`letters/<app>/<letter>/subject.txt` and `body.md` are read twice: once as plain text, and once as
Markdown, where a fact is only ever text: a team called `[Prize](https://...)` makes no link.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone, translation

from hackathon.kit.markdown import render_markdown

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
ESCAPED, ITSELF = re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"
BREAK = re.compile(r"(?<=\S)[ \t\r]*\n(?=[ \t]*\S)")
BLANKS = re.compile(r"\n{3,}")
LONGEST_SUBJECT = 250


class Said(str):
    """Text that somebody wrote: in Markdown it stays that text, line by line."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text with everything escaped that Markdown or HTML would read as more than text."""
        return BREAK.sub(r"\\\n", PUNCTUATION.sub(r"\\\1", str(self)))


class Address(str):
    """A part of an address: it is never text, and never ends the link that it is in."""

    __slots__ = ()

    def __html__(self) -> str:
        """The address with everything quoted that does not belong into one."""
        return quote(str(self), safe="/:?=&#%+,;@~-._")


@dataclass(frozen=True)
class Words:
    """What a letter says; each part is written when it is asked for."""

    letter: str
    known: Mapping[str, Any]
    language: str
    zone: tzinfo

    @cached_property
    def subject(self) -> str:
        """One line."""
        return " ".join(self._write("subject.txt").split())[:LONGEST_SUBJECT]

    @cached_property
    def text(self) -> str:
        """The body for who reads mail as plain text: the Markdown as it is, facts included."""
        return self._write("body.md")

    @cached_property
    def markdown(self) -> str:
        """The body as Markdown in which facts are only text."""
        return linked(self._write("body.md", is_markdown=True), self.known["site"])

    @cached_property
    def html(self) -> str:
        """The body as a page."""
        page = {"subject": self.subject, "body": render_markdown(self.markdown)}
        with self._told():
            return render_to_string("letters/base.html", {**self.known, **page})

    def _write(self, name: str, *, is_markdown: bool = False) -> str:
        """One template; in Markdown or not, lines without indents or more than one blank line."""
        template = Engine.get_default().get_template(f"letters/{self.letter}/{name}")
        with self._told():
            text = template.render(Context(dict(self.known), autoescape=is_markdown))
        lines = "\n".join(line.strip() for line in text.splitlines())
        return BLANKS.sub("\n\n", lines.strip())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """In the reader's language, with moments as the clocks of the zone show them."""
        with translation.override(self.language), timezone.override(self.zone):
            yield


def write(
    letter: str, facts: Mapping[str, Any], *, language: str, zone: tzinfo, **who: Any
) -> Words:
    """A letter in a language, with moments as the clocks of `zone` show them.

    Its templates know the facts, `site`, `language` and what else the caller says `who` it is for.
    """
    site = Address(settings.SITE_URL.rstrip("/"))
    known = {name: read(name, value) for name, value in facts.items()}
    return Words(letter, {**known, **who, "site": site, "language": language}, language, zone)


def read(name: str, value: Any) -> Any:
    """A stored fact as a template uses it; its name says what it is (see `hackathon.outbox`)."""
    if isinstance(value, dict):
        return {key: read(name, part) for key, part in value.items()}
    if isinstance(value, list):
        return [read(name, part) for part in value]
    if not isinstance(value, str):
        return value
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return Address(value) if name == "path" or name.endswith("_path") else Said(value)


def linked(markdown: str, site: str) -> str:
    """Make links of the site's own addresses that stand in the text as they are."""
    address = rf"{re.escape(site)}/[^\s<>()\[\]*]*[^\s<>()\[\]*.,:;!?\\]"
    bare = rf"(?<!\]\()(?<!\(<)(?<!\[)<?({address})>?"
    return re.sub(bare, _link, markdown)


def _link(found: re.Match[str]) -> str:
    """An address as a link; inside one, nothing is escaped."""
    return f"<{ESCAPED.sub(ITSELF, found[1])}>"
