"""A PostgreSQL and a Redis of one's own, gone when the work with them is done.

Usage: python -m tools.testbox COMMAND... runs a command with DATABASE_URL and REDIS_URL set.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools.postgres import postgres
from tools.processes import ending_in_order, run
from tools.servers import free_port, serving


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Start a Redis that keeps nothing, give its address, and stop it afterwards."""
    port = str(free_port())
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with serving(
        ["redis-server", *options], folder=folder, ready=["redis-cli", "-p", port, "ping"]
    ):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def testbox() -> Iterator[dict[str, str]]:
    """The environment of a test: two servers of its own and a folder for files."""
    with ExitStack() as stack:
        box = Path(tempfile.mkdtemp(prefix="shanyraq-"))
        stack.callback(shutil.rmtree, box, ignore_errors=True)
        box.chmod(0o711)  # PostgreSQL's user passes through
        folders = {name: box / name for name in ("postgres", "redis", "var")}
        for folder in folders.values():
            folder.mkdir()
        os.environ.pop("CELERY_BROKER_URL", None)  # it would outweigh REDIS_URL
        yield {
            "DATABASE_URL": stack.enter_context(postgres(folders["postgres"])),
            "REDIS_URL": stack.enter_context(redis(folders["redis"])),
            "SHANYRAQ_VAR": str(folders["var"]),
        }


if __name__ == "__main__":
    with ending_in_order(), testbox() as environment:
        sys.exit(run(sys.argv[1:], environment))
