"""The course of a round: set up, fixed, closed, opened again."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from judging import queries, services
from judging.criteria import CRITERIA
from judging.models import Ballot, Criterion, Round, Scorecard, Vote
from judging.states import TieLevel
from tests.factories import StageFactory, UserFactory
from tests.factories.judging import Jury, PitchesFactory, build_jury

pytestmark = pytest.mark.django_db


def test_create_round_brings_the_rulebook_along(now: datetime) -> None:
    stage = PitchesFactory()

    made = services.create_round(stage=stage, actor=UserFactory(), now=now, places=10)

    assert (made.status, made.places, made.must_pass_vote) == ("draft", 10, True)
    assert (made.quorum_percent, made.threshold_percent) == (50, 50)
    assert made.tie_order == TieLevel.values
    assert [one.code for one in queries.criteria_of(made)] == [one.code for one in CRITERIA]
    assert {one.code: one.max_points for one in queries.criteria_of(made)} == {
        "idea": 10,
        "technical": 10,
        "campaign": 10,
        "business": 10,
        "defence": 10,
        "pitch_bonus": 5,
        "answers_bonus": 5,
    }
    assert AuditEntry.objects.get().action == "judging.round.create"


def test_create_round_takes_what_it_is_told(now: datetime) -> None:
    made = services.create_round(
        stage=PitchesFactory(),
        actor=UserFactory(),
        now=now,
        places=4,
        bonus_points=3,
        allows_halves=True,
        must_pass_vote=False,
        quorum_percent=66,
    )

    assert (made.allows_halves, made.must_pass_vote, made.quorum_percent) == (True, False, 66)
    bonuses = Criterion.objects.filter(round=made, slot="bonus")
    assert [one.max_points for one in bonuses] == [3, 3]
    assert [one.is_bonus for one in bonuses] == [True, True]


def test_create_round_of_the_final_lets_the_points_decide(now: datetime) -> None:
    stage = StageFactory(kind="final")

    made = services.create_round(stage=stage, actor=UserFactory(), now=now, places=3)

    assert made.must_pass_vote is False


@pytest.mark.parametrize("kind", ["applications", "selection", "hackathon", "bootcamp"])
def test_create_round_refuses_a_stage_without_a_jury(kind: str, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_round(stage=StageFactory(kind=kind), actor=UserFactory(), now=now, places=3)

    assert refusal.value.code == "stage_is_not_judged"
    assert not Round.objects.exists()


def test_create_round_refuses_a_second_one(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_round(stage=jury.stage, actor=jury.organizer, now=now, places=3)

    assert refusal.value.code == "round_exists"
    assert Round.objects.count() == 1


def test_freeze_round_fixes_and_hashes(jury: Jury, now: datetime) -> None:
    frozen = services.freeze_round(round=jury.round, actor=jury.organizer, now=now)

    assert (frozen.status, len(frozen.criteria_sha256)) == ("frozen", 64)


def test_the_hash_follows_from_what_is_asked(now: datetime) -> None:
    first, second = build_jury(now=now), build_jury(now=now)
    services.edit_round(round=second.round, actor=second.organizer, now=now, places=3)

    hashes = {
        services.freeze_round(round=one.round, actor=one.organizer, now=now).criteria_sha256
        for one in (first, second, build_jury(now=now))
    }

    assert len(hashes) == 2  # the one with three places differs


@pytest.mark.parametrize("code", ["idea", "technical", "campaign", "business", "defence"])
def test_freeze_round_refuses_a_gap_in_the_criteria(jury: Jury, code: str, now: datetime) -> None:
    Criterion.objects.filter(round=jury.round, code=code).delete()

    with pytest.raises(Refused) as refusal:
        services.freeze_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "criteria_incomplete"
    assert jury.refresh().status == "draft"


def test_freeze_round_needs_no_bonus(jury: Jury, now: datetime) -> None:
    Criterion.objects.filter(round=jury.round, slot="bonus").delete()

    assert services.freeze_round(round=jury.round, actor=jury.organizer, now=now).status == "frozen"


def test_freeze_round_refuses_the_second_time(jury: Jury, now: datetime) -> None:
    services.freeze_round(round=jury.round, actor=jury.organizer, now=now)

    with pytest.raises(Refused) as refusal:
        services.freeze_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "stale"


def test_close_round_ends_the_marking(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in_all()

    closed = services.close_round(round=open_jury.round, actor=open_jury.organizer, now=now)

    assert closed.status == "closed"


def test_close_round_refuses_while_cards_are_open(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(0, 0)
    open_jury.mark(0, 1)

    with pytest.raises(Refused) as refusal:
        services.close_round(round=open_jury.round, actor=open_jury.organizer, now=now)

    assert refusal.value.code == "round_incomplete"
    assert [(one.message, one.count) for one in refusal.value.blockers] == [
        ("8 cards are not handed in.", 8)
    ]
    assert refusal.value.blockers[0].url.endswith(
        f"/{open_jury.hackathon.slug}/org/rounds/pitches/"
    )
    assert open_jury.refresh().status == "open"


def test_close_round_refuses_while_a_judge_has_not_declared(jury: Jury, now: datetime) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=now)
    services.declare_conflicts(round=jury.round, judge=jury.judges[0], conflicts={}, now=now)
    services.declare_conflicts(round=jury.round, judge=jury.judges[1], conflicts={}, now=now)

    with pytest.raises(Refused) as refusal:
        services.close_round(round=jury.round, actor=jury.organizer, now=now)

    assert [(one.message, one.count) for one in refusal.value.blockers] == [
        ("1 judge has not declared conflicts.", 1),
        ("9 cards are not handed in.", 9),
    ]


def test_close_round_refuses_a_team_without_a_judge(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in_all()
    for judge in open_jury.judges:
        services.set_conflict(
            judge=judge,
            team=open_jury.entries[0].team,
            kind="work",
            note="",
            actor=open_jury.organizer,
            now=now,
        )

    with pytest.raises(Refused) as refusal:
        services.close_round(round=open_jury.round, actor=open_jury.organizer, now=now)

    assert [one.message for one in refusal.value.blockers] == ["1 team has too few judges."]


def test_close_round_refuses_before_it_opened(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.close_round(round=jury.round, actor=jury.organizer, now=now)

    assert refusal.value.code == "round_not_open"


def test_reopen_round_begins_a_new_version(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()

    again = services.reopen_round(
        round=closed_jury.round, reason=" Wrong form ", actor=closed_jury.organizer, now=now
    )

    assert (again.status, again.version) == ("open", 2)
    assert not Vote.objects.exists()
    assert not Ballot.objects.exists()
    told = AuditEntry.objects.get(action="judging.round.explain")
    assert told.details["reason"] == "Wrong form"
    assert told.details["before"]["version"] == 1
    assert len(told.details["before"]["votes"]) == 9
    assert Scorecard.objects.filter(status="handed_in").count() == 9


def test_reopen_round_forgets_what_the_jury_decided_on_the_old_version(
    open_jury: Jury, now: datetime
) -> None:
    open_jury.close()  # all the same points
    open_jury.vote()
    order = [entry.pk for entry in open_jury.entries]
    services.decide_ties(
        round=open_jury.round, order=order, reason="Depth", actor=open_jury.chair, now=now
    )

    again = services.reopen_round(
        round=open_jury.round, reason="A mistake", actor=open_jury.organizer, now=now
    )

    assert (again.jury_order, again.jury_reason) == ([], "")
    told = AuditEntry.objects.get(action="judging.round.explain")
    assert (told.details["before"]["jury_order"], told.details["before"]["jury_reason"]) == (
        order,
        "Depth",
    )


def test_reopen_round_refuses_without_a_reason(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()

    with pytest.raises(Refused) as refusal:
        services.reopen_round(
            round=closed_jury.round, reason="  ", actor=closed_jury.organizer, now=now
        )

    assert refusal.value.code == "reason_missing"
    assert closed_jury.refresh().status == "closed"
    assert Ballot.objects.count() == 3


def test_reopen_round_refuses_what_is_signed(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.chair, now=now)

    with pytest.raises(Refused) as refusal:
        services.reopen_round(
            round=closed_jury.round, reason="Too late", actor=closed_jury.organizer, now=now
        )

    assert refusal.value.code == "stale"
    assert Ballot.objects.count() == 3


def test_what_is_closed_again_is_voted_again(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()
    services.reopen_round(
        round=closed_jury.round, reason="Recount", actor=closed_jury.organizer, now=now
    )
    services.take_back_card(
        card=closed_jury.card(0, 2), reason="Recount", actor=closed_jury.organizer, now=now
    )
    closed_jury.refresh()
    closed_jury.hand_in(0, 2, idea=10)
    services.close_round(round=closed_jury.round, actor=closed_jury.organizer, now=now)
    closed_jury.refresh()

    closed_jury.vote()

    assert Ballot.objects.filter(status="cast").count() == 3
    assert queries.judges_to_vote(closed_jury.round) == []
