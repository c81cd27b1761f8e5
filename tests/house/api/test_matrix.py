"""Every address of the API, asked by everybody, about their own things and other people's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.house.api.doors import (
    Answer,
    addresses,
    ask,
    described,
    faults_of,
    told,
)
from tests.house.api.table import BY_ROUTE, DOORS, Door
from tests.house.matrix import ABSENT, PEOPLE
from tests.house.watching import changed, everything

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
LET_IN = ("200", "201", "204", "400", "409")
KEYS = {
    *("application", "invitation", "membership", "consent", "work", "session", "judge", "card"),
    *("mentor_pair", "award", "certificate", "certificate_pk", "letter"),
}
"""Things that an address finds by a key of its own."""


def with_method(method: str) -> Iterator[Door]:
    return (door for door in DOORS if method in door.own)


def exactly(line: dict[str, str]) -> dict[str, set[str]]:
    return {who: {code} for who, code in line.items()}


def not_there(code: str, *, known: bool) -> set[str]:
    """What is answered instead where the thing is not there: never more than of the own one."""
    if code == "401":
        return {code}
    return {"403", "404"} if known and code == "403" else {"404"}


def nowhere(line: dict[str, str], *, known: bool) -> dict[str, set[str]]:
    """The same for everybody; who lacks a second factor, or a right there, may learn so."""
    found = {who: not_there(code, known=known) for who, code in line.items()}
    if line.get("unproved") == "403":
        found["unproved"] = {"403", "404"}
    return found


def of_note(line: dict[str, str], *others: str) -> dict[str, str]:
    """The people to ask where a wrong address is no other than for the rest: one who is let in,
    one who is known and may not, a stranger.
    """
    found = {code: who for who, code in reversed(line.items())}
    return {who: line[who] for who in ("stranger", *others, *found.values())}


def let_in(door: Door, method: str) -> str:
    """Somebody who is let in."""
    return next(who for who, code in door.line(method).items() if code in LET_IN)


def test_every_address_has_a_row():
    assert {(door.route, method) for door in DOORS for method in door.own} == described()
    assert len(DOORS) == len(BY_ROUTE)
    assert {door.route: set(door.arguments()) for door in DOORS} == addresses()


@pytest.mark.parametrize("method", METHODS)
def test_own_things(world, method):
    faults = []
    for door in with_method(method):
        faults += faults_of(world, door, method, exactly(door.line(method)))
    assert not faults, told(faults)


def test_things_of_a_rival(world):
    """The same about another team of the hackathon, or another judge: rights change sides."""
    faults, asked = [], 0
    for door in DOORS:
        for method in door.rival:
            wanted = exactly(door.line(method, "rival"))
            faults += faults_of(world, door, method, wanted, whose="rival")
            asked += 1
    assert asked == 5
    assert not faults, told(faults)


SWAPPED = {"captain": "rival", "rival": "captain"}
OWN_TO_A_TEAM = ("invitation_renew", "invitation_cancel", "member", "consent_withdraw")
OWN_TO_A_JUDGE = ("card", "card_hand_in")


@pytest.mark.parametrize("route", OWN_TO_A_TEAM)
def test_a_captain_touches_only_the_own_team(world, route):
    door, faults = BY_ROUTE[route], []
    for method in door.own:
        line = door.line(method)
        wanted = {who: {line[SWAPPED.get(who, who)]} for who in PEOPLE}
        faults += faults_of(world, door, method, wanted, whose="rival")
    assert not faults, told(faults)


@pytest.mark.parametrize("route", OWN_TO_A_JUDGE)
def test_a_judge_touches_only_the_own_cards(world, route):
    door, faults = BY_ROUTE[route], []
    for method in door.own:
        wanted = nowhere(door.line(method), known=False)
        faults += faults_of(world, door, method, wanted, whose="rival")
    assert not faults, told(faults)


@pytest.mark.parametrize("method", METHODS)
def test_another_hackathon_is_not_there(world, method):
    """It is not public: whole addresses in it lead nowhere, save for its own organizer."""
    faults = []
    for door in with_method(method):
        if "slug" not in door.arguments():
            continue
        line = door.line(method)
        at_home = door.abroad.get(method, line["organizer"])
        wanted = nowhere(of_note(line), known=False) | {"foreign": {at_home}}
        faults += faults_of(world, door, method, wanted, whose="other")
    assert not faults, told(faults)


@pytest.mark.parametrize("method", METHODS)
def test_things_of_another_hackathon_are_not_there(world, method):
    """Nobody reaches them by an address of the own hackathon."""
    faults = []
    for door in with_method(method):
        if "slug" not in door.arguments() or not KEYS & set(door.arguments().values()):
            continue
        home = {"slug": world.own.slug}
        if "kind" in door.arguments():
            home["kind"] = world.things["own"]["round"]
        wanted = nowhere(of_note(door.line(method), "foreign"), known=True)
        faults += faults_of(world, door, method, wanted, whose="other", **home)
    assert not faults, told(faults)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_absent(world, method):
    """Each part of an address in turn leads nowhere; whoever is let in else is told the same."""
    faults = []
    for door in with_method(method):
        line = door.line(method)
        asking = {who: line[who] for who in ("stranger", let_in(door, method))}
        for part in door.arguments():
            wanted = nowhere(asking, known=part != "slug")
            if part == "kind" and door.route in ("ranking", "ties"):
                wanted.pop("chair", None)  # a right that only a round gives
            absent: dict[str, Any] = {part: ABSENT.get(part, "absent")}
            faults += faults_of(world, door, method, wanted, **absent)
    assert not faults, told(faults)


def test_numbers_too_large_for_the_database_are_not_there(world):
    faults = []
    for door in DOORS:
        method = next(iter(door.own))
        for part in {"pk", "number", "judge"} & set(door.arguments()):
            wanted = {let_in(door, method): {"404"}}
            faults += faults_of(world, door, method, wanted, **{part: 10**25})
    assert not faults, told(faults)


def test_other_methods_are_not_taken(world):
    """Not even from the person who may most; others are stopped before."""
    faults = []
    for door in DOORS:
        who = "organizer"
        for method in {"PUT" if "PUT" not in door.own else "PATCH", "OPTIONS"}:
            faults += faults_of(world, door, method, {who: {"405"}})
    assert not faults, told(faults)


def test_head_is_answered_as_get(world):
    faults = []
    for door in with_method("GET"):
        faults += faults_of(world, door, "HEAD", {"captain": {door.line("GET")["captain"]}})
    assert not faults, told(faults)


def test_reading_changes_nothing(world):
    before = everything()
    for who in ("organizer", "captain", "judge", "mentor"):
        for door in with_method("GET"):
            address = reverse(f"api:{door.route}", kwargs=world.arguments(door))
            answer = world.clients[who].get(address)
            answer.getvalue()
            assert str(answer.status_code) == door.line("GET")[who], address
    assert changed(before) == []


def test_a_wrong_body_is_no_way_around_a_right(world):
    """Rights are asked before the body is read: nobody learns from a 400 what is there."""
    faults = []
    for door in DOORS:
        for method in set(door.own) - {"GET", "DELETE"}:
            line = of_note(door.line(method))
            wanted = {who: {code} for who, code in line.items() if code in ("401", "403", "404")}
            for who, codes in wanted.items():
                answer: Answer = ask(world, who, method, door, body="{")
                if answer.code not in codes:
                    faults.append(f"{method} {door.route} by {who}: {answer.code}")
    assert not faults, told(faults)
