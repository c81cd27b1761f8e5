"""Chromium of the machine, and the accessibility checker, for tests that walk through pages."""

import os
import shutil
from importlib.resources import files

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's client runs a loop
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the Chromium that is installed, not one to be downloaded; without its own windows."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    return {**browser_type_launch_args, "executable_path": found, "args": SWITCHES}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """No motion, so that nothing is measured half way."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def axe():
    """A function that gives what axe-core finds wrong on a page, past its strict policy.

    `colours` asks for nothing but contrasts: all that another scheme of the same page can change.
    """
    source = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def check(page, *, colours=False):
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": source})
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map("
            "v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`))",
            ["color-contrast"] if colours else RULES,
        )
        return list(found)

    return check
