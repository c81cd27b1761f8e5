"""Whether what runs in this container does its work.

Usage: python deploy/healthy.py web|worker|beat. It stands alone, so that asking every few seconds
costs next to nothing.
"""

import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

PATIENCE = 5  # seconds
OLDEST_SIGN = 60  # seconds: a worker gives one every 5
OLDEST_SCHEDULE = 400  # seconds: beat writes its schedule down every 180


def web() -> bool:
    """The web server answers to its own name, as the proxy would ask it."""
    port = int(os.environ["WEB_BIND"].rpartition(":")[2])
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", "/healthz", headers={"Host": host})
    return line.getresponse().read() == b"ok"


def worker() -> bool:
    """The worker's main loop turns."""
    return _age(Path(os.environ["SHANYRAQ_ALIVE"])) < OLDEST_SIGN


def beat() -> bool:
    """Beat wrote its schedule down lately."""
    schedule = Path(os.environ.get("CELERY_BEAT_SCHEDULE_FILENAME", "/tmp/beat"))  # noqa: S108
    return any(_age(file) < OLDEST_SCHEDULE for file in schedule.parent.glob(f"{schedule.name}*"))


def _age(file: Path) -> float:
    """Seconds since a file was touched."""
    return time.time() - file.stat().st_mtime


if __name__ == "__main__":
    sys.exit(not {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]())
