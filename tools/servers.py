"""Servers that live as long as one block of code."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.processes import Words, start, stop

PATIENCE = 30  # seconds until a server must answer


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(
    command: Words,
    *,
    folder: Path,
    ready: Words,
    ends_by: signal.Signals = signal.SIGTERM,
    user: str = "",
) -> Iterator[None]:
    """Start a server in `folder`, wait until the command `ready` succeeds, stop it afterwards."""
    log = folder / "log"
    with log.open("wb") as output:
        server = start(
            command,
            ends_by=ends_by,
            user=user,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, ready, log)
        yield
    finally:
        stop(server, ends_by)


def _wait(server: subprocess.Popen[bytes], ready: Words, log: Path) -> None:
    """Wait until the server answers; if it ends or stays silent, show what it said."""
    deadline = time.monotonic() + PATIENCE
    while subprocess.run(ready, check=False, capture_output=True).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"A server did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)
