"""What the boot camp and the final wait for, and the last bars of the funnel."""

import pytest

from bootcamp import gates, services
from bootcamp.models import PrizeFund
from hackathon.kit.errors import Refused
from hackathon.kit.gates import blockers
from hackathon.models import Stage
from hackathon.services import move_stage
from hackathon.states import OPEN, PUBLISH, StageKind
from registration.services import hand_in
from tests.factories.bootcamp import Camp

pytestmark = pytest.mark.django_db


def stage_at(camp: Camp, kind: str, status: str) -> Stage:
    camp.hackathon.stages.filter(kind=kind).update(status=status)
    return camp.hackathon.stages.get(kind=kind)


def waiting(camp: Camp) -> list[tuple[int, str]]:
    """What stands before publishing the final: how many, and where to do it."""
    return [(one.count, one.url.split("/org/")[-1]) for one in blockers(camp.stage, PUBLISH.name)]


def test_publishing_waits_for_the_signature_first(camp: Camp) -> None:
    assert waiting(camp)[0][1] == "rounds/final/"


def test_publishing_waits_for_an_award_in_every_prize_place(signed: Camp) -> None:
    assert waiting(signed) == [(3, "awards/")]
    signed.give(0, 1_000)
    signed.give(2, 1_000)
    assert waiting(signed) == [(1, "awards/"), (2, "certificates/")]


def test_publishing_waits_for_a_valid_certificate_of_every_award(signed: Camp) -> None:
    _first, second, _third = (signed.issue(award) for award in signed.award_all())
    assert waiting(signed) == []

    services.revoke_certificate(
        certificate=second, reason="A slip.", actor=signed.organizer, now=signed.now
    )

    assert waiting(signed) == [(1, "certificates/")]


def test_publishing_is_refused_with_what_is_missing(signed: Camp) -> None:
    with pytest.raises(Refused) as refusal:
        signed.publish()

    assert refusal.value.code == "gate_closed"
    assert [one.count for one in refusal.value.blockers] == [3]
    assert signed.stage.status == "closed"


def test_boot_camp_opens_once_the_finalists_are_published(camp: Camp) -> None:
    stage_at(camp, "pitches", "closed")
    stage = stage_at(camp, "bootcamp", "planned")

    with pytest.raises(Refused) as refusal:
        move_stage(stage=stage, move=OPEN, actor=camp.organizer, now=camp.now)
    assert refusal.value.code == "gate_closed"

    stage_at(camp, "pitches", "published")
    assert move_stage(stage=stage, move=OPEN, actor=camp.organizer, now=camp.now).status == "open"


def test_final_opens_once_the_boot_camp_is_closed(camp: Camp) -> None:
    stage_at(camp, "bootcamp", "open")
    stage = stage_at(camp, "final", "planned")

    with pytest.raises(Refused) as refusal:
        move_stage(stage=stage, move=OPEN, actor=camp.organizer, now=camp.now)
    assert refusal.value.code == "gate_closed"

    stage_at(camp, "bootcamp", "closed")
    assert move_stage(stage=stage, move=OPEN, actor=camp.organizer, now=camp.now).status == "open"


def test_funnel_counts_projects_handed_in_and_awards(signed: Camp) -> None:
    stage = stage_at(signed, StageKind.BOOTCAMP, "open")
    assert (gates.improved_projects(signed.hackathon), gates.awards(signed.hackathon)) == (0, 0)

    entry = stage.entries.get(team=signed.entries[0].team)
    for summary in ("First.", "Better."):
        hand_in(
            entry=entry,
            actor=signed.captain(),
            now=stage.opens_at,
            summary=summary,
            presentation_url="https://slides.example/1",
        )
    signed.give(0, 1_000)
    signed.give(1, 1_000)

    assert (gates.improved_projects(signed.hackathon), gates.awards(signed.hackathon)) == (1, 2)
    assert PrizeFund.objects.get().awarded == 2_000
