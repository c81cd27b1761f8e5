"""What machines ask: is the process alive, can the house do its work."""

import socket
import time
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from hackathon.models import Letter
from hackathon.outbox import post
from hackathon.services.letters import record_pulse
from tests.smtp import free_port

PARTS = ("database", "migrations", "broker", "beat", "letters")


@pytest.fixture
def healthy(db, frozen_clock, settings, tmp_path):
    """A house in which everything works."""
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path)}
    record_pulse(name="beat", now=frozen_clock)
    return frozen_clock


def look(client):
    """The report of /readyz: its status, and which parts are bad."""
    response = client.get("/readyz")
    report = response.json()
    assert set(report) == {"ok", *PARTS}
    return response.status_code, [part for part in PARTS if not report[part]["ok"]]


def break_database(execute, sql, params, many, context):
    raise OperationalError("gone: postgres://app:hunter2@db")


def test_healthz_asks_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_readyz_is_ready_when_all_is_well(client, healthy):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    report = response.json()
    assert report["ok"] is True
    assert {part: report[part]["ok"] for part in PARTS} == dict.fromkeys(PARTS, True)
    assert report["migrations"]["figure"] == 0
    assert report["beat"]["figure"] == 0
    assert report["letters"]["figure"] == 0
    assert 0 <= report["database"]["figure"] < 1000
    assert 0 <= report["broker"]["figure"] < 1000


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nobody_writes_to_the_health_pages(client, db, path):
    assert client.post(path).status_code == 405


def test_readyz_asks_the_database_a_few_times(client, healthy, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(6):
        client.get("/readyz")


def test_readyz_reports_a_dead_database_and_no_secret(client, healthy):
    with connection.execute_wrapper(break_database):
        response = client.get("/readyz")

    assert response.status_code == 503
    report = response.json()
    assert report["database"] == {"ok": False, "figure": None}
    assert report["letters"] == {"ok": False, "figure": None}
    assert report["broker"]["ok"] is True
    assert b"hunter2" not in response.content


def test_readyz_reports_a_migration_that_is_not_applied(client, healthy):
    MigrationRecorder(connection).record_unapplied("hackathon", "0001_initial")

    assert look(client) == (503, ["migrations"])


@pytest.mark.parametrize(("age", "is_ready"), [(60, True), (61, False)])
def test_readyz_reports_a_beat_that_has_stopped(client, healthy, age, is_ready):
    record_pulse(name="beat", now=healthy - timedelta(seconds=age))

    assert look(client) == ((200, []) if is_ready else (503, ["beat"]))


def test_readyz_reports_a_beat_that_never_was(client, db, frozen_clock, settings, tmp_path):
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path)}

    assert look(client) == (503, ["beat"])


@pytest.mark.parametrize(("age", "is_ready"), [(300, True), (301, False)])
def test_readyz_reports_letters_that_wait(client, healthy, age, is_ready):
    due_at = healthy - timedelta(seconds=age)
    post("test/hello", about="x", address="a@example.kz", now=due_at)
    post("test/hello", about="later", address="a@example.kz", now=healthy - timedelta(days=1))
    Letter.objects.filter(about="later").update(due_at=healthy + timedelta(minutes=1))

    assert look(client) == ((200, []) if is_ready else (503, ["letters"]))


@pytest.mark.parametrize("done", ["sent_at", "bounced_at"])
def test_readyz_counts_no_letter_that_is_done_with(client, healthy, done):
    post("test/hello", about="x", address="a@example.kz", now=healthy - timedelta(days=1))
    Letter.objects.update(**{done: healthy})

    assert look(client) == (200, [])


def test_readyz_reports_a_folder_that_is_not_there(client, healthy, settings, tmp_path):
    folder = tmp_path / "gone"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(folder)}
    assert look(client) == (503, ["broker"])

    folder.mkdir()
    assert look(client) == (200, [])


def test_readyz_finds_a_redis_that_answers(client, healthy, settings):
    if not settings.REDIS_URL:
        pytest.skip("needs REDIS_URL")
    settings.CELERY_BROKER_URL = settings.REDIS_URL

    assert look(client) == (200, [])


def test_readyz_reports_a_redis_that_is_not_there_and_no_secret(client, healthy, settings):
    settings.CELERY_BROKER_URL = f"redis://:hunter2@127.0.0.1:{free_port()}/0"
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["broker"] == {"ok": False, "figure": None}
    assert b"hunter2" not in response.content


def test_readyz_waits_a_second_at_most_for_a_silent_redis(client, healthy, settings):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        began = time.monotonic()

        assert look(client) == (503, ["broker"])
        assert time.monotonic() - began < 4  # it would be silent for ever
