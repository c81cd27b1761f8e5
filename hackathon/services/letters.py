"""Sending letters: each goes out, however often workers die, and twice only if one dies between
the server's "250" and our note of it; then both have the same Message-ID.

A worker claims letters under a lease with a token of its own. A letter is begun only while its
claim still holds the token (the fence), so two workers never send the same one.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from hackathon.kit.letters import Said, Words, write
from hackathon.kit.mail import Failure, failure_of
from hackathon.models import Letter, Pulse
from hackathon.outbox import take_back

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
SHORTEST_WAIT, LONGEST_WAIT = 5, 3600  # seconds between two attempts
SHIFT = timedelta(seconds=60)
"""How long one sweep works before it lets another task run; far below the task's time limit."""
SECRET = "account/"  # noqa: S105 -- letters of this folder carry codes
STEPS = 6
"""How many answers of the server a letter waits for at most, each for EMAIL_TIMEOUT."""

Clock = Callable[[], datetime]


def send_letters(*, clock: Clock) -> int:
    """Send what is due and return how many letters the server took.

    One worker at a time is quick enough and leaves the others free, so a sweep that finds another
    one at work ends at once. So does one that finds the server silent.
    """
    if not _may_begin(clock()):
        return 0
    take_back(Letter.objects.filter(lapses_at__lte=clock()))
    token, connection, sent = uuid4(), get_connection(), 0
    try:
        for number, letter in enumerate(_claimed(token, clock)):
            if number % settings.LETTER_BATCH == 0:  # servers count the letters of one line
                _hang_up(connection)
            connection.open()
            if _begin(letter, clock()):
                sent += _send(letter, connection, clock)
    except OSError as error:
        record_pulse(name="mail_failed", now=clock())
        logger.warning("The mail server does not answer: %s", type(error).__name__)
    finally:
        Letter.objects.filter(claim=token).update(claim=None, claimed_until=None)
        _hang_up(connection)
    return sent


def claim_letters(*, token: UUID, now: datetime) -> list[Letter]:
    """Take the next letters that are due and nobody's, or whose worker has gone; codes first."""
    with transaction.atomic():
        rows = _waiting().filter(Q(claimed_until=None) | Q(claimed_until__lte=now), due_at__lte=now)
        codes_first = Case(When(letter__startswith=SECRET, then=Value(0)), default=Value(1))
        keys = list(
            rows.order_by(codes_first, "due_at", "pk")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)[: settings.LETTER_BATCH]
        )
        until = now + _lease()
        Letter.objects.filter(pk__in=keys).update(claim=token, claimed_until=until)
    claimed = Letter.objects.filter(pk__in=keys, claim=token)
    return list(
        claimed.select_related("recipient", "hackathon").order_by(codes_first, "due_at", "pk")
    )


def words_of(letter: Letter) -> Words:
    """What a letter says, in its reader's language and by the clocks of its hackathon."""
    hackathon, recipient = letter.hackathon, letter.recipient
    if recipient:
        recipient.full_name = Said(recipient.full_name)
    return write(
        letter.letter,
        letter.facts,
        language=letter.language,
        zone=ZoneInfo(hackathon.time_zone) if hackathon else timezone.get_default_timezone(),
        recipient=recipient,
        hackathon=hackathon,
    )


def subject_of(letter: Letter) -> str:
    """The subject as it was sent, or as it would be sent now."""
    return letter.subject or words_of(letter).subject


def body_of(letter: Letter) -> str:
    """The body as it was sent, or as it would be sent now, in Markdown."""
    return letter.body or words_of(letter).markdown


def record_pulse(*, name: str, now: datetime) -> None:
    """Note that something which must happen again and again has happened now."""
    Pulse.objects.update_or_create(name=name, defaults={"at": now})


def pause() -> timedelta:
    """How long nobody knocks at a mail server that did not answer; longer than it may be silent."""
    return timedelta(seconds=settings.EMAIL_TIMEOUT) * 4 / 3


def _lease() -> timedelta:
    """How long a letter is its worker's own: longer than the slowest server can take for it."""
    return max(settings.LETTER_LEASE, STEPS * timedelta(seconds=settings.EMAIL_TIMEOUT))


def _waiting() -> QuerySet[Letter]:
    """The letters of which nothing has become yet."""
    return Letter.objects.filter(sent_at=None, bounced_at=None)


def _may_begin(now: datetime) -> bool:
    """Whether no other worker has begun a letter lately, and no one found the server silent."""
    is_shut = Pulse.objects.filter(name="mail_failed", at__gt=now - pause()).exists()
    begun_lately = max(now, now + _lease() - pause())
    return not is_shut and not _waiting().filter(claimed_until__gt=begun_lately).exists()


def _claimed(token: UUID, clock: Clock) -> Iterator[Letter]:
    """Letters under our claim, batch after batch, until none is due or the shift is over."""
    end = clock() + SHIFT
    while clock() < end and (batch := claim_letters(token=token, now=clock())):
        yield from batch


def _hang_up(connection: BaseEmailBackend) -> None:
    """End the line to the server, if there is one, whatever it says to that."""
    with suppress(OSError):
        connection.close()


def _begin(letter: Letter, now: datetime) -> bool:
    """Count an attempt and renew our claim; False where someone else has it by now (the fence),
    and where the letter has been taken back or has lapsed.
    """
    letter.attempts += 1
    ours = Letter.objects.filter(pk=letter.pk, claim=letter.claim).exclude(lapses_at__lte=now)
    changed = ours.update(attempts=F("attempts") + 1, claimed_until=now + _lease())
    return changed == 1


def _send(letter: Letter, connection: BaseEmailBackend, clock: Clock) -> bool:
    """Send one letter and note what has become of it; raise on if the line to the server broke."""
    try:
        words = words_of(letter)
        connection.send_messages([_message(letter, words)])
    except Exception as error:
        failure = failure_of(error)
        _note_failure(letter, failure, clock())
        kind = type(error).__name__  # its words may hold the address, which no log may
        logger.warning("Letter %s did not go out (%s)", letter.pk, kind)
        if failure.is_cut:
            raise
        return False
    _note_sent(letter, words, clock())
    return True


def _message(letter: Letter, words: Words) -> EmailMultiAlternatives:
    """The letter as mail; however often it is tried, it is the same message."""
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        to=[letter.address],
        headers={
            "Message-ID": f"<{letter.uid}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    message.attach_alternative(words.html, "text/html")
    return message


def _note_sent(letter: Letter, words: Words, now: datetime) -> None:
    """Keep what was sent, save codes. It is a fact, so it holds even if our claim is gone."""
    said: dict[str, Any] = {"subject": words.subject, "body": words.markdown}
    kept = {"facts": {}} if _is_secret(letter) else said
    Letter.objects.filter(pk=letter.pk, sent_at=None, bounced_at=None).update(
        sent_at=now, failure="", claim=None, claimed_until=None, **kept
    )


def _note_failure(letter: Letter, failure: Failure, now: datetime) -> None:
    """Try again later, each time twice as late; or give the letter up."""
    changes: dict[str, Any] = {"failure": failure.words, "claim": None, "claimed_until": None}
    if failure.is_final or letter.attempts >= MOST_ATTEMPTS:
        changes |= {"bounced_at": now} | ({"facts": {}} if _is_secret(letter) else {})
    else:
        wait = min(LONGEST_WAIT, SHORTEST_WAIT * 2**letter.attempts)
        changes["due_at"] = now + timedelta(seconds=wait)
    Letter.objects.filter(pk=letter.pk, claim=letter.claim).update(**changes)


def _is_secret(letter: Letter) -> bool:
    """Whether a letter carries codes, which are not kept once it is done with."""
    return letter.letter.startswith(SECRET)
