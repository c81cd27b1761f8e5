"""Nobody writes what they were not asked for: every field of every table, posted everywhere."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.house.api.doors import ask
from tests.house.api.table import DOORS
from tests.house.matrix import TABLE, Row, client_of, taken_back
from tests.house.watching import BOOKKEEPING, writes

pytestmark = pytest.mark.django_db

OURS = ("hackathon", "registration", "judging", "bootcamp")
DENIED = ("IN", "2F", "401", "403", "404", "405")
ODD_NUMBER, ODD_TEXT = 7777, "odd"


def fields() -> dict[str, models.Field]:
    """Every column of every table of ours, by the names that a request could use."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                found |= {field.name: field, field.attname: field}
    return found


def odd(field: models.Field) -> Any:
    """A value that nobody would give a column, of its own kind."""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.IntegerField | models.ForeignKey | models.AutoField):
        return ODD_NUMBER
    if isinstance(field, models.DateTimeField):
        return "2001-02-03T04:05:06Z"
    return "2001-02-03" if isinstance(field, models.DateField) else ODD_TEXT


EVERYTHING = {name: odd(field) for name, field in fields().items()}


def people_let_in(line: dict[str, str]) -> list[str]:
    """Those whose request comes as far as the body, one for each answer."""
    return list({code: who for who, code in line.items() if code not in DENIED}.values())


def test_api_refuses_every_name_that_it_did_not_ask_for(world):
    """The whole request is refused, and the names with it: nothing at all is written."""
    faults, asked = [], 0
    for door in DOORS:
        for method in set(door.own) & {"POST", "PUT", "PATCH"}:
            for who in people_let_in(door.line(method)):
                answer = ask(world, who, method, door, body=json.dumps(EVERYTHING))
                told = b"There is no such field." in answer.body
                if (answer.code, answer.written, told) != ("400", frozenset(), True):
                    faults.append(f"{method} {door.route} by {who}: {answer}")
                asked += 1
    assert asked > 40
    assert not faults, "\n".join(["", *faults])


GUARDED = {
    *("id", "status", "revision", "version", "is_staff", "is_superuser", "is_active", "password"),
    *("is_participant", "is_organizer", "is_judge", "is_chair", "is_mentor", "is_auditor"),
    *("is_captain", "seat", "size", "size_max", "team_id", "hackathon_id", "person_id", "user_id"),
    *("amount", "awarded", "place", "sha256", "number", "half_points", "judge_id", "entry_id"),
    *("confirmed_at", "left_at", "submitted_at", "handed_in_at", "decided_by_id", "actor_id"),
    *("prize_fund", "team_max", "is_public", "min_age", "expires_at", "ended_at", "withdrawn_at"),
}
"""Columns that decide who somebody is, where a thing stands, what it is worth and whose it is."""

MAY_CHANGE = {  # by the act itself, whatever else is posted
    "account_token_end": {"ended_at"},
    "registration:draft": {"revision"},
    "registration:project": {"revision"},
    "registration:data_used": {"revision"},
    "registration:team": {"revision"},
}
MAY_GO = {"hackathon_session", "bootcamp_mentorteam"}  # lines that an act takes off a list


def guarded() -> dict[tuple[str, Any], dict[str, Any]]:
    """The guarded columns of every row."""
    found = {}
    for model in apps.get_models():
        columns = [one.attname for one in model._meta.concrete_fields if one.attname in GUARDED]
        if model._meta.app_label in OURS and columns:
            for row in model._base_manager.values("pk", *columns):
                found[model._meta.db_table, row.pop("pk")] = row
    return found


@dataclass(frozen=True)
class Outcome:
    """What came of a request with every name in it."""

    code: str
    has_written: bool
    faults: list[str]


def post_everything(client: Client, row: Row, parts: dict[str, Any], **own: Any) -> Outcome:
    """Post every name to a page, and tell which guarded columns are not as they were."""
    form = {name: "on" if value is True else value for name, value in EVERYTHING.items()} | own
    client.cookies.pop("messages", None)
    with taken_back(), writes() as written:
        before = guarded()
        code = str(client.post(reverse(row.route, kwargs=parts), form).status_code)
        has_written = bool(written - BOOKKEEPING)
        after = guarded() if has_written else before
        return Outcome(
            code, has_written, differences(before, after, MAY_CHANGE.get(row.route, set()))
        )


def differences(before: dict, after: dict, may_change: set[str]) -> list[str]:
    """Rows that changed or went, and new rows that took a value from the request."""
    found = [f"{key} is gone" for key in before if key not in after and key[0] not in MAY_GO]
    for key, columns in after.items():
        old = before.get(key)
        for name, value in columns.items():
            if old is not None and old[name] != value and name not in may_change:
                found.append(f"{key}: {name} {old[name]!r} -> {value!r}")
            if old is None and value in (ODD_NUMBER, ODD_TEXT):
                found.append(f"{key}: {name} taken from the request")
    return found


def test_pages_take_over_nothing_that_they_did_not_ask_for(world):
    faults, asked = [], 0
    for row in (row for row in TABLE if row.post):
        for who in people_let_in(row.line("POST")):
            outcome = post_everything(world.clients[who], row, world.arguments(row))
            faults += [f"{row.route} by {who} ({outcome.code}): {one}" for one in outcome.faults]
            asked += 1
    assert asked > 35
    assert not faults, "\n".join(["", *faults])


WRITING = {"registration:project", "registration:data_used"}


def test_a_captain_who_writes_takes_over_nothing_else(world):
    """While applications are taken the same requests do save what the pages ask for."""
    hackathon = world.underway[0]
    application = hackathon.applications.get()
    captain = application.team.memberships.get(is_captain=True).participant.user
    client, faults, wrote = client_of(captain), [], set()
    for row in TABLE:
        if row.post and set(row.arguments()) == {"slug"}:
            own = {"revision": application.revision, "track": "", "city": "", "forms": "social"}
            outcome = post_everything(client, row, {"slug": hackathon.slug}, **own)
            faults += [f"{row.route} ({outcome.code}): {one}" for one in outcome.faults]
            wrote |= {row.route} if outcome.has_written else set()
    assert wrote >= WRITING
    assert not faults, "\n".join(["", *faults])


def test_a_column_that_changes_would_be_found(world):
    """The net itself holds: a row that is touched shows."""
    with taken_back():
        before = guarded()
        person = world.people["captain"]
        type(person)._base_manager.filter(pk=person.pk).update(is_staff=True)
        found = differences(before, guarded(), set())
    assert found == [f"('hackathon_user', {person.pk}): is_staff False -> True"]
