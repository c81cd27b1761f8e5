"""Posting letters: in the act's own transaction, once, and never at the price of the act."""

import logging
import threading
import time
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from celery import Celery, current_app
from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from hackathon.kit import jobs
from hackathon.models import Hackathon, Letter, User
from hackathon.outbox import Post, post, post_many, take_back
from hackathon.settings.base import celery_transport
from tests.smtp import free_port, mailing


@pytest.fixture
def person(db):
    return User.objects.create_user("aidos@example.kz", full_name="Айдос", language="ru")


def post_code(now, **said):
    """The one letter that needs nobody else's templates."""
    said = {"about": "mail:1", "subject": "Hello", "body": "Hello!"} | said
    post("account/message", now=now, **said)


# --- what is written


def test_post_writes_a_letter_to_a_person_in_their_language(person, now):
    name = {"kk": "Хакатон", "ru": "Хакатон", "en": "Hackathon"}
    hackathon = Hackathon.objects.create(slug="h", name=name, created_at=now)
    post_code(now, to=person, hackathon=hackathon, count=3, team=name)

    letter = Letter.objects.get()
    assert (letter.recipient, letter.address) == (person, "aidos@example.kz")
    assert (letter.language, letter.hackathon) == ("ru", hackathon)
    assert (letter.letter, letter.about, letter.version) == ("account/message", "mail:1", 1)
    assert letter.facts == {"subject": "Hello", "body": "Hello!", "count": 3, "team": name}
    assert (letter.created_at, letter.due_at, letter.state) == (now, now, "waiting")


def test_post_writes_to_an_address_in_the_language_that_is_said(person, settings, now):
    settings.LANGUAGE_CODE = "kk"
    post_code(now, to=person, address="new@example.kz", language="en")
    post_code(now, address="guest@example.kz")

    letters = Letter.objects.order_by("pk").values_list("recipient", "address", "language")
    assert list(letters) == [(person.pk, "new@example.kz", "en"), (None, "guest@example.kz", "kk")]


def test_post_keeps_moments_and_days_as_facts_of_such_names(person, now):
    post_code(now, to=person, closes_at=now, pitches_on=now.date())

    facts = Letter.objects.get().facts
    assert facts["closes_at"] == "2026-09-01T09:00:00+00:00"
    assert facts["pitches_on"] == "2026-09-01"


def test_post_writes_the_same_letter_once(person, now):
    post_code(now, to=person)
    post_code(now + timedelta(hours=1), to=person, subject="Changed")

    letter = Letter.objects.get()
    assert (letter.facts["subject"], letter.created_at) == ("Hello", now)


@pytest.mark.parametrize(
    "other",
    [{"about": "mail:2"}, {"version": 2}, {"address": "other@example.kz"}],
    ids=["about", "version", "address"],
)
def test_post_writes_another_letter_when_anything_of_its_key_differs(person, other, now):
    post_code(now, to=person)
    post_code(now, to=person, **other)

    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"to": None}, ValueError),
        ({"deadline": "a moment"}, ValueError),
        ({"closes_on": "a moment"}, ValueError),
        ({"name": gettext_lazy("Team")}, TypeError),
    ],
    ids=["no address", "moment by another name", "moment by a day's name", "a sentence"],
)
def test_post_refuses_what_is_no_fact(person, said, error, now):
    said = {name: now if value == "a moment" else value for name, value in said.items()}
    with pytest.raises(error), transaction.atomic():
        post_code(now, **({"to": person} | said))

    assert not Letter.objects.exists()


def test_post_many_writes_all_in_one_statement(person, django_assert_num_queries, now):
    letters = [Post("account/message", f"n:{n}", to=person) for n in range(3)]
    with django_assert_num_queries(1):
        post_many(letters, now=now)
    more = [*letters, *(Post("account/message", f"n:{n}", to=person) for n in range(3, 30))]
    with django_assert_num_queries(1):
        post_many(more, now=now)

    assert Letter.objects.count() == 30


def test_post_many_takes_none(db, now):
    post_many([], now=now)

    assert not Letter.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="its memory takes no two at a time")
@pytest.mark.django_db(transaction=True)
def test_two_acts_at_once_write_the_same_letter_once(now):
    person = User.objects.create_user("aidos@example.kz")
    start, failures = threading.Barrier(4), []

    def run():
        try:
            start.wait(10)
            post_code(now, to=person, due_at=now + timedelta(minutes=10))
        except Exception as failure:  # noqa: BLE001 -- shown by the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert failures == []
    assert Letter.objects.count() == 1


# --- what is taken back


def test_letters_that_no_server_can_have_seen_are_taken_back(person, now):
    states = {
        "waits": {},
        "claimed": {"claim": uuid4(), "claimed_until": now},
        "refused for now": {"attempts": 1},
        "begun": {"attempts": 1, "claim": uuid4(), "claimed_until": now},
        "sent": {"attempts": 1, "sent_at": now},
        "bounced": {"attempts": 1, "bounced_at": now},
    }
    for about, facts in states.items():
        post_code(now, to=person, about=about)
        Letter.objects.filter(about=about).update(**facts)
    post_code(now, to=person, about="another")

    assert take_back(Letter.objects.exclude(about="another")) == 3

    left = set(Letter.objects.values_list("about", flat=True))
    assert left == {"begun", "sent", "bounced", "another"}


# --- when it is sent


def test_post_wakes_a_worker_after_the_commit(
    person, settings, django_capture_on_commit_callbacks, now
):
    with mailing(settings) as sink:
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            post_code(now, to=person)
            assert sink.received == []

        assert len(callbacks) == 1
        assert sink.recipients == ["aidos@example.kz"]


def test_post_wakes_nobody_for_a_letter_that_is_held(
    person, django_capture_on_commit_callbacks, now
):
    with django_capture_on_commit_callbacks() as callbacks:
        post_code(now, to=person, due_at=now + timedelta(minutes=10))

    assert callbacks == []
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_act_that_is_rolled_back_leaves_no_letter(settings, now):
    person = User.objects.create_user("aidos@example.kz")
    with mailing(settings) as sink:
        with suppress(RuntimeError), transaction.atomic():
            post_code(now, to=person)
            assert Letter.objects.exists()
            raise RuntimeError

        assert not Letter.objects.exists()
        assert sink.received == []


@pytest.fixture
def dead_broker(settings, monkeypatch):
    """Celery as the product has it, with a Redis that is not there."""
    app = Celery("dead", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    broker = f"redis://127.0.0.1:{free_port()}/0"
    app.conf.update(broker_url=broker, task_always_eager=False)
    app.conf.broker_transport_options = celery_transport(broker)
    monkeypatch.setattr(jobs, "_quiet_until", 0.0)
    before = current_app._get_current_object()
    app.set_current()
    yield app
    app.close()
    before.set_current()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("dead_broker")
def test_dead_broker_costs_an_act_neither_its_letter_nor_its_time(caplog, now):
    person = User.objects.create_user("aidos@example.kz")
    began = time.monotonic()
    with caplog.at_level(logging.ERROR):
        for number in range(5):
            with transaction.atomic():
                post_code(now, to=person, about=f"mail:{number}")

    assert time.monotonic() - began < 5
    assert Letter.objects.count() == 5
    assert caplog.text.count("Could not start hackathon.send_letters") == 1
