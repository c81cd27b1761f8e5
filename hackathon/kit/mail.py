"""What it means when a mail server does not take a letter."""

from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import NamedTuple

CLOSING = 421
PERMANENT = 500
"""From this reply on a server means that trying again is of no use."""
LONGEST = 500


class Failure(NamedTuple):
    """Why a letter did not go out."""

    words: str
    is_final: bool = False  # the server will never take it
    is_cut: bool = False  # the line to the server broke: no other letter would go out now


def failure_of(error: Exception) -> Failure:
    """Read a failed attempt: was it the letter, for now or for ever, or was it the server.

    A refused sender is our own fault, not the letter's, so it is never for ever.
    """
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _reply(code, words, is_final=code >= PERMANENT)
    if isinstance(error, SMTPResponseException):
        code = error.smtp_code
        is_final = isinstance(error, SMTPDataError) and code >= PERMANENT
        return _reply(code, error.smtp_error, is_final=is_final)
    is_about_line = isinstance(error, OSError) and not isinstance(error, SMTPException)
    is_cut = is_about_line or isinstance(error, SMTPServerDisconnected)
    return Failure(_one_line(f"{type(error).__name__}: {error}"), is_cut=is_cut)


def _reply(code: int, words: bytes | str, *, is_final: bool) -> Failure:
    """A failure in the server's own words."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Failure(_one_line(f"{code} {said}"), is_final=is_final, is_cut=code == CLOSING)


def _one_line(text: str) -> str:
    """Text that fits into a column: one line, nothing that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
