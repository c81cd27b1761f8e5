"""Chromium of the machine, the accessibility checker, and a judge who opens pages."""

import os
import shutil
from importlib.resources import files

import pytest
from django.conf import settings as django_settings

from judging import queries
from judging.models import Scorecard
from tests.factories.judging import Jury, build_jury

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


@pytest.fixture
def jury(now, settings) -> Jury:
    """A pitch round open for marks; the second judge has declared and marked nothing."""
    settings.SECOND_FACTOR_REQUIRED = False
    jury = build_jury(now=now, forms=("technical", "business"))
    jury.open()
    return jury


@pytest.fixture
def opened(browser, live_server, client, jury):
    """A function that opens pages as the judge: in one browser, or each in its own."""
    contexts = []
    client.force_login(jury.judges[1])
    cookie = {
        "name": django_settings.SESSION_COOKIE_NAME,
        "value": client.cookies[django_settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }

    def context(**kwargs):
        kwargs = {"service_workers": "block", "reduced_motion": "reduce"} | kwargs
        made = browser.new_context(**kwargs)
        made.add_cookies([cookie])
        contexts.append(made)
        return made

    def go(path, inside=None, **kwargs):
        page = (inside or context(**kwargs)).new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    go.context = context
    yield go
    for made in contexts:
        made.close()


@pytest.fixture
def card(jury) -> Scorecard:
    """The first card of the judge's own order."""
    return queries.card_of(jury.judges[1], jury.round, 1)


@pytest.fixture
def path(jury) -> str:
    """Where it lies."""
    return f"/en/{jury.hackathon.slug}/jury/pitches/1/"
