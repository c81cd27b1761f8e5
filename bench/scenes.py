"""The scenes of `bench.letters`, each played once on the database that the environment names."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

import django
from redis import Redis

django.setup()

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from bench.house import running, wait_until
from hackathon.kit import clock
from hackathon.models import Hackathon, Letter, Pulse
from hackathon.outbox import Post, post_many
from tests.smtp import LATER, NEVER, Sink, smtp_sink
from tools.processes import start, stop

LARGEST = 4800
"""Participants of the largest event (W1)."""
QUEUED_WITHIN = 10.0  # seconds
SHOWN_WITHIN = 60.0  # seconds
LONGEST_ACT = 2.0  # seconds
AWAY = 15.0  # seconds without a broker
SILENCE = 60.0  # seconds in which the mail server says nothing
OLDEST_BEAT = 30.0  # seconds: the pulse is due every ten
PROCESSES = 2  # of the worker
PATIENCE = 1800.0  # seconds until a scene is given up

beats = Pulse.objects.filter(name="beat")


class Seen(NamedTuple):
    """Whether a promise was kept, and what was seen."""

    ok: bool
    said: str


def hackathon() -> Hackathon:
    """Whose letters these are."""
    name = {"kk": "Ашық ел", "ru": "Открытая страна", "en": "Open country"}
    facts = {"name": name, "created_at": clock.now(), "contact_email": "org@example.kz"}
    return Hackathon.objects.get_or_create(slug="bench", defaults=facts)[0]


def queue(number: int, kind: str) -> float:
    """Write so many letters in one act; how many seconds that took."""
    began = time.monotonic()
    now = clock.now()
    letters = [
        Post(
            "hackathon/badge_given",
            f"{kind}:{each}",
            address=f"{kind}{each}@example.kz",
            language="kk",
            facts={"duties": ["judge"], "needs_second_factor": True, "path": "/bench/"},
        )
        for each in range(number)
    ]
    with transaction.atomic():
        post_many(letters, now=now, hackathon=hackathon())
    return time.monotonic() - began


def left(kind: str) -> int:
    """How many letters of a kind are still to be sent."""
    waiting = Letter.objects.filter(about__startswith=f"{kind}:", sent_at=None, bounced_at=None)
    return waiting.count()


def account(sink: Sink, kind: str) -> tuple[int, int, int]:
    """Of the letters of a kind: lost ones, doubled ones, and those with two Message-IDs."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    letters = Letter.objects.filter(about__startswith=f"{kind}:")
    written = {f"<{uid}@{host}>" for uid in letters.values_list("uid", flat=True)}
    arrived = Counter(sink.message_ids)
    ids: dict[str, set[str]] = {}
    for one in sink.received:
        ids.setdefault(one.recipient, set()).add(str(one.message["Message-ID"]))
    twofold = sum(len(each) > 1 for each in ids.values())
    doubled = sum(times - 1 for name, times in arrived.items() if name in written)
    return len(written - set(arrived)), doubled, twofold


def play_queue(sink: Sink, _letters: int, _kills: int) -> Seen:
    """4,800 letters are queued within 10 seconds."""
    seconds = queue(LARGEST, "queue")
    Letter.objects.filter(about__startswith="queue:").delete()
    return Seen(seconds <= QUEUED_WITHIN, f"{LARGEST} letters queued in {seconds:.2f} s")


def play_kills(sink: Sink, letters: int, kills: int) -> Seen:
    """The worker is killed again and again: no letter is lost, few are doubled."""
    queue(letters, "kills")
    began, done = time.monotonic(), 0
    with running(sink) as worker:
        while done < kills:
            goal = letters * (done + 1) // (kills + 1)
            if not wait_until(lambda goal=goal: len(sink.received) >= goal, seconds=PATIENCE):  # type: ignore[misc]
                break
            worker.kill()
            done += 1
        is_done = wait_until(lambda: left("kills") == 0, seconds=PATIENCE)
    seconds = time.monotonic() - began
    lost, doubled, twofold = account(sink, "kills")
    attempts = Letter.objects.aggregate(most=Max("attempts"))["most"]
    is_kept = is_done and done == kills and lost == twofold == 0 and doubled <= kills * PROCESSES
    said = (
        f"{letters} letters, {done} kills: {lost} lost, {doubled} doubled, {twofold} with two "
        f"Message-IDs, at most {attempts} attempts, {seconds:.0f} s"
    )
    return Seen(is_kept, said)


def play_refusals(sink: Sink, _letters: int, _kills: int) -> Seen:
    """What is refused for now goes out later; what is refused for ever is marked at once."""
    queue(10, "refused")
    sink.replies["rcpt"], sink.only_to = NEVER, "refused3@example.kz"
    sink.replies["data"] = LATER
    bounced = Letter.objects.filter(about="refused:3", bounced_at__isnull=False)
    tried = Letter.objects.filter(about__startswith="refused:", sent_at=None, attempts__gte=1)
    began = time.monotonic()
    with running(sink):
        is_marked = wait_until(bounced.exists, seconds=SHOWN_WITHIN)
        marked = time.monotonic() - began
        is_tried = wait_until(lambda: tried.count() == 10, seconds=SHOWN_WITHIN)
        del sink.replies["data"]
        goes_out = wait_until(lambda: left("refused") == 0, seconds=PATIENCE)
    seconds, most = time.monotonic() - began, Letter.objects.aggregate(most=Max("attempts"))["most"]
    lost, doubled, _twofold = account(sink, "refused")
    is_kept = is_marked and is_tried and goes_out and (lost, doubled) == (1, 0)
    said = (
        f"5xx marked after {marked:.1f} s (start of the worker included); 9 with 4xx delivered "
        f"after {seconds:.0f} s, at most {most} attempts, {doubled} doubled"
    )
    return Seen(is_kept, said)


def play_silence(sink: Sink, _letters: int, _kills: int) -> Seen:
    """A silent server holds neither the worker nor, once it speaks, the letters."""
    Pulse.objects.all().delete()
    queue(20, "silent")
    sink.replies["ehlo"] = ""
    with running(sink):
        is_heard = wait_until(lambda: sink.calls >= 1 and beats.exists(), seconds=PATIENCE)
        oldest, end = 0.0, time.monotonic() + SILENCE
        while is_heard and time.monotonic() < end:
            oldest = max(oldest, (clock.now() - beats.get().at).total_seconds())
            time.sleep(0.5)
        calls = sink.calls
        sink.replies.clear()
        began = time.monotonic()
        goes_out = wait_until(lambda: left("silent") == 0, seconds=PATIENCE)
    seconds = time.monotonic() - began
    lost, doubled, _twofold = account(sink, "silent")
    is_kept = is_heard and goes_out and lost == doubled == 0 and oldest < OLDEST_BEAT
    said = (
        f"{calls} calls in {SILENCE:.0f} s of silence; other tasks came at least every "
        f"{oldest:.0f} s; {seconds:.0f} s after it spoke all 20 were out, {doubled} doubled"
    )
    return Seen(is_kept, said)


def play_broker(sink: Sink, _letters: int, _kills: int) -> Seen:
    """Without Redis people keep working, and their letters go out when it is back."""
    with running(sink):
        queue(20, "before")
        is_warm = wait_until(lambda: left("before") == 0, seconds=PATIENCE)
        Redis.from_url(settings.REDIS_URL).shutdown(nosave=True)
        acts = [queue(1, f"away{each}") for each in range(5)]
        queue(100, "away")
        time.sleep(AWAY)
        waited = left("away")
        with another_redis():
            began = time.monotonic()
            goes_out = wait_until(lambda: left("away") == 0, seconds=PATIENCE)
            seconds = time.monotonic() - began
    lost, doubled, _twofold = account(sink, "away")
    is_kept = is_warm and goes_out and lost == doubled == 0 and max(acts) < LONGEST_ACT
    said = (
        f"{AWAY:.0f} s without Redis: slowest of 5 acts {max(acts):.2f} s, {waited} letters waited;"
        f" {seconds:.0f} s after its return all were out: {lost} lost, {doubled} doubled"
    )
    return Seen(is_kept, said)


@contextmanager
def another_redis() -> Iterator[None]:
    """A Redis where the one that went away was."""
    port = str(urlsplit(settings.REDIS_URL).port)
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--loglevel", "warning"]
    server = start(["redis-server", *options], ends_by=signal.SIGTERM, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        stop(server, signal.SIGTERM)


def play_beats(sink: Sink, letters: int, _kills: int) -> Seen:
    """A second beat doubles nothing."""
    number = min(letters, 300)
    queue(number, "beats")
    with running(sink, beats=2):
        goes_out = wait_until(lambda: left("beats") == 0, seconds=PATIENCE)
    lost, doubled, twofold = account(sink, "beats")
    is_kept = goes_out and lost == doubled == twofold == 0
    return Seen(is_kept, f"{number} letters, 2 beats: {lost} lost, {doubled} doubled")


SCENES: dict[str, Callable[[Sink, int, int], Seen]] = {
    "queue": play_queue,
    "kills": play_kills,
    "refusals": play_refusals,
    "silence": play_silence,
    "broker": play_broker,
    "beats": play_beats,
}


def main(scene: str, letters: str, kills: str) -> None:
    """Play a scene and say as one line of JSON what was seen."""
    with smtp_sink() as sink:
        seen = SCENES[scene](sink, int(letters), int(kills))
    print(json.dumps({"scene": scene, "ok": seen.ok, "said": seen.said}))


if __name__ == "__main__":
    main(*sys.argv[1:])
