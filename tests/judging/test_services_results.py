"""Signing a round."""

import hashlib
from datetime import datetime
from fractions import Fraction

import pytest
import rfc8785

from hackathon.kit.errors import Refused
from judging import queries, services
from judging.models import Criterion, Result
from judging.ranking import CriterionSpec, Reading, team_points
from judging.ties import rank
from tests.factories.judging import ConflictFactory, Jury, build_jury

pytestmark = pytest.mark.django_db


@pytest.fixture
def voted_jury(closed_jury: Jury) -> Jury:
    """The first team is the best, the last one the weakest; all judges voted for all; two go on."""
    closed_jury.vote()
    return closed_jury


def sign(jury: Jury) -> Result:
    return services.sign_round(round=jury.round, actor=jury.chair, now=jury.now)


def test_sign_round_freezes_and_hashes(voted_jury: Jury, now: datetime) -> None:
    result = sign(voted_jury)

    assert voted_jury.refresh().status == "signed"
    assert (result.version, result.signed_at, result.signed_by) == (1, now, voted_jury.chair)
    canonical = rfc8785.dumps(Result.objects.get().manifest)
    assert result.sha256 == hashlib.sha256(canonical).hexdigest()
    assert queries.result_of(voted_jury.round) == result


def test_the_manifest_says_who_stands_where_and_why(voted_jury: Jury) -> None:
    manifest = sign(voted_jury).manifest

    first = manifest["rows"][0]
    assert first == {
        "entry": voted_jury.entries[0].pk,
        "team": voted_jury.entries[0].team.name,
        "forms": ["technical"],
        "place": 1,
        "points": "19/1",
        "level": "points",
        "slots": {"idea": "9/1", "solution": "5/1", "defence": "5/1", "bonus": "0/1"},
        "totals": ["19/1", "19/1", "19/1"],
        "votes": {"eligible": 3, "for": 3, "against": 0, "abstain": 0, "outcome": "passed"},
        "goes_on": True,
    }
    assert [row["goes_on"] for row in manifest["rows"]] == [True, True, False]
    assert manifest["hackathon"] == voted_jury.hackathon.slug
    assert manifest["stage"] == "pitches"
    assert manifest["criteria_sha256"] == voted_jury.round.criteria_sha256
    assert len(manifest["readings"]) == len(manifest["votes"]) == 9
    assert manifest["void"] == []
    assert manifest["jury_decision"] == {"order": [], "reason": ""}


def test_the_manifest_names_no_judge(voted_jury: Jury) -> None:
    said = rfc8785.dumps(sign(voted_jury).manifest).decode()

    assert {row["judge"] for row in Result.objects.get().manifest["readings"]} == {"J1", "J2", "J3"}
    for judge in voted_jury.judges:
        assert judge.email not in said
        assert f'"{judge.full_name}"' not in said


def test_the_manifest_tells_void_cards_and_their_reason(open_jury: Jury, now: datetime) -> None:
    first, second, _third = open_jury.entries
    services.declare_conflicts(
        round=open_jury.round, judge=open_jury.chair, conflicts={first.team: "family"}, now=now
    )
    open_jury.hand_in(1, 0)
    open_jury.hand_in(1, 2)
    services.excuse_judge(
        round=open_jury.round,
        judge=open_jury.judges[1],
        reason="Ill",
        actor=open_jury.organizer,
        now=now,
    )
    open_jury.close(idea=[[9, 7, 3]] * 3)
    open_jury.vote()

    manifest = sign(open_jury).manifest

    assert [(one["entry"], one["reason"]) for one in manifest["void"]] == [
        (first.pk, "family"),
        (second.pk, "excused"),
    ]
    assert len(manifest["readings"]) == 7


def test_the_list_recomputes_from_the_manifest_alone(now: datetime) -> None:
    jury = build_jury(now=now, teams=5, forms=("technical", "business"), places=2)
    jury.open()
    jury.close(idea=[[9, 7, 7, 4, 2], [8, 7, 6, 5, 2], [7, 6, 7, 4, 1]])
    jury.vote(e2="against")

    manifest = sign(jury).manifest

    specs = [
        CriterionSpec(one["code"], one["slot"], one["form"], order)
        for order, one in enumerate(manifest["criteria"])
    ]
    readings = [
        Reading(one["judge"], one["entry"], one["half_points"]) for one in manifest["readings"]
    ]
    votes = [one["entry"] for one in manifest["votes"] if one["choice"] == "for"]
    again = rank(
        team_points(readings, specs, {row["entry"]: row["forms"] for row in manifest["rows"]}),
        votes_for={entry: votes.count(entry) for entry in votes},
        tie_order=manifest["tie_order"],
        jury_order=manifest["jury_decision"]["order"],
    )
    assert [(row["entry"], row["place"], row["level"]) for row in manifest["rows"]] == [
        (one.entry, one.place, one.level) for one in again
    ]
    assert [Fraction(row["points"]) for row in manifest["rows"]] == [one.points for one in again]


def test_what_is_signed_reads_as_it_was_calculated(voted_jury: Jury) -> None:
    calculated = queries.standings(voted_jury.round)

    sign(voted_jury)

    assert queries.standings(voted_jury.refresh()) == calculated


@pytest.mark.parametrize("status", ["draft", "open"])
def test_sign_round_refuses_before_it_is_closed(jury: Jury, status: str) -> None:
    if status == "open":
        jury.open()

    with pytest.raises(Refused) as refusal:
        sign(jury)

    assert refusal.value.code == "round_not_closed"
    assert not Result.objects.exists()


def test_sign_round_refuses_while_votes_are_missing(closed_jury: Jury) -> None:
    with pytest.raises(Refused) as refusal:
        sign(closed_jury)

    assert refusal.value.code == "round_unsettled"
    assert [(one.message, one.count) for one in refusal.value.blockers] == [
        ("3 judges have not voted.", 3)
    ]
    assert closed_jury.refresh().status == "closed"


def test_sign_round_refuses_an_open_tie_across_the_cut(open_jury: Jury) -> None:
    open_jury.close()
    open_jury.vote()

    with pytest.raises(Refused) as refusal:
        sign(open_jury)

    assert refusal.value.code == "round_unsettled"
    assert [one.message for one in refusal.value.blockers] == [
        "1 tie waits for the jury's decision."
    ]
    assert refusal.value.blockers[0].url.endswith("/org/rounds/pitches/ties/")
    assert not Result.objects.exists()


def test_sign_round_takes_the_jurys_decision_on_a_tie(open_jury: Jury) -> None:
    open_jury.close()
    open_jury.vote()
    order = [entry.pk for entry in open_jury.entries][::-1]
    services.decide_ties(
        round=open_jury.round,
        order=order,
        reason="Depth",
        actor=open_jury.chair,
        now=open_jury.now,
    )

    manifest = sign(open_jury).manifest

    assert manifest["jury_decision"] == {"order": order, "reason": "Depth"}
    assert [row["entry"] for row in manifest["rows"]] == order
    assert {row["level"] for row in manifest["rows"]} == {"jury"}


def test_sign_round_refuses_a_team_that_late_conflicts_left_unread(
    voted_jury: Jury, now: datetime
) -> None:
    for judge in voted_jury.judges:
        services.set_conflict(
            judge=judge,
            team=voted_jury.entries[2].team,
            kind="work",
            note="",
            actor=voted_jury.organizer,
            now=now,
        )

    with pytest.raises(Refused) as refusal:
        sign(voted_jury)

    assert [one.message for one in refusal.value.blockers] == ["1 team has too few judges."]
    unread = queries.standings(voted_jury.round)[-1]
    assert (unread.entry, unread.place, unread.points) == (voted_jury.entries[2], None, None)


def test_sign_round_refuses_criteria_that_are_not_those_that_were_fixed(voted_jury: Jury) -> None:
    Criterion.objects.filter(round=voted_jury.round, code="idea").update(max_points=11)

    with pytest.raises(Refused) as refusal:
        sign(voted_jury)

    assert refusal.value.code == "criteria_changed"
    assert not Result.objects.exists()


def test_sign_round_refuses_the_second_time(voted_jury: Jury) -> None:
    sign(voted_jury)

    with pytest.raises(Refused) as refusal:
        sign(voted_jury)

    assert refusal.value.code == "round_not_closed"
    assert Result.objects.count() == 1


def test_a_conflict_before_opening_shows_in_no_list_of_void_cards(
    jury: Jury, now: datetime
) -> None:
    ConflictFactory(judge=jury.chair, team=jury.entries[0].team)
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)
    jury.vote()

    manifest = sign(jury).manifest

    assert manifest["void"] == []
    assert manifest["rows"][0]["votes"]["eligible"] == 2
