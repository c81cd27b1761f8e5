"""A throw-away PostgreSQL on a free port."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.processes import tied
from tools.servers import free_port, serving

OPTIONS = {  # nothing in it has to outlive the tests
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


def find_programs() -> Path | None:
    """The folder with the programs of the newest PostgreSQL server here, if there is one."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def postgres(folder: Path, **changed: str) -> Iterator[str]:
    """Start a PostgreSQL in an empty `folder`, give its address, and stop it afterwards."""
    give_to_server(folder)
    _create_cluster(_programs(), folder, _user())
    with serve(folder, **changed) as address:
        yield address


@contextmanager
def serve(folder: Path, **changed: str) -> Iterator[str]:
    """Start a PostgreSQL on the cluster that lies in `folder`, with some options changed."""
    programs, port = _programs(), free_port()
    options = [f"--{name}={value}" for name, value in (OPTIONS | changed).items()]
    with serving(
        [programs / "postgres", "-D", folder / "data", f"--port={port}", *options],
        folder=folder,
        ready=[programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"],
        ends_by=signal.SIGQUIT,  # at once: there is nothing to keep
        user=_user(),
    ):
        yield f"postgres://app@127.0.0.1:{port}/postgres"


def give_to_server(folder: Path) -> None:
    """Let the server write into a folder."""
    if user := _user():
        shutil.chown(folder, user, user)


def _programs() -> Path:
    """The folder with the server's programs; it must be there."""
    programs = find_programs()
    if programs is None:
        raise RuntimeError("There is no PostgreSQL server here: make setup")
    return programs


def _user() -> str:
    """Who runs the server: it refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else ""


def _create_cluster(programs: Path, folder: Path, user: str) -> None:
    """Write the files of a new, empty cluster, whose only person `app` may do everything."""
    command = [str(programs / "initdb"), f"--pgdata={folder / 'data'}", "--username=app"]
    settings = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        tied([*command, *settings], signal.SIGKILL, user),
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"PostgreSQL's initdb failed:\n{done.stdout}{done.stderr}")
