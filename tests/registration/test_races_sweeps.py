"""Sweeps that run at once, and beside people, on a database that lets them."""

import time
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from hackathon.kit import clock
from hackathon.models import Hackathon, Letter
from hackathon.services import move_dates, move_stage
from hackathon.states import CLOSE
from registration import services
from tests.factories.registration import (
    CLOSES,
    InvitationFactory,
    captain_of,
    organizer_of,
    ready_application,
)
from tests.races import outcomes_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one writer in at a time anyway"
    ),
]


def test_invitation_that_is_answered_meanwhile_does_not_expire(
    hackathon: Hackathon, now: datetime
) -> None:
    team = ready_application(hackathon).team
    first, second = (InvitationFactory(team=team, expires_at=now) for _number in range(2))
    answered, swept = Event(), Event()

    def answering() -> None:
        """Say no a moment before the end, and keep the sweep waiting for the outcome."""
        with transaction.atomic():
            moment = now - timedelta(seconds=1)
            services.decline_invitation(invitation=first, person=None, now=moment)
            answered.set()
            swept.wait(timeout=1)
        connection.close()

    thread = Thread(target=answering)
    thread.start()
    assert answered.wait(timeout=10)
    expired = services.expire_invitations(now=now)
    swept.set()
    thread.join()

    first.refresh_from_db()
    second.refresh_from_db()
    assert expired == 1
    assert (first.status, second.status) == ("declined", "expired")


def test_sweeps_at_once_write_one_letter(hackathon: Hackathon) -> None:
    application = ready_application(hackathon)
    now = hackathon.stages.get(kind="applications").closes_at - timedelta(hours=24)

    with clock.frozen(now):
        outcomes_of([lambda: services.remind_teams(now=now)] * 4)

    assert [letter.recipient for letter in Letter.objects.all()] == [captain_of(application)]


def test_two_sweeps_write_each_reminder_once(hackathon: Hackathon) -> None:
    for _team in range(5):
        InvitationFactory(team=ready_application(hackathon).team)
    now = CLOSES - timedelta(hours=24)

    with clock.frozen(now):  # else their letters would have lapsed before they went out
        assert outcomes_of([lambda: services.remind_teams(now=now)] * 4) == ["done"] * 4

    assert Letter.objects.count() == 10


def test_two_sweeps_tell_of_a_move_once(hackathon: Hackathon) -> None:
    for _team in range(5):
        InvitationFactory(team=ready_application(hackathon).team)
    now = CLOSES - timedelta(hours=24)
    with clock.frozen(now):
        services.remind_teams(now=now)
        later = CLOSES + timedelta(days=5)
        hackathon.stages.filter(kind="applications").update(closes_at=later)

        assert outcomes_of([lambda: services.remind_teams(now=now)] * 4) == ["done"] * 4

    moved = Letter.objects.filter(letter__endswith="_moved")
    assert sorted(moved.values_list("letter", "version")) == [
        *[("registration/deadline_moved", 1)] * 5,
        *[("registration/invitation_moved", 1)] * 5,
    ]


def test_sweep_waits_for_a_deadline_that_is_being_moved(hackathon: Hackathon) -> None:
    ready_application(hackathon)
    stage, organizer = hackathon.stages.get(kind="applications"), organizer_of(hackathon)
    now, later = CLOSES - timedelta(hours=24), CLOSES + timedelta(hours=40)
    is_moved = Event()

    def move() -> None:
        with transaction.atomic():
            dates = {"opens_at": stage.opens_at, "closes_at": later}
            move_dates(stage=stage, actor=organizer, now=now, **dates)
            is_moved.set()
            time.sleep(0.3)

    def sweep() -> None:
        is_moved.wait(10)
        services.remind_teams(now=now)

    with clock.frozen(now):
        assert outcomes_of([move, sweep]) == ["done"] * 2

    [letter] = Letter.objects.all()  # of the new date: without the lock it would be of the old one
    assert (letter.version, letter.facts["closes_at"]) == (72, later.isoformat())


def test_sweep_writes_nothing_about_applications_that_are_being_closed(
    hackathon: Hackathon,
) -> None:
    ready_application(hackathon)
    stage, organizer = hackathon.stages.get(kind="applications"), organizer_of(hackathon)
    now = CLOSES - timedelta(hours=24)
    is_closed = Event()

    def close() -> None:
        with transaction.atomic():
            move_stage(stage=stage, move=CLOSE, actor=organizer, now=now)
            is_closed.set()
            time.sleep(0.3)

    def sweep() -> None:
        is_closed.wait(10)
        services.remind_teams(now=now)

    with clock.frozen(now):
        assert outcomes_of([close, sweep]) == ["done"] * 2

    assert not Letter.objects.exists()
