"""The API does what its description says: requests that fit it and requests that do not.

Schemathesis makes the requests from the description, over WSGI inside the process, as people of
several roles in the hackathon where they have most to do. Whatever they do is undone.
"""

import os
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation

from hackathon.models import User
from hackathon.services import make_token
from judging.models import Scorecard
from registration.models import Consent, Invitation
from tests.house.api.doors import DENIED, PREFIX, named, schema
from tests.house.api.table import BY_ROUTE, Door
from tests.house.matrix import NOW, World, taken_back

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PLAIN = {"Accept-Encoding": "identity"}
ROLES = ("nobody", "captain", "judge", "organizer")
EXAMPLES = int(os.environ.get("API_EXAMPLES", "1"))  # of each kind for each act; more by hand
QUICKLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Visitor:
    """Somebody who asks: with which header, and about which things."""

    headers: dict[str, str]
    things: dict[str, Any]


@pytest.fixture(scope="module")
def described():
    """The description, with the application behind it."""
    found = schemathesis.openapi.from_dict(schema())
    found.app = get_wsgi_application()
    return found


@pytest.fixture(autouse=True)
def _kept_connection():
    """The world lies in a transaction: its connection is not closed after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def visitor(world: World, role: str) -> Visitor:
    """One who asks: teams and judges where they are at work, organizers where all is done."""
    if role == "nobody":
        return Visitor(PLAIN, world.things["own"])
    person, things = world.people.get(role), world.things["own"]
    if role == "captain":
        person, things = applicant(world)
    if role == "judge":
        person, things = reader(world)
    _token, secret = make_token(person=person, name="a", days=30, now=NOW)
    return Visitor(PLAIN | {"Authorization": f"Bearer {secret}"}, things)


def applicant(world: World) -> tuple[User, dict[str, Any]]:
    """The captain of a team whose application is a draft, and the team's things."""
    hackathon = world.underway[0]
    invitation = Invitation.objects.get(team__hackathon=hackathon)
    members = invitation.team.memberships
    member = members.get(is_captain=True)
    consent = Consent.objects.filter(participant=member.participant).first()
    return member.participant.user, world.things["own"] | {
        "slug": hackathon.slug,
        "invitation": invitation.pk,
        "membership": members.filter(is_captain=False).earliest("pk").pk,
        "consent": consent.pk if consent else 0,
    }


def reader(world: World) -> tuple[User, dict[str, Any]]:
    """A judge whose cards are open, and one of the cards."""
    hackathon = world.underway[1]
    card = Scorecard.objects.filter(assignment__round__stage__hackathon=hackathon).earliest("pk")
    slug, kind = hackathon.slug, card.assignment.round.stage.kind
    return card.assignment.judge, world.things["own"] | {
        "slug": slug,
        "card": card.pk,
        "round": kind,
    }


def parts_of(operation: Any, visitor: Visitor) -> dict[str, str]:
    """What stands in the address of an act, so that it leads somewhere."""
    wanted = door_of(operation).arguments()
    return {name: str(visitor.things.get(thing, thing)) for name, thing in wanted.items()}


def door_of(operation: Any) -> Door:
    """The row of the matrix that an act has."""
    return BY_ROUTE[named()[operation.path]]


def is_let_in(role: str, operation: Any) -> bool:
    """Whether the matrix lets somebody in; what others are answered, the matrix has asked."""
    return door_of(operation).line(operation.method.upper())[role] not in DENIED


def has_wrong_body(case: Any) -> bool:
    """Whether the body does not fit; what else was made wrong, `parts_of` has put right."""
    body = case.meta.components.get(ParameterLocation.BODY)
    return body is not None and body.mode == GenerationMode.NEGATIVE


def faults_of(operation: Any, visitor: Visitor, mode: GenerationMode) -> tuple[list[str], set[int]]:
    """What an act does that its description does not say, and the codes of its answers."""
    faults: list[str] = []
    codes: set[int] = set()

    @QUICKLY
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.path_parameters.update(parts_of(operation, visitor))
        try:
            with taken_back():
                answer = case.call(headers=visitor.headers)
            codes.add(answer.status_code)
            more = [negative_data_rejection] if has_wrong_body(case) else []
            case.validate_response(answer, checks=[*CHECKS, *more])
        except (Exception, FailureGroup) as error:  # noqa: BLE001 -- told with the others
            faults.append(f"{operation.method} {operation.path}: {error}")

    ask()
    return faults, codes


@pytest.mark.parametrize("role", ROLES)
def test_api_answers_as_it_is_described(world, described, role):
    faults: list[str] = []
    codes: set[int] = set()
    with taken_back():
        asking = visitor(world, role)
        for result in described.get_all_operations():
            operation = result.ok()
            if not is_let_in(role, operation):
                continue
            for mode in modes_of(operation):
                found, seen = faults_of(operation, asking, mode)
                faults += found
                codes |= seen
    assert not faults, "\n".join(["", *faults])
    assert codes >= EXPECTED[role]


EXPECTED = {
    "nobody": {200, 409},
    "captain": {200, 400, 409},
    "judge": {200, 400, 409},
    "organizer": {200, 201, 204, 400, 409},
}


def modes_of(operation: Any) -> list[GenerationMode]:
    """Requests that fit; and where something is sent, requests that do not."""
    if operation.body:
        return [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    return [GenerationMode.POSITIVE]


def test_description_is_valid_and_whole():
    paths = schema()["paths"]
    assert schema()["openapi"].startswith("3.")
    assert all(path.startswith(PREFIX) for path in paths)
    ids = [act["operationId"] for acts in paths.values() for act in acts.values()]
    assert len(set(ids)) == len(ids)
    assert all(act["description"] for acts in paths.values() for act in acts.values())


def test_a_text_is_described_with_its_own_length():
    shapes = schema()["components"]["schemas"]

    def longest(shape: str, field: str) -> int:
        name = shapes[shape]["properties"][field]["$ref"].rpartition("/")[2]
        return shapes[name]["properties"]["kk"]["maxLength"]

    assert longest("NewsInputRequest", "title") == 200
    assert longest("NewsInputRequest", "text") == 20_000
    assert longest("LegalTextInputRequest", "text") == 100_000
