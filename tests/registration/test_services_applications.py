"""Applications: how they are saved."""

from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from registration.models import Application
from registration.services import save_application
from tests.factories import CityFactory, TrackFactory
from tests.factories.registration import (
    CLOSES,
    TeamFactory,
    captain_of,
)

pytestmark = pytest.mark.django_db

SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)


def save(application: Application, now: datetime, revision: int = 0, **changes) -> Application:
    return save_application(
        application=application,
        revision=revision,
        changes=changes,
        actor=captain_of(application),
        now=now,
    )


def test_save_application_writes_what_changed(draft: Application, now: datetime) -> None:
    track = TrackFactory(hackathon=draft.hackathon)

    saved = save(draft, now, title="Clear water", track=track, forms=["social", "business"])

    draft.refresh_from_db()
    assert (draft.title, draft.track, draft.forms) == ("Clear water", track, ["social", "business"])
    assert (draft.revision, saved.revision) == (1, 1)
    line = AuditEntry.objects.get(action="registration.application.save")
    assert line.details == {"changed": ["title", "track", "forms"]}


def test_save_application_merges_answers_and_keeps_an_emptied_one_empty(
    draft: Application, now: datetime
) -> None:
    before = dict(draft.answers)

    save(draft, now, answers={"goal": "", "risks": "None that we know."})

    draft.refresh_from_db()
    assert draft.answers == before | {"goal": "", "risks": "None that we know."}
    line = AuditEntry.objects.get(action="registration.application.save")
    assert sorted(line.details["changed"]) == ["goal", "risks"]


def test_save_application_renames_the_team(draft: Application, now: datetime) -> None:
    save(draft, now, team_name="Sunkar", city=None)

    draft.refresh_from_db()
    draft.team.refresh_from_db()
    assert (draft.team.name, draft.city, draft.revision) == ("Sunkar", None, 1)


def test_save_application_takes_the_same_name_in_other_capitals(
    draft: Application, now: datetime
) -> None:
    save(draft, now, team_name=draft.team.name.upper())

    draft.team.refresh_from_db()
    assert draft.team.name.isupper()


def test_save_application_leaves_what_did_not_change(draft: Application, now: datetime) -> None:
    same = {"title": draft.title, "track": draft.track, "city": draft.city, "forms": draft.forms}

    save(draft, now, team_name=draft.team.name, answers={"goal": draft.answers["goal"]}, **same)

    draft.refresh_from_db()
    assert draft.revision == 0
    assert not AuditEntry.objects.exists()


def refused(draft: Application, now: datetime, code: str, revision: int = 0, **changes) -> Refused:
    """Save, and see it refused with nothing changed."""
    rows = Application.objects.filter(pk=draft.pk)
    before, name = rows.values().get(), draft.team.name
    with pytest.raises(Refused) as refusal:
        save(draft, now, revision, **changes)
    draft.team.refresh_from_db()
    assert (rows.values().get(), draft.team.name) == (before, name)
    assert refusal.value.code == code
    return refusal.value


def test_save_application_refuses_a_stale_revision(draft: Application, now: datetime) -> None:
    save(draft, now, title="Theirs")

    refused(draft, now, "stale_revision", revision=0, title="Mine")


@pytest.mark.parametrize("status", ["submitted", "refused", "accepted", "passed_over"])
def test_save_application_refuses_what_is_no_draft(
    draft: Application, now: datetime, status: str
) -> None:
    Application.objects.update(status=status, submitted_at=now, reason="Said.")

    refused(draft, now, "not_editable", title="Late")


def test_save_application_takes_what_came_back(draft: Application, now: datetime) -> None:
    Application.objects.update(status="returned", submitted_at=now, reason="Say more.")

    assert save(draft, now, title="Better").title == "Better"


def test_save_application_refuses_a_name_that_is_taken(draft: Application, now: datetime) -> None:
    TeamFactory(hackathon=draft.hackathon, name="Sunkar")

    refusal = refused(draft, now, "team_name_taken", team_name="sunkar", title="Kept out")

    assert refusal.params == {"field": "team_name"}


def test_save_application_refuses_a_question_that_nobody_asked(
    draft: Application, now: datetime
) -> None:
    refused(draft, now, "unknown_question", answers={"salary": "1"})


def test_save_application_refuses_an_answer_without_end(draft: Application, now: datetime) -> None:
    refusal = refused(draft, now, "too_long", answers={"data_links": "x" * 1001})

    assert refusal.messages == ["The text is longer than 1000 characters."]
    assert refusal.params["field"] == "data_links"


def test_save_application_takes_an_answer_of_the_longest_length(
    draft: Application, now: datetime
) -> None:
    save(draft, now, answers={"data_links": "x" * 1000})

    draft.refresh_from_db()
    assert len(draft.answers["data_links"]) == 1000


def test_save_application_refuses_a_form_that_there_is_not(
    draft: Application, now: datetime
) -> None:
    refused(draft, now, "unknown_form", forms=["technical", "poem"])


@pytest.mark.parametrize("field", ["track", "city"])
def test_save_application_refuses_what_is_another_hackathons(
    draft: Application, now: datetime, field: str
) -> None:
    foreign = {"track": TrackFactory, "city": CityFactory}[field]()

    refusal = refused(draft, now, "another_hackathon", **{field: foreign})

    assert refusal.params == {"field": field}


ON_TIME = [CLOSES - SECOND, CLOSES - MICROSECOND, CLOSES, CLOSES + SECOND - MICROSECOND]


@pytest.mark.parametrize("moment", ON_TIME)
def test_save_application_takes_work_to_the_last_second(
    draft: Application, moment: datetime
) -> None:
    assert save(draft, moment, title="In time").title == "In time"


def test_save_application_refuses_what_comes_after_it(draft: Application) -> None:
    refusal = refused(draft, CLOSES + SECOND, "applications_closed", title="Late")

    words = "Applications closed on 18 September 2026, 05:00 (Asia/Almaty)."
    assert refusal.messages == [words]
