"""What stands in the log, what never may, and how a line is written.

A line of production is one JSON object: when, how bad, which logger, what happened, on whose
request, and the few facts of FACTS. Nothing else that a record carries is written, and of an
exception only its kind and its places: its words may hold what people typed.
"""

import logging
import re
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.types import EventDict, Processor, WrappedLogger

SECRETS = re.compile(
    r"(?P<link>/invitations/\d+-)[\w-]+"
    r"|(?P<query>[?&][\w.-]+=)[^&\s'\"]+"
    r"|(?P<word>\b(?:Bearer|Basic) )[\w.~+/=-]+"
    r"|(?P<key>\bshq_)[\w-]+"  # a key of the API
    r"|[^\s@<>\"'(),:;=/]{1,64}@[\w-]+(?:\.[\w-]+)+"  # an e-mail address, of no more before the @
    r"|\+\d[\d ()-]{8,}\d"  # a telephone number
)
FACTS = ("method", "route", "status", "ms", "user")
"""What a record may carry besides its sentence: no field that holds people's words."""
LEVELS = {  # of loggers that would say too much, or twice
    "weasyprint.progress": "WARNING",  # it tells every step of a page
    "celery": "WARNING",
    "celery.app.trace": "CRITICAL",  # the house's task says how it ended
    "django.request": "ERROR",  # the line of each request tells of 4xx
    "django.security.DisallowedHost": "CRITICAL",  # as well, and not in a visitor's words
    "gunicorn.access": "CRITICAL",
}
HERE = Path(__file__).resolve().parent.parent.parent
DEEPEST = 30  # places of an exception that are written, counted from where it was raised


class HideSecrets(logging.Filter):
    """Takes tokens, queries, addresses and telephone numbers out before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without its secrets."""
        line = record.getMessage()
        if SECRETS.search(line):
            record.msg, record.args = SECRETS.sub(_hidden, line), ()
        return True


def _hidden(found: re.Match[str]) -> str:
    """What stands in place of a secret: its beginning says what it was."""
    return f"{found['link'] or found['query'] or found['word'] or found['key'] or ''}..."


def current_request_id() -> str:
    """The id of the request that this work is done for; empty where nobody asked."""
    return str(get_contextvars().get("request_id", ""))


def configuration(*, form: str, level: str) -> dict[str, Any]:
    """The settings of `logging`: everything goes to the standard error as `json` or `plain`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"hide_secrets": {"()": "hackathon.kit.logs.HideSecrets"}},
        "formatters": {"lines": {"()": f"hackathon.kit.logs.{form}_lines"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["hide_secrets"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},  # nor does it mail reports
            "gunicorn.error": {"handlers": [], "propagate": True},
            **{name: {"level": quiet} for name, quiet in LEVELS.items()},
        },
    }


def json_lines() -> logging.Formatter:
    """Lines for machines."""
    return _formatter(_bare_exception, structlog.processors.JSONRenderer(ensure_ascii=False))


def plain_lines() -> logging.Formatter:
    """Lines for people, at one's own machine."""
    plain = structlog.dev.ConsoleRenderer(
        colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
    )
    return _formatter(plain)


def _formatter(*last: Processor) -> logging.Formatter:
    """A formatter whose lines end as these processors write them."""
    before: Sequence[Processor] = [
        add_log_level,
        add_logger_name,
        merge_contextvars,
        ExtraAdder(allow=FACTS),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    return ProcessorFormatter(
        foreign_pre_chain=before, processors=[ProcessorFormatter.remove_processors_meta, *last]
    )


def _bare_exception(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and the places it went through."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    error = info[1] if isinstance(info, tuple) else None
    if error is not None:
        event["exception"] = f"{type(error).__module__}.{type(error).__qualname__}"
        frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        event["places"] = [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in frames]
    return event


def _short(filename: str) -> str:
    """A file below our own folder without the way there; of a library, its last parts."""
    path = Path(filename)
    return str(path.relative_to(HERE) if path.is_relative_to(HERE) else Path(*path.parts[-3:]))
