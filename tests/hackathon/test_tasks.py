"""Work in the background: the tasks, and a journey with a real worker and beat."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings as django_settings
from django.core import mail

from hackathon.models import Letter, Pulse
from hackathon.outbox import post
from tests.smtp import smtp_sink

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", sorted(django_settings.CELERY_BEAT_SCHEDULE))
def test_beat_runs_only_tasks_that_exist(name):
    assert django_settings.CELERY_BEAT_SCHEDULE[name]["task"] in current_app.tasks


def test_record_pulse_notes_the_present(db, frozen_clock):
    current_app.tasks["hackathon.record_pulse"].delay()
    Pulse.objects.update(at=frozen_clock - timedelta(days=1))
    current_app.tasks["hackathon.record_pulse"].delay()

    pulse = Pulse.objects.get()
    assert (pulse.name, pulse.at) == ("beat", frozen_clock)
    assert str(pulse) == "beat 2026-09-01 09:00:00"


def test_send_letters_sends_what_is_due_now(db, frozen_clock):
    said = {"subject": "Hello", "body": "Hello!", "address": "a@example.kz"}
    post("account/message", about="now", now=frozen_clock, **said)
    in_a_minute = frozen_clock + timedelta(minutes=1)
    post("account/message", about="later", now=frozen_clock, due_at=in_a_minute, **said)

    current_app.tasks["hackathon.send_letters"].delay()

    assert [message.subject for message in mail.outbox] == ["Hello"]
    assert Letter.objects.get(about="now").sent_at == frozen_clock
    assert Letter.objects.get(about="later").state == "waiting"


# --- a journey

SETTINGS = """
from datetime import timedelta
from hackathon.settings.local import *
LETTER_LEASE = timedelta(seconds=3)
EMAIL_TIMEOUT = 0.5
"""
CLERK = """
import sys, django
django.setup()
from django.core.management import call_command
from django.db import transaction
from hackathon.kit import clock
from hackathon.outbox import Post, post_many
call_command("migrate", verbosity=0)
facts = {"subject": "Хабар", "body": "Сәлем!"}
for line in sys.stdin:
    with transaction.atomic():
        letters = [Post("account/message", a, address=a, facts=facts) for a in line.split()]
        post_many(letters, now=clock.now())
"""
CELERY = ["-m", "celery", "-A", "hackathon"]
WORKER = ["worker", "-P", "threads", "-c", "2", "-l", "info"]
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


class House:
    """The product's processes on a database, a broker and a folder of their own."""

    def __init__(self, folder: Path, mail_port: int, stack: ExitStack) -> None:
        (folder / "journey_settings.py").write_text(SETTINGS)
        alien = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"}
        self.environment = {k: v for k, v in os.environ.items() if k not in alien} | {
            "DJANGO_SETTINGS_MODULE": "journey_settings",
            "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
            "SHANYRAQ_VAR": str(folder / "var"),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
        }
        self.folder, self.stack = folder, stack

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a process that ends with the test at the latest."""
        log = self.stack.enter_context((self.folder / "log").open("ab"))
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
            text=True,
        )
        self.stack.callback(kill, process)
        return process

    def start_worker(self) -> subprocess.Popen[str]:
        return self.start(*CELERY, *WORKER, *QUIET)

    def waiting(self) -> int:
        """How many letters are neither sent nor given up."""
        with closing(sqlite3.connect(self.folder / "var" / "db.sqlite3", timeout=10)) as database:
            words = "SELECT count(*) FROM hackathon_letter WHERE sent_at IS NULL"
            [count] = database.execute(words).fetchone()
        return count

    def wait_until(self, is_done, seconds: float) -> None:
        """Wait for something; if it does not happen, show what the processes said."""
        end = time.monotonic() + seconds
        while not is_done():
            assert time.monotonic() < end, (self.folder / "log").read_text()[-4000:]
            time.sleep(0.05)


def kill(process: subprocess.Popen[str]) -> None:
    """End a process and its children at once, as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def write(clerk: subprocess.Popen[str], *addresses: str) -> None:
    """Let the process that stands for the site post letters in one transaction."""
    assert clerk.stdin is not None
    clerk.stdin.write(" ".join(addresses) + "\n")
    clerk.stdin.flush()


@pytest.mark.slow
def test_letters_arrive_though_the_worker_is_killed(tmp_path):
    with smtp_sink() as sink, ExitStack() as stack:
        house = House(tmp_path, sink.port, stack)
        clerk, worker = house.start("-c", CLERK), house.start_worker()
        house.start(*CELERY, "beat", "--pidfile", "", "-l", "info")
        write(clerk, "first@example.kz")
        house.wait_until(lambda: sink.recipients == ["first@example.kz"], 60)  # all of them start
        assert sink.subjects == ["Хабар"]

        many = [f"p{n}@example.kz" for n in range(20)]
        sink.seconds = 0.2
        write(clerk, *many)
        house.wait_until(lambda: len(sink.received) >= 6, 20)
        kill(worker)
        assert house.waiting() > 0
        house.start_worker()
        house.wait_until(lambda: house.waiting() == 0, 40)  # it starts, and the lease runs out

        assert set(sink.recipients) == {"first@example.kz", *many}
        again = Counter(sink.message_ids) - Counter(set(sink.message_ids))
        assert again.total() <= 1  # the one that was on its way, with the same Message-ID
