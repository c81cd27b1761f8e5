"""The organizer's pages: the list of applications, and the publication."""

import pytest
from django.test import Client

from hackathon.models import Hackathon, Letter
from tests.factories import BadgeFactory, CityFactory, TrackFactory
from tests.factories.registration import ready_application, sent_application, stage_at
from tests.registration.pages import at, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def names_in(client: Client, hackathon: Hackathon, **asked) -> list[str]:
    response = client.get(at(hackathon, "applications"), asked)
    return [row.team.name for row in response.context["page"]]


# --- the list


def test_list_counts_by_status_and_filters(hackathon: Hackathon, organizers: Client) -> None:
    draft = ready_application(hackathon)
    sent = sent_application(hackathon)
    refused = sent_application(hackathon, "refused")

    response = organizers.get(at(hackathon, "applications"))
    counts = {code: number for code, _label, number in response.context["counts"]}

    assert response.context["everything"] == 3
    assert counts == {
        "draft": 1,
        "submitted": 1,
        "returned": 0,
        "refused": 1,
        "accepted": 0,
        "passed_over": 0,
    }
    assert names_in(organizers, hackathon, status="submitted") == [sent.team.name]
    assert names_in(organizers, hackathon, status="draft") == [draft.team.name]
    assert names_in(organizers, hackathon, status="nonsense") == [
        sent.team.name,
        refused.team.name,
        draft.team.name,
    ]


def test_list_is_filtered_by_city_track_and_words(hackathon: Hackathon, organizers: Client) -> None:
    city, track = CityFactory(hackathon=hackathon), TrackFactory(hackathon=hackathon)
    here = sent_application(hackathon, city=city, title="Clear water")
    there = sent_application(hackathon, track=track)
    member = there.team.memberships.last().participant
    member.full_name = "Zhanar Bekova"
    member.save()

    assert names_in(organizers, hackathon, city=city.pk) == [here.team.name]
    assert names_in(organizers, hackathon, track=track.pk) == [there.team.name]
    assert names_in(organizers, hackathon, q="clear W") == [here.team.name]
    assert names_in(organizers, hackathon, q=there.team.name.upper()) == [there.team.name]
    assert names_in(organizers, hackathon, q="bekova") == [there.team.name]
    assert names_in(organizers, hackathon, q="Person") == [here.team.name, there.team.name]
    assert names_in(organizers, hackathon, city="x", track="99999") == [
        here.team.name,
        there.team.name,
    ]
    assert names_in(organizers, hackathon, city=city.pk, track=track.pk) == []


def test_list_says_how_complete_an_application_is(hackathon: Hackathon, organizers: Client) -> None:
    ready_application(hackathon, answers={"problem": "Smog."}, members=2)

    page = organizers.get(at(hackathon, "applications")).content.decode()

    assert ">2/5</td>" in page
    assert ">10</td>" in page


def test_list_comes_in_pages_that_keep_the_filter(
    hackathon: Hackathon, organizers: Client, monkeypatch
) -> None:
    monkeypatch.setattr("registration.views.organizer.PAGE", 1)
    first, second = sent_application(hackathon), sent_application(hackathon)

    page = organizers.get(at(hackathon, "applications"), {"status": "submitted"}).content.decode()

    assert "?status=submitted&amp;page=2" in page
    assert names_in(organizers, hackathon, page=1) == [first.team.name]
    assert names_in(organizers, hackathon, page=2) == [second.team.name]
    assert names_in(organizers, hackathon, page="last") == [first.team.name]


def test_list_of_a_city_organizer_holds_that_city_only(
    hackathon: Hackathon, client: Client, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    city = CityFactory(hackathon=hackathon)
    here = sent_application(hackathon, city=city)
    there = sent_application(hackathon)
    badge = BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)
    client.force_login(badge.person)

    assert names_in(client, hackathon) == [here.team.name]
    assert client.get(at(hackathon, "application_check", here.pk)).status_code == 200
    assert client.get(at(hackathon, "application_check", there.pk)).status_code == 404
    page = client.get(at(hackathon, "applications")).content.decode()
    assert at(hackathon, "publish_selection") not in page


@pytest.mark.usefixtures("quiet")
def test_list_asks_the_database_equally_often_for_one_and_three(
    hackathon: Hackathon, organizers: Client
) -> None:
    sent_application(hackathon)
    one = queries_of(organizers, at(hackathon, "applications"))
    for _number in range(2):
        sent_application(hackathon)

    three = queries_of(organizers, at(hackathon, "applications"))

    assert one == three
    assert three <= 15


# --- the publication


@pytest.fixture
def decided(hackathon: Hackathon) -> Hackathon:
    """Selection is closed: one team is accepted, one is not."""
    stage_at(hackathon, "applications", "closed")
    stage_at(hackathon, "selection", "closed")
    sent_application(hackathon, "accepted", title="Clear water")
    sent_application(hackathon, "passed_over", title="Left out")
    return hackathon


def test_preview_counts_teams_people_and_letters(decided: Hackathon, organizers: Client) -> None:
    response = organizers.get(at(decided, "publish_selection"))
    page = response.content.decode()

    assert "Clear water" in page
    assert "Left out" not in page
    assert response.context["preview"].people == 3
    assert response.context["by_language"] == [("Қазақша", 0), ("Русский", 0), ("English", 6)]
    assert response.context["letters"] == 6
    assert "Publish the list" in page
    assert not Letter.objects.exists()
    assert Client().get(at(decided, "teams")).content.decode().count("Clear water") == 0


def test_publication_makes_the_list_public(decided: Hackathon, organizers: Client) -> None:
    response = organizers.post(at(decided, "publish_selection"))

    assert response.status_code == 302
    assert response["Location"] == at(decided, "teams")
    page = Client().get(at(decided, "teams")).content.decode()
    assert "Clear water" in page
    assert "Left out" not in page
    assert Letter.objects.count() == 6


def test_publication_waits_for_every_decision(decided: Hackathon, organizers: Client) -> None:
    sent_application(decided)

    shown = organizers.get(at(decided, "publish_selection")).content.decode()
    response = organizers.post(at(decided, "publish_selection"))

    assert "The list cannot be published yet" in shown
    assert "Publish the list</button>" not in shown
    assert response.status_code == 422
    assert "The list was not published" in response.content.decode()
    assert not decided.stages.filter(status="published").exists()


def test_publication_waits_for_the_end_of_the_stage(
    selecting: Hackathon, organizers: Client
) -> None:
    sent_application(selecting, "accepted")

    shown = organizers.get(at(selecting, "publish_selection")).content.decode()
    response = organizers.post(at(selecting, "publish_selection"))

    assert "Close the stage first, then publish its list." in shown
    assert response.status_code == 422
    assert not selecting.stages.filter(status="published").exists()


def test_publication_happens_once(decided: Hackathon, organizers: Client) -> None:
    organizers.post(at(decided, "publish_selection"))

    shown = organizers.get(at(decided, "publish_selection")).content.decode()
    response = organizers.post(at(decided, "publish_selection"))

    assert "The list is published." in shown
    assert response.status_code == 422
    assert "The list is published already." in response.content.decode()
    assert Letter.objects.count() == 6
