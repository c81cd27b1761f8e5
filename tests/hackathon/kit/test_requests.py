"""One id and one line of the log for every request."""

import io
import json
import logging
import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from hackathon.kit.logs import HideSecrets, json_lines
from hackathon.kit.requests import RequestLog
from hackathon.models import User
from tests.factories import HackathonFactory, UserFactory, calendar
from tests.hackathon.account_steps import PASSWORD, code_to, person_with_password, sign_in

ID = "0123456789abcdef0123456789abcdef"


class Written(io.StringIO):
    """What was written to the log, as in production."""

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    @property
    def requests(self) -> list[dict]:
        return [line for line in self.lines if line["event"] == "request"]


@pytest.fixture
def log():
    """Every line, down to the least."""
    root, stream = logging.getLogger(), Written()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(json_lines())
    handler.addFilter(HideSecrets())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_request_has_one_line_and_tells_its_id(client: Client, log: Written) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": ID})

    assert answer.headers["X-Request-ID"] == ID
    [line] = log.lines
    assert line.pop("timestamp")
    assert 0 <= line.pop("ms") < 10_000
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "hackathon.kit.requests",
        "request_id": ID,
        "method": "GET",
        "route": "healthz",
        "status": 200,
        "user": None,
    }


@pytest.mark.parametrize("given", ["", "short", "asel@example.kz-0123456789", ID * 3, f"{ID}\n"])
def test_id_that_is_not_sound_is_replaced(client: Client, log: Written, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert log.lines[0]["request_id"] == answer.headers["X-Request-ID"] != given


def test_each_request_has_an_id_of_its_own(client: Client, log: Written) -> None:
    answers = [client.get("/healthz") for _ in range(3)]

    ids = [answer.headers["X-Request-ID"] for answer in answers]
    assert len(set(ids)) == 3
    assert [line["request_id"] for line in log.requests] == ids


@pytest.mark.django_db
def test_line_names_the_route_and_the_person_by_number(client: Client, log: Written) -> None:
    hackathon, person = HackathonFactory(), UserFactory()
    calendar(hackathon)
    client.force_login(person)

    client.get(reverse("hackathon:start", args=[hackathon.slug]) + "?from=letter")
    client.get("/en/no-such-hackathon/")
    client.get("/nowhere?x=1")

    told = [(line["route"], line["status"], line["user"]) for line in log.requests]
    assert told == [
        ("hackathon:start", 200, person.pk),
        ("hackathon:start", 404, person.pk),
        (None, 302, person.pk),
    ]


@pytest.mark.django_db
def test_line_costs_no_query(client: Client, log: Written, django_assert_num_queries) -> None:
    client.force_login(UserFactory())

    with django_assert_num_queries(0):
        client.get("/healthz")

    assert log.requests[0]["user"] is None  # nobody asked who it is


@pytest.mark.django_db
def test_signing_in_names_who_came(client: Client, log: Written) -> None:
    person = person_with_password()

    assert sign_in(client, person).status_code == 302

    [line] = log.requests
    assert (line["method"], line["route"], line["user"]) == ("POST", "account_login", person.pk)


def test_file_of_ours_is_no_news(rf: RequestFactory, log: Written, caplog) -> None:
    caplog.set_level(logging.INFO)

    RequestLog(lambda _request: HttpResponse("body {}"))(rf.get("/static/css/base.css"))

    assert log.lines == []


@pytest.mark.django_db
def test_error_of_a_page_says_where_and_not_what(client: Client, log: Written, monkeypatch) -> None:
    words = "Әсел asel@example.kz +77011234567"

    def fail(*_args, **_kwargs):
        raise ValueError(words)

    monkeypatch.setattr("hackathon.queries.hackathons_seen_by", fail)
    client.raise_request_exception = False

    answer = client.get("/en/ashyq-el/?name=Asel", headers={"X-Request-ID": ID})

    assert answer.status_code == 500
    crash, line = log.lines
    assert (crash["level"], crash["exception"]) == ("error", "builtins.ValueError")
    assert crash["places"][-1].endswith(" fail")
    assert (line["status"], line["request_id"], crash["request_id"]) == (500, ID, ID)
    assert not re.search("(?i)asel|әсел|701123", log.getvalue())


@pytest.mark.django_db(transaction=True)
def test_nothing_personal_is_in_any_line_of_a_walk(client: Client, log: Written) -> None:
    """Signing up by a code: the letter's task runs on the request that caused it."""
    address, name = "saule@posta.example.kz", "Сәуле Қуатқызы"
    form = {"email": address, "full_name": name, "password1": PASSWORD, "terms": "on"}

    asked = client.post("/kk/accounts/signup/?next=/kk/secret-corner/", form)
    code = code_to(address)
    client.get(f"/kk/accounts/signup/?email={address}")
    client.post("/kk/accounts/confirm-email/", {"code": code})
    client.get(f"/kk/invitations/7-{ID}/?code={code}")

    assert User.objects.filter(email=address).exists()
    assert [letter.to for letter in mail.outbox] == [[address]]
    assert len(log.requests) == 4
    secrets = [address, "saule", *name.split(), PASSWORD, code, ID, "secret-corner", "?"]
    assert [one for one in secrets if one in log.getvalue()] == []
    [task] = [line for line in log.lines if line["event"] == "task done"]
    assert task["task"] == "hackathon.send_letters"
    assert task["request_id"] == asked.headers["X-Request-ID"]
