"""Work for later: after the commit, never in the way of the person who asked for it."""

import logging
import time

import pytest
from celery import Celery, current_app, shared_task
from celery.exceptions import NotRegistered
from django.db import transaction
from structlog.contextvars import bound_contextvars, get_contextvars

from hackathon.kit import jobs
from hackathon.kit.jobs import defer
from hackathon.settings.base import celery_transport

DONE: list[int] = []
KNOWN: list[dict] = []


@shared_task(name="tests.note")
def note(*, row_id):
    DONE.append(row_id)
    KNOWN.append(get_contextvars())


@shared_task(name="tests.fail")
def fail(*, row_id):
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    DONE.clear()
    KNOWN.clear()
    monkeypatch.setattr(jobs, "_quiet_until", 0.0)


@pytest.fixture
def _dead_broker():
    house = current_app._get_current_object()
    lost = Celery("lost", broker="redis://127.0.0.1:9/0", set_as_current=False)
    lost.conf.broker_transport_options = celery_transport("redis://127.0.0.1:9/0")
    lost.set_current()
    yield
    house.set_current()


@pytest.mark.django_db
def test_task_runs_after_the_commit_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=7)
        assert DONE == []

    assert DONE == [7]


@pytest.mark.django_db
def test_task_is_forgotten_when_the_act_is_undone(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        defer("tests.note", row_id=7)
        transaction.set_rollback(True)

    assert callbacks == []
    assert DONE == []


@pytest.mark.django_db
def test_unknown_task_is_an_error_at_once():
    with pytest.raises(NotRegistered):
        defer("tests.no_such_task", row_id=7)


@pytest.mark.django_db
def test_task_that_fails_does_not_reach_the_person(django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks(execute=True):
        defer("tests.fail", row_id=7)
        defer("tests.note", row_id=8)

    assert DONE == [8]
    assert "Could not start tests.fail" in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("_dead_broker")
def test_dead_broker_costs_a_moment_once_and_never_an_error(
    django_capture_on_commit_callbacks, caplog
):
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        for row_id in range(100):
            defer("tests.note", row_id=row_id)

    assert time.monotonic() - started < 5  # a hundred moments would be longer
    assert caplog.text.count("Could not start tests.note") == 1
    assert DONE == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_dead_broker")
def test_broker_is_asked_again_after_the_quiet_time(
    django_capture_on_commit_callbacks, caplog, monkeypatch
):
    monkeypatch.setattr(jobs, "QUIET_SECONDS", 0.0)
    with django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=1)
        defer("tests.note", row_id=2)

    assert caplog.text.count("Could not start tests.note") == 2


@pytest.mark.django_db
def test_task_knows_the_request_that_caused_it(django_capture_on_commit_callbacks):
    with bound_contextvars(request_id="ab" * 16), django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=7)
    with django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=8)

    assert KNOWN == [{"task": "tests.note", "request_id": "ab" * 16}, {"task": "tests.note"}]
    assert get_contextvars() == {}


def test_message_carries_the_id_of_the_request(monkeypatch):
    sent = []
    monkeypatch.setattr(note, "apply_async", lambda **options: sent.append(options))

    with bound_contextvars(request_id="cd" * 16):
        jobs._publish(note, {"row_id": 7})

    assert sent[0]["headers"] == {"request_id": "cd" * 16}
    assert note.apply(kwargs={"row_id": 7}, headers=sent[0]["headers"]).successful()
    assert KNOWN == [{"task": "tests.note", "request_id": "cd" * 16}]


@pytest.mark.django_db
@pytest.mark.parametrize("by_request", [True, False])
def test_task_that_works_is_told_of_only_where_somebody_asked_for_it(
    django_capture_on_commit_callbacks, caplog, by_request
):
    caplog.set_level(logging.INFO, "hackathon.kit.jobs")
    context = {"request_id": "ef" * 16} if by_request else {}

    with bound_contextvars(**context), django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=7)

    assert caplog.messages == (["task done"] if by_request else [])


@pytest.mark.django_db
def test_task_that_fails_is_told_of_always(django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks(execute=True):
        defer("tests.fail", row_id=7)

    assert caplog.messages[0] == "task failed"
    assert caplog.records[0].ms >= 0


@pytest.mark.django_db
def test_nothing_is_sent_in_silence(django_capture_on_commit_callbacks):
    with jobs.silence(), django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=1)
    assert DONE == []

    with django_capture_on_commit_callbacks(execute=True):
        defer("tests.note", row_id=2)
    assert DONE == [2]
