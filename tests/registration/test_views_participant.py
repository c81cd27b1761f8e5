"""A participant's pages: the dashboard, and what is known of one."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from hackathon.kit import clock
from hackathon.models import Hackathon, User
from registration.models import Application, Membership
from tests.factories.registration import (
    CAPTAINS_WORD,
    CLOSES,
    captain_of,
    entry_in,
    sent_application,
    stage_at,
)
from tests.registration.pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


# --- the dashboard


def dashboard(client: Client, hackathon: Hackathon) -> str:
    return client.get(at(hackathon, "my")).content.decode()


def test_my_page_asks_a_newcomer_for_own_data(draft: Application, newcomers: Client) -> None:
    page = dashboard(newcomers, draft.hackathon)

    assert "Give your own data and accept the rules" in page
    assert f'href="{at(draft.hackathon, "about_me")}"' in page


def test_my_page_of_a_member_names_the_captains_turn(draft: Application, client: Client) -> None:
    client.force_login(draft.team.memberships.filter(is_captain=False).first().participant.user)

    page = dashboard(client, draft.hackathon)

    assert "Your captain is working on the application" in page
    assert at(draft.hackathon, "team") + '"' not in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "Finish the application"),
        ("returned", "Correct the application"),
        ("submitted", "The application is sent"),
        ("accepted", "The application is sent"),
        ("passed_over", "The application is sent"),
        ("refused", "The application is not considered"),
    ],
)
def test_my_page_of_a_captain_names_the_next_step(
    hackathon: Hackathon, client: Client, status: str, words: str
) -> None:
    client.force_login(captain_of(sent_application(hackathon, status)))

    assert words in dashboard(client, hackathon)


def test_my_page_after_the_deadline(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)

    with clock.frozen(CLOSES + timedelta(seconds=1)):
        page = dashboard(client, draft.hackathon)

    assert "The application was not sent" in page
    assert "Your draft is kept." in page


def test_my_page_without_a_team(
    draft: Application, newcomers: Client, newcomer: Membership
) -> None:
    newcomer.left_at = newcomer.joined_at
    newcomer.save()

    page = dashboard(newcomers, draft.hackathon)
    with clock.frozen(CLOSES + timedelta(seconds=1)):
        late = dashboard(newcomers, draft.hackathon)

    assert "You are in no team now" in page
    assert f'href="{at(draft.hackathon, "apply")}"' in page
    assert "Applications are closed." in late
    assert at(draft.hackathon, "apply") not in late


def test_my_page_of_a_team_that_was_not_selected(hackathon: Hackathon, client: Client) -> None:
    client.force_login(captain_of(sent_application(hackathon, "passed_over")))
    stage_at(hackathon, "selection", "published")

    assert "Your team was not selected" in dashboard(client, hackathon)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("planned", "Next: Online hackathon"),
        ("open", "Work is taken until 1 October 2026, 05:00"),
        ("closed", "Your team has been through all of its stages"),
    ],
)
def test_my_page_of_a_selected_team_follows_the_stages(
    hackathon: Hackathon, client: Client, status: str, words: str
) -> None:
    entry = entry_in(stage_at(hackathon, "hackathon", status))
    client.force_login(captain_of(entry.team.application))

    page = dashboard(client, hackathon)

    assert words in page
    assert f'href="{at(hackathon, "stage", "hackathon")}"' in page


def test_leaving_gives_the_seat_back(
    draft: Application, newcomers: Client, newcomer: Membership
) -> None:
    assert at(draft.hackathon, "leave") in dashboard(newcomers, draft.hackathon)

    response = newcomers.post(at(draft.hackathon, "leave"), follow=True)

    assert "You have left the team." in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.left_at is not None


def test_captain_of_others_cannot_leave(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)
    assert at(draft.hackathon, "leave") not in dashboard(client, draft.hackathon)

    response = client.post(at(draft.hackathon, "leave"), follow=True)

    assert "The captain cannot leave the team." in response.content.decode()
    assert draft.team.memberships.get(is_captain=True).left_at is None


# --- my data


def test_my_data_shows_what_is_known(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)

    page = client.get(at(draft.hackathon, "my_data")).content.decode()

    for words in (captain.email, "20 May 2000", "+77012345678", "Taking part in the hackathon"):
        assert words in page
    assert page.count('name="consent"') == 2


def test_my_data_can_be_taken_along(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)

    response = client.get(at(draft.hackathon, "my_data"), {"export": ""})
    body = json.loads(response.content)

    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert body["email"] == captain.email
    assert body["birth_date"] == "2000-05-20"
    assert (body["team"], body["role"]) == (draft.team.name, "developer")
    assert {one["purpose"] for one in body["consents"]} == {"taking_part", "prize"}
    assert {one["declaration"] for one in body["declarations"]} == set(
        CAPTAINS_WORD["declarations"]
    )


def test_consent_is_withdrawn(draft: Application, client: Client) -> None:
    member = draft.team.memberships.filter(is_captain=False).first()
    consent = member.participant.consents.get(purpose="prize")
    client.force_login(member.participant.user)
    address = at(draft.hackathon, "my_data")

    response = client.post(address, {"consent": consent.pk}, follow=True)
    again = client.post(address, {"consent": consent.pk}, follow=True)

    assert "The consent is withdrawn." in response.content.decode()
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert "This consent is withdrawn already." in again.content.decode()


@pytest.mark.parametrize("what", ["", "x", "0"])
def test_consent_that_is_not_there(
    draft: Application, client: Client, captain: User, what: str
) -> None:
    client.force_login(captain)

    assert client.post(at(draft.hackathon, "my_data"), {"consent": what}).status_code == 404


def test_consent_of_somebody_else_is_not_there(
    draft: Application, client: Client, captain: User
) -> None:
    other = draft.team.memberships.filter(is_captain=False).first().participant
    consent = other.consents.first()
    client.force_login(captain)

    assert client.post(at(draft.hackathon, "my_data"), {"consent": consent.pk}).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
