"""A mail server that is silent, dead or leaving holds up nothing and costs no letter."""

import time
from datetime import timedelta

import pytest

from hackathon.models import Letter, Pulse
from hackathon.services.letters import pause
from tests.hackathon.letters.letter import send, write_many
from tests.smtp import LEAVING


def test_silent_server_ends_by_time_out_and_is_left_alone_for_a_while(sink, db, now):
    sink.replies["ehlo"] = ""
    write_many(5, now)
    began = time.monotonic()

    assert send(now) == 0

    assert 0.9 < time.monotonic() - began < 4.5  # EMAIL_TIMEOUT is 1 s here: once, not five times
    tried, *others = Letter.objects.order_by("pk")
    assert (tried.attempts, tried.due_at) == (1, now + timedelta(seconds=10))
    assert {(each.attempts, each.due_at, each.claim) for each in others} == {(0, now, None)}
    assert send(now + pause() - timedelta(milliseconds=1)) == 0
    assert sink.calls == 1

    sink.replies.clear()
    assert [send(now + pause()), send(tried.due_at)] == [4, 1]


def test_dead_server_costs_no_letter_an_attempt(sink, db, settings, now):
    settings.EMAIL_PORT = 1  # nobody listens there
    write_many(3, now)
    for minutes in range(20):
        assert send(now + timedelta(minutes=minutes)) == 0

    letters = Letter.objects.all()
    assert {(each.attempts, each.due_at, each.claim) for each in letters} == {(0, now, None)}

    settings.EMAIL_PORT = sink.port
    assert send(now + timedelta(minutes=20)) == 3


@pytest.mark.parametrize(("step", "reply"), [("mail", LEAVING), ("data", "drop")])
def test_server_that_leaves_ends_the_sweep(sink, db, step, reply, now):
    sink.replies[step] = reply
    write_many(3, now)

    assert send(now) == 0

    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert Pulse.objects.get(name="mail_failed").at == now

    sink.replies.clear()
    assert [send(now + pause()), send(now + timedelta(seconds=10))] == [2, 1]
