"""What every answer of the API says to browsers and to caches on the way."""

import pytest
from django.urls import reverse

from tests.house.api.table import DOORS
from tests.house.test_headers import faults_of, is_shared

pytestmark = pytest.mark.django_db

FILES = {"work_file": "application/octet-stream", "certificate_pdf": "application/pdf"}


def get(world, who, door):
    answer = world.clients[who].get(reverse(f"api:{door.route}", kwargs=world.arguments(door)))
    answer.getvalue()
    return answer


@pytest.mark.parametrize("who", ["nobody", "captain", "organizer"])
def test_every_answer_says_what_it_may_do_and_is_kept_by_no_cache(world, who):
    faults, codes = {}, set()
    for door in DOORS:
        answer = get(world, who, door)
        codes.add(answer.status_code)
        found = faults_of(answer) + (["is shared"] if is_shared(answer) else [])
        if answer.headers["Cache-Control"] != "no-store":
            found.append(answer.headers["Cache-Control"])
        kind = FILES.get(door.route) if answer.status_code == 200 else None
        if answer.headers["Content-Type"] != (kind or "application/json"):
            found.append(answer.headers["Content-Type"])
        if kind and not answer.headers["Content-Disposition"].startswith("attachment"):
            found.append(answer.headers["Content-Disposition"])
        if found:
            faults[door.route] = found
    assert faults == {}
    assert codes >= ({200, 401, 405} if who == "nobody" else {200, 405})


def test_description_is_json_for_everybody(client):
    answer = client.get("/api/v1/schema/")

    assert answer.status_code == 200
    assert answer.json()["info"]["title"] == "Shanyraq"
    assert faults_of(answer) == []


def test_address_that_is_not_there_is_told_as_ever(client):
    answer = client.get("/api/v1/no-such-thing/")
    assert answer.status_code == 404
    assert faults_of(answer) == []
