"""The organizer checks one application, and decides."""

import pytest
from django.test import Client

from hackathon.models import Hackathon, Letter, User
from registration.models import Application
from tests.factories import BadgeFactory
from tests.factories.registration import captain_of, ready_application, sent_application
from tests.registration.pages import at, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_check_page_shows_everything(sent: Application, organizers: Client) -> None:
    page = organizers.get(at(sent.hackathon, "application_check", sent.pk)).content.decode()

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
    hackathon: Hackathon, organizers: Client, draft: Application
) -> None:
    draft.title = ""
    draft.save()

    page = organizers.get(at(hackathon, "application_check", draft.pk)).content.decode()

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
    hackathon: Hackathon, organizers: Client, status: str, moves: list[str]
) -> None:
    application = sent_application(hackathon, status)

    response = organizers.get(at(hackathon, "application_check", application.pk))

    assert [name for name, _label, _form in response.context["decisions"]] == moves


def test_check_page_tells_the_history_without_single_saves(
    draft: Application, organizers: Client, captain: User
) -> None:
    client = Client()
    client.force_login(captain)
    client.post(at(draft.hackathon, "draft"), {"revision": 0, "title": "Other"})
    client.post(at(draft.hackathon, "review"))

    response = organizers.get(at(draft.hackathon, "application_check", draft.pk))

    assert [str(words) for words, _line in response.context["history"]] == ["Sent"]


def test_check_page_leads_to_the_next_one(hackathon: Hackathon, organizers: Client) -> None:
    first, second = sent_application(hackathon), sent_application(hackathon)
    sent_application(hackathon, "accepted")

    page = organizers.get(at(hackathon, "application_check", first.pk)).content.decode()

    assert f'href="{at(hackathon, "application_check", second.pk)}"' in page


@pytest.mark.usefixtures("quiet")
def test_check_page_asks_the_database_equally_often_for_three_and_five_members(
    hackathon: Hackathon, organizers: Client
) -> None:
    small = sent_application(hackathon)
    large = ready_application(
        hackathon, members=5, status="submitted", submitted_at=small.submitted_at
    )

    three = queries_of(organizers, at(hackathon, "application_check", small.pk))
    five = queries_of(organizers, at(hackathon, "application_check", large.pk))

    assert three == five <= 15


@pytest.mark.parametrize(
    ("move", "status"),
    [("accept", "accepted"), ("pass_over", "passed_over"), ("refuse", "refused")],
)
def test_decision_is_kept(
    selecting: Hackathon, organizers: Client, organizer: User, move: str, status: str
) -> None:
    application = sent_application(selecting)

    response = organizers.post(
        at(selecting, "application_decide", application.pk, move), {"reason": "Because."}
    )

    assert response.status_code == 302
    assert response["Location"] == at(selecting, "application_check", application.pk)
    application.refresh_from_db()
    assert (application.status, application.reason) == (status, "Because.")
    assert application.decided_by == organizer


def test_application_is_returned_and_the_team_is_told(
    sent: Application, organizers: Client
) -> None:
    organizers.post(
        at(sent.hackathon, "application_decide", sent.pk, "return"), {"reason": "Dead link."}
    )

    sent.refresh_from_db()
    assert sent.status == "returned"
    assert Letter.objects.filter(letter="registration/application_returned").exists()


def test_decision_is_taken_back(selecting: Hackathon, organizers: Client) -> None:
    application = sent_application(selecting, "accepted")

    organizers.post(at(selecting, "application_decide", application.pk, "reconsider"))

    application.refresh_from_db()
    assert application.status == "submitted"


@pytest.mark.parametrize("move", ["return", "refuse"])
def test_decision_without_its_reason_is_asked_again(
    sent: Application, organizers: Client, move: str
) -> None:
    response = organizers.post(
        at(sent.hackathon, "application_decide", sent.pk, move), {"reason": " "}
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "Give the reason: the team reads it in its letter." in page
    assert f'href="#id_{move}_reason"' in page
    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_decision_that_a_rule_refuses_keeps_the_words(
    sent: Application, organizers: Client
) -> None:
    response = organizers.post(
        at(sent.hackathon, "application_decide", sent.pk, "accept"), {"reason": "Strong team."}
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "The selection is not open yet." in page
    assert "Strong team.</textarea>" in page
    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_decision_that_no_longer_fits_says_so(selecting: Hackathon, organizers: Client) -> None:
    application = sent_application(selecting, "accepted")

    response = organizers.post(at(selecting, "application_decide", application.pk, "pass_over"))

    assert response.status_code == 422
    assert "Someone was faster" in response.content.decode()
    application.refresh_from_db()
    assert application.status == "accepted"


def test_unknown_decision_is_not_there(sent: Application, organizers: Client) -> None:
    address = at(sent.hackathon, "application_decide", sent.pk, "submit")

    assert organizers.post(address).status_code == 404
