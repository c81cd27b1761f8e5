"""Rounds, their criteria and their signed results."""

from typing import Any

from django.db.models import QuerySet

from hackathon.kit.sorting import in_order
from hackathon.models import Hackathon
from hackathon.queries import stages_of
from hackathon.states import StageKind, StageStatus
from judging.models import Criterion, Result, Round
from registration.models import Entry, Team
from registration.queries import entries_of

WITH_HACKATHON = "stage__hackathon"


def rounds_in(hackathon: Hackathon) -> QuerySet[Round]:
    """The rounds of a hackathon, in the calendar's order."""
    rounds = Round.objects.filter(stage__hackathon=hackathon).select_related(WITH_HACKATHON)
    return rounds.order_by("stage__opens_at", "pk")


def round_of(hackathon: Hackathon, kind: str) -> Round | None:
    """The jury's round in the stage of `kind`, if it is set up."""
    return rounds_in(hackathon).filter(stage__kind=kind).first()


def round_by_key(key: int) -> Round:
    """The round with this key, and the hackathon with it."""
    return Round.objects.select_related(WITH_HACKATHON).get(pk=key)


def criteria_of(round: Round) -> list[Criterion]:
    """The criteria of a round, in its order."""
    return list(round.criteria.all())


def criteria_facts(round: Round) -> dict[str, Any]:
    """What a frozen round fixes: criteria, tie order and the rules of the decision."""
    shared = {} if round.readings is None else {"readings": round.readings}
    return {
        **shared,
        "criteria": [
            {
                "code": criterion.code,
                "slot": criterion.slot,
                "form": criterion.form,
                "max_points": criterion.max_points,
                "title": criterion.title,
                "hint": criterion.hint,
            }
            for criterion in criteria_of(round)
        ],
        "tie_order": round.tie_order,
        "allows_halves": round.allows_halves,
        "readings_needed": round.readings_needed,
        "places": round.places,
        "must_pass_vote": round.must_pass_vote,
        "quorum_percent": round.quorum_percent,
        "threshold_percent": round.threshold_percent,
    }


def result_of(round: Round) -> Result | None:
    """What was signed last, if anything was."""
    return round.results.order_by("-version").first()


def finalists_in(hackathon: Hackathon) -> list[Entry]:
    """The teams that went on from the pitches, in alphabetical order; none before publication."""
    stages = {stage.kind: stage for stage in stages_of(hackathon)}
    pitches, camp = stages.get(StageKind.PITCHES), stages.get(StageKind.BOOTCAMP)
    if camp is None or pitches is None or pitches.status != StageStatus.PUBLISHED:
        return []
    return list(entries_of(camp).order_by(in_order("team__name"), "pk"))


def team_named(hackathon: Hackathon, key: int) -> Team | None:
    """The team of a hackathon with this key."""
    return Team.objects.filter(hackathon=hackathon, pk=key).first()
