"""The captain's task list, and how many questions it asks the database."""

from datetime import datetime

import pytest

from hackathon.models import Hackathon
from registration import queries
from registration.models import Application, Membership
from tests.factories.registration import (
    ApplicationFactory,
    InvitationFactory,
    TeamFactory,
    add_member,
    ready_application,
    sent_application,
)

pytestmark = pytest.mark.django_db


def states(application: Application) -> dict[str, str]:
    return {task.code: task.state for task in queries.tasks_of(application)}


def test_tasks_of_a_new_application(hackathon: Hackathon) -> None:
    application = ApplicationFactory(team=TeamFactory(hackathon=hackathon))
    add_member(application.team, confirmed=False, captain=True, birth_date=None, phone="")

    tasks = queries.tasks_of(application)

    slug = hackathon.slug
    assert [(task.label, task.state, task.url) for task in tasks] == [
        ("About me", "todo", f"/en/{slug}/my/about-me/"),
        ("The team", "todo", f"/en/{slug}/my/team/"),
        ("The project", "todo", f"/en/{slug}/my/project/"),
        ("Data used", "todo", f"/en/{slug}/my/data-used/"),
        ("Check and send", "locked", f"/en/{slug}/my/send/"),
    ]


def test_tasks_of_a_complete_application(draft: Application) -> None:
    done = dict.fromkeys(("about_me", "team", "project", "data_used"), "done")

    assert states(draft) == done | {"review": "todo"}


@pytest.mark.parametrize("status", ["submitted", "refused", "accepted", "passed_over"])
def test_tasks_of_a_sent_application(hackathon: Hackathon, status: str) -> None:
    assert states(sent_application(hackathon, status))["review"] == "done"


def test_tasks_of_a_returned_application(hackathon: Hackathon) -> None:
    application = sent_application(hackathon, "returned", title="")

    assert states(application)["review"] == "started"


@pytest.mark.parametrize("own", [{"phone": ""}, {"birth_date": None}])
def test_tasks_say_that_own_data_are_begun(hackathon: Hackathon, own: dict) -> None:
    application = ApplicationFactory(team=TeamFactory(hackathon=hackathon))
    add_member(application.team, confirmed=False, captain=True, **own)

    assert states(application)["about_me"] == "started"


def test_tasks_of_a_team_that_everybody_left(draft: Application, now: datetime) -> None:
    Membership.objects.update(left_at=now)
    draft.team.size = 0

    assert states(draft)["about_me"] == "todo"


def test_tasks_say_that_the_captain_must_declare_more(draft: Application) -> None:
    draft.team.memberships.filter(seat=1).update(is_captain=False)
    draft.team.memberships.filter(seat=2).update(is_captain=True)

    assert states(draft)["about_me"] == "started"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"city": None}, "started"),
        ({"track": None}, "started"),
        ({}, "done"),
    ],
)
def test_tasks_of_a_team_ask_for_its_choices(
    hackathon: Hackathon, fields: dict, state: str
) -> None:
    assert states(ready_application(hackathon, **fields))["team"] == state


def test_tasks_of_a_lonely_captain_see_an_invitation(hackathon: Hackathon) -> None:
    application = ready_application(hackathon, members=1, track=None)
    assert states(application)["team"] == "todo"

    InvitationFactory(team=application.team)

    assert states(application)["team"] == "started"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"title": "", "forms": [], "answers": {}}, "todo"),
        ({"title": "Air", "forms": [], "answers": {}}, "started"),
        ({"title": "", "forms": [], "answers": {"goal": "Air"}}, "started"),
        ({"forms": ["social"], "answers": {"campaign_plan": "Walks"}}, "started"),
    ],
)
def test_tasks_of_a_project_begin_with_any_answer(
    hackathon: Hackathon, fields: dict, state: str
) -> None:
    assert states(ready_application(hackathon, **fields))["project"] == state


def test_tasks_of_the_data_leave_links_to_the_team(hackathon: Hackathon) -> None:
    answers = dict.fromkeys(("data_sources", "data_licence", "data_protection"), "Said.")

    assert states(ready_application(hackathon, answers=answers))["data_used"] == "done"


@pytest.mark.parametrize("members", [1, 5])
def test_tasks_ask_as_often_for_one_member_as_for_five(
    hackathon: Hackathon, members: int, django_assert_num_queries
) -> None:
    application = ready_application(hackathon, members=members)

    with django_assert_num_queries(3):  # members, invitations, acceptances
        queries.tasks_of(application)


@pytest.mark.parametrize("members", [1, 5])
def test_gaps_ask_as_often_for_one_member_as_for_five(
    hackathon: Hackathon, now: datetime, members: int, django_assert_num_queries
) -> None:
    application = ready_application(hackathon, members=members)

    with django_assert_num_queries(5):  # members, invitations, acceptances, badges, consents
        gaps = queries.gaps_of(application, now=now)

    assert [gap.code for gap in gaps] == ([] if members == 5 else ["team_size"])
