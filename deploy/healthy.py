"""Whether what runs in this container does its work. Usage: python deploy/healthy.py web|beat.

It stands alone, so that asking every few seconds costs next to nothing.
"""

import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

PATIENCE = 5  # seconds
OLDEST_SCHEDULE = 400  # seconds: beat writes its schedule down every 180


def web() -> bool:
    """The web server answers to its own name, as the proxy would ask it."""
    port = int(os.environ["WEB_BIND"].rpartition(":")[2])
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", "/healthz", headers={"Host": host})
    return line.getresponse().read() == b"ok"


def beat() -> bool:
    """Beat wrote its schedule down lately."""
    schedule = Path(os.environ.get("CELERY_BEAT_SCHEDULE_FILENAME", "/tmp/beat"))  # noqa: S108
    files = schedule.parent.glob(f"{schedule.name}*")
    return any(time.time() - file.stat().st_mtime < OLDEST_SCHEDULE for file in files)


if __name__ == "__main__":
    sys.exit(not {"web": web, "beat": beat}[sys.argv[1]]())
