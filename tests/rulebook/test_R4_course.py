"""R4, the course: each test is one sentence of the rulebook."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import Hackathon, Letter, Stage
from hackathon.queries import sessions_of, stages_of
from hackathon.services import add_session, move_stage
from hackathon.states import ADMITS, OPEN, ORDER
from registration import queries
from registration.models import Entry
from registration.services import Pick, hand_in, publish_list
from tests.factories import texts
from tests.factories.registration import (
    EntryFactory,
    TeamFactory,
    captain_of,
    entry_in,
    open_hackathon,
    organizer_of,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hackathon() -> Hackathon:
    """A hackathon that takes applications."""
    return open_hackathon()


def refusal_of(act: Callable[[], object]) -> Refused:
    """How a rule says no."""
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value


def opening(stage: Stage, now: datetime) -> Callable[[], Stage]:
    organizer = organizer_of(stage.hackathon)
    return lambda: move_stage(stage=stage, move=OPEN, actor=organizer, now=now)


def test_R4_1_course_goes_from_applications_to_the_final(hackathon: Hackathon) -> None:
    kinds = [stage.kind for stage in stages_of(hackathon)]

    assert kinds == ["applications", "selection", "hackathon", "pitches", "bootcamp", "final"]
    assert list(ORDER) == kinds


def test_R4_1_stages_are_named_and_never_numbered(hackathon: Hackathon) -> None:
    names = [str(stage) for stage in stages_of(hackathon)]

    assert names == [
        "Applications",
        "Selection",
        "Online hackathon",
        "Pitches",
        "Boot camp",
        "Final",
    ]


def test_R4_1_selection_begins_when_applications_are_closed(
    hackathon: Hackathon, now: datetime
) -> None:
    selection = stage_at(hackathon, "selection", "planned")
    assert refusal_of(opening(selection, now)).code == "gate_closed"

    stage_at(hackathon, "applications", "closed")

    assert opening(selection, now)().status == "open"


def test_R4_1_online_hackathon_begins_when_the_selection_is_published(
    hackathon: Hackathon, now: datetime
) -> None:
    online = stage_at(hackathon, "hackathon", "planned")
    assert refusal_of(opening(online, now)).code == "gate_closed"

    stage_at(hackathon, "selection", "published")

    assert opening(online, now)().status == "open"


def test_R4_2_list_of_a_stage_lets_teams_into_those_that_follow() -> None:
    assert ADMITS == {"selection": ("hackathon", "pitches"), "pitches": ("bootcamp", "final")}


def test_R4_2_only_teams_of_the_pitches_reach_the_boot_camp(
    hackathon: Hackathon, now: datetime
) -> None:
    pitches = stage_at(hackathon, "pitches", "closed")
    entry_in(pitches)
    stranger = Pick(TeamFactory(hackathon=hackathon), "jury")
    organizer = organizer_of(hackathon)

    refusal = refusal_of(
        lambda: publish_list(stage=pitches, picks=[stranger], actor=organizer, now=now)
    )

    assert refusal.code == "not_in_stage"
    assert not Entry.objects.filter(stage__kind="bootcamp").exists()


def test_R4_2_boot_camp_begins_when_the_list_of_finalists_is_published(
    hackathon: Hackathon, now: datetime
) -> None:
    camp = stage_at(hackathon, "bootcamp", "planned")
    stage_at(hackathon, "pitches", "closed")
    assert refusal_of(opening(camp, now)).code == "gate_closed"

    stage_at(hackathon, "pitches", "published")

    assert opening(camp, now)().status == "open"


def test_R4_3_timetable_of_sessions_is_published(hackathon: Hackathon, now: datetime) -> None:
    stage = hackathon.stages.get(kind="hackathon")

    session = add_session(
        stage=stage,
        actor=organizer_of(hackathon),
        now=now,
        title=texts("How to pitch"),
        starts_at=stage.opens_at,
        ends_at=stage.opens_at + timedelta(hours=1),
    )

    assert list(sessions_of(hackathon)) == [session]


def test_R4_4_teams_present_when_the_three_days_are_over(
    hackathon: Hackathon, now: datetime
) -> None:
    stage_at(hackathon, "selection", "published")
    pitches = stage_at(hackathon, "pitches", "planned")
    stage_at(hackathon, "hackathon", "open")
    assert refusal_of(opening(pitches, now)).code == "gate_closed"

    stage_at(hackathon, "hackathon", "closed")

    assert opening(pitches, now)().status == "open"


def test_R4_4_jury_sees_what_was_handed_in_during_the_hackathon(
    hackathon: Hackathon, now: datetime
) -> None:
    made = entry_in(stage_at(hackathon, "hackathon", "open"))
    shown = EntryFactory(stage=hackathon.stages.get(kind="pitches"), team=made.team, list=made.list)
    captain = captain_of(made.team.application)

    hand_in(entry=made, actor=captain, now=now, summary="It starts.")
    last = hand_in(entry=made, actor=captain, now=now, summary="It runs.")

    assert queries.latest_deliverable(shown) == last


@pytest.mark.parametrize("kind", ["hackathon", "bootcamp"])
def test_R4_5_teams_work_and_hand_in_while_their_stage_is_open(
    hackathon: Hackathon, now: datetime, kind: str
) -> None:
    entry = entry_in(stage_at(hackathon, kind, "planned"))
    giving = {"entry": entry, "actor": captain_of(entry.team.application), "now": now}

    assert refusal_of(lambda: hand_in(**giving, summary="Early.")).code == "stage_not_open"

    stage_at(hackathon, kind, "open")
    assert hand_in(**giving, summary="In time.").number == 1


def test_R4_5_final_begins_when_the_boot_camp_is_over(hackathon: Hackathon, now: datetime) -> None:
    stage_at(hackathon, "pitches", "published")
    final = stage_at(hackathon, "final", "planned")
    stage_at(hackathon, "bootcamp", "open")
    assert refusal_of(opening(final, now)).code == "gate_closed"

    stage_at(hackathon, "bootcamp", "closed")

    assert opening(final, now)().status == "open"


def test_R4_5_members_are_told_that_their_stage_is_open(
    hackathon: Hackathon, now: datetime
) -> None:
    camp = stage_at(hackathon, "bootcamp", "planned")
    entry = entry_in(camp)
    sent_application(hackathon, "passed_over")
    stage_at(hackathon, "pitches", "published")

    opening(camp, now)()

    told = set(Letter.objects.values_list("recipient", flat=True))
    assert told == set(entry.team.memberships.values_list("participant__user", flat=True))


def test_R4_5_nothing_is_handed_in_at_the_final_itself(hackathon: Hackathon, now: datetime) -> None:
    entry = entry_in(stage_at(hackathon, "final", "open"))
    giving = {"entry": entry, "actor": captain_of(entry.team.application), "now": now}

    assert refusal_of(lambda: hand_in(**giving, summary="Late.")).code == "nothing_to_hand_in"
