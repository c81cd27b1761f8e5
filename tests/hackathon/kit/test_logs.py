"""What the log holds, and what it never may."""

import io
import json
import logging
import time
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from structlog.contextvars import bound_contextvars

from hackathon.kit.logs import (
    FACTS,
    SECRETS,
    HideSecrets,
    configuration,
    current_request_id,
    json_lines,
    plain_lines,
)
from hackathon.models import User


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("/kk/invitations/7-qT5X_Tgv-w/confirm/", "/kk/invitations/7-.../confirm/"),
        ("/kk/certificates/A-2026-0001/?code=abc-1", "/kk/certificates/A-2026-0001/?code=..."),
        ("/kk/x/?q=%D3%98&page=2'", "/kk/x/?q=...&page=...'"),
        ("Bearer s3cr.et-1_2==", "Bearer ..."),
        ("(әсел.n+1@posta.example.kz)", "(...)"),
        ("Key (email)=(asel@example.kz) exists", "Key (email)=(...) exists"),
        ("call +7 (701) 123-45-67 now", "call ... now"),
        ("+77011234567", "..."),
        ("/kk/ashyq-el/", "/kk/ashyq-el/"),
        ("2026-11-25 23:08:19 worker@vm 10.0.0.1:5", "2026-11-25 23:08:19 worker@vm 10.0.0.1:5"),
        ("Did it? Yes.", "Did it? Yes."),
    ],
)  # fmt: skip
def test_secrets_are_taken_out_of_lines(said: str, written: str) -> None:
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", (said,), None)

    assert HideSecrets().filter(record)

    assert record.getMessage() == f"Not Found: {written}"


@pytest.mark.parametrize("word", ["x", "+1-", "?a=", "a@", "&", "/invitations/7-"])
def test_long_line_costs_no_more_than_its_length(word: str) -> None:
    began = time.process_time()

    for count in (2_000, 20_000):
        SECRETS.sub("...", word * count)

    assert time.process_time() - began < 1  # where it grew with the square, it took minutes


@pytest.fixture(params=[json_lines, plain_lines])
def form(request):
    return request.param


@pytest.fixture
def write():
    """Write one line with a formatter, and give what came out."""

    def written(form, act) -> str:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(form())
        handler.addFilter(HideSecrets())
        logger = logging.Logger("tests.logs")  # noqa: LOG001 -- nobody else's
        logger.addHandler(handler)
        act(logger)
        return stream.getvalue()

    return written


def test_line_of_production_is_one_object_with_the_facts(write) -> None:
    with bound_contextvars(request_id="ab" * 8):
        line = write(json_lines, lambda log: log.warning("Қазақша %s", 7, extra={"status": 404}))

    assert line.count("\n") == 1
    said = json.loads(line)
    assert datetime.fromisoformat(said.pop("timestamp")).tzinfo is not None
    assert said == {
        "event": "Қазақша 7",
        "level": "warning",
        "logger": "tests.logs",
        "request_id": "abababababababab",
        "status": 404,
    }


def test_line_for_people_reads_as_a_sentence(write) -> None:
    line = write(plain_lines, lambda log: log.info("request", extra={"route": "root"}))

    assert line.count("\n") == 1
    assert line.rstrip().endswith("request [tests.logs] route=root")


def test_what_a_record_carries_beyond_the_facts_is_not_written(write, form) -> None:
    carried = {"request": "<GET '/?name=Asel'>", "name_of_person": "Asel", "status": 500}

    line = write(form, lambda log: log.error("Oops", extra=carried))

    assert "Asel" not in line
    assert "500" in line
    assert set(FACTS) == {"method", "route", "status", "ms", "user"}


@pytest.mark.django_db
def test_exception_is_written_without_its_words(write) -> None:
    User.objects.create_user("asel@example.kz", full_name="Әсел Нұрғалиева")

    def twice(log: logging.Logger) -> None:
        try:
            with transaction.atomic():
                User.objects.create_user("asel@example.kz")
        except IntegrityError:
            log.exception("It failed")

    line = write(json_lines, twice)

    assert line.count("\n") == 1
    said = json.loads(line)
    assert said["exception"] == "django.db.utils.IntegrityError"
    assert said["places"][0].startswith("tests/hackathon/kit/test_logs.py:")
    assert said["places"][1].startswith("hackathon/models/user.py:")
    assert "asel" not in line


def test_people_see_the_whole_exception(write) -> None:
    def fail(log: logging.Logger) -> None:
        try:
            _ = 1 / 0
        except ZeroDivisionError:
            log.exception("It failed")

    assert "Traceback" in write(plain_lines, fail)


def test_no_line_of_a_request_without_one() -> None:
    assert current_request_id() == ""
    with bound_contextvars(request_id="cd" * 8):
        assert current_request_id() == "cd" * 8
    assert current_request_id() == ""


def test_every_logger_writes_by_the_one_handler() -> None:
    said = configuration(form="json", level="INFO")

    assert said["root"] == {"handlers": ["console"], "level": "INFO"}
    assert said["handlers"]["console"]["filters"] == ["hide_secrets"]
    assert [name for name, one in said["loggers"].items() if one.get("handlers")] == []
    for name in ("django", "gunicorn.error"):
        assert said["loggers"][name] == {"handlers": [], "propagate": True}
