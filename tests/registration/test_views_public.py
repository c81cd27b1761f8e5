"""The public list of selected teams, and how often a team's pages ask the database."""

import pytest
from django.db import connection
from django.test import Client

from hackathon.models import Hackathon
from tests.factories import CityFactory, TrackFactory
from tests.factories.registration import (
    DeliverableFactory,
    captain_of,
    entry_in,
    sent_application,
    stage_at,
)
from tests.registration.pages import at, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def select(hackathon: Hackathon, name: str, **facts):
    """A team of this name in the published list."""
    application = sent_application(hackathon, "accepted", **facts)
    application.team.name = name
    application.team.save()
    return entry_in(hackathon.stages.get(kind="hackathon"), application)


def names_in(client: Client, hackathon: Hackathon, **asked) -> list[str]:
    response = client.get(at(hackathon, "teams"), asked)
    return [team.name for team in response.context["page"]]


def test_nothing_is_visible_before_publication(hackathon: Hackathon, client: Client) -> None:
    select(hackathon, "Qyran")
    stage_at(hackathon, "selection", "closed")

    page = client.get(at(hackathon, "teams")).content.decode()

    assert "The list is not published yet" in page
    assert "Qyran" not in page


def test_list_has_teams_in_the_order_of_the_kazakh_alphabet(
    hackathon: Hackathon, client: Client
) -> None:
    for name in ("Қыран", "Әсем", "Алтын", "Кемел"):
        select(hackathon, name)

    page = client.get(at(hackathon, "teams")).content.decode()

    if connection.vendor == "postgresql":
        assert names_in(client, hackathon) == ["Алтын", "Әсем", "Кемел", "Қыран"]
    assert "Clean air" in page
    assert "4 teams" in page


def test_list_is_filtered(hackathon: Hackathon, client: Client) -> None:
    city, track = CityFactory(hackathon=hackathon), TrackFactory(hackathon=hackathon)
    select(hackathon, "Qyran", city=city, title="Clear water")
    select(hackathon, "Samruq", track=track)

    assert names_in(client, hackathon, city=city.pk) == ["Qyran"]
    assert names_in(client, hackathon, track=track.pk) == ["Samruq"]
    assert names_in(client, hackathon, q="water") == ["Qyran"]
    assert names_in(client, hackathon, q="SAM") == ["Samruq"]
    assert names_in(client, hackathon, city="x") == ["Qyran", "Samruq"]
    empty = client.get(at(hackathon, "teams"), {"q": "none"}).content.decode()
    assert "No team fits the filter" in empty


def test_list_names_no_member(hackathon: Hackathon, client: Client) -> None:
    entry = select(hackathon, "Qyran")
    captain = captain_of(entry.team.application)

    page = client.get(at(hackathon, "teams"), {"q": captain.full_name}).content.decode()

    assert captain.email not in page
    assert names_in(client, hackathon, q=captain.full_name) == []


def test_text_of_people_is_only_text(hackathon: Hackathon, client: Client) -> None:
    select(hackathon, "<b>Qyran</b>", title="<script>alert(1)</script>")

    page = client.get(at(hackathon, "teams")).content.decode()

    assert "&lt;b&gt;Qyran&lt;/b&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.usefixtures("quiet")
def test_list_asks_the_database_equally_often_for_one_and_three(
    hackathon: Hackathon, client: Client
) -> None:
    select(hackathon, "One")
    one = queries_of(client, at(hackathon, "teams"))
    select(hackathon, "Two")
    select(hackathon, "Three")

    three = queries_of(client, at(hackathon, "teams"))

    assert one == three
    assert three <= 15


@pytest.mark.usefixtures("quiet")
def test_stage_asks_the_database_equally_often_for_one_and_three(
    hackathon: Hackathon, client: Client
) -> None:
    entry = entry_in(stage_at(hackathon, "hackathon", "open"))
    captain = captain_of(entry.team.application)
    client.force_login(captain)
    address = at(hackathon, "stage", "hackathon")
    DeliverableFactory(entry=entry, handed_in_by=captain)
    one = queries_of(client, address)
    for number in (2, 3):
        DeliverableFactory(entry=entry, number=number)

    three = queries_of(client, address)

    assert one == three
    assert three <= 15


@pytest.mark.parametrize(
    "name", ["application", "team", "project", "data_used", "review", "about_me", "my", "my_data"]
)
@pytest.mark.usefixtures("quiet")
def test_page_of_a_team_asks_the_database_at_most_fifteen_times(
    hackathon: Hackathon, client: Client, name: str
) -> None:
    entry = entry_in(stage_at(hackathon, "hackathon", "open"))
    client.force_login(captain_of(entry.team.application))

    assert queries_of(client, at(hackathon, name)) <= 15
