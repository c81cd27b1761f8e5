"""What every answer says to browsers and to caches on the way."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.house.matrix import ROWS, TABLE, Row, World, built

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
WHO = ("nobody", "captain", "judge", "mentor", "organizer")
SAME_FOR_ALL = ("root", "healthz", "readyz", "service_worker")
FILES = {  # what is not read as a page of ours is saved, not shown
    "hackathon:timetable_ics": "text/calendar; charset=utf-8",
    "registration:deliverable_file": "application/octet-stream",
    "judging:ranking_csv": "text/csv; charset=utf-8",
    "bootcamp:certificate_pdf": "application/pdf",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with built(django_db_blocker) as found:
        yield found


def policy_of(header: str) -> dict[str, str]:
    """A Content-Security-Policy by directive."""
    directives = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: sources for name, _space, sources in directives}


def faults_of(answer) -> list[str]:
    """The headers that an answer lacks or has wrong."""
    found = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    ]
    header = answer.headers.get("Content-Security-Policy", "")
    if policy_of(header) != POLICY:
        found.append(f"Content-Security-Policy: {header}")
    return found


def is_shared(answer) -> bool:
    """Whether a cache between us and the person may give the answer to somebody else."""
    control = {part.strip().lower() for part in answer.headers.get("Cache-Control", "").split(",")}
    if control & {"private", "no-store"}:
        return False
    varies = {part.strip().lower() for part in answer.headers.get("Vary", "").split(",")}
    invites = any(part.startswith(("public", "s-maxage", "max-age")) for part in control)
    return invites or "Expires" in answer.headers or "cookie" not in varies


def get(world: World, who: str, row: Row, **instead):
    answer = world.clients[who].get(reverse(row.route, kwargs=world.arguments(row, **instead)))
    answer.getvalue()
    return answer


@pytest.mark.parametrize("who", WHO)
def test_every_page_says_what_it_may_do(world, who):
    faults, codes = {}, set()
    for row in TABLE:
        answer = get(world, who, row)
        codes.add(answer.status_code)
        if found := faults_of(answer):
            faults[row.route] = found
    assert faults == {}
    assert codes >= {200, 302, 405}


@pytest.mark.parametrize("who", WHO[1:])
def test_no_cache_gives_a_persons_page_to_another(world, who):
    rows = [row for row in TABLE if row.get and row.route not in SAME_FOR_ALL]
    assert [row.route for row in rows if is_shared(get(world, who, row))] == []


def test_pages_that_are_not_there_say_it_too(world):
    row = ROWS["hackathon:start"]
    missing = get(world, "captain", row, slug="no-such-hackathon")
    forbidden = get(world, "captain", ROWS["hackathon:board"])
    assert [missing.status_code, forbidden.status_code] == [404, 403]
    assert faults_of(missing) + faults_of(forbidden) == []


@pytest.mark.parametrize("route", FILES)
def test_files_are_saved_and_never_shown(world, route):
    answer = get(world, "organizer", ROWS[route])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FILES[route]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_everything_else_is_a_page(world):
    """No address answers in a kind of its own, save the files and what machines ask for."""
    others = [row for row in TABLE if row.get and row.route not in (*FILES, *SAME_FOR_ALL)]
    kinds = {row.route: get(world, "organizer", row).headers["Content-Type"] for row in others}
    assert set(kinds.values()) == {"text/html; charset=utf-8"}


@pytest.mark.parametrize("route", ["bootcamp:certificate_pdf", "judging:ranking_csv"])
def test_a_file_that_is_made_for_one_person_is_not_kept(world, route):
    assert "no-store" in get(world, "organizer", ROWS[route]).headers["Cache-Control"]
