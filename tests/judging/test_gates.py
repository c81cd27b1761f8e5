"""What the pitches and the final wait for."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.kit.funnel import bars
from hackathon.kit.gates import blockers
from hackathon.services import move_stage
from hackathon.states import CLOSE
from judging import services
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db

JUDGED = ("pitches", "final")


def waiting(jury: Jury, move: str) -> list[tuple[str, int]]:
    """The jury's blockers of a stage; those of other apps are left out."""
    ours = f"/{jury.hackathon.slug}/org/rounds/{jury.stage.kind}/"
    found = [one for one in blockers(jury.stage, move) if ours in one.url]
    return [(one.message, one.count) for one in found]


@pytest.mark.parametrize("kind", JUDGED)
@pytest.mark.parametrize("move", ["close", "publish"])
def test_a_stage_with_a_jury_waits_for_its_round(kind: str, move: str, now: datetime) -> None:
    jury = build_jury(now=now, kind=kind)
    jury.round.criteria.all().delete()
    jury.round.delete()

    assert waiting(jury, move) == [("The jury's round is not set up.", 1)]


@pytest.mark.parametrize("kind", JUDGED)
def test_a_stage_does_not_close_before_the_jury_began(kind: str, now: datetime) -> None:
    jury = build_jury(now=now, kind=kind)

    assert waiting(jury, "close") == [("The jury has not begun.", 1)]

    services.freeze_round(round=jury.round, actor=jury.organizer, now=now)

    assert waiting(jury, "close") == [("The jury has not begun.", 1)]


@pytest.mark.parametrize("kind", JUDGED)
def test_a_stage_does_not_close_while_the_jury_marks(kind: str, now: datetime) -> None:
    jury = build_jury(now=now, kind=kind)
    services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert waiting(jury, "close") == [
        ("The jury's round is still open.", 1),
        ("3 judges have not declared conflicts.", 3),
        ("9 cards are not handed in.", 9),
    ]
    with pytest.raises(Refused) as refusal:
        move_stage(stage=jury.stage, move=CLOSE, actor=jury.organizer, now=now)
    assert refusal.value.code == "gate_closed"


@pytest.mark.parametrize("kind", JUDGED)
def test_a_stage_closes_once_its_round_is(kind: str, now: datetime) -> None:
    jury = build_jury(now=now, kind=kind)
    jury.open()
    jury.close()

    assert waiting(jury, "close") == []


@pytest.mark.parametrize("kind", JUDGED)
def test_a_result_is_published_only_once_it_is_signed(kind: str, now: datetime) -> None:
    jury = build_jury(now=now, kind=kind, teams=2, places=1)
    jury.open()
    assert waiting(jury, "publish") == [("The jury's decision is not signed.", 1)]

    jury.close()  # two equal teams
    assert waiting(jury, "publish")[:2] == [
        ("The jury's decision is not signed.", 1),
        ("3 judges have not voted.", 3),
    ]

    jury.vote()
    assert waiting(jury, "publish") == [
        ("The jury's decision is not signed.", 1),
        ("1 tie waits for the jury's decision.", 1),
    ]

    order = [entry.pk for entry in jury.entries]
    services.decide_ties(round=jury.round, order=order, reason="Depth", actor=jury.chair, now=now)
    services.sign_round(round=jury.round, actor=jury.chair, now=now)
    assert waiting(jury, "publish") == []


def test_the_funnel_counts_the_finalists(closed_jury: Jury, now: datetime) -> None:
    def finalists() -> list[int]:
        return [one.count for one in bars(closed_jury.hackathon) if one.label == "Finalists"]

    assert finalists() == [0]
    closed_jury.vote()
    closed_jury.close_stage()
    services.publish_finalists(
        round=closed_jury.round,
        wildcards={closed_jury.entries[2].team: "Brave"},
        actor=closed_jury.organizer,
        now=now,
    )

    assert finalists() == [3]
