"""Processes that never outlive the one who started them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

Words = Sequence[str | Path]
PATIENCE = 20  # seconds that a process has to end in order
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start(
    command: Words, *, ends_by: signal.Signals, user: str = "", **options: Any
) -> subprocess.Popen[bytes]:
    """Start a command that gets the signal `ends_by` when we are gone, however that came about.

    It has a session of its own: Ctrl+C is for us, and we say in which order things end.
    """
    return subprocess.Popen(tied(command, ends_by, user), start_new_session=True, **options)


def tied(command: Words, ends_by: signal.Signals, user: str = "") -> Words:
    """The command, bound to the life of its parent, and as another user if one is named."""
    if not shutil.which("setpriv"):
        return command
    end = f"--pdeathsig={ends_by.name.removeprefix('SIG')}"
    other = [f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
    return ["setpriv", end, *other, "--", *command]


def stop(process: subprocess.Popen[bytes], ends_by: signal.Signals) -> None:
    """End a process, with force if it does not listen."""
    process.send_signal(ends_by)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(command: Words, environment: Mapping[str, str]) -> int:
    """Run a command to its end and give its exit code; if we are stopped, it is stopped first."""
    process = start(command, ends_by=signal.SIGINT, env=os.environ | environment)
    try:
        return process.wait()
    finally:
        stop(process, signal.SIGINT)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let every request to stop run through all `finally` blocks, once and undisturbed."""
    before = {number: signal.signal(number, _end) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    """Leave, deaf to further requests, with the exit code that shells expect."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)
