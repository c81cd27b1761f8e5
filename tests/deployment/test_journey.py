"""The house as the compose file puts it up, and a captain's way through its proxy."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.core.management import get_commands

from bootcamp.demo.projects import PROJECTS, answers_of
from tests.deployment.compose import ROOT
from tests.deployment.house import House, has_nginx, standing, wait_until
from tests.deployment.visitor import Page, Visitor
from tests.hackathon.account_steps import PASSWORD, app_code
from tests.smtp import Sink, smtp_sink

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="needs PostgreSQL"
    ),
]

STEP = 30  # seconds that a code of the app lasts
TEAM = "Дала қырандары"
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
LINK = re.compile(r"/kk(/invitations/\d+-[\w-]+/)")


@dataclass(frozen=True)
class Person:
    """Somebody who takes part."""

    email: str
    name: str
    phone: str
    role: str


CAPTAIN = Person("asel@posta.example.kz", "Әсел Нұрғалиева", "+77011234567", "developer")
MEMBERS = (
    Person("gabit@posta.example.kz", "Ғабит Өмірзақов", "+77017654321", "designer"),
    Person("umit@posta.example.kz", "Үміт Һәкімқызы", "+77017654322", "lawyer"),
)
EVERYBODY = (CAPTAIN, *MEMBERS)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp_sink() as sink:
        yield sink


@pytest.fixture
def house(sink: Sink) -> Iterator[House]:
    assert has_nginx(), "nginx is missing: make setup"
    folder = Path(tempfile.mkdtemp(prefix="shanyraq-house-"))
    try:
        with standing(folder, smtp_port=sink.port) as house:
            yield house
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def seed(house: House) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.deployment.seed"],
        cwd=ROOT,
        env=house.environment("migrate"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def letter_to(sink: Sink, person: Person, number: int) -> str:
    """The text of a person's letter by its number, once it has come."""

    def theirs() -> list[str]:
        return [one.part("plain") for one in sink.received if one.recipient == person.email]

    wait_until(lambda: len(theirs()) >= number, f"letter {number} to {person.email}")
    return theirs()[number - 1]


def sign_up(visitor: Visitor, person: Person, sink: Sink, number: int) -> str:
    """Make an account, and prove the address with the code of the letter; the code."""
    form = {"full_name": person.name, "email": person.email, "password1": PASSWORD, "terms": "on"}
    asked = visitor.post("/kk/accounts/signup/", form)
    found = CODE.search(letter_to(sink, person, number))
    assert found
    visitor.send(asked, {"code": found[1]})
    assert visitor.get("/kk/messages/").path == "/kk/messages/"
    return found[1]


def own_data(visitor: Visitor, path: str, person: Person, city: str) -> Page:
    """Give the own data, tick every declaration and consent."""
    page = visitor.get(path)
    names = re.findall(r'name="((?:declaration|purpose)_\w+)"', page.text)
    said = {"full_name": person.name, "birth_date": "27.03.2001", "phone": person.phone}
    return visitor.send(page, said | {"city": city} | dict.fromkeys(names, "on"))


def begin(captain: Visitor, facts: dict[str, str]) -> None:
    """The captain starts a team and invites two people."""
    my = f"/kk/{facts['slug']}/my"
    start = {"team_name": TEAM, "full_name": CAPTAIN.name, "role": CAPTAIN.role}
    captain.post(f"/kk/{facts['slug']}/apply/", start)
    for member in MEMBERS:
        page = captain.get(f"{my}/team/")
        said = {
            "full_name": member.name,
            "email": member.email,
            "role": member.role,
            "language": "kk",
        }
        captain.send(page, said, to=f"{my}/team/invite/")
    captain.post(f"{my}/team/", {"team_name": TEAM, "track": facts["track"], "city": facts["city"]})


def describe(captain: Visitor, facts: dict[str, str]) -> None:
    """The captain fills the project's pages and the own data in."""
    my, answers = f"/kk/{facts['slug']}/my", answers_of(PROJECTS[0])
    captain.post(f"{my}/project/", {"title": PROJECTS[0].title, "forms": "technical"} | answers)
    captain.post(f"{my}/data-used/", dict(answers))
    own_data(captain, f"{my}/about-me/", CAPTAIN, facts["city"])


def answered(house: House, name: str) -> list[dict[str, object]]:
    """The lines of the requests that one web instance answered."""
    lines = map(json.loads, house.log(name).read_text().splitlines())
    return [line for line in lines if line["event"] == "request"]


# --- what is looked at


def look_at_static_files(house: House, page: Page) -> None:
    """The proxy gives files out itself: packed, for ever where the name holds the hash."""
    [style, *_] = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    visitor = Visitor(house.site, house.certificate)
    file = visitor.get(style, Accept_Encoding="gzip")
    plain = visitor.get("/static/css/base.css") if "/base" in style else file
    assert re.search(r"\.[0-9a-f]{12}\.css$", style)
    assert file.headers["Server"] == "nginx"
    assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert file.headers["Content-Encoding"] == "gzip"
    assert file.headers["Content-Type"] == "text/css; charset=utf-8"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert file.headers["X-Request-ID"] is None  # the program was not asked
    assert plain.status == 200
    assert visitor.get("/static/staticfiles.json").headers["Cache-Control"] == "public, max-age=60"
    assert visitor.get("/static/../db.sqlite3").status in {400, 404}


def look_at_the_door(house: House) -> None:
    """Plain HTTP leads to HTTPS; the program believes only the proxy; cookies are for HTTPS."""
    visitor = Visitor(f"http://127.0.0.1:{house.ports['plain']}/", house.certificate)
    plain = visitor.get("/kk/?a=b", follow=False)
    assert (plain.status, plain.headers["Location"]) == (301, "https://127.0.0.1/kk/?a=b")
    guest = Visitor(house.site, house.certificate)
    page = guest.get("/kk/accounts/login/", X_Forwarded_Proto="http", X_Request_ID="a" * 32)
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert re.fullmatch(r"[0-9a-f]{32}", page.headers["X-Request-ID"])
    assert page.headers["X-Request-ID"] != "a" * 32
    assert {(one.name, one.secure) for one in guest.jar} == {("csrftoken", True)}
    assert guest.get("/kk/", Host="evil.example").status == 400


def look_at_health(house: House) -> None:
    visitor = Visitor(house.site, house.certificate)
    assert visitor.get("/healthz").body == b"ok"
    wait_until(lambda: visitor.get("/readyz").status == 200, "readiness")
    report = json.loads(visitor.get("/readyz").body)
    assert [name for name, part in report.items() if name != "ok" and not part["ok"]] == []


def figures(house: House) -> dict[str, float]:
    """The figures, asked of a web instance from inside, by its token and without HTTPS."""
    port = house.ports["web-2"]
    token = house.values["METRICS_TOKEN"]
    request = Request(
        f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {token}"}
    )
    with urlopen(request) as answer:  # noqa: S310
        text = answer.read().decode()
    return {n: float(v) for n, v in re.findall(r"^shanyraq_(\w+) (\S+)$", text, re.MULTILINE)}


def organizer_page(house: House, facts: dict[str, str]) -> Page:
    """The organizer signs in with a password and a code of the app, and opens the applications."""
    organizer = Visitor(house.site, house.certificate)
    form = {"login": facts["organizer"], "password": PASSWORD}
    asked = organizer.post("/kk/accounts/login/", form)
    wait_until(lambda: time.time() % STEP < STEP / 2, "a code that lasts")
    organizer.send(asked, {"code": app_code()})
    return organizer.get(f"/kk/{facts['slug']}/org/applications/")


def look_at_the_logs(house: House, secrets: list[str]) -> None:
    """Every line of ours is one object, none holds what is personal; tasks name their request."""
    names = ["migrate", "static", "web-1", "web-2", "worker-1", "worker-2", "beat", "proxy-lines"]
    texts = {name: house.log(name).read_text() for name in [*names, "proxy-errors"]}
    found = {
        (name, secret)
        for name, text in texts.items()
        for secret in secrets
        if secret.lower() in text.lower()
    }
    assert found == set()
    lines = {name: [json.loads(line) for line in texts[name].splitlines()] for name in names[2:]}
    asked = {line["request_id"] for name in ("web-1", "web-2") for line in lines[name]
             if line["event"] == "request"}  # fmt: skip
    tasks = [line for name in ("worker-1", "worker-2") for line in lines[name]
             if line["event"] == "task done"]  # fmt: skip
    assert {task["task"] for task in tasks} == {"hackathon.send_letters"}
    assert {task["request_id"] for task in tasks} <= asked
    passed = {line["request_id"] for line in lines["proxy-lines"]}
    assert len(passed & asked) > 20
    assert [
        line
        for name in names[2:]
        for line in lines[name]
        if "exception" in line and line["logger"] != "hackathon.kit.jobs"
    ] == []  # a slow broker is no fault


def test_captain_applies_through_the_proxy_while_parts_of_the_house_die(
    house: House, sink: Sink
) -> None:
    facts = seed(house)
    my = f"/kk/{facts['slug']}/my"
    captain = Visitor(house.site, house.certificate)
    codes = [sign_up(captain, CAPTAIN, sink, 1)]
    look_at_static_files(house, captain.get(f"/kk/{facts['slug']}/"))
    look_at_the_door(house)
    look_at_health(house)

    begin(captain, facts)
    both = {name: answered(house, name) for name in ("web-1", "web-2")}
    person = {line["user"] for line in both["web-1"] if line["user"]}
    assert len(person) == 1  # the captain
    for name, lines in both.items():  # signed in, and sending forms, at both
        mine = [line for line in lines if line["user"] in person]
        assert {line["method"] for line in mine} == {"GET", "POST"}, name
        assert {line["status"] for line in mine} <= {200, 302}, name

    house.kill("web-1")
    describe(captain, facts)
    assert len(answered(house, "web-1")) == len(both["web-1"])

    wait_until(lambda: figures(house)["letters_waiting"] == 0, "a quiet moment")
    house.kill("worker-1")
    links = []
    for member in MEMBERS:
        found = LINK.search(letter_to(sink, member, 1))
        assert found
        links.append(found[1])
        visitor = Visitor(house.site, house.certificate)
        codes.append(sign_up(visitor, member, sink, 2))
        assert member.name in visitor.get(f"/kk{found[1]}").text
        own_data(visitor, f"/kk{found[1]}confirm/", member, facts["city"])
        assert TEAM in visitor.get(f"{my}/").text

    before = {person: sink.recipients.count(person.email) for person in EVERYBODY}
    sent = captain.post(f"{my}/send/", {})
    assert TEAM in sent.text
    found = figures(house)
    assert (found["applications_sent_last_minute"], found["applications_waiting"]) == (1, 1)
    assert found["people"] >= len(EVERYBODY)
    for person, number in before.items():
        assert TEAM in letter_to(sink, person, number + 1)
    assert TEAM in captain.get(f"{my}/receipts/1/").text
    wait_until(lambda: figures(house)["letters_waiting"] == 0, "an empty outbox")
    assert figures(house)["letters_bounced"] == 0

    page = organizer_page(house, facts)
    assert (page.status, TEAM in page.text) == (200, True)
    assert page.path == f"/kk/{facts['slug']}/org/applications/"
    if "check_invariants" in get_commands():
        house.manage("check_invariants")
    personal = [part for one in EVERYBODY for part in (one.email, one.phone, *one.name.split())]
    tokens = [link.split("-", 1)[1].strip("/") for link in links]
    secrets = [*house.secrets, PASSWORD, *codes, *tokens, TEAM, "evil.example", "a=b"]
    look_at_the_logs(house, [*personal, *secrets])
