"""The commands that set up, run and check this repository."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.core.management.base import CommandError

from hackathon.management.commands import up
from tools import checks, missing, uv
from tools.processes import run, start, stop
from tools.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = """  # says that it is there, and does not listen
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("here", flush=True)
time.sleep(60)
"""
STUBBORN = [sys.executable, "-c", DEAF]
PARENT = """
import signal, sys
from tools.processes import start
child = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
start([sys.executable, "-c", child], ends_by=signal.SIGTERM).wait()
"""
SHOW_BOX = """
import os, time
print(*map(os.environ.get, ("DATABASE_URL", "REDIS_URL", "SHANYRAQ_VAR")), flush=True)
time.sleep(60)
"""
PIP_SETTINGS = r"""
:env:.find-links='/mnt/wheels'
freeze.timeout='1'
global.cert='/etc/ca.pem'
global.extra-index-url='\nfile:///a/simple\nfile:///b/simple'
global.find-links='/opt/wheels /opt/more'
global.index-url='https://one.example/simple'
install.index-url='https://two.example/simple'
"""


def is_alive(pid: int) -> bool:
    """Whether a process is there and not only waiting to be reaped."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(is_true, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)


# --- the repository


def test_ci_runs_the_command_that_everybody_runs():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text().rstrip().endswith("\nexec make test")


def test_make_hands_its_arguments_to_pytest():
    shown = subprocess.run(
        [
            "make",
            "--no-print-directory",
            "--dry-run",
            "test",
            'ARGS=tests/judging -k "ties or ranks"',
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert shown.stdout.rstrip().endswith('tools.checks test tests/judging -k "ties or ranks"')


@pytest.mark.parametrize("name", ["base", "dev", "tools"])
def test_lock_has_a_hash_for_everything_and_no_address(name: str):
    lock = (ROOT / "requirements" / f"{name}.lock").read_text()
    packages = re.split(r"\n(?=\S)", lock.strip())

    assert packages
    assert [each for each in packages if "--hash=sha256:" not in each] == []
    assert "://" not in lock


# --- setting up


def test_pip_settings_reach_uv_and_the_strongest_wins():
    assert uv.translate(PIP_SETTINGS) == {
        "SSL_CERT_FILE": "/etc/ca.pem",
        "UV_DEFAULT_INDEX": "https://two.example/simple",
        "UV_FIND_LINKS": "/mnt/wheels",
        "UV_INDEX": "file:///a/simple file:///b/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_PYTHON_DOWNLOADS": "never",
    }


def test_nothing_is_missing_where_the_tests_run():
    assert missing.missing(for_tests=True, with_venv=False) == []


def test_programs_that_are_not_there_are_named_by_their_packages(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "pdftotext").touch(mode=0o755)

    monkeypatch.setattr(missing, "SERVERS_PATH", str(tmp_path))
    packages = missing.missing(for_tests=True, with_venv=False)

    others = {"chromium-headless-shell", "curl", "gettext", "nginx", "openssl"}
    assert set(packages) - {"postgresql"} == {"redis-server"} | others


def test_library_that_is_not_there_is_not_found():
    assert not missing.has_library("libnobody-has-this.so.0")


# --- processes and servers


def test_run_gives_the_exit_code_and_the_environment():
    code = run(
        [sys.executable, "-c", "import os; exit(int(os.environ['WANTED']))"], {"WANTED": "7"}
    )

    assert code == 7


def test_stop_ends_with_force_what_does_not_listen(monkeypatch):
    monkeypatch.setattr("tools.processes.PATIENCE", 0.2)
    process = start(STUBBORN, ends_by=signal.SIGTERM, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"here\n"

    stop(process, signal.SIGTERM)

    assert process.returncode == -signal.SIGKILL


def test_child_does_not_outlive_a_parent_killed_with_force():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)

    parent.kill()
    parent.wait()

    wait_until(lambda: not is_alive(child))


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_testbox_takes_everything_away_when_it_is_stopped(request_to_end):
    box = subprocess.Popen(
        [sys.executable, "-m", "tools.testbox", sys.executable, "-c", SHOW_BOX],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert box.stdout is not None
    database, redis, folder = box.stdout.readline().split()
    doors = [("127.0.0.1", urlsplit(address).port) for address in (database, redis)]
    for door in doors:
        socket.create_connection(door, timeout=5).close()
    assert Path(folder).is_dir()

    box.send_signal(request_to_end)

    assert box.wait(60) == 128 + request_to_end
    for door in doors:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(door, timeout=5)
    assert not Path(folder).parent.exists()


# --- checking


def test_checks_stop_at_the_first_failure(capfd):
    steps = [
        checks.Step(name, [sys.executable, "-c", f"exit({code})"])
        for name, code in (("good", 0), ("bad", 3), ("never", 0))
    ]

    outcomes = checks.take_until_failure(steps, {})

    assert [(outcome.name, outcome.code) for outcome in outcomes] == [("good", 0), ("bad", 3)]
    assert "[never]" not in capfd.readouterr().out
    assert re.search(r"good +0\.\d s  ok\n  bad +0\.\d s  FAILED", checks.summary(outcomes))


def test_steps_side_by_side_are_told_apart(capfd, monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "RESULTS", tmp_path / "results")
    says = "import os; print(os.environ['WHERE']); exit({})"
    first, second = (
        checks.Step(name, [sys.executable, "-c", says.format(code)])
        for name, code in (("first", 0), ("second", 3))
    )

    outcomes = checks.take_together({first: {"WHERE": "here"}, second: {"WHERE": "there"}})

    assert [(outcome.name, outcome.code) for outcome in outcomes] == [("first", 0), ("second", 3)]
    assert capfd.readouterr().out == "\n[first, second]\nhere\n\n[second]\nthere\n\n"


def test_counts_of_several_runs_are_added_up(tmp_path):
    for number, counts in enumerate(
        ['tests="5" failures="1" errors="0" skipped="1"', 'tests="4" failures="0" errors="1"']
    ):
        report = tmp_path / f"{number}.xml"
        report.write_text(f"<testsuites><testsuite {counts}/></testsuites>")

    assert checks.count_tests(tmp_path.iterdir()) == "1 failed, 6 passed, 1 skipped, 1 errors"


# --- manage.py up


def test_up_refuses_a_taken_port_in_one_line():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"^Cannot listen .* make run PORT={port + 1}$"):
            up.refuse_taken_port("127.0.0.1", port)

    up.refuse_taken_port("127.0.0.1", port)


def test_up_sees_no_answer_where_nobody_listens():
    assert not up.answers("127.0.0.1", free_port())


def test_child_starts_again_ever_more_slowly():
    said: list[str] = []
    child = up.Child("web", [sys.executable, "-c", "exit(3)"])
    first = child.process.pid
    for _ in range(2):
        wait_until(lambda: child.look_after(said.append) or child.starts_at is not None)
        wait_until(lambda: child.look_after(said.append) or child.starts_at is None)
    up.end([child])

    assert said == [
        "web ended with 3; it starts again in 1 s",
        "web ended with 3; it starts again in 2 s",
    ]
    assert child.process.pid != first


def test_end_forces_a_child_that_does_not_listen(monkeypatch, capfd):
    monkeypatch.setattr(up, "PATIENCE", 0.2)
    children = [up.Child("worker", STUBBORN), up.Child("beat", SLEEP)]
    wait_until(lambda: "here" in capfd.readouterr().out)

    up.end(children)

    assert [child.process.returncode for child in children] == [-signal.SIGKILL, -signal.SIGTERM]


@pytest.mark.slow
def test_up_runs_the_product_and_takes_it_away_again(tmp_path):
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hackathon.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "CELERY_BROKER_URL": "filesystem://",
        "SHANYRAQ_VAR": str(tmp_path),
    }
    log = tmp_path / "log"
    with log.open("w") as output:
        product = subprocess.Popen(
            [sys.executable, "manage.py", "up", f"--port={port}"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: f"Open http://127.0.0.1:{port}/" in log.read_text(), seconds=240)
        with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        children = [
            int(pid)
            for pid in Path(f"/proc/{product.pid}/task/{product.pid}/children").read_text().split()
        ]
    finally:
        product.terminate()
        code = product.wait(60)

    assert code == 0, log.read_text()
    assert len(children) == 3
    assert not any(is_alive(pid) for pid in children)
    assert [line for line in log.read_text().splitlines() if line.startswith("[up]")][-2:] == [
        "[up] stopping",
        "[up] stopped",
    ]  # a worker that was up already says its own farewell between the two
