"""Pages that the captain fills in: saving, saving by itself, two writers at once."""

from datetime import timedelta

import pytest
from django.test import Client

from hackathon.kit import clock
from hackathon.models import User
from registration import services
from registration.models import Application
from tests.factories import TrackFactory
from tests.factories.registration import CLOSES, TeamFactory, captain_of
from tests.registration.pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

DATA = {"data_sources": "Stat", "data_links": "", "data_licence": "CC BY", "data_protection": "No"}


def write(application: Application, captain: User, now, **changes) -> None:
    """What another window of the captain saves."""
    application.refresh_from_db()
    services.save_application(
        application=application,
        revision=application.revision,
        changes=changes,
        actor=captain,
        now=now,
    )


# --- pages


def test_project_page_asks_along_the_criteria(draft: Application, signed_in: Client) -> None:
    page = signed_in.get(at(draft.hackathon, "project")).content.decode()

    assert "Which problem do you solve?" in page
    assert "What is wrong today" in page
    assert 'data-count="3000"' in page
    assert f'data-draft="{at(draft.hackathon, "draft")}"' in page
    assert f'data-revision="{draft.revision}"' in page


def test_project_page_saves(draft: Application, signed_in: Client) -> None:
    said = {"revision": 0, "title": "Clear water", "forms": ["social", "business"]}
    said |= {"problem": "Nobody\r\nknows.", "campaign_plan": "Months."}

    response = signed_in.post(at(draft.hackathon, "project"), said)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Clear water"
    assert draft.forms == ["social", "business"]
    assert draft.answers["problem"] == "Nobody\nknows."
    assert draft.answers["campaign_plan"] == "Months."
    assert draft.answers["goal"] == ""
    assert draft.answers["data_sources"] == "On data_sources."


def test_project_page_with_too_long_an_answer_keeps_it(
    draft: Application, signed_in: Client
) -> None:
    long = "ә" * 3001

    response = signed_in.post(
        at(draft.hackathon, "project"), {"revision": 0, "problem": long, "title": "Other"}
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert long in page
    assert 'href="#id_problem"' in page
    assert 'value="Other"' in page
    draft.refresh_from_db()
    assert draft.title == "Clean air"


def test_data_used_page_saves_and_a_link_is_optional(draft: Application, signed_in: Client) -> None:
    page = signed_in.get(at(draft.hackathon, "data_used")).content.decode()
    assert page.count("(optional)") == 1

    response = signed_in.post(at(draft.hackathon, "data_used"), {"revision": 0, **DATA})

    assert response.status_code == 302
    draft.refresh_from_db()
    assert {code: draft.answers[code] for code in DATA} == DATA


def test_stale_page_is_compared_and_then_saved(
    draft: Application, signed_in: Client, captain: User, now
) -> None:
    said = {"revision": 0, **DATA, "data_licence": "Mine"}
    write(draft, captain, now, answers={"data_licence": "Theirs"})

    response = signed_in.post(at(draft.hackathon, "data_used"), said)
    page = response.content.decode()

    assert response.status_code == 409
    assert "Saved meanwhile in another window" in page
    assert "Theirs" in page
    assert ">\nMine</textarea>" in page
    draft.refresh_from_db()
    assert draft.answers["data_licence"] == "Theirs"
    assert f'name="revision" value="{draft.revision}"' in page

    again = signed_in.post(at(draft.hackathon, "data_used"), said | {"revision": draft.revision})

    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.answers["data_licence"] == "Mine"


def test_stale_page_that_saved_itself_before_is_no_conflict(
    draft: Application, signed_in: Client, captain: User, now
) -> None:
    write(draft, captain, now, answers=DATA)

    response = signed_in.post(at(draft.hackathon, "data_used"), {"revision": 0, **DATA})

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.revision == 1


def test_page_after_the_deadline_keeps_what_was_typed(
    draft: Application, signed_in: Client
) -> None:
    with clock.frozen(CLOSES + timedelta(seconds=1)):
        response = signed_in.post(at(draft.hackathon, "data_used"), {"revision": 0, **DATA})

    assert response.status_code == 422
    assert "Applications closed on" in response.content.decode()
    assert ">\nStat</textarea>" in response.content.decode()
    draft.refresh_from_db()
    assert draft.answers["data_sources"] == "On data_sources."


def test_pages_of_a_sent_application_show_answers_instead_of_fields(
    sent: Application, client: Client
) -> None:
    client.force_login(captain_of(sent))

    page = client.get(at(sent.hackathon, "project")).content.decode()

    assert "Recall it to change it." in page
    assert "On problem." in page
    assert "<textarea" not in page


def test_pages_after_the_deadline_show_answers_instead_of_fields(
    draft: Application, signed_in: Client
) -> None:
    with clock.frozen(CLOSES + timedelta(seconds=1)):
        page = signed_in.get(at(draft.hackathon, "data_used")).content.decode()

    assert "The draft is kept, but cannot be sent." in page
    assert "<textarea" not in page


# --- saving by itself


def save_itself(client: Client, application: Application, **said):
    return client.post(at(application.hackathon, "draft"), said)


def test_draft_saves_the_fields_that_came(draft: Application, signed_in: Client) -> None:
    response = save_itself(signed_in, draft, revision=0, problem="New", title="")

    assert response.status_code == 200
    assert response.json() == {"revision": 1, "saved_at": "14:00"}
    draft.refresh_from_db()
    assert draft.answers["problem"] == "New"
    assert draft.title == ""
    assert draft.answers["goal"] == "On goal."
    assert draft.forms == ["technical"]


def test_draft_takes_the_fields_of_every_page(draft: Application, signed_in: Client) -> None:
    track = TrackFactory(hackathon=draft.hackathon)

    response = save_itself(
        signed_in, draft, revision=0, team_name="Samruq", track=track.pk, city="", forms=[""]
    )

    assert response.status_code == 200
    draft.refresh_from_db()
    assert (draft.team.name, draft.track, draft.city, draft.forms) == ("Samruq", track, None, [])


def test_draft_ignores_fields_that_do_not_exist(draft: Application, signed_in: Client) -> None:
    response = save_itself(signed_in, draft, revision=0, status="accepted", decided_by="1")

    assert response.status_code == 200
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert draft.revision == 0


def test_stale_draft_is_told_what_stands_there(
    draft: Application, signed_in: Client, captain: User, now
) -> None:
    write(draft, captain, now, answers={"problem": "Theirs"}, track=draft.track)

    response = save_itself(signed_in, draft, revision=0, problem="Mine")
    body = response.json()

    assert response.status_code == 409
    assert body["code"] == "stale_revision"
    assert body["revision"] == 1
    assert body["values"]["problem"] == "Theirs"
    assert body["values"]["forms"] == ["technical"]
    assert body["values"]["track"] == draft.track_id
    draft.refresh_from_db()
    assert draft.answers["problem"] == "Theirs"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"problem": "ә" * 3001}, "problem"),
        ({"team_name": ""}, "team_name"),
        ({"forms": ["magic"]}, "forms"),
        ({"track": "12345"}, "track"),
        ({"revision": "x"}, "revision"),
    ],
)
def test_draft_that_does_not_fit_is_422(
    draft: Application, signed_in: Client, said: dict, field: str
) -> None:
    response = save_itself(signed_in, draft, **({"revision": 0} | said))
    body = response.json()

    assert response.status_code == 422
    assert body["code"] == "invalid"
    assert body["message"] == body["errors"][field][0]
    draft.refresh_from_db()
    assert draft.revision == 0


def test_draft_with_a_taken_name_may_go_on(draft: Application, signed_in: Client) -> None:
    TeamFactory(hackathon=draft.hackathon, name="Samruq")

    response = save_itself(signed_in, draft, revision=0, team_name="Samruq")

    assert response.status_code == 422
    assert response.json()["code"] == "team_name_taken"


def test_draft_after_the_deadline_is_refused_and_kept(
    draft: Application, signed_in: Client
) -> None:
    with clock.frozen(CLOSES + timedelta(seconds=1)):
        response = save_itself(signed_in, draft, revision=0, problem="Late")

    assert response.status_code == 409
    assert response.json()["code"] == "applications_closed"
    assert "values" not in response.json()
    draft.refresh_from_db()
    assert draft.answers["problem"] == "On problem."
