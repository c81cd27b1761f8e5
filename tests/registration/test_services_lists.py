"""Publishing the lists that let teams into the stages."""

from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon, Letter, Stage, User
from registration.models import Application, Entry, PublishedList
from registration.services import Pick, publish_list, publish_selection
from tests.factories.registration import TeamFactory, entry_in, sent_application, stage_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def selection(hackathon: Hackathon) -> Stage:
    """The selection, closed: its list can be published."""
    stage_at(hackathon, "applications", "closed")
    return stage_at(hackathon, "selection", "closed")


@pytest.fixture
def accepted(hackathon: Hackathon) -> Application:
    return sent_application(hackathon, "accepted")


def not_published(stage: Stage, actor: User, now: datetime) -> Refused:
    """Publish, and see it refused with nothing changed."""
    with pytest.raises(Refused) as refusal:
        publish_selection(stage=stage, actor=actor, now=now)
    before = stage.status
    stage.refresh_from_db()
    assert stage.status == before
    assert not PublishedList.objects.exists()
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()
    return refusal.value


def test_publish_selection_lets_the_accepted_teams_in(
    hackathon: Hackathon, accepted: Application, selection: Stage, organizer: User, now: datetime
) -> None:
    sent_application(hackathon, "passed_over")
    sent_application(hackathon, "refused")

    listing = publish_selection(stage=selection, actor=organizer, now=now)

    selection.refresh_from_db()
    entries = Entry.objects.values_list("stage__kind", "team", "list", "way", "reason")
    assert set(entries) == {
        ("hackathon", accepted.team_id, listing.pk, "selected", ""),
        ("pitches", accepted.team_id, listing.pk, "selected", ""),
    }
    assert selection.status == "published"
    assert (listing.published_at, listing.published_by, listing.version) == (now, organizer, 1)
    line = AuditEntry.objects.get(action="registration.publishedlist.publish")
    assert (line.details, line.hackathon) == ({"teams": 1}, hackathon)


def test_publish_selection_tells_every_member_after_the_hold(
    hackathon: Hackathon, accepted: Application, selection: Stage, organizer: User, now: datetime
) -> None:
    passed_over = sent_application(hackathon, "passed_over")
    sent_application(hackathon, "refused")

    publish_selection(stage=selection, actor=organizer, now=now)

    letters = {
        (letter.letter, letter.recipient_id): (letter.due_at, letter.facts["path"])
        for letter in Letter.objects.all()
    }
    later = now + timedelta(minutes=10)
    selected = (later, f"/{hackathon.slug}/my/")
    others = (later, f"/{hackathon.slug}/teams/")
    assert letters == {
        **{("registration/team_selected", one): selected for one in people_of(accepted)},
        **{("registration/team_not_selected", one): others for one in people_of(passed_over)},
    }


def people_of(application: Application) -> list[int]:
    return list(application.team.memberships.values_list("participant__user", flat=True))


@pytest.mark.parametrize("status", ["planned", "open"])
def test_publish_selection_waits_until_the_stage_is_closed(
    accepted: Application, organizer: User, now: datetime, status: str
) -> None:
    stage = stage_at(accepted.hackathon, "selection", status)

    assert not_published(stage, organizer, now).code == "stage_not_closed"


def test_publish_selection_happens_once(
    accepted: Application, selection: Stage, organizer: User, now: datetime
) -> None:
    publish_selection(stage=selection, actor=organizer, now=now)
    letters = Letter.objects.count()

    with pytest.raises(Refused) as refusal:
        publish_selection(stage=selection, actor=organizer, now=now)

    assert refusal.value.code == "list_published"
    assert (PublishedList.objects.count(), Letter.objects.count()) == (1, letters)


def test_publish_selection_keeps_to_the_number_of_teams(
    hackathon: Hackathon, accepted: Application, selection: Stage, organizer: User, now: datetime
) -> None:
    sent_application(hackathon, "accepted")
    hackathon.teams_max = 1
    hackathon.save()

    refusal = not_published(selection, organizer, now)

    assert refusal.code == "too_many_teams"
    assert refusal.messages == ["2 teams are accepted; the hackathon takes 1."]


def test_publish_selection_takes_exactly_the_number_of_teams(
    hackathon: Hackathon, accepted: Application, selection: Stage, organizer: User, now: datetime
) -> None:
    hackathon.teams_max = 1
    hackathon.save()

    publish_selection(stage=selection, actor=organizer, now=now)

    assert Entry.objects.count() == 2


def test_publish_selection_asks_the_gates(
    hackathon: Hackathon, accepted: Application, selection: Stage, organizer: User, now: datetime
) -> None:
    sent_application(hackathon, "submitted")

    refusal = not_published(selection, organizer, now)

    assert refusal.code == "gate_closed"
    assert [blocker.message for blocker in refusal.blockers] == [
        "1 application waits for a decision."
    ]


@pytest.fixture
def pitches(hackathon: Hackathon) -> Stage:
    """The pitches, closed and with two teams; no round stands in the way of the list."""
    stage = stage_at(hackathon, "pitches", "closed")
    for _number in range(2):
        entry_in(stage)
    return stage


def test_publish_list_refuses_a_team_that_was_not_in_the_stage(
    pitches: Stage, organizer: User, now: datetime
) -> None:
    stranger = TeamFactory(hackathon=pitches.hackathon)
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        publish_list(stage=pitches, picks=[Pick(stranger, "jury")], actor=organizer, now=now)

    assert (refusal.value.code, Entry.objects.count()) == ("not_in_stage", before)


def test_publish_list_refuses_a_team_named_twice(
    pitches: Stage, organizer: User, now: datetime
) -> None:
    team = pitches.entries.first().team
    picks = [Pick(team, "jury"), Pick(team, "wildcard", "Promising.")]

    with pytest.raises(Refused) as refusal:
        publish_list(stage=pitches, picks=picks, actor=organizer, now=now)

    assert refusal.value.code == "not_in_stage"


def test_publish_list_refuses_a_team_put_forward_without_a_reason(
    pitches: Stage, organizer: User, now: datetime
) -> None:
    picks = [Pick(pitches.entries.first().team, "wildcard", "  ")]

    with pytest.raises(Refused) as refusal:
        publish_list(stage=pitches, picks=picks, actor=organizer, now=now)

    assert refusal.value.code == "reason_missing"


def test_publish_list_refuses_a_team_whose_application_is_not_accepted(
    hackathon: Hackathon, selection: Stage, organizer: User, now: datetime
) -> None:
    other = sent_application(hackathon, "passed_over")

    with pytest.raises(Refused) as refusal:
        publish_list(
            stage=selection, picks=[Pick(other.team, "selected")], actor=organizer, now=now
        )

    assert refusal.value.code == "not_in_stage"


def test_publish_list_asks_the_gates_of_the_stage(
    pitches: Stage, organizer: User, now: datetime
) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        publish_list(
            stage=pitches,
            picks=[Pick(pitches.entries.first().team, "jury")],
            actor=organizer,
            now=now,
        )

    assert (refusal.value.code, Entry.objects.count()) == ("gate_closed", before)
