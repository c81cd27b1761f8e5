"""Several workers at once, and workers that die."""

import threading
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from hackathon.kit import clock
from hackathon.kit.clock import frozen
from hackathon.models import Letter
from hackathon.services.letters import claim_letters, pause, send_letters
from tests.hackathon.letters.letter import say_hello, send, write_many

two_at_a_time = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="a test's SQLite in memory takes no two at a time"
)


def test_letter_of_a_dead_worker_is_taken_after_its_lease(sink, person, settings, now):
    settings.LETTER_LEASE = timedelta(seconds=60)
    say_hello(now, to=person)
    [letter] = claim_letters(token=uuid4(), now=now)  # and the worker is killed
    assert letter.claimed_until == now + timedelta(seconds=60)

    assert send(now + timedelta(seconds=59)) == 0
    assert sink.received == []

    assert send(now + timedelta(seconds=60)) == 1
    assert sink.message_ids == [f"<{letter.uid}@shanyraq.example>"]


def test_lease_is_longer_than_the_slowest_server_can_take(person, settings, now):
    settings.LETTER_LEASE, settings.EMAIL_TIMEOUT = timedelta(seconds=60), 15
    say_hello(now, to=person)

    [letter] = claim_letters(token=uuid4(), now=now)

    assert letter.claimed_until == now + timedelta(seconds=90)


def test_worker_that_lost_its_claim_does_not_begin(sink, db, settings, now):
    write_many(2, now)
    later = now + timedelta(minutes=10)
    moments = iter([now, now, now, now])

    def slow_clock():
        """The worker sleeps for ten minutes after it has claimed; another one takes all letters."""
        try:
            return next(moments)
        except StopIteration:
            Letter.objects.filter(sent_at=None).update(claim=uuid4())
            return later

    assert send_letters(clock=slow_clock) == 0

    assert sink.received == []
    assert set(Letter.objects.values_list("attempts", flat=True)) == {0}


def test_sweep_leaves_the_work_to_one_that_is_at_it(sink, person, now):
    write_many(3, now)
    claim_letters(token=uuid4(), now=now)
    say_hello(now, to=person)

    assert send(now + timedelta(seconds=1)) == 0
    assert send(now + pause()) == 1  # the one at it has not begun a letter for a while

    assert sink.recipients == ["aigerim@example.kz"]


def in_threads(number, act):
    """Run `act` in threads that start together, and give what they returned."""
    start, results, failures = threading.Barrier(number), [], []

    def run():
        try:
            start.wait(10)
            results.append(act())
        except Exception as failure:  # noqa: BLE001 -- shown by the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    return results


@two_at_a_time
@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_the_same_letter(settings, now):
    settings.LETTER_BATCH = 3
    due_at = now + timedelta(seconds=1)  # later, so that no act's wake-up sends them here and now
    write_many(60, now, due_at)

    def claim_all():
        taken = []
        while batch := claim_letters(token=uuid4(), now=due_at):
            taken += batch
        return taken

    taken = in_threads(4, claim_all)

    every = Letter.objects.values_list("pk", flat=True)
    assert Counter(letter.pk for batch in taken for letter in batch) == Counter(every)


@two_at_a_time
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(sink, settings, now):
    settings.LETTER_BATCH = 5
    sink.seconds = 0.005
    due_at = now + timedelta(seconds=1)
    write_many(60, now, due_at)
    with frozen(due_at):
        sent = in_threads(4, lambda: send_letters(clock=clock.now))
        sent.append(send_letters(clock=clock.now))  # what one left to another that had just ended

    assert sum(sent) == 60
    assert Counter(sink.recipients) == {f"p{n}@example.kz": 1 for n in range(60)}
    assert {letter.state for letter in Letter.objects.all()} == {"sent"}


def test_worker_that_is_stopped_gives_its_letters_back(sink, db, now):
    write_many(3, now)
    moments = iter([now] * 8)

    def clock_until_stopped():
        moment = next(moments, None)
        if moment is None:
            raise KeyboardInterrupt
        return moment

    with pytest.raises(KeyboardInterrupt):
        send_letters(clock=clock_until_stopped)

    assert Letter.objects.filter(sent_at=None).exists()
    assert set(Letter.objects.values_list("claim", "claimed_until")) == {(None, None)}
