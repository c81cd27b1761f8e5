"""Asking the API: every address that its description has, in the name of everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import get_resolver, reverse
from drf_spectacular.generators import SchemaGenerator

from registration.models import Consent, Team
from tests.house.api.table import Door
from tests.house.matrix import World, built, taken_back
from tests.house.watching import BOOKKEEPING, writes

DENIED = ("401", "403", "404", "405")
PREFIX = "/api/v1/"


@contextmanager
def api_world(blocker: Any) -> Iterator[World]:
    """The world of the matrix, with what else stands in addresses of the API."""
    with built(blocker) as world:
        for things in world.things.values():
            team = Team.objects.get(application__pk=things["application"])
            captain = team.memberships.get(is_captain=True).participant
            consents = Consent.objects.filter(participant=captain, withdrawn_at=None)
            things["consent"] = consents.earliest("pk").pk if consents else 0
        yield world


@cache
def schema() -> dict[str, Any]:
    """The API as it describes itself."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def named() -> dict[str, str]:
    """The name of the route behind each address of the description."""
    found = {}
    for pattern, name in patterns():
        path = PREFIX + pattern
        for part in ("slug", "uuid", "int", "str"):
            path = path.replace(f"<{part}:", "{")
        found[path.replace(">", "}")] = name
    return found


def patterns() -> Iterator[tuple[str, str]]:
    """Every address of the API and its name, through all that is included."""
    (api,) = [one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "api"]
    todo = [("", one) for one in api.url_patterns]
    while todo:
        before, one = todo.pop()
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            todo += [(path, inner) for inner in one.url_patterns]
        elif one.name != "schema":
            yield path, one.name


def described() -> set[tuple[str, str]]:
    """Every route with every method that the description has."""
    return {
        (named()[path], method.upper())
        for path, acts in schema()["paths"].items()
        for method in acts
    }


def addresses() -> dict[str, set[str]]:
    """What stands in the address of each route."""
    return {name: set(_parts(path)) for path, name in named().items()}


def _parts(path: str) -> Iterator[str]:
    for piece in path.split("{")[1:]:
        yield piece.partition("}")[0]


@dataclass(frozen=True)
class Answer:
    """What came of a request: its code, the tables that were written to, what it said."""

    code: str
    written: frozenset[str]
    body: bytes


def ask(
    world: World,
    who: str,
    method: str,
    door: Door,
    *,
    whose: str = "own",
    body: str = "{}",
    **instead: Any,
) -> Answer:
    """Ask for a door, and undo whatever came of it."""
    address = reverse(f"api:{door.route}", kwargs=world.arguments(door, whose, **instead))
    carried = "" if method in ("GET", "HEAD", "DELETE", "OPTIONS") else body
    with taken_back(), writes() as written:
        answer = world.clients[who].generic(method, address, carried, "application/json")
        content = answer.getvalue()
    return Answer(str(answer.status_code), frozenset(written - BOOKKEEPING), content)


def faults_of(
    world: World,
    door: Door,
    method: str,
    wanted: dict[str, set[str]],
    *,
    whose: str = "own",
    **instead: Any,
) -> list[str]:
    """Where the answers to some people differ from those that are wanted."""
    found = []
    for who, codes in wanted.items():
        answer = ask(world, who, method, door, whose=whose, **instead)
        place = f"{method} {door.route} by {who} {instead or whose}"
        if answer.code not in codes:
            wants = " or ".join(sorted(codes))
            found.append(f"{place}: {answer.code}, not {wants}: {answer.body[:150]!r}")
        if answer.written and (method in ("GET", "HEAD") or answer.code in DENIED):
            found.append(f"{place}: {answer.code}, yet writes to {sorted(answer.written)}")
    return found


def told(faults: list[str]) -> str:
    """Every fault on its line."""
    return "\n".join(["", *faults])
