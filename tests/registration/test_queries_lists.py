"""Lists, entries and what was handed in, and how many questions they ask the database."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from hackathon.models import Hackathon
from registration import queries
from registration.models import Application, Entry, Membership
from tests.factories import BadgeFactory, UserFactory
from tests.factories.registration import (
    BEGIN,
    DeliverableFactory,
    captain_of,
    entry_in,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def test_entries_of_a_stage(hackathon: Hackathon) -> None:
    stage = stage_at(hackathon, "hackathon", "open")
    mine = [entry_in(stage), entry_in(stage)]
    entry_in(stage_at(hackathon, "pitches", "planned"), mine[0].team.application)

    assert list(queries.entries_of(stage)) == mine


@pytest.mark.parametrize("rows", [1, 3])
def test_entries_of_a_stage_come_with_their_projects(
    hackathon: Hackathon, rows: int, django_assert_num_queries
) -> None:
    stage = stage_at(hackathon, "hackathon", "open")
    for _number in range(rows):
        entry_in(stage)

    with django_assert_num_queries(1):
        shown = [
            (entry.team.name, entry.team.application.title, str(entry.team.application.track))
            for entry in queries.entries_of(stage)
        ]

    assert len(shown) == rows


@pytest.fixture
def entry(hackathon: Hackathon) -> Entry:
    return entry_in(stage_at(hackathon, "hackathon", "open"))


def test_entry_of_a_person(entry: Entry, now: datetime) -> None:
    person = entry.team.memberships.get(seat=2).participant.user

    assert queries.entry_of(person, entry.stage) == entry
    assert queries.entry_of(UserFactory(), entry.stage) is None
    assert queries.entry_of(NOBODY, entry.stage) is None
    Membership.objects.update(left_at=now)
    assert queries.entry_of(person, entry.stage) is None


def test_people_in_a_stage_are_the_members_of_its_teams(entry: Entry, now: datetime) -> None:
    Membership.objects.filter(team=entry.team, seat=3).update(left_at=now)
    ready_application(entry.team.hackathon)

    assert [member.seat for member in queries.people_in(entry.stage)] == [1, 2]


def test_forms_of_entries_are_their_projects(entry: Entry) -> None:
    other = entry_in(
        entry.stage, sent_application(entry.team.hackathon, "accepted", forms=["social"])
    )
    Application.objects.filter(team=entry.team).update(forms=["technical", "business"])

    assert queries.forms_of([entry, other]) == {
        entry.pk: ["technical", "business"],
        other.pk: ["social"],
    }


def test_selected_teams_are_seen_once_the_list_is_published(entry: Entry) -> None:
    hackathon = entry.team.hackathon
    assert list(queries.selected_teams(hackathon)) == [entry.team]

    stage_at(hackathon, "selection", "closed")

    assert list(queries.selected_teams(hackathon)) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no Kazakh order")
def test_selected_teams_stand_in_kazakh_order(hackathon: Hackathon) -> None:
    stage = stage_at(hackathon, "hackathon", "open")
    for name in ("Яна", "Әсел", "Қайрат", "Арман", "Кербез"):
        entry = entry_in(stage)
        entry.team.name = name
        entry.team.save()

    names = [team.name for team in queries.selected_teams(hackathon)]

    assert names == ["Арман", "Әсел", "Кербез", "Қайрат", "Яна"]


@pytest.mark.parametrize("rows", [1, 3])
def test_selected_teams_ask_once(
    hackathon: Hackathon, rows: int, django_assert_num_queries
) -> None:
    stage = stage_at(hackathon, "hackathon", "open")
    for _number in range(rows):
        entry_in(stage)

    with django_assert_num_queries(1):
        shown = [
            (team.application.title, str(team.application.track), str(team.application.city))
            for team in queries.selected_teams(hackathon)
        ]

    assert len(shown) == rows


def test_selection_preview_counts_teams_people_and_letters(hackathon: Hackathon) -> None:
    accepted = sent_application(hackathon, "accepted")
    passed_over = sent_application(hackathon, "passed_over")
    sent_application(hackathon, "submitted")
    for application, language in ((accepted, "kk"), (passed_over, "ru")):
        person = captain_of(application)
        person.language = language
        person.save()

    preview = queries.selection_preview(hackathon)

    assert (preview.teams, preview.people, preview.passed_over) == ([accepted.team], 3, 1)
    assert preview.letters == {"kk": 1, "ru": 1, "en": 4}


def test_deliverables_of_an_entry_come_last_first(entry: Entry) -> None:
    first = DeliverableFactory(entry=entry)
    second = DeliverableFactory(entry=entry, number=2)
    DeliverableFactory()

    assert list(queries.deliverables_of(entry)) == [second, first]


def test_deliverables_seen_by_who_has_a_badge_there(entry: Entry) -> None:
    work = DeliverableFactory(entry=entry)
    judge = BadgeFactory(hackathon=entry.team.hackathon, is_judge=True).person

    assert list(queries.deliverables_seen_by(judge)) == [work]
    assert list(queries.deliverables_seen_by(UserFactory())) == []


def test_latest_deliverable_is_the_last_of_the_work_that_is_shown(entry: Entry) -> None:
    hackathon, application = entry.team.hackathon, entry.team.application
    entries = {
        kind: entry_in(stage_at(hackathon, kind, "planned"), application)
        for kind in ("pitches", "bootcamp", "final")
    }
    DeliverableFactory(entry=entry)
    made = DeliverableFactory(entry=entry, number=2)
    refined = DeliverableFactory(entry=entries["bootcamp"])
    DeliverableFactory(entry=entry_in(entry.stage))

    assert queries.latest_deliverable(entry) == made
    assert queries.latest_deliverable(entries["pitches"]) == made
    assert queries.latest_deliverable(entries["bootcamp"]) == refined
    assert queries.latest_deliverable(entries["final"]) == refined


def test_latest_deliverable_of_who_handed_in_nothing(entry: Entry) -> None:
    assert queries.latest_deliverable(entry) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_latest_deliverables_ask_once(
    hackathon: Hackathon, rows: int, django_assert_num_queries
) -> None:
    stage = stage_at(hackathon, "hackathon", "open")
    works = [DeliverableFactory(entry=entry_in(stage)) for _number in range(rows)]
    entries = list(queries.entries_of(stage))

    with django_assert_num_queries(1):
        found = queries.latest_deliverables(entries)

    assert found == {work.entry_id: work for work in works}


def test_open_applications_are_those_that_still_take_work(hackathon: Hackathon) -> None:
    stage = stage_at(hackathon, "applications", "open")

    assert list(queries.open_applications(BEGIN)) == [stage]
    assert list(queries.open_applications(stage.closes_at)) == []
    stage_at(hackathon, "applications", "closed")
    assert list(queries.open_applications(BEGIN)) == []
