"""Every check and test in one go, the quick ones first.

Usage: .venv/bin/python -m tools.checks lint | test [PYTEST_ARGUMENT...] | coverage
Tests get a PostgreSQL and a Redis of their own. With arguments for pytest, only pytest runs.
"""

import os
import secrets
import shutil
import signal
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tools.processes import ending_in_order, run, start, stop
from tools.testbox import testbox

PROGRAMS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PYTEST = [sys.executable, "-m", "pytest"]
RESULTS = Path("var/test-results")  # "test-results" itself is emptied by Playwright
FOR_TESTS = {"DJANGO_SETTINGS_MODULE": "hackathon.settings.test"}
FOR_PRODUCTION = {  # what a server has to be told, with values that no server has
    "DJANGO_SETTINGS_MODULE": "hackathon.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "shanyraq.example",
    "SITE_URL": "https://shanyraq.example",
    "EMAIL_HOST": "mail.shanyraq.example",
    "DEFAULT_FROM_EMAIL": "Shanyraq <no-reply@shanyraq.example>",
}


@dataclass(frozen=True, eq=False)
class Step:
    """One command that must succeed."""

    name: str
    command: list[str | Path]
    environment: Mapping[str, str] = field(default_factory=lambda: FOR_TESTS)


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    name: str
    seconds: float
    code: int


def tests(name: str, *arguments: str) -> Step:
    """One run of pytest on two cores, a file on one of them, that leaves its figures in RESULTS."""
    report = f"--junitxml={RESULTS / name}.xml"
    slowest = ["--durations=20", "--durations-min=3"]
    # long files come early: those with one test would else come last, and all of them alone
    parallel = ["-p", "xdist", "-n2", "--dist=loadfile", "--no-loadscope-reorder"]
    return Step(name, [*PYTEST, *parallel, *slowest, report, *arguments])


def counted(step: Step, *arguments: str) -> Step:
    """The same run, which counts the lines and branches that it came through."""
    return Step(step.name, [*step.command, "-p", "pytest_cov", "--cov", "--cov-branch", *arguments])


LINT = [
    Step("format", [PROGRAMS / "ruff", "format", "--check", "."]),
    Step("lint", [PROGRAMS / "ruff", "check", "."]),
    Step("contracts", [PROGRAMS / "lint-imports"]),
]
TYPES = Step("types", [PROGRAMS / "mypy", "."])
CHECKS = [
    Step("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Step("messages", [*MANAGE, "make_messages", "--check"]),
    Step("deployment", [*MANAGE, "check", "--deploy", "--fail-level=WARNING"], FOR_PRODUCTION),
]
TESTS = [
    tests("tests", "-m", "not browser"),
    tests("browser", "-m", "browser"),
]


def take(step: Step, box: Mapping[str, str]) -> Outcome:
    """Run a step and time it."""
    print(f"\n[{step.name}]", flush=True)
    started = time.monotonic()
    code = run(step.command, {**box, **step.environment})
    return Outcome(step.name, time.monotonic() - started, code)


def take_together(steps: Mapping[Step, Mapping[str, str]]) -> list[Outcome]:
    """Run steps side by side, each with its box; all but the first are shown once they are over.

    Two cores have one thing each to do, and none is idle while browsers wait for pages, and other
    tests for locks and letters.
    """
    print(f"\n[{', '.join(step.name for step in steps)}]", flush=True)
    started, outcomes = time.monotonic(), dict[str, Outcome]()
    RESULTS.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        running = {}
        for number, (step, box) in enumerate(steps.items()):
            log = stack.enter_context((RESULTS / f"{step.name}.log").open("wb")) if number else None
            environment = os.environ | box | step.environment
            process = start(
                step.command, ends_by=signal.SIGINT, env=environment, stdout=log, stderr=log
            )
            stack.callback(stop, process, signal.SIGINT)
            running[step.name] = process
        while running:
            time.sleep(0.1)
            for name in [name for name, process in running.items() if process.poll() is not None]:
                seconds = time.monotonic() - started
                outcomes[name] = Outcome(name, seconds, running.pop(name).returncode)
    for step in [*steps][1:]:
        print(f"\n[{step.name}]\n{(RESULTS / f'{step.name}.log').read_text()}", flush=True)
    return [outcomes[step.name] for step in steps]


def take_until_failure(steps: Iterable[Step], box: Mapping[str, str]) -> list[Outcome]:
    """Run steps up to the first that fails."""
    outcomes = []
    for step in steps:
        outcomes.append(take(step, box))
        if outcomes[-1].code != 0:
            break
    return outcomes


def lint() -> list[Outcome]:
    """Run the checks that need no server."""
    return take_until_failure([*LINT, TYPES], {})


def coverage() -> list[Outcome]:
    """Run all tests, and say which lines and branches none of them came through."""
    plain, browser = TESTS
    steps = [counted(plain, "--cov-report="), counted(browser, "--cov-append", "--cov-report=term")]
    with testbox() as box:
        return [take(step, box) for step in steps]


def everything() -> list[Outcome]:
    """Run the quick checks up to the first failure, then the others; then all tests."""
    outcomes = take_until_failure(LINT, {})
    if outcomes[-1].code != 0:
        return outcomes
    with testbox() as box, testbox() as browsers:
        outcomes += take_together(dict.fromkeys([TYPES, *CHECKS], box))
        if not any(outcome.code for outcome in outcomes):
            plain, browser = TESTS
            outcomes += take_together({plain: box, browser: browsers})
    return outcomes


def only_tests(arguments: list[str]) -> list[Outcome]:
    """Run pytest as it was asked for."""
    with testbox() as box:
        return [take(Step("tests", [*PYTEST, *arguments]), box)]


def count_tests(reports: Iterable[Path]) -> str:
    """Add up what several runs of pytest counted, in pytest's own words."""
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for report in reports:
        for suite in ET.parse(report).iter("testsuite"):  # noqa: S314 -- written by our own pytest
            for name in total:
                total[name] += int(suite.get(name, 0))
    words = {
        "failed": total["failures"],
        "passed": total["tests"] - total["failures"] - total["errors"] - total["skipped"],
        "skipped": total["skipped"],
        "errors": total["errors"],
    }
    return ", ".join(f"{n} {word}" for word, n in words.items() if n or word == "passed")


def summary(outcomes: Iterable[Outcome]) -> str:
    """How long each step took, as a small table."""
    lines = [
        f"  {outcome.name:<12}{outcome.seconds:>8.1f} s  {'FAILED' if outcome.code else 'ok'}"
        for outcome in outcomes
    ]
    return "\n".join(["", *lines])


def main(mode: str, *arguments: str) -> int:
    """Do what was asked for, show the times, and give the exit code."""
    shutil.rmtree(RESULTS, ignore_errors=True)
    with ending_in_order():
        if mode == "lint":
            outcomes = lint()
        elif mode == "coverage":
            outcomes = coverage()
        elif arguments:
            outcomes = only_tests([*arguments])
        else:
            outcomes = everything()
    print(summary(outcomes))
    if reports := sorted(RESULTS.glob("*.xml")):
        print(f"\n==== {count_tests(reports)} ====")
    return int(any(outcome.code for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
