"""A house that is really running: its worker and beat as processes, for benches to trouble."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from hackathon.management.commands.up import programs
from tests.smtp import Sink
from tools.processes import start, stop

COMMANDS = programs("127.0.0.1", 0)
TICK = 0.05  # seconds between two looks


class Program:
    """One of the house's programs, with everything that it has started itself."""

    def __init__(self, name: str, sink: Sink, log: Path) -> None:
        self.name = name
        self.log = log
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(sink.port), "LOG_LEVEL": "WARNING"}
        self.environment = os.environ | mail
        self.start()

    def start(self) -> None:
        """Start it, in a group of its own."""
        command = COMMANDS[self.name]
        if self.name == "beat":  # two of them must not share what they remember
            command = [*command, f"--schedule={self.log.parent / f'beat-{time.monotonic_ns()}'}"]
        with self.log.open("ab") as output:
            self.process = start(
                command,
                ends_by=signal.SIGTERM,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        """End it and its children as a power cut does, and start it again."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self) -> None:
        """End it in order, and what is left of it by force."""
        stop(self.process, signal.SIGTERM)


@contextmanager
def running(sink: Sink, *, beats: int = 1) -> Iterator[Program]:
    """Worker and beat, as they run on a server, sending to this mail server; gives the worker."""
    log = Path(settings.VAR_DIR) / "house.log"
    house = [Program(name, sink, log) for name in ("worker", *["beat"] * beats)]
    try:
        yield house[0]
    finally:
        for program in reversed(house):
            program.stop()


def wait_until(is_so: Callable[[], bool], *, seconds: float) -> bool:
    """Look until something is so; False if it never was."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(TICK)
    return True
