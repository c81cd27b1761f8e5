"""What the stages wait for, and the bars of the funnel."""

from datetime import datetime

import pytest

from hackathon.kit import funnel
from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker
from hackathon.kit.states import Move
from hackathon.models import Hackathon, Letter, Stage, User
from hackathon.services import move_stage
from hackathon.states import CLOSE, OPEN, PUBLISH
from registration import gates
from registration.models import Membership
from tests.factories import HackathonFactory, LegalTextFactory, calendar, texts
from tests.factories.registration import (
    DeliverableFactory,
    entry_in,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db


def board(hackathon: Hackathon) -> str:
    return f"/en/{hackathon.slug}/org/"


def applications(hackathon: Hackathon, status: str) -> str:
    return f"/en/{hackathon.slug}/org/applications/?status={status}"


def test_applications_open_when_every_text_is_published() -> None:
    hackathon = HackathonFactory()
    stage = calendar(hackathon)["applications"]
    LegalTextFactory(hackathon=hackathon, kind="privacy")
    url = f"/en/{hackathon.slug}/org/texts/"

    assert list(gates.every_text_is_published(stage)) == [
        Blocker("Not published yet: Rules", 1, url),
        Blocker("Not published yet: Consent to the processing of personal data", 1, url),
    ]
    for kind in ("rules", "consent"):
        LegalTextFactory(hackathon=hackathon, kind=kind)
    assert list(gates.every_text_is_published(stage)) == []


@pytest.mark.parametrize(
    ("status", "waits"),
    [("planned", True), ("open", True), ("closed", False), ("published", False)],
)
def test_selection_opens_when_applications_are_closed(
    hackathon: Hackathon, status: str, waits: bool
) -> None:
    stage_at(hackathon, "applications", status)
    selection = stage_at(hackathon, "selection", "planned")

    found = list(gates.applications_are_closed(selection))

    assert found == (
        [Blocker("Close the applications first.", 1, board(hackathon))] if waits else []
    )


@pytest.fixture
def selection(hackathon: Hackathon) -> Stage:
    return stage_at(hackathon, "selection", "closed")


def test_selection_is_published_when_every_application_is_decided(
    hackathon: Hackathon, selection: Stage
) -> None:
    for status in ("draft", "returned", "refused", "accepted", "passed_over"):
        sent_application(hackathon, status)
    assert list(gates.every_application_is_decided(selection)) == []
    url = applications(hackathon, "submitted")

    sent_application(hackathon)
    one = Blocker("1 application waits for a decision.", 1, url)
    assert list(gates.every_application_is_decided(selection)) == [one]

    sent_application(hackathon)
    two = Blocker("2 applications wait for a decision.", 2, url)
    assert list(gates.every_application_is_decided(selection)) == [two]


def test_selection_is_published_with_at_least_one_team(
    hackathon: Hackathon, selection: Stage
) -> None:
    sent_application(hackathon, "passed_over")
    url = applications(hackathon, "submitted")
    assert list(gates.list_is_not_empty(selection)) == [
        Blocker("No application is accepted yet.", 1, url)
    ]

    sent_application(hackathon, "accepted")

    assert list(gates.list_is_not_empty(selection)) == []


@pytest.mark.parametrize(("most", "over"), [(None, 0), (3, 0), (2, 0), (1, 1)])
def test_selection_is_published_within_the_number_of_teams(
    hackathon: Hackathon, selection: Stage, most: int | None, over: int
) -> None:
    for _number in range(2):
        sent_application(hackathon, "accepted")
    selection.hackathon.teams_max = most

    found = list(gates.list_is_within_the_limit(selection))

    words = f"2 teams are accepted; the hackathon takes {most}."
    url = applications(hackathon, "accepted")
    assert found == ([Blocker(words, over, url)] if over else [])


@pytest.mark.parametrize(("size", "waits"), [(2, True), (3, False), (5, False), (6, True)])
def test_selection_is_published_with_whole_teams(
    hackathon: Hackathon, selection: Stage, size: int, waits: bool
) -> None:
    team = sent_application(hackathon, "accepted").team
    team.size, team.size_max = size, 6
    team.save()
    sent_application(hackathon, "passed_over")

    found = list(gates.every_team_is_whole(selection))

    words = "1 accepted team no longer has the number of members that is needed."
    url = applications(hackathon, "accepted")
    assert found == ([Blocker(words, 1, url)] if waits else [])


def test_selection_is_published_when_every_name_is_translated(
    hackathon: Hackathon, selection: Stage
) -> None:
    assert list(gates.every_name_is_translated(selection)) == []
    track, city = hackathon.tracks.get(), hackathon.cities.get()
    track.name = texts("Access") | {"kk": ""}
    city.name = {"en": "Almaty"}
    track.save()
    city.save()

    assert list(gates.every_name_is_translated(selection)) == [
        Blocker("3 names are not translated.", 3, board(hackathon))
    ]


@pytest.mark.parametrize(
    ("kind", "source", "words"),
    [
        ("hackathon", "selection", "Selection"),
        ("pitches", "selection", "Selection"),
        ("bootcamp", "pitches", "Pitches"),
        ("final", "pitches", "Pitches"),
    ],
)
def test_stage_opens_when_its_list_is_published(
    hackathon: Hackathon, kind: str, source: str, words: str
) -> None:
    stage = stage_at(hackathon, kind, "planned")
    for status in ("planned", "open", "closed"):
        stage_at(hackathon, source, status)
        assert list(gates.list_of_teams_is_published(stage)) == [
            Blocker(f"Not published yet: the list that ends “{words}”.", 1, board(hackathon))
        ]

    stage_at(hackathon, source, "published")

    assert list(gates.list_of_teams_is_published(stage)) == []


@pytest.mark.parametrize(
    ("kind", "work", "words"),
    [("pitches", "hackathon", "Online hackathon"), ("final", "bootcamp", "Boot camp")],
)
def test_stage_that_presents_opens_when_the_work_has_ended(
    hackathon: Hackathon, kind: str, work: str, words: str
) -> None:
    stage = stage_at(hackathon, kind, "planned")
    for status in ("planned", "open"):
        stage_at(hackathon, work, status)
        assert list(gates.work_has_ended(stage)) == [
            Blocker(f"“{words}” is not closed yet.", 1, board(hackathon))
        ]

    stage_at(hackathon, work, "closed")

    assert list(gates.work_has_ended(stage)) == []


@pytest.mark.parametrize(
    ("kind", "move", "status"),
    [
        ("selection", OPEN, "planned"),
        ("selection", PUBLISH, "closed"),
        ("hackathon", OPEN, "planned"),
        ("pitches", OPEN, "planned"),
        ("bootcamp", OPEN, "planned"),
        ("final", OPEN, "planned"),
    ],
)
def test_gates_stand_before_the_moves(
    hackathon: Hackathon, now: datetime, kind: str, move: Move, status: str
) -> None:
    organizer = organizer_of(hackathon)
    stage = stage_at(hackathon, kind, status)

    with pytest.raises(Refused) as refusal:
        move_stage(stage=stage, move=move, actor=organizer, now=now)

    stage.refresh_from_db()
    assert (refusal.value.code, stage.status) == ("gate_closed", status)


def test_closing_applications_waits_for_nothing(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    sent_application(hackathon)
    stage = stage_at(hackathon, "applications", "open")

    move_stage(stage=stage, move=CLOSE, actor=organizer, now=now)

    stage.refresh_from_db()
    assert stage.status == "closed"


def test_funnel_counts_from_started_to_handed_in(hackathon: Hackathon) -> None:
    ready_application(hackathon)
    for status in ("submitted", "returned", "refused", "passed_over"):
        sent_application(hackathon, status)
    stage = stage_at(hackathon, "hackathon", "open")
    busy, _idle = entry_in(stage), entry_in(stage)
    for number in (1, 2):
        DeliverableFactory(entry=busy, number=number)

    counts = {bar.label: bar.count for bar in funnel.bars(hackathon)}

    assert list(counts.items())[:4] == [
        ("Applications started", 7),
        ("Applications sent", 6),
        ("Teams selected", 2),
        ("Teams that handed in their work", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "before", "path"),
    [
        ("hackathon", {"selection": "published"}, "my/stages/hackathon/"),
        ("pitches", {"selection": "published", "hackathon": "closed"}, "my/"),
        ("bootcamp", {"pitches": "published"}, "my/stages/bootcamp/"),
        ("final", {"pitches": "published", "bootcamp": "closed"}, "my/"),
    ],
)
def test_teams_are_told_when_their_stage_opens(
    hackathon: Hackathon, now: datetime, kind: str, before: dict[str, str], path: str
) -> None:
    organizer = organizer_of(hackathon)
    stage = stage_at(hackathon, kind, "planned")
    team = entry_in(stage).team
    Membership.objects.filter(team=team, seat=3).update(left_at=now)
    sent_application(hackathon, "passed_over")
    for source, status in before.items():
        stage_at(hackathon, source, status)

    move_stage(stage=stage, move=OPEN, actor=organizer, now=now)

    letters = Letter.objects.filter(letter="registration/stage_opens")
    members = team.memberships.filter(left_at=None).values_list("participant__user", flat=True)
    assert set(letters.values_list("recipient", flat=True)) == set(members)
    facts = letters.first().facts
    assert (facts["team"], facts["path"]) == (team.name, f"/{hackathon.slug}/{path}")
    assert facts["stage"]["en"] == str(stage)
    assert facts["closes_at"] == stage.closes_at.isoformat()
