"""The whole product with one command: web, worker and beat as children of one process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from hackathon.queries import any_hackathon

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 20  # seconds that children have to end in order
STEADY = 10  # seconds after which a child counts as well started
LONGEST_PAUSE = 30  # seconds between two starts of a child that keeps ending
DEMO = (
    'Choose "Sign in" there: with these local settings the page offers every role of the demo '
    "with one click."
)


class Command(BaseCommand):
    """`manage.py up`."""

    help = (
        "Run web, worker and beat until Ctrl+C or SIGTERM. Migrates first and, where the demo's "
        "one-click sign-in is on, loads the demo into an empty database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", default=8000, type=int, help="the port to listen on")

    def handle(self, *_args: Any, host: str, port: int, **_options: Any) -> None:
        """Get everything ready, then run until someone asks for an end."""
        refuse_taken_port(host, port)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing to tidy up yet: end at once
        self.say("bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO_SIGN_IN and not any_hackathon():
            self.say("loading the demo hackathon, once")
            call_command("load_demo")
        os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
        self.live(host, port)

    def live(self, host: str, port: int) -> None:
        """Start all programs, keep them alive until a signal comes, then end them."""
        signals: list[int] = []
        for number in ENDING:
            signal.signal(number, lambda number, _frame: signals.append(number))
        children = [Child(name, command) for name, command in programs(host, port).items()]
        is_open = False
        while not signals:
            time.sleep(0.2)
            for child in children:
                child.look_after(self.say)
            if not is_open and answers(host, port):
                is_open = True
                self.say(f"Open http://{host}:{port}/")
                self.say(DEMO if settings.DEMO_SIGN_IN else "Ctrl+C ends it.")
        self.say("stopping")
        end(children)
        self.say("stopped")

    def say(self, what: str) -> None:
        """Print a line at once, also into a pipe."""
        self.stdout.write(f"[up] {what}")
        self.stdout.flush()


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse a port on which somebody else listens, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failure:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({failure.strerror}). "
                f"Another port: make run PORT={port + 1}"
            ) from None


def programs(host: str, port: int) -> dict[str, list[str]]:
    """What is to run; each ends when this process is gone, even by `kill -9`."""
    tied = ["setpriv", "--pdeathsig=TERM", "--"] if shutil.which("setpriv") else []
    python = [*tied, sys.executable, "-W", "ignore:You're running the worker with superuser"]
    gunicorn = [*python, "-m", "gunicorn", "hackathon.wsgi", f"--bind={host}:{port}"]
    celery = [*python, "-m", "celery", "--quiet", "--app=hackathon"]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return {
        "web": [
            *[*gunicorn, "--worker-class=gthread", "--workers=1", "--threads=8"],
            *["--graceful-timeout=10", "--no-control-socket", "--log-level=warning"],
        ],
        "worker": [*celery, "worker", "--concurrency=2", "--loglevel=WARNING", *alone],
        "beat": [*celery, "beat", "--pidfile=", "--loglevel=WARNING"],
    }


def answers(host: str, port: int) -> bool:
    """Whether the web server is ready for people."""
    connection = HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500  # noqa: PLR2004 -- from 500 on it is ill
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


class Child:
    """One program, started again whenever it ends."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.pause = 0.5  # seconds until it is started again; doubles while it keeps ending
        self.start()

    def start(self) -> None:
        """Start the program, in a session of its own: Ctrl+C is for us, and we end it."""
        self.starts_at: float | None = None
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start the program again if it has ended, ever more slowly while it keeps ending."""
        now = time.monotonic()
        if self.starts_at is not None:
            if now >= self.starts_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.kill()  # what it has left behind
            is_steady = now - self.started_at > STEADY
            self.pause = 1 if is_steady else min(2 * self.pause, LONGEST_PAUSE)
            self.starts_at = now + self.pause
            say(f"{self.name} ended with {code}; it starts again in {self.pause:.0f} s")

    def kill(self) -> None:
        """End the program and its own children by force."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def end(children: list[Child]) -> None:
    """Ask every program to end, and force those that have not after `PATIENCE`."""
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0, deadline - time.monotonic()))
        child.kill()
        child.process.wait()
