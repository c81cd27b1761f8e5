"""Publishing what a round brought."""

from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Letter, Stage
from judging import services
from judging.models import Result
from registration.models import Entry
from tests.factories.judging import Jury, build_jury
from tests.factories.registration import TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voted_jury(closed_jury: Jury) -> Jury:
    """The first team is the best, the last one the weakest; all judges voted for all; two go on."""
    closed_jury.vote()
    return closed_jury


@pytest.fixture
def due_jury(voted_jury: Jury) -> Jury:
    """The same, and the stage is closed: the list may be published."""
    voted_jury.close_stage()
    return voted_jury


def sign(jury: Jury) -> Result:
    return services.sign_round(round=jury.round, actor=jury.chair, now=jury.now)


def publish(jury: Jury, **wildcards: str):
    """Publish, with teams put forward: `e2="Brave"` is the third one."""
    chosen = {jury.entries[int(name[1:])].team: reason for name, reason in wildcards.items()}
    return services.publish_finalists(
        round=jury.round, wildcards=chosen, actor=jury.organizer, now=jury.now
    )


def refused(jury: Jury, **wildcards: str) -> str:
    """The code of the refusal, once it is sure that nothing happened."""
    before = jury.refresh().status
    with pytest.raises(Refused) as refusal:
        publish(jury, **wildcards)
    assert jury.refresh().status == before
    assert not Entry.objects.filter(stage=jury.stages["bootcamp"]).exists()
    assert not Letter.objects.filter(letter__contains="finalist").exists()
    return refusal.value.code


def test_publish_finalists_lets_the_best_go_on(due_jury: Jury) -> None:
    listing = publish(due_jury)

    assert due_jury.refresh().status == "published"
    assert Stage.objects.get(pk=due_jury.stage.pk).status == "published"
    assert listing.stage == due_jury.stage
    for kind in ("bootcamp", "final"):
        going = Entry.objects.filter(stage=due_jury.stages[kind]).order_by("pk")
        assert [(one.team, one.way) for one in going] == [
            (due_jury.entries[0].team, "jury"),
            (due_jury.entries[1].team, "jury"),
        ]


def test_publish_finalists_signs_if_that_is_still_to_do(due_jury: Jury) -> None:
    publish(due_jury)

    assert Result.objects.get().signed_by == due_jury.organizer


def test_publish_finalists_takes_what_is_signed(due_jury: Jury) -> None:
    sign(due_jury)

    publish(due_jury)

    assert Result.objects.get().signed_by == due_jury.chair


def test_publish_finalists_marks_who_was_put_forward(due_jury: Jury) -> None:
    publish(due_jury, e2=" A brave idea ")

    wild = Entry.objects.get(stage=due_jury.stages["bootcamp"], team=due_jury.entries[2].team)
    assert (wild.way, wild.reason) == ("wildcard", "A brave idea")
    assert Entry.objects.filter(stage=due_jury.stages["final"]).count() == 3


def test_publish_finalists_writes_to_every_team_after_the_hold(
    due_jury: Jury, now: datetime
) -> None:
    publish(due_jury)

    letters = {one.recipient: one for one in Letter.objects.filter(letter__contains="finalist")}
    captains = [
        entry.team.memberships.get(is_captain=True).participant.user for entry in due_jury.entries
    ]
    assert [letters[person].letter for person in captains] == [
        "judging/finalist",
        "judging/finalist",
        "judging/not_finalist",
    ]
    assert {one.due_at for one in letters.values()} == {now + timedelta(minutes=10)}
    assert letters[captains[0]].facts == {
        "team": due_jury.entries[0].team.name,
        "path": f"/{due_jury.hackathon.slug}/finalists/",
        "points_path": f"/{due_jury.hackathon.slug}/my/points/pitches/",
    }


def test_publish_finalists_tells_a_team_put_forward_that_it_goes_on(due_jury: Jury) -> None:
    publish(due_jury, e2="A brave idea")

    assert not Letter.objects.filter(letter="judging/not_finalist").exists()
    assert Letter.objects.filter(letter="judging/finalist").count() == 3


def test_publish_finalists_writes_to_nobody_who_left(due_jury: Jury, now: datetime) -> None:
    due_jury.entries[0].team.memberships.update(left_at=now)

    publish(due_jury)

    assert Letter.objects.filter(letter="judging/finalist").count() == 1


def test_publish_finalists_refuses_a_finalist_put_forward(due_jury: Jury) -> None:
    assert refused(due_jury, e0="Twice") == "team_is_finalist"


def test_publish_finalists_refuses_a_wildcard_without_a_reason(due_jury: Jury) -> None:
    assert refused(due_jury, e2="  ") == "reason_missing"


def test_publish_finalists_refuses_a_team_of_another_round(due_jury: Jury, now: datetime) -> None:
    stranger = TeamFactory(hackathon=due_jury.hackathon)

    with pytest.raises(Refused) as refusal:
        services.publish_finalists(
            round=due_jury.round,
            wildcards={stranger: "Nice"},
            actor=due_jury.organizer,
            now=now,
        )

    assert refusal.value.code == "team_not_in_round"


def test_publish_finalists_refuses_while_votes_are_missing(closed_jury: Jury) -> None:
    closed_jury.close_stage()

    assert refused(closed_jury) == "round_unsettled"


def test_publish_finalists_refuses_while_the_stage_runs(voted_jury: Jury) -> None:
    assert refused(voted_jury) == "stage_not_closed"


def test_publish_finalists_refuses_an_empty_list(closed_jury: Jury) -> None:
    closed_jury.vote(e0="against", e1="against", e2="against")
    closed_jury.close_stage()

    assert refused(closed_jury) == "no_finalists"


def test_publish_finalists_publishes_wildcards_alone(closed_jury: Jury) -> None:
    closed_jury.vote(e0="against", e1="against", e2="against")
    closed_jury.close_stage()

    publish(closed_jury, e1="Nobody else")

    ways = Entry.objects.filter(stage=closed_jury.stages["final"]).values_list("way", flat=True)
    assert list(ways) == ["wildcard"]


def test_publish_finalists_refuses_the_second_time(due_jury: Jury) -> None:
    publish(due_jury)
    letters = Letter.objects.count()

    with pytest.raises(Refused) as refusal:
        publish(due_jury)

    assert refusal.value.code == "already_published"
    assert Letter.objects.count() == letters


def test_publish_finalists_refuses_the_final(now: datetime) -> None:
    jury = build_jury(now=now, kind="final")

    with pytest.raises(Refused) as refusal:
        publish(jury)

    assert refusal.value.code == "not_the_pitches"


def test_publish_round_signs_and_publishes_the_final(now: datetime) -> None:
    jury = build_jury(now=now, kind="final", places=3)
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)
    jury.vote()

    published = services.publish_round(round=jury.round, actor=jury.organizer, now=now)

    assert published.status == "published"
    assert [row["place"] for row in Result.objects.get().manifest["rows"]] == [1, 2, 3]
    told = AuditEntry.objects.filter(action__in=["judging.round.sign", "judging.round.publish"])
    assert told.count() == 2
    assert Stage.objects.get(pk=jury.stage.pk).status == "open"


def test_publish_round_refuses_the_second_time(now: datetime) -> None:
    jury = build_jury(now=now, kind="final", places=3)
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)
    jury.vote()
    services.publish_round(round=jury.round, actor=jury.organizer, now=now)

    with pytest.raises(Refused) as refusal:
        services.publish_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "already_published"


def test_publish_round_refuses_the_pitches(due_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.publish_round(round=due_jury.round, actor=due_jury.organizer, now=now)

    assert refusal.value.code == "not_the_final"
    assert due_jury.refresh().status == "closed"
