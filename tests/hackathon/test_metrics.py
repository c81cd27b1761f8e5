"""The page of figures: who reads it, what it says, what it costs."""

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hackathon.models import Letter, User
from hackathon.outbox import post
from hackathon.services import record_pulse
from tests.factories import BEGIN, HackathonFactory, UserFactory, calendar
from tests.factories.judging import MarkFactory, build_jury
from tests.factories.registration import ApplicationFactory, SubmissionFactory
from tests.hackathon.account_steps import app_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

TOKEN = "0123456789abcdef0123456789abcdef"
ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = (
    *("applications_draft", "applications_sent_last_minute", "applications_waiting"),
    *("beat_seconds", "cards_open", "letters_bounced", "letters_oldest_seconds"),
    *("letters_sent_last_minute", "letters_waiting", "mail_failed_seconds"),
    *("marks_saved_last_minute", "people", "people_joined_last_hour", "stages_late"),
)


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = TOKEN


def ask(client: Client, token: str = TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def figures(client: Client) -> dict[str, float]:
    """What the page says, by name."""
    text = ask(client).content.decode()
    return {
        name: float(value)
        for name, value in re.findall(r"^shanyraq_(\w+) (\S+)$", text, re.MULTILINE)
    }


# --- who


def test_whoever_has_the_token_reads_the_figures(client: Client) -> None:
    answer = ask(client)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert tuple(figures(client)) == NAMES


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer ", f"Bearer {TOKEN}0", f"Basic {TOKEN}", "Bearer Ұ", TOKEN]
)
def test_nobody_else_does(client: Client, said: str) -> None:
    assert client.get("/metrics", headers={"Authorization": said}).status_code == 403


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer "])
def test_where_no_token_is_set_none_is_right(client: Client, settings, said: str) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": said}).status_code == 403


def test_site_administrator_reads_them_with_a_second_factor(client: Client) -> None:
    administrator = UserFactory(is_staff=True)
    client.force_login(administrator)
    assert client.get("/metrics").status_code == 403

    app_of(administrator)
    assert client.get("/metrics").status_code == 200

    User.objects.filter(pk=administrator.pk).update(is_staff=False)
    assert client.get("/metrics").status_code == 403


def test_token_that_could_be_guessed_stops_the_start() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import hackathon.settings.local"],
        cwd=ROOT,
        env=os.environ | {"METRICS_TOKEN": TOKEN[1:]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "METRICS_TOKEN must be 32 characters or longer" in run.stderr


# --- what


def test_empty_house_counts_nothing(client: Client) -> None:
    never = ("beat_seconds", "mail_failed_seconds")

    assert figures(client) == dict.fromkeys(NAMES, 0) | dict.fromkeys(never, float("inf"))


def test_letters_are_counted_by_what_became_of_them(client: Client, now: datetime) -> None:
    for number, due_at in enumerate([now - timedelta(seconds=95), now, now + timedelta(hours=1)]):
        post("test/hello", about=str(number), address="a@b.kz", now=now, due_at=due_at)
    for name, ago in {"sent_at": (0, 59, 60, 3600), "bounced_at": (5, 90_000)}.items():
        for seconds in ago:
            about = f"{name}{seconds}"
            due_at = now - timedelta(days=2)
            post("test/hello", about=about, address="a@b.kz", now=now, due_at=due_at)
            ended = Letter.objects.filter(about=about)
            ended.update(**{"sent_at": None, name: now - timedelta(seconds=seconds)})
    Letter.objects.filter(about__in=["0", "1", "2"]).update(sent_at=None)

    found = figures(client)

    assert found["letters_waiting"] == 2
    assert found["letters_oldest_seconds"] == 95
    assert found["letters_sent_last_minute"] == 2
    assert found["letters_bounced"] == 2


def test_signs_of_life_have_an_age(client: Client, now: datetime) -> None:
    record_pulse(name="beat", now=now - timedelta(seconds=12.5))
    record_pulse(name="mail_failed", now=now - timedelta(hours=1))

    found = figures(client)

    assert (found["beat_seconds"], found["mail_failed_seconds"]) == (12.5, 3600)


def test_people_are_counted_while_their_account_lives(client: Client, now: datetime) -> None:
    for hours in (0, 0.9, 1, 48):
        person = UserFactory()
        User.objects.filter(pk=person.pk).update(joined_at=now - timedelta(hours=hours))
    UserFactory(is_active=False)

    found = figures(client)

    assert (found["people"], found["people_joined_last_hour"]) == (4, 2)


def test_stage_is_late_when_its_hour_has_come(client: Client, now: datetime) -> None:
    hackathon = HackathonFactory()
    stages = calendar(hackathon, applications="closed", selection="open")
    hackathon.stages.filter(pk=stages["selection"].pk).update(
        opens_at=now - timedelta(days=1), closes_at=now
    )
    hackathon.stages.filter(pk=stages["hackathon"].pk).update(
        opens_at=now - timedelta(minutes=1), closes_at=now + timedelta(days=2)
    )
    calendar(HackathonFactory(is_public=False), applications="planned")

    assert figures(client)["stages_late"] == 2


def test_applications_are_counted_on_their_way(client: Client, now: datetime) -> None:
    for status in ("draft", "draft", "submitted", "returned"):
        ApplicationFactory(status=status, submitted_at=now, reason="Said.")
    application = ApplicationFactory(status="submitted", submitted_at=now)
    for number, ago in enumerate((0, 59, 60), start=1):
        at = now - timedelta(seconds=ago)
        SubmissionFactory(application=application, number=number, submitted_at=at)

    found = figures(client)

    assert found["applications_draft"] == 2
    assert found["applications_waiting"] == 2
    assert found["applications_sent_last_minute"] == 2


def test_marks_and_cards_of_open_rounds_are_counted(client: Client, now: datetime) -> None:
    jury = build_jury(now=now)
    jury.open()
    cards = figures(client)["cards_open"]
    card = jury.card(0, 0)
    for version, ago in enumerate((0, 59, 60), start=1):
        MarkFactory(
            card=card,
            criterion=jury.round.criteria.first(),
            version=version,
            marked_at=now - timedelta(seconds=ago),
        )

    assert figures(client)["marks_saved_last_minute"] == 2
    assert cards == len(jury.judges) * len(jury.entries) > 0
    jury.close(idea=[[9, 7, 3]] * 3)
    assert figures(client)["cards_open"] == 0


def test_figures_name_nobody(client: Client, now: datetime) -> None:
    UserFactory(full_name="Aigerim")
    hackathon = HackathonFactory()
    post("test/hello", about="x", address="aigerim@b.kz", now=now, hackathon=hackathon)

    text = ask(client).content.decode()

    assert not re.search(f"aigerim|@|{hackathon.slug}", text, re.IGNORECASE)


# --- at what cost


def count_queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask(client)
    return len(queries)


def test_cost_does_not_grow(client: Client, now: datetime) -> None:
    empty = count_queries(client)
    for number in range(20):
        hackathon = HackathonFactory()
        calendar(hackathon)
        ApplicationFactory()
        post("test/hello", about=str(number), address="a@b.kz", now=now, hackathon=hackathon)

    assert count_queries(client) == empty == 10


@pytest.mark.parametrize(
    ("index", "asked"),
    [
        ("letter_to_do", {"sent_at": None, "bounced_at": None, "due_at__lte": BEGIN}),
        ("letter_given_up", {"bounced_at__isnull": False}),
        ("letter_sent_lately", {"sent_at__gt": BEGIN, "sent_at__lte": BEGIN}),
    ],
)
def test_letters_are_counted_by_an_index(index: str, asked: dict[str, object]) -> None:
    """A year's letters are many; with few, a database reads them all, so it is told not to."""
    letters = Letter.objects.filter(**asked).order_by()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in letters.explain()
