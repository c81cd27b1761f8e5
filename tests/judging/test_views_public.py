"""What everybody reads of the jury's work, and what a team reads of its own."""

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.states import StageStatus
from judging import services
from tests.factories.judging import Jury
from tests.judging.pages import names, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_finalists_are_public_only_once_published(publishable: Jury, client: Client) -> None:
    page = url(publishable, "finalists")
    before = words(client.get(page))
    assert "Not announced yet" in before
    assert names(publishable)[0] not in before

    services.publish_finalists(
        round=publishable.round,
        wildcards={publishable.entries[2].team: "Worth an incubation."},
        actor=publishable.organizer,
        now=publishable.now,
    )

    response = client.get(page)
    after = words(response)
    assert [entry.team.name for entry in response.context["entries"]] == names(publishable)
    assert after.count("put forward by the organizer") == 1
    assert "Worth an incubation." in after


def captain(jury: Jury, number: int):
    return jury.entries[number].team.memberships.get().participant.user


def test_team_reads_its_own_points_once_published(publishable: Jury, client: Client) -> None:
    for judge, text in enumerate(["Well done", "Look at the costs", ""]):
        card = publishable.card(judge, 0)
        card.comment, card.note = text, "secret note"
        card.save()
    client.force_login(captain(publishable, 0))
    page = url(publishable, "feedback", "pitches")
    assert "No points to show" in words(client.get(page))

    services.publish_finalists(
        round=publishable.round, wildcards={}, actor=publishable.organizer, now=publishable.now
    )

    response = client.get(page)
    told = words(response)
    assert (response.context["points"], response.context["top"]) == ("19.00", 40)
    by_title = {line.title: line.points for line in response.context["lines"]}
    assert by_title["Idea"] == "9.00"
    assert "Well done" in told
    assert "Look at the costs" in told
    assert "secret note" not in told
    assert not any(judge.full_name in told for judge in publishable.judges)
    assert names(publishable)[1] not in told


def test_team_outside_the_round_has_no_points(publishable: Jury, client: Client) -> None:
    client.force_login(captain(publishable, 0))

    assert client.get(url(publishable, "feedback", "final")).status_code == 404


def test_start_page_shows_fixed_criteria_and_the_way_to_the_finalists(
    jury: Jury, client: Client
) -> None:
    start = reverse("hackathon:start", args=[jury.hackathon.slug])
    assert 'id="criteria"' not in words(client.get(start))

    jury.open()
    page = words(client.get(start))
    assert 'id="criteria"' in page
    assert "Social project" in page
    assert url(jury, "finalists") not in page

    jury.close(idea=[[9, 7, 3]] * 3)
    jury.vote()
    jury.close_stage()
    services.publish_finalists(round=jury.round, wildcards={}, actor=jury.organizer, now=jury.now)
    assert url(jury, "finalists") in words(client.get(start))
    assert jury.hackathon.stages.get(kind="pitches").status == StageStatus.PUBLISHED
