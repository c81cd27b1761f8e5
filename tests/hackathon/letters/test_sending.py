"""Each letter goes out once and in time, or is tried again, or given up."""

import logging
from datetime import timedelta

import pytest
from django.core import mail

from hackathon.models import Letter
from hackathon.outbox import post
from hackathon.services.letters import MOST_ATTEMPTS, send_letters
from tests.hackathon.letters.letter import say_hello, send, state_of, write_many
from tests.smtp import LATER, NEVER, SPAM


def test_letter_is_sent_once(sink, person, now):
    say_hello(now, to=person)

    assert [send(now), send(now + timedelta(hours=1))] == [1, 0]

    assert sink.recipients == ["aigerim@example.kz"]


def test_letter_waits_until_it_is_due(sink, person, now):
    due_at = now + timedelta(minutes=10)
    say_hello(now, to=person, due_at=due_at)

    assert send(due_at - timedelta(microseconds=1)) == 0
    assert send(due_at) == 1


def test_letter_that_has_lapsed_is_unwritten_and_never_sent(sink, person, now):
    lapses_at = now + timedelta(hours=3)
    say_hello(now, to=person, lapses_at=lapses_at)
    say_hello(now, to=person, about="team:2")

    assert send(lapses_at) == 1

    assert Letter.objects.get().about == "team:2"
    assert len(sink.received) == 1


def test_letter_is_sent_until_it_lapses(sink, person, now):
    say_hello(now, to=person, lapses_at=now + timedelta(hours=3))

    assert send(now + timedelta(hours=3, microseconds=-1)) == 1
    assert send(now + timedelta(hours=4)) == 0

    assert Letter.objects.get().state == "sent"


def test_letter_that_lapses_after_it_is_claimed_is_not_begun(sink, person, now):
    say_hello(now, to=person, lapses_at=now + timedelta(seconds=3))
    moments = iter([now] * 5)

    assert send_letters(clock=lambda: next(moments, now + timedelta(seconds=3))) == 0

    assert sink.received == []
    assert Letter.objects.get().attempts == 0


def test_letters_go_out_in_order_of_time_but_codes_first(sink, person, now):
    for minutes, address in [(1, "second@example.kz"), (2, "first@example.kz")]:
        due_at = now - timedelta(minutes=minutes)
        say_hello(now, address=address, due_at=due_at)
    post("account/message", about="m", to=person, now=now, subject="Code", body="1")

    assert send(now) == 3

    assert sink.recipients == ["aigerim@example.kz", "first@example.kz", "second@example.kz"]


def test_many_letters_go_over_one_line_for_each_batch(sink, db, settings, now):
    settings.LETTER_BATCH = 10
    write_many(25, now)

    assert send(now) == 25

    assert sink.calls == 3
    assert len(set(sink.recipients)) == 25


def test_sweep_ends_with_its_shift(sink, db, settings, now):
    settings.LETTER_BATCH = 2
    write_many(10, now)
    moments = iter(now + timedelta(seconds=5 * n) for n in range(1000))

    sent = send_letters(clock=lambda: next(moments))

    assert 2 <= sent < 10
    assert not Letter.objects.exclude(claim=None).exists()


def test_letters_go_through_any_backend(person, settings, now):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    say_hello(now, to=person)

    assert send(now) == 1

    [message] = mail.outbox
    assert message.to == ["aigerim@example.kz"]
    assert message.subject == "Тұлпар: Ә Ғ Қ Ң Ө Ұ Ү Һ І"


def test_letter_refused_for_now_is_tried_again_later_and_later(sink, person, now):
    sink.replies["rcpt"] = LATER
    say_hello(now, to=person)
    waits, at = [], now
    for _ in range(MOST_ATTEMPTS - 1):
        assert send(at) == 0
        letter = Letter.objects.get()
        assert letter.state == "waiting"
        waits.append((letter.due_at - at).total_seconds())
        assert send(letter.due_at - timedelta(seconds=1)) == 0
        at = letter.due_at
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    assert letter.attempts == MOST_ATTEMPTS - 1
    assert letter.failure == LATER

    del sink.replies["rcpt"]
    assert send(at) == 1
    assert state_of(letter) == "sent"
    assert (letter.attempts, letter.failure) == (MOST_ATTEMPTS, "")


def test_letter_refused_for_now_too_often_is_given_up(sink, person, now):
    sink.replies["data"] = LATER
    say_hello(now, to=person)
    at = now
    for _ in range(MOST_ATTEMPTS):
        send(at)
        at += timedelta(hours=1)

    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == ("bounced", MOST_ATTEMPTS)
    assert letter.bounced_at == at - timedelta(hours=1)
    assert send(at) == 0


def test_letter_has_one_message_id_for_ever(sink, person, now):
    say_hello(now, to=person)
    letter = Letter.objects.get()
    for at in (now, now + timedelta(minutes=2)):  # as if we had died before we noted the first
        send(at)
        Letter.objects.update(sent_at=None)

    assert sink.message_ids == [f"<{letter.uid}@shanyraq.example>"] * 2


@pytest.mark.parametrize("refusal", [("rcpt", NEVER), ("data", SPAM)])
def test_letter_refused_for_ever_bounces(sink, person, caplog, refusal, now):
    step, reply = refusal
    sink.replies[step] = reply
    say_hello(now, to=person)

    with caplog.at_level(logging.INFO):
        assert send(now) == 0

    letter = Letter.objects.get()
    assert (letter.state, letter.bounced_at, letter.failure) == ("bounced", now, reply)
    assert "did not go out" in caplog.text
    assert "aigerim" not in caplog.text
    assert send(now + timedelta(days=1)) == 0


def test_refused_sender_bounces_nobody(sink, person, now):
    sink.replies["mail"] = "530 5.7.0 Authentication required"
    say_hello(now, to=person)

    assert send(now) == 0

    assert Letter.objects.get().state == "waiting"


def test_one_bad_address_holds_up_nobody_else(sink, db, now):
    sink.replies["rcpt"], sink.only_to = NEVER, "p1@example.kz"
    write_many(3, now)

    assert send(now) == 2

    assert sink.recipients == ["p0@example.kz", "p2@example.kz"]
    assert Letter.objects.get(address="p1@example.kz").state == "bounced"


@pytest.mark.parametrize("address", ["new\nline@example.kz", "а" * 70 + "@example.kz"])
def test_address_that_is_none_holds_up_nobody(sink, db, caplog, address, now):
    say_hello(now, address=address)
    say_hello(now, address="good@example.kz")

    assert send(now) == 1

    assert sink.recipients == ["good@example.kz"]
    assert Letter.objects.get(address=address).attempts == 1
    assert address not in caplog.text


def test_letter_that_cannot_be_written_holds_up_nobody(sink, person, now):
    post("test/nowhere", about="x", to=person, now=now - timedelta(minutes=1))
    say_hello(now, to=person)

    assert send(now) == 1

    lost = Letter.objects.get(letter="test/nowhere")
    assert (lost.state, lost.attempts) == ("waiting", 1)
    assert lost.failure.startswith("TemplateDoesNotExist")
