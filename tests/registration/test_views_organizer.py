"""The organizer's pages: the list, one application, decisions, the publication."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hackathon.models import Hackathon, Letter, User
from registration.models import Application
from tests.factories import BadgeFactory, CityFactory, TrackFactory
from tests.factories.registration import (
    captain_of,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def at(hackathon: Hackathon, name: str, *args) -> str:
    return reverse(f"registration:{name}", args=[hackathon.slug, *args])


@pytest.fixture
def signed_in(client: Client, organizer: User, settings) -> Client:
    """The organizer's browser; the second factor is tested with the access table."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(organizer)
    return client


@pytest.fixture
def selecting(hackathon: Hackathon) -> Hackathon:
    """Applications are closed, teams are being selected."""
    stage_at(hackathon, "applications", "closed")
    stage_at(hackathon, "selection", "open")
    return hackathon


def names_in(client: Client, hackathon: Hackathon, **asked) -> list[str]:
    response = client.get(at(hackathon, "applications"), asked)
    return [row.team.name for row in response.context["page"]]


# --- the list


def test_list_counts_by_status_and_filters(hackathon: Hackathon, signed_in: Client) -> None:
    draft = ready_application(hackathon)
    sent = sent_application(hackathon)
    refused = sent_application(hackathon, "refused")

    response = signed_in.get(at(hackathon, "applications"))
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
    assert names_in(signed_in, hackathon, status="submitted") == [sent.team.name]
    assert names_in(signed_in, hackathon, status="draft") == [draft.team.name]
    assert names_in(signed_in, hackathon, status="nonsense") == [
        sent.team.name,
        refused.team.name,
        draft.team.name,
    ]


def test_list_is_filtered_by_city_track_and_words(hackathon: Hackathon, signed_in: Client) -> None:
    city, track = CityFactory(hackathon=hackathon), TrackFactory(hackathon=hackathon)
    here = sent_application(hackathon, city=city, title="Clear water")
    there = sent_application(hackathon, track=track)
    member = there.team.memberships.last().participant
    member.full_name = "Zhanar Bekova"
    member.save()

    assert names_in(signed_in, hackathon, city=city.pk) == [here.team.name]
    assert names_in(signed_in, hackathon, track=track.pk) == [there.team.name]
    assert names_in(signed_in, hackathon, q="clear W") == [here.team.name]
    assert names_in(signed_in, hackathon, q=there.team.name.upper()) == [there.team.name]
    assert names_in(signed_in, hackathon, q="bekova") == [there.team.name]
    assert names_in(signed_in, hackathon, q="Person") == [here.team.name, there.team.name]
    assert names_in(signed_in, hackathon, city="x", track="99999") == [
        here.team.name,
        there.team.name,
    ]
    assert names_in(signed_in, hackathon, city=city.pk, track=track.pk) == []


def test_list_says_how_complete_an_application_is(hackathon: Hackathon, signed_in: Client) -> None:
    ready_application(hackathon, answers={"problem": "Smog."}, members=2)

    page = signed_in.get(at(hackathon, "applications")).content.decode()

    assert ">2/5</td>" in page
    assert ">10</td>" in page


def test_list_comes_in_pages_that_keep_the_filter(
    hackathon: Hackathon, signed_in: Client, monkeypatch
) -> None:
    monkeypatch.setattr("registration.views.organizer.PAGE", 1)
    first, second = sent_application(hackathon), sent_application(hackathon)

    page = signed_in.get(at(hackathon, "applications"), {"status": "submitted"}).content.decode()

    assert "?status=submitted&amp;page=2" in page
    assert names_in(signed_in, hackathon, page=1) == [first.team.name]
    assert names_in(signed_in, hackathon, page=2) == [second.team.name]
    assert names_in(signed_in, hackathon, page="last") == [first.team.name]


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


@pytest.fixture
def quiet(settings) -> None:
    """Leave out what the list of one's sessions costs on every page of the site."""
    settings.USERSESSIONS_TRACK_ACTIVITY = False


def queries_of(client: Client, address: str) -> int:
    """How often a page asks the database once everything that is made once is made."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.usefixtures("quiet")
def test_list_asks_the_database_equally_often_for_one_and_three(
    hackathon: Hackathon, signed_in: Client
) -> None:
    sent_application(hackathon)
    one = queries_of(signed_in, at(hackathon, "applications"))
    for _number in range(2):
        sent_application(hackathon)

    three = queries_of(signed_in, at(hackathon, "applications"))

    assert one == three
    assert three <= 15


# --- one application


def test_check_page_shows_everything(sent: Application, signed_in: Client) -> None:
    page = signed_in.get(at(sent.hackathon, "application_check", sent.pk)).content.decode()

    captain = captain_of(sent)
    for words in ("On problem.", "Clean air", captain.email, "+77012345678", "20 May 2000"):
        assert words in page
    assert "The organizer may describe, edit and publish the work" in page
    assert "Receiving a prize" in page


def test_check_page_hides_contacts_from_an_auditor(
    sent: Application, client: Client, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(BadgeFactory(hackathon=sent.hackathon, is_auditor=True).person)

    page = client.get(at(sent.hackathon, "application_check", sent.pk)).content.decode()

    assert "On problem." in page
    for words in (captain_of(sent).email, "+77012345678", "20 May 2000"):
        assert words not in page
    assert at(sent.hackathon, "application_decide", sent.pk, "accept") not in page


def test_check_page_says_what_is_missing(
    hackathon: Hackathon, signed_in: Client, draft: Application
) -> None:
    draft.title = ""
    draft.save()

    page = signed_in.get(at(hackathon, "application_check", draft.pk)).content.decode()

    assert "Give your project a name." in page


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("draft", []),
        ("submitted", ["accept", "return", "pass_over", "refuse"]),
        ("returned", ["refuse"]),
        ("refused", ["reconsider"]),
        ("accepted", ["reconsider"]),
        ("passed_over", ["reconsider"]),
    ],
)
def test_check_page_offers_the_moves_of_the_status(
    hackathon: Hackathon, signed_in: Client, status: str, moves: list[str]
) -> None:
    application = sent_application(hackathon, status)

    response = signed_in.get(at(hackathon, "application_check", application.pk))

    assert [name for name, _label, _form in response.context["decisions"]] == moves


def test_check_page_tells_the_history_without_single_saves(
    draft: Application, signed_in: Client, captain: User
) -> None:
    client = Client()
    client.force_login(captain)
    client.post(at(draft.hackathon, "draft"), {"revision": 0, "title": "Other"})
    client.post(at(draft.hackathon, "review"))

    response = signed_in.get(at(draft.hackathon, "application_check", draft.pk))

    assert [str(words) for words, _line in response.context["history"]] == ["Sent"]


def test_check_page_leads_to_the_next_one(hackathon: Hackathon, signed_in: Client) -> None:
    first, second = sent_application(hackathon), sent_application(hackathon)
    sent_application(hackathon, "accepted")

    page = signed_in.get(at(hackathon, "application_check", first.pk)).content.decode()

    assert f'href="{at(hackathon, "application_check", second.pk)}"' in page


@pytest.mark.usefixtures("quiet")
def test_check_page_asks_the_database_equally_often_for_three_and_five_members(
    hackathon: Hackathon, signed_in: Client
) -> None:
    small = sent_application(hackathon)
    large = ready_application(
        hackathon, members=5, status="submitted", submitted_at=small.submitted_at
    )

    three = queries_of(signed_in, at(hackathon, "application_check", small.pk))
    five = queries_of(signed_in, at(hackathon, "application_check", large.pk))

    assert three == five


@pytest.mark.parametrize(
    ("move", "status"),
    [("accept", "accepted"), ("pass_over", "passed_over"), ("refuse", "refused")],
)
def test_decision_is_kept(
    selecting: Hackathon, signed_in: Client, organizer: User, move: str, status: str
) -> None:
    application = sent_application(selecting)

    response = signed_in.post(
        at(selecting, "application_decide", application.pk, move), {"reason": "Because."}
    )

    assert response.status_code == 302
    assert response["Location"] == at(selecting, "application_check", application.pk)
    application.refresh_from_db()
    assert (application.status, application.reason) == (status, "Because.")
    assert application.decided_by == organizer


def test_application_is_returned_and_the_team_is_told(sent: Application, signed_in: Client) -> None:
    signed_in.post(
        at(sent.hackathon, "application_decide", sent.pk, "return"), {"reason": "Dead link."}
    )

    sent.refresh_from_db()
    assert sent.status == "returned"
    assert Letter.objects.filter(letter="registration/application_returned").exists()


def test_decision_is_taken_back(selecting: Hackathon, signed_in: Client) -> None:
    application = sent_application(selecting, "accepted")

    signed_in.post(at(selecting, "application_decide", application.pk, "reconsider"))

    application.refresh_from_db()
    assert application.status == "submitted"


@pytest.mark.parametrize("move", ["return", "refuse"])
def test_decision_without_its_reason_is_asked_again(
    sent: Application, signed_in: Client, move: str
) -> None:
    response = signed_in.post(
        at(sent.hackathon, "application_decide", sent.pk, move), {"reason": " "}
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "Give the reason: the team reads it in its letter." in page
    assert f'href="#id_{move}_reason"' in page
    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_decision_that_a_rule_refuses_keeps_the_words(sent: Application, signed_in: Client) -> None:
    response = signed_in.post(
        at(sent.hackathon, "application_decide", sent.pk, "accept"), {"reason": "Strong team."}
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "The selection is not open yet." in page
    assert "Strong team.</textarea>" in page
    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_decision_that_no_longer_fits_says_so(selecting: Hackathon, signed_in: Client) -> None:
    application = sent_application(selecting, "accepted")

    response = signed_in.post(at(selecting, "application_decide", application.pk, "pass_over"))

    assert response.status_code == 422
    assert "Someone was faster" in response.content.decode()
    application.refresh_from_db()
    assert application.status == "accepted"


def test_unknown_decision_is_not_there(sent: Application, signed_in: Client) -> None:
    address = at(sent.hackathon, "application_decide", sent.pk, "submit")

    assert signed_in.post(address).status_code == 404


# --- the publication


@pytest.fixture
def decided(hackathon: Hackathon) -> Hackathon:
    """Selection is closed: one team is accepted, one is not."""
    stage_at(hackathon, "applications", "closed")
    stage_at(hackathon, "selection", "closed")
    sent_application(hackathon, "accepted", title="Clear water")
    sent_application(hackathon, "passed_over", title="Left out")
    return hackathon


def test_preview_counts_teams_people_and_letters(decided: Hackathon, signed_in: Client) -> None:
    response = signed_in.get(at(decided, "publish_selection"))
    page = response.content.decode()

    assert "Clear water" in page
    assert "Left out" not in page
    assert response.context["preview"].people == 3
    assert response.context["by_language"] == [("Қазақша", 0), ("Русский", 0), ("English", 6)]
    assert response.context["letters"] == 6
    assert "Publish the list" in page
    assert not Letter.objects.exists()
    assert Client().get(at(decided, "teams")).content.decode().count("Clear water") == 0


def test_publication_makes_the_list_public(decided: Hackathon, signed_in: Client) -> None:
    response = signed_in.post(at(decided, "publish_selection"))

    assert response.status_code == 302
    assert response["Location"] == at(decided, "teams")
    page = Client().get(at(decided, "teams")).content.decode()
    assert "Clear water" in page
    assert "Left out" not in page
    assert Letter.objects.count() == 6


def test_publication_waits_for_every_decision(decided: Hackathon, signed_in: Client) -> None:
    sent_application(decided)

    shown = signed_in.get(at(decided, "publish_selection")).content.decode()
    response = signed_in.post(at(decided, "publish_selection"))

    assert "The list cannot be published yet" in shown
    assert "Publish the list</button>" not in shown
    assert response.status_code == 422
    assert "The list was not published" in response.content.decode()
    assert not decided.stages.filter(status="published").exists()


def test_publication_waits_for_the_end_of_the_stage(
    selecting: Hackathon, signed_in: Client
) -> None:
    sent_application(selecting, "accepted")

    shown = signed_in.get(at(selecting, "publish_selection")).content.decode()
    response = signed_in.post(at(selecting, "publish_selection"))

    assert "Close the stage first, then publish its list." in shown
    assert response.status_code == 422
    assert not selecting.stages.filter(status="published").exists()


def test_publication_happens_once(decided: Hackathon, signed_in: Client) -> None:
    signed_in.post(at(decided, "publish_selection"))

    shown = signed_in.get(at(decided, "publish_selection")).content.decode()
    response = signed_in.post(at(decided, "publish_selection"))

    assert "The list is published." in shown
    assert response.status_code == 422
    assert "The list is published already." in response.content.decode()
    assert Letter.objects.count() == 6
