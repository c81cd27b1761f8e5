"""What is signed: everything that the ranked list of a round follows from."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from judging import queries
from judging.models import Assignment, Conflict, Round, Scorecard, Vote
from judging.queries import StandingRow
from judging.ranking import Reading
from judging.states import BallotStatus, ScorecardStatus
from registration.queries import forms_of

Names = Mapping[int, str]


def manifest_of(round: Round, rows: Sequence[StandingRow], *, now: datetime) -> dict[str, Any]:
    """The list, the marks and votes behind it, and the rules by which it recomputes.

    Judges are numbered, not named; points are exact fractions, written as text.
    """
    names, forms = aliases(round), forms_of([row.entry for row in rows])
    read = [_reading(one, names) for one in queries.readings(round)]
    return {
        "hackathon": round.stage.hackathon.slug,
        "stage": round.stage.kind,
        "version": round.version,
        "signed_at": now.astimezone(UTC).isoformat(),
        "criteria_sha256": round.criteria_sha256,
        **queries.criteria_facts(round),
        "rows": [_row(row, sorted(forms[row.entry.pk])) for row in rows],
        "readings": sorted(read, key=lambda one: (one["entry"], one["judge"])),
        "votes": _votes(round, names),
        "void": _void(round, names),
        "jury_decision": {"order": round.jury_order, "reason": round.jury_reason},
    }


def aliases(round: Round) -> dict[int, str]:
    """A number for each judge of a round, in an order that says nothing of who it is."""

    def draw(judge: int) -> bytes:
        return hashlib.sha256(f"{round.pk}:{judge}".encode()).digest()

    judges = Assignment.objects.filter(round=round).order_by().values_list("judge", flat=True)
    numbered = enumerate(sorted(judges.distinct(), key=draw), start=1)
    return {judge: f"J{number}" for number, judge in numbered}


def exact(points: Fraction) -> str:
    """Points as text that loses nothing: "47/2"."""
    return f"{points.numerator}/{points.denominator}"


def _row(row: StandingRow, forms: Sequence[str]) -> dict[str, Any]:
    return {
        "entry": row.entry.pk,
        "team": row.entry.team.name,
        "forms": forms,
        "place": row.place,
        "points": None if row.points is None else exact(row.points),
        "level": row.level,
        "slots": {slot: exact(points) for slot, points in row.slots.items()},
        "totals": [exact(total) for total in row.totals],
        "votes": {
            "eligible": row.tally.eligible,
            "for": row.tally.votes_for,
            "against": row.tally.against,
            "abstain": row.tally.abstain,
            "outcome": row.tally.outcome,
        },
        "goes_on": row.goes_on,
    }


def _reading(reading: Reading, names: Names) -> dict[str, Any]:
    return {
        "judge": names[reading.judge],
        "entry": reading.entry,
        "half_points": dict(reading.marks),
    }


def _votes(round: Round, names: Names) -> list[dict[str, Any]]:
    votes = Vote.objects.filter(ballot__round=round, ballot__status=BallotStatus.CAST)
    said = votes.order_by("entry", "pk").values_list("ballot__judge", "entry", "choice")
    return [
        {"judge": names[judge], "entry": entry, "choice": choice} for judge, entry, choice in said
    ]


def _void(round: Round, names: Names) -> list[dict[str, Any]]:
    """The cards that do not count, each with the kind of conflict, or "excused" without one."""
    void = Scorecard.objects.filter(assignment__round=round, status=ScorecardStatus.VOID)
    pairs = void.order_by("assignment__entry", "pk").values_list(
        "assignment__judge", "assignment__entry", "assignment__entry__team"
    )
    conflicts = Conflict.objects.filter(hackathon=round.stage.hackathon_id)
    kinds = {
        (judge, team): kind for judge, team, kind in conflicts.values_list("judge", "team", "kind")
    }
    return [
        {
            "judge": names[judge],
            "entry": entry,
            "reason": kinds.get((judge, team), "excused"),
        }
        for judge, entry, team in pairs
    ]
