"""The captain's pages: start, fill in, check, send, take back."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client

from hackathon.kit import clock
from hackathon.models import Hackathon
from registration.models import Application, Team
from tests.factories import UserFactory
from tests.factories.registration import (
    CLOSES,
    ApplicationFactory,
    TeamFactory,
    add_member,
    captain_of,
    open_hackathon,
    stage_at,
)
from tests.registration.pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def begin(hackathon: Hackathon, client: Client, **said):
    words = {"team_name": "Qyran", "full_name": "Asel N", "role": "developer"}
    return client.post(at(hackathon, "apply"), words | said)


def test_apply_begins_a_team(hackathon: Hackathon, client: Client) -> None:
    person = UserFactory(full_name="Asel N")
    client.force_login(person)
    assert 'value="Asel N"' in client.get(at(hackathon, "apply")).content.decode()

    response = begin(hackathon, client)

    assert response.status_code == 302
    assert response["Location"] == at(hackathon, "application")
    team = Team.objects.get(hackathon=hackathon)
    assert team.name == "Qyran"
    assert captain_of(team.application) == person
    assert client.get(at(hackathon, "apply"))["Location"] == at(hackathon, "application")


def test_apply_keeps_what_was_typed_beside_the_error(hackathon: Hackathon, client: Client) -> None:
    TeamFactory(hackathon=hackathon, name="qyran")
    client.force_login(UserFactory())

    response = begin(hackathon, client)
    page = response.content.decode()

    assert response.status_code == 422
    assert re.search(r"<title>\s*Error:", page)
    assert 'href="#id_team_name">A team of this name takes part already.' in page
    assert 'value="Qyran"' in page
    assert hackathon.teams.count() == 1


def test_apply_needs_every_field(hackathon: Hackathon, client: Client) -> None:
    client.force_login(UserFactory())

    response = begin(hackathon, client, role="", team_name=" ")
    page = response.content.decode()

    assert response.status_code == 422
    assert "Choose your role." in page
    assert "Give your team a name." in page
    assert not Team.objects.filter(hackathon=hackathon).exists()


@pytest.mark.parametrize(("status", "words"), [("planned", "not open yet"), ("closed", "closed")])
def test_apply_says_when_it_cannot_be_done(
    hackathon: Hackathon, client: Client, status: str, words: str
) -> None:
    stage_at(hackathon, "applications", status)
    client.force_login(UserFactory())

    page = client.get(at(hackathon, "apply")).content.decode()
    response = begin(hackathon, client)

    assert f"Applications are {words}" in page
    assert 'name="team_name"' not in page
    assert response.status_code == 422
    assert 'value="Qyran"' in response.content.decode()
    assert not hackathon.teams.exists()


def test_task_list_leads_to_every_page(draft: Application, signed_in: Client) -> None:
    page = signed_in.get(at(draft.hackathon, "application")).content.decode()

    for name in ("about_me", "team", "project", "data_used", "review"):
        assert f'href="{at(draft.hackathon, name)}"' in page


def test_task_list_of_a_member_leads_nowhere(draft: Application, client: Client) -> None:
    client.force_login(draft.team.memberships.filter(is_captain=False).first().participant.user)

    page = client.get(at(draft.hackathon, "application")).content.decode()

    assert "The captain fills in the application and sends it." in page
    assert at(draft.hackathon, "project") not in page


def test_task_list_tells_the_reason_of_a_return(sent: Application, client: Client) -> None:
    Application.objects.filter(pk=sent.pk).update(status="returned", reason="The link is dead.")
    client.force_login(captain_of(sent))

    page = client.get(at(sent.hackathon, "application")).content.decode()

    assert "The organizer returned the application for correction" in page
    assert "The link is dead." in page


@pytest.mark.parametrize("status", ["accepted", "passed_over"])
def test_decision_is_not_told_before_the_list(
    sent: Application, client: Client, status: str
) -> None:
    Application.objects.filter(pk=sent.pk).update(status=status, reason="Strong team.")
    client.force_login(captain_of(sent))
    pages = [
        client.get(at(sent.hackathon, name)).content.decode()
        for name in ("application", "my", "review", "team", "project", "data_used")
    ]

    for page in pages:
        assert "Accepted" not in page
        assert "Not selected" not in page
        assert "Strong team." not in page
    stage_at(sent.hackathon, "selection", "published")
    told = client.get(at(sent.hackathon, "my")).content.decode()
    assert ("Accepted" if status == "accepted" else "Not selected") in told
    assert "Strong team." not in told


def test_review_shows_every_answer_with_the_way_to_change_it(
    draft: Application, signed_in: Client
) -> None:
    page = signed_in.get(at(draft.hackathon, "review")).content.decode()

    assert "On problem." in page
    assert "Clean air" in page
    assert f'href="{at(draft.hackathon, "project")}#id_problem"' in page
    assert f'href="{at(draft.hackathon, "data_used")}#id_data_sources"' in page
    assert "This is still missing" not in page


def test_review_lists_what_is_missing(draft: Application, signed_in: Client) -> None:
    draft.answers.pop("problem")
    draft.save()

    page = signed_in.get(at(draft.hackathon, "review")).content.decode()

    assert "This is still missing" in page
    assert "Not answered: Which problem do you solve?" in page


def test_review_sends_and_leads_to_the_receipt(draft: Application, signed_in: Client) -> None:
    response = signed_in.post(at(draft.hackathon, "review"))

    assert response.status_code == 302
    assert response["Location"] == at(draft.hackathon, "receipt", 1)
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_review_sent_twice_makes_one_submission(draft: Application, signed_in: Client) -> None:
    signed_in.post(at(draft.hackathon, "review"))

    response = signed_in.post(at(draft.hackathon, "review"))

    assert response.status_code == 422
    assert "The application is sent already." in response.content.decode()
    assert draft.submissions.count() == 1


def test_review_refuses_what_is_incomplete_and_says_where(
    draft: Application, signed_in: Client
) -> None:
    add_member(draft.team, confirmed=False)

    response = signed_in.post(at(draft.hackathon, "review"))
    page = response.content.decode()

    assert response.status_code == 422
    assert re.search(r"<title>\s*Error:", page)
    assert 'id="errsum"' in page
    assert "has not confirmed yet" in page
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_review_after_the_deadline_keeps_the_draft(draft: Application, signed_in: Client) -> None:
    with clock.frozen(CLOSES + timedelta(seconds=1)):
        response = signed_in.post(at(draft.hackathon, "review"))

    assert response.status_code == 422
    assert "Applications closed" in response.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert draft.answers["problem"] == "On problem."


def test_receipt_has_number_time_and_fingerprint(draft: Application, signed_in: Client) -> None:
    signed_in.post(at(draft.hackathon, "review"))
    submission = draft.submissions.get()

    page = signed_in.get(at(draft.hackathon, "receipt", 1)).content.decode()

    assert "Receipt 1" in page
    assert "1 September 2026, 14:00" in page
    assert submission.sha256 in page
    assert "On problem." in page
    assert "The application has arrived" in page


def test_receipt_file_has_the_hash_that_the_receipt_names(
    draft: Application, signed_in: Client
) -> None:
    signed_in.post(at(draft.hackathon, "review"))

    response = signed_in.get(at(draft.hackathon, "receipt", 1), {"file": ""})

    assert response["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(response.content).hexdigest() == draft.submissions.get().sha256


def test_receipt_that_is_not_there(draft: Application, signed_in: Client) -> None:
    assert signed_in.get(at(draft.hackathon, "receipt", 1)).status_code == 404


def test_recall_makes_it_a_draft_again(draft: Application, signed_in: Client) -> None:
    signed_in.post(at(draft.hackathon, "review"))

    response = signed_in.post(at(draft.hackathon, "recall"), follow=True)

    assert "The application is a draft again." in response.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"
    receipt = signed_in.get(at(draft.hackathon, "receipt", 1)).content.decode()
    assert "This application was taken back" in receipt


def test_recall_of_a_draft_changes_nothing(draft: Application, signed_in: Client) -> None:
    response = signed_in.post(at(draft.hackathon, "recall"), follow=True)

    assert "Someone was faster" in response.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_earlier_receipt_says_that_a_later_one_counts(
    draft: Application, signed_in: Client
) -> None:
    for name in ("review", "recall", "review"):
        signed_in.post(at(draft.hackathon, name))

    page = signed_in.get(at(draft.hackathon, "receipt", 1)).content.decode()

    assert "A later one was sent; that one counts" in page


def test_application_of_a_hackathon_without_cities_and_tracks(client: Client, db) -> None:
    hackathon = open_hackathon()
    hackathon.tracks.all().delete()
    hackathon.cities.all().delete()
    team = TeamFactory(hackathon=hackathon)
    captain = add_member(team, captain=True).participant.user
    ApplicationFactory(team=team)
    client.force_login(captain)

    page = client.get(at(hackathon, "team")).content.decode()
    own = client.get(at(hackathon, "about_me")).content.decode()

    assert 'name="track"' not in page
    assert 'name="city"' not in page
    assert 'name="city"' not in own
