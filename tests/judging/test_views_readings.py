"""The organizer's page of a round in which some judges read each team."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from judging import queries, services
from tests.factories.judging import Jury, build_jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def shared(now: datetime) -> Jury:
    """Six teams and four judges, two of whom read each team."""
    return build_jury(now=now, teams=6, judges=4, readings=2)


@pytest.fixture
def organizer(shared: Jury, client: Client, settings) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(shared.organizer)
    return client


def url(name: str, jury: Jury, *more: str) -> str:
    return reverse(f"judging:{name}", args=[jury.hackathon.slug, "pitches", *more])


def page_of(client: Client, jury: Jury) -> str:
    return " ".join(client.get(url("round", jury)).content.decode().split())


def test_round_says_how_many_judges_read_each_team(shared: Jury, organizer: Client) -> None:
    assert "<dt>Judges who read each team</dt><dd>2</dd>" in page_of(organizer, shared)


def test_round_says_that_every_judge_reads_every_team(
    shared: Jury, organizer: Client, now: datetime
) -> None:
    services.edit_round(round=shared.round, actor=shared.organizer, now=now, readings=None)

    assert "<dt>Judges who read each team</dt><dd>all</dd>" in page_of(organizer, shared)


def test_opening_says_how_the_work_is_shared(
    shared: Jury, organizer: Client, now: datetime
) -> None:
    services.freeze_round(round=shared.round, actor=shared.organizer, now=now)

    said = "Opening gives every team 2 judges without a conflict, shares the work evenly"
    assert said in page_of(organizer, shared)


def test_team_that_lost_a_judge_is_given_to_another_one(
    shared: Jury, organizer: Client, now: datetime
) -> None:
    shared.open()
    assert "lost a judge" not in page_of(organizer, shared)
    gone = shared.judges[0]
    services.excuse_judge(
        round=shared.round, judge=gone, reason="Ill", actor=shared.organizer, now=now
    )
    assert "3 teams have lost a judge." in page_of(organizer, shared)

    answer = organizer.post(url("round_move", shared, "assign"), follow=True)

    assert "The missing cards are handed out." in answer.content.decode()
    assert "lost a judge" not in page_of(organizer, shared)
    assert queries.teams_without_readings(shared.round) == []


def test_setting_is_changed_and_refused_with_its_reason(shared: Jury, organizer: Client) -> None:
    sent = {
        "settings": "1",
        "settings-places": "2",
        "settings-readings": "3",
        "settings-readings_needed": "2",
        "settings-quorum_percent": "50",
        "settings-threshold_percent": "50",
    }
    assert organizer.post(url("criteria", shared), sent).status_code == 302
    assert (shared.refresh().readings, shared.round.readings_needed) == (3, 2)

    answer = organizer.post(url("criteria", shared), sent | {"settings-readings": "1"})

    assert answer.status_code in {409, 422}
    assert "A team cannot need more judges than read it." in answer.content.decode()
    assert (shared.refresh().readings, shared.round.readings_needed) == (3, 2)
