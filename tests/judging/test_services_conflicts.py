"""Conflicts of interest."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from judging import queries, services
from judging.models import Conflict, Declaration, Mark, Scorecard
from tests.factories import UserFactory
from tests.factories.judging import Jury, build_jury
from tests.factories.registration import TeamFactory

pytestmark = pytest.mark.django_db


def set_conflict(jury: Jury, judge: int = 0, entry: int = 0, kind: str = "work") -> Conflict:
    return services.set_conflict(
        judge=jury.judges[judge],
        team=jury.entries[entry].team,
        kind=kind,
        note="",
        actor=jury.organizer,
        now=jury.now,
    )


def test_declare_conflicts_shows_the_cards(jury: Jury, now: datetime) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=now)
    assert not queries.cards_of(jury.chair, jury.round).exists()

    services.declare_conflicts(round=jury.round, judge=jury.chair, conflicts={}, now=now)

    assert queries.cards_of(jury.chair, jury.round).count() == 3
    assert Declaration.objects.get().declared_at == now
    assert AuditEntry.objects.get(action="judging.declaration.give").details == {"teams": []}


def test_declare_conflicts_voids_the_cards_of_those_teams(jury: Jury, now: datetime) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=now)
    team = jury.entries[1].team

    services.declare_conflicts(
        round=jury.round,
        judge=jury.chair,
        conflicts={team: "family"},
        notes={team: "A cousin"},
        now=now,
    )

    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.source, conflict.note) == ("family", "declared", "A cousin")
    assert (conflict.set_by, conflict.hackathon) == (jury.chair, jury.hackathon)
    assert jury.card(0, 1).status == "void"
    shown = queries.cards_of(jury.chair, jury.round)
    assert {card.assignment.entry for card in shown} == {jury.entries[0], jury.entries[2]}
    assert jury.card(1, 1).status == "open"


def test_declare_conflicts_may_be_done_before_the_round_opens(jury: Jury, now: datetime) -> None:
    team = jury.entries[1].team
    services.declare_conflicts(
        round=jury.round, judge=jury.chair, conflicts={team: "work"}, now=now
    )

    services.open_round(round=jury.round, actor=jury.organizer, now=now)

    assert queries.cards_of(jury.chair, jury.round).count() == 2


def test_declare_conflicts_again_only_adds(open_jury: Jury, now: datetime) -> None:
    first, second = open_jury.entries[0].team, open_jury.entries[1].team
    services.declare_conflicts(
        round=open_jury.round, judge=open_jury.chair, conflicts={first: "work"}, now=now
    )

    services.declare_conflicts(
        round=open_jury.round,
        judge=open_jury.chair,
        conflicts={first: "family", second: "mentor"},
        now=now,
    )

    said = dict(Conflict.objects.values_list("team", "kind"))
    assert said == {first.pk: "work", second.pk: "mentor"}
    assert Declaration.objects.filter(judge=open_jury.chair).count() == 1


def test_declare_conflicts_refuses_a_team_of_another_stage(open_jury: Jury, now: datetime) -> None:
    stranger = TeamFactory(hackathon=open_jury.hackathon)

    with pytest.raises(Refused, match=stranger.name) as refusal:
        services.declare_conflicts(
            round=open_jury.round, judge=open_jury.chair, conflicts={stranger: "work"}, now=now
        )

    assert refusal.value.code == "team_not_in_round"
    assert not Conflict.objects.exists()


def test_declare_conflicts_refuses_an_unknown_kind(jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused):
        services.declare_conflicts(
            round=jury.round,
            judge=jury.chair,
            conflicts={jury.entries[0].team: "rivalry"},
            now=now,
        )

    assert not Conflict.objects.exists()
    assert not Declaration.objects.exists()


def test_declare_conflicts_refuses_what_is_signed(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.chair, now=now)

    with pytest.raises(Refused) as refusal:
        services.declare_conflicts(
            round=closed_jury.round,
            judge=closed_jury.chair,
            conflicts={closed_jury.entries[0].team: "work"},
            now=now,
        )

    assert refusal.value.code == "round_signed"
    assert not Conflict.objects.exists()


def test_set_conflict_voids_a_card_and_keeps_its_marks(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(0, 0)

    conflict = set_conflict(open_jury)

    assert (conflict.source, conflict.set_by) == ("organizer", open_jury.organizer)
    assert open_jury.card(0, 0).status == "void"
    assert Mark.objects.filter(card=open_jury.card(0, 0)).count() == 5
    told = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"judging.conflict.set", "judging.scorecard.void"} <= told


def test_set_conflict_leaves_a_known_one_as_it_is(open_jury: Jury) -> None:
    first = set_conflict(open_jury, kind="family")

    again = set_conflict(open_jury, kind="work")

    assert again == first
    assert Conflict.objects.get().kind == "family"
    assert Scorecard.objects.filter(status="void").count() == 1


def test_set_conflict_can_name_its_source(jury: Jury, now: datetime) -> None:
    conflict = services.set_conflict(
        judge=jury.chair,
        team=jury.entries[0].team,
        kind="mentor",
        note="Mentor of the team",
        actor=jury.organizer,
        now=now,
        source="found",
    )

    assert (conflict.kind, conflict.source, conflict.note) == (
        "mentor",
        "found",
        "Mentor of the team",
    )


def test_set_conflict_in_a_closed_round_takes_points_and_vote_back(
    closed_jury: Jury, now: datetime
) -> None:
    closed_jury.vote(e0="against")

    set_conflict(closed_jury, judge=0, entry=0)

    first = next(
        row for row in queries.standings(closed_jury.round) if row.entry == closed_jury.entries[0]
    )
    assert (first.readings, first.tally.eligible, first.tally.against) == (2, 2, 2)


def test_set_conflict_does_not_touch_what_is_signed(closed_jury: Jury, now: datetime) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.chair, now=now)
    before = queries.standings(closed_jury.refresh())

    set_conflict(closed_jury, kind="mentor")

    assert closed_jury.card(0, 0).status == "handed_in"
    assert queries.standings(closed_jury.refresh()) == before


def test_set_conflict_reaches_every_round_of_the_hackathon(now: datetime) -> None:
    jury = build_jury(now=now)
    jury.open()
    other = build_jury(now=now)
    other.open()

    set_conflict(jury)

    assert Scorecard.objects.filter(status="void").count() == 1
    assert other.card(0, 0).status == "open"


def test_excuse_judge_voids_what_is_not_handed_in(open_jury: Jury, now: datetime) -> None:
    open_jury.hand_in(2, 0)

    count = services.excuse_judge(
        round=open_jury.round,
        judge=open_jury.judges[2],
        reason="Fell ill",
        actor=open_jury.organizer,
        now=now,
    )

    assert count == 2
    assert [open_jury.card(2, entry).status for entry in range(3)] == ["handed_in", "void", "void"]
    assert open_jury.card(0, 1).status == "open"
    assert AuditEntry.objects.get(action="judging.round.excuse").details == {
        "judge": open_jury.judges[2].pk,
        "reason": "Fell ill",
    }


def test_excuse_judge_lets_the_round_close(open_jury: Jury, now: datetime) -> None:
    services.excuse_judge(
        round=open_jury.round,
        judge=open_jury.judges[2],
        reason="Fell ill",
        actor=open_jury.organizer,
        now=now,
    )
    open_jury.judges.pop()

    open_jury.close()

    assert open_jury.round.status == "closed"
    assert {row.readings for row in queries.standings(open_jury.round)} == {2}


def test_excuse_judge_refuses_without_a_reason(open_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.excuse_judge(
            round=open_jury.round,
            judge=open_jury.chair,
            reason="",
            actor=open_jury.organizer,
            now=now,
        )

    assert refusal.value.code == "reason_missing"
    assert not Scorecard.objects.filter(status="void").exists()


def test_excuse_judge_refuses_once_the_round_is_closed(closed_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.excuse_judge(
            round=closed_jury.round,
            judge=closed_jury.chair,
            reason="Fell ill",
            actor=closed_jury.organizer,
            now=now,
        )

    assert refusal.value.code == "round_not_open"


def test_a_conflict_of_somebody_else_changes_nothing(open_jury: Jury, now: datetime) -> None:
    services.set_conflict(
        judge=UserFactory(),
        team=open_jury.entries[0].team,
        kind="mentor",
        note="",
        actor=open_jury.organizer,
        now=now,
    )

    assert not Scorecard.objects.filter(status="void").exists()
