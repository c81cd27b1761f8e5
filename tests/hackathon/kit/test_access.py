"""The table of permissions, and the backend that answers from it."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from hackathon.kit import access
from hackathon.kit.access import AccessBackend, allow

ANNA = SimpleNamespace(name="anna", is_active=True)
ASKED: list[str] = []


def is_owner(person, thing):
    return thing is not None and thing.owner == person.name


def is_anybody(person, thing):
    ASKED.append(person.name)
    return True


@pytest.fixture(autouse=True)
def _an_empty_table(monkeypatch):
    monkeypatch.setattr(access, "table", {})
    ASKED.clear()


def allowed(person, permission, thing=None):
    try:
        return AccessBackend().has_perm(person, permission, thing)
    except PermissionDenied:
        return "denied"


def test_permission_is_given_to_one_of_the_named():
    allow("team.rename", is_owner)

    assert allowed(ANNA, "team.rename", SimpleNamespace(owner="anna")) is True
    assert allowed(ANNA, "team.rename", SimpleNamespace(owner="berik")) == "denied"
    assert allowed(ANNA, "team.rename") == "denied"


def test_unlisted_permission_is_nobody_s_and_left_to_other_backends():
    assert allowed(ANNA, "team.rename") is False


def test_no_one_is_asked_after_the_first_yes():
    allow("team.see", is_owner, is_anybody)

    assert allowed(ANNA, "team.see", SimpleNamespace(owner="anna")) is True
    assert ASKED == []


@pytest.mark.parametrize("person", [SimpleNamespace(name="anna", is_active=False), AnonymousUser()])
def test_inactive_and_unknown_people_may_nothing(person):
    allow("team.see", is_anybody)

    assert allowed(person, "team.see") == "denied"
    assert ASKED == []


def test_upper_app_adds_its_people_and_takes_none_away():
    allow("team.see", is_owner)
    allow("team.see", is_anybody, is_owner)

    assert access.table == {"team.see": (is_owner, is_anybody)}
    assert allowed(ANNA, "team.see", SimpleNamespace(owner="berik")) is True


def test_backend_signs_nobody_in():
    assert AccessBackend().authenticate(None, username="anna", password="x") is None
    assert not hasattr(AccessBackend, "get_user")
