"""Every address, asked by everybody, about their own things and other people's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

from tests.house.matrix import (
    ABSENT,
    EVERYBODY,
    PEOPLE,
    ROWS,
    SECOND_FACTOR,
    SIGN_IN,
    TABLE,
    Row,
    World,
    built,
    client_of,
    taken_back,
)
from tests.house.watching import BOOKKEEPING, changed, everything, writes

pytestmark = pytest.mark.django_db

OURS = ("hackathon", "registration", "judging", "bootcamp")
OUR_SINGLE_PAGES = (
    *("root", "healthz", "readyz", "metrics", "service_worker"),
    *("account_profile", "account_tokens", "account_token_end"),
)
THEIRS = ("account_", "mfa_", "usersessions_")
NOT_FOR_PEOPLE = ("metrics",)
API = "api:"  # it has a table of its own
DENIED = (SIGN_IN, SECOND_FACTOR, "403", "404", "405")
ODD_METHODS = ("PUT", "PATCH", "DELETE")
TOO_LARGE = 10**25
FORM, FORM_TYPE = "csrfmiddlewaretoken=of-the-browser", "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with built(django_db_blocker) as found:
        yield found


def routes(
    patterns: Any = None, space: str = "", parts: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Every address of the site: its full name, and what stands in it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        named = parts | {*one.pattern.converters, *one.pattern.regex.groupindex}
        if isinstance(one, URLResolver):
            inside = f"{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, inside, named)
        else:
            yield f"{space}{one.name}", named


def is_ours(name: str) -> bool:
    return name.partition(":")[0] in OURS or name in OUR_SINGLE_PAGES


@dataclass(frozen=True)
class Answer:
    """What came of a request: a code as in the table, and the tables that were written to."""

    code: str
    written: frozenset[str]
    location: str


def ask(world: World, who: str, method: str, address: str) -> Answer:
    """Ask for an address, and undo whatever came of it."""
    client = world.clients[who]
    client.cookies.pop("messages", None)
    with taken_back(), writes() as written:
        answer = client.generic(method, address, FORM if method == "POST" else "", FORM_TYPE)
        answer.getvalue()  # a stream is read to its end, and so closed
    location = answer.headers.get("Location", "")
    code = str(answer.status_code)
    if location.startswith(reverse("account_login")):
        code = SIGN_IN
    elif location.startswith(reverse("mfa_index")):
        code = SECOND_FACTOR
    return Answer(code, frozenset(written - BOOKKEEPING), location)


def faults_of(
    world: World, row: Row, method: str, wanted: dict[str, set[str]], address: str
) -> list[str]:
    """Where the answers to some people differ from those that are wanted."""
    found = []
    for who, codes in wanted.items():
        answer = ask(world, who, method, address)
        place = f"{method} {row.route} by {who} ({address})"
        if answer.code not in codes:
            found.append(f"{place}: {answer.code}, not {' or '.join(sorted(codes))}")
        if answer.written and (method == "GET" or answer.code in DENIED):
            found.append(f"{place}: {answer.code}, yet writes to {sorted(answer.written)}")
    return found


def told(faults: list[str]) -> str:
    """Every fault on its line."""
    return "\n".join(["", *faults])


def exactly(line: dict[str, str]) -> dict[str, set[str]]:
    return {who: {code} for who, code in line.items()}


def not_there(code: str, *, known: bool) -> set[str]:
    """What is answered instead where the thing is not there: never more than of the own one."""
    if code in (SIGN_IN, SECOND_FACTOR, "405"):
        return {code}
    return {"403", "404"} if known and code == "403" else {"404"}


def nowhere(line: dict[str, str], *, known: bool) -> dict[str, set[str]]:
    """The same for everybody; where the hackathon is `known`, who lacks the right may learn so."""
    return {who: not_there(code, known=known) for who, code in line.items()}


def of_note(line: dict[str, str]) -> dict[str, str]:
    """The people to ask where a wrong address is no other than for the rest: those let in."""
    return {who: code for who, code in line.items() if code not in DENIED or who == "stranger"}


def test_every_address_has_a_row():
    names = [name for name, _parts in routes() if not name.startswith(API)]

    assert {name for name in names if is_ours(name)} == set(ROWS)
    assert [name for name in names if not is_ours(name) and not name.startswith(THEIRS)] == []
    assert len(TABLE) == len(ROWS)


def test_every_row_names_every_part_of_its_address():
    parts = {name: set(parts) for name, parts in routes() if is_ours(name)}

    assert parts == {row.route: set(row.arguments()) for row in TABLE}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_own_things(world, method):
    faults = []
    for row in TABLE:
        address = reverse(row.route, kwargs=world.arguments(row))
        faults += faults_of(world, row, method, exactly(row.line(method)), address)
    assert not faults, told(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_things_of_a_rival(world, method):
    """The same about another team of the hackathon, or another judge: rights change sides."""
    rows = [row for row in TABLE if row.line(method) != row.line(method, "rival")]
    rows = [row for row in rows if row.rival_get or row.rival_post]
    faults = []
    for row in rows:
        address = reverse(row.route, kwargs=world.arguments(row, "rival"))
        faults += faults_of(world, row, method, exactly(row.line(method, "rival")), address)
    assert rows
    assert not faults, told(faults)


SWAPPED = {"captain": "rival", "rival": "captain"}
OWN_TO_A_TEAM = (
    "registration:invitation_renew",
    "registration:invitation_cancel",
    "registration:member_remove",
    "account_token_end",
)
OWN_TO_A_JUDGE = ("judging:card_marks", "judging:card_hand_in", "judging:card_file")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("route", OWN_TO_A_TEAM)
def test_a_captain_touches_only_the_own_team(world, method, route):
    row = ROWS[route]
    line = row.line(method)
    wanted = {who: {line[SWAPPED.get(who, who)]} for who in PEOPLE}
    address = reverse(route, kwargs=world.arguments(row, "rival"))
    faults = faults_of(world, row, method, wanted, address)
    assert not faults, told(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("route", OWN_TO_A_JUDGE)
def test_a_judge_touches_only_the_own_cards(world, method, route):
    row = ROWS[route]
    wanted = nowhere(row.line(method), known=False)
    address = reverse(route, kwargs=world.arguments(row, "rival"))
    faults = faults_of(world, row, method, wanted, address)
    assert not faults, told(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_hackathon_is_not_there(world, method):
    """It is not public: whole addresses in it lead nowhere, save for its own organizer."""
    faults = []
    for row in TABLE:
        if "slug" not in row.arguments():
            continue
        address = reverse(row.route, kwargs=world.arguments(row, "other"))
        line = row.line(method)
        at_home = row.abroad.get(method, line["organizer"])
        wanted = nowhere(line, known=False) | {"foreign": {at_home}}
        faults += faults_of(world, row, method, wanted, address)
    assert not faults, told(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_things_of_another_hackathon_are_not_there(world, method):
    """Nobody reaches them by an address of the own hackathon."""
    faults = []
    for row in TABLE:
        if "slug" not in row.arguments() or not KEYS & set(row.arguments().values()):
            continue
        home = {"slug": world.own.slug}
        if "kind" in row.arguments():
            home["kind"] = world.arguments(row)["kind"]
        address = reverse(row.route, kwargs=world.arguments(row, "other", **home))
        wanted = nowhere(row.line(method), known=True)
        faults += faults_of(world, row, method, wanted, address)
    assert not faults, told(faults)


KEYS = {
    *("application", "invitation", "membership", "work", "session", "judge", "card"),
    *("mentor_pair", "award", "certificate", "certificate_pk", "letter", "api_token"),
}
"""Things that an address finds by a key of its own."""


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_things_that_only_their_own_people_know(world, method):
    """The same where the address names no hackathon. An invitation's link is its own key."""
    faults = []
    rows = [row for row in TABLE if not {"slug", "token"} & set(row.arguments())]
    rows = [row for row in rows if KEYS & set(row.arguments().values())]
    for row in rows:
        line = row.line(method)
        at_home = line["organizer"] if "certificate" in row.route else line["stranger"]
        wanted = nowhere(line, known=False) | {"foreign": {at_home}}
        address = reverse(row.route, kwargs=world.arguments(row, "other"))
        faults += faults_of(world, row, method, wanted, address)
    assert len(rows) == 4
    assert not faults, told(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_absent(world, method):
    """Each part of an address in turn leads nowhere; whoever is let in else is told the same."""
    faults = []
    for row in TABLE:
        for part in row.arguments():
            arguments = world.arguments(row, **{part: ABSENT[part]})
            wanted = nowhere(of_note(row.line(method)), known=part != "slug")
            if part == "kind" and row.route in AFTER_CLOSING and "chair" in wanted:
                wanted["chair"] = {"403"}  # a right that only a round gives
            faults += faults_of(world, row, method, wanted, reverse(row.route, kwargs=arguments))
    assert not faults, told(faults)


AFTER_CLOSING = ("judging:ranking", "judging:ranking_csv", "judging:ties")


def let_in(row: Row) -> tuple[str, str]:
    """Somebody who is let in, and by which method."""
    for method in ("GET", "POST"):
        for who, code in row.line(method).items():
            if code not in DENIED:
                return who, method
    if row.route in NOT_FOR_PEOPLE:
        return "nobody", "GET"
    raise AssertionError(row)


def test_numbers_too_large_for_the_database_are_not_there(world):
    faults = []
    for row in TABLE:
        for part in {"pk", "number", "version", "judge"} & set(row.arguments()):
            who, method = let_in(row)
            address = reverse(row.route, kwargs=world.arguments(row, **{part: TOO_LARGE}))
            faults += faults_of(world, row, method, {who: {"404"}}, address)
    assert not faults, told(faults)


def test_other_methods_are_not_taken(world):
    faults = []
    for row in TABLE:
        who, _method = let_in(row)
        address = reverse(row.route, kwargs=world.arguments(row))
        for method in ODD_METHODS:
            faults += faults_of(world, row, method, {who: {"405"}}, address)
    assert not faults, told(faults)


def test_head_is_answered_as_get(world):
    faults = []
    for row in TABLE:
        if row.get:
            who, _method = let_in(row)
            address = reverse(row.route, kwargs=world.arguments(row))
            wanted = {who: {row.line("GET")[who]}}
            faults += faults_of(world, row, "HEAD", wanted, address)
    assert not faults, told(faults)


# --- reading changes nothing


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_reading_changes_nothing(world, language):
    before = everything()
    crashed = []
    with translation.override(language):
        for row in TABLE:
            address = reverse(row.route, kwargs=world.arguments(row))
            for who in ("organizer", "captain", "judge", "mentor"):
                answer = world.clients[who].get(address)
                answer.getvalue()
                wanted = row.line("GET")[who].replace(SECOND_FACTOR, "302")
                if str(answer.status_code) != wanted:
                    crashed.append(f"{row.route} by {who}: {answer.status_code}, not {wanted}")
    assert not crashed, told(crashed)
    assert changed(before) == []
    assert any(before[table] for table in ("judging_mark", "registration_consent"))


ON_THE_WAY = {"slug", "kind", "version", "number"}
"""Parts of addresses that need no team's things."""


@pytest.mark.parametrize("duty", ["is_organizer", "is_judge", "is_participant"])
def test_reading_changes_nothing_on_the_way(world, duty):
    """In hackathons that take applications, or whose jury marks, pages have more to show."""
    faults, shown = [], set()
    for hackathon in world.underway:
        badge = hackathon.badges.filter(**{duty: True}, city=None).first()
        if badge is None:
            continue
        world.clients[duty] = client_of(badge.person)
        for row in TABLE:
            if not row.get or not {"slug"} <= set(row.arguments()) <= ON_THE_WAY:
                continue
            own = {"slug": hackathon.slug, "kind": "pitches", "number": 1}
            arguments = {name: own.get(name, word) for name, word in row.arguments().items()}
            answer = ask(world, duty, "GET", reverse(row.route, kwargs=arguments))
            if answer.code == "200":
                shown.add(row.route)
            if answer.written or answer.code not in READ:
                faults.append(f"{row.route}: {answer}")
    assert not faults, told(faults)
    assert shown > PUBLIC
    assert shown - PUBLIC >= SHOWN_ON_THE_WAY[duty]


READ = ("200", "302", "403", "404", "409")
PUBLIC = {row.route for row in TABLE if row.get == EVERYBODY and row.made_of.startswith("slug")}
SHOWN_ON_THE_WAY = {
    "is_organizer": {"hackathon:board", "registration:applications", "judging:round"},
    "is_judge": {"judging:rounds", "judging:cards", "judging:card", "judging:conflicts"},
    "is_participant": {"registration:my", "registration:team", "registration:project"},
}


# --- pages that are not ours


@pytest.mark.parametrize("who", ["nobody", "captain", "organizer"])
def test_pages_of_accounts_do_not_crash(world, who):
    pages = {name: parts for name, parts in routes() if name.startswith(THEIRS)}
    faults = []
    for name, parts in pages.items():
        answer = ask(world, who, "GET", reverse(name, kwargs=dict.fromkeys(parts, "1")))
        if answer.code.startswith("5"):
            faults.append(f"{name}: {answer.code}")
    assert {"account_login", "mfa_index", "usersessions_list"} <= set(pages)
    assert not faults, told(faults)


def test_nobody_signs_in_by_the_door_of_the_demo():
    names = {name for name, _parts in routes()}
    assert not settings.DEMO_SIGN_IN
    assert "demo_sign_in" not in names
