"""Reading docker-compose.yml as the engine would: variables filled in, or refused by their name."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<words>[^}]*))?\})")


class Missing(Exception):
    """A variable that has no value and no default."""


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """A text of the compose file with its variables."""

    def value(found: re.Match[str]) -> str:
        if found["dollar"]:
            return "$"
        given = values.get(found["name"], "")
        if not given and found["kind"] == "?":
            raise Missing(f"{found['name']} {found['words']}")
        return given or (found["words"] or "" if found["kind"] == "-" else "")

    return VARIABLE.sub(value, text)


def services(values: Mapping[str, str] | None) -> dict[str, dict[str, Any]]:
    """Every service; with `values` None, as it is written."""
    whole = yaml.safe_load(COMPOSE.read_text())
    return _filled(whole, values)["services"] if values is not None else whole["services"]


def _filled(thing: Any, values: Mapping[str, str]) -> Any:
    if isinstance(thing, str):
        return fill_in(thing, values)
    if isinstance(thing, list):
        return [_filled(one, values) for one in thing]
    if isinstance(thing, dict):
        return {name: _filled(one, values) for name, one in thing.items()}
    return thing


def example() -> dict[str, str]:
    """What .env.example says."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _equals, value in pairs}
