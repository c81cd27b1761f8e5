"""What is always true of what the jury signed and of what is published of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.invariants import Offence, invariant
from hackathon.states import StageKind
from judging.invariants.jury import round_offence
from judging.models import Result, Round, Scorecard
from judging.queries import StandingRow, criteria_facts, recalculated
from judging.states import SETTLED, RoundStatus, ScorecardStatus
from registration.models import Entry
from registration.states import EntryWay


def settled_results() -> dict[Round, Result]:
    """Every round that is signed, with what was signed of its version."""
    rows = Result.objects.filter(round__status__in=SETTLED, version=F("round__version"))
    return {row.round: row for row in rows.select_related("round__stage__hackathon")}


def _signed(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a manifest says of one team."""
    points = None if row["points"] is None else Fraction(row["points"])
    votes = row["votes"]
    return row["place"], points, row["level"], votes["for"], votes["outcome"], row["goes_on"]


def _computed(row: StandingRow) -> tuple[Any, ...]:
    """The same, computed from the marks."""
    tally = row.tally
    return row.place, row.points, row.level, tally.votes_for, tally.outcome, row.goes_on


@invariant("R5.2", _("Every place that was signed is what the marks and votes give again."))
def signed_place_is_what_the_marks_give() -> Iterator[Offence]:
    results = settled_results()
    computed = recalculated(results)
    for round, result in results.items():
        signed = {row["entry"]: _signed(row) for row in result.manifest["rows"]}
        again = {row.entry.pk: row for row in computed[round.pk]}
        for key in signed.keys() | again.keys():
            row = again.get(key)
            if row is None or signed.get(key) != _computed(row):
                yield round_offence(round, row.entry.team if row else key)


@invariant("R5.4", _("What was signed is what its fingerprint says."))
def manifest_is_what_was_signed() -> Iterator[Offence]:
    for result in Result.objects.select_related("round__stage__hackathon"):
        if fingerprint(result.manifest) != result.sha256:
            yield round_offence(result.round, result)


@invariant(
    "R5.4", _("A round is signed once its marks are in, and every signed round has a result.")
)
def signed_round_has_its_result() -> Iterator[Offence]:
    result = Result.objects.filter(round=OuterRef("pk"), version=OuterRef("version"))
    rounds = Round.objects.select_related("stage__hackathon")
    settled, signed = Q(status__in=SETTLED), Exists(result)
    for round in rounds.filter((settled & ~signed) | (~settled & signed)):
        yield round_offence(round, round.status)


@invariant("R5.1", _("The criteria are those that were fixed before the jury began."))
def criteria_are_those_that_were_fixed() -> Iterator[Offence]:
    rounds = Round.objects.exclude(status=RoundStatus.DRAFT)
    for round in rounds.select_related("stage__hackathon").prefetch_related("criteria"):
        if fingerprint(criteria_facts(round)) != round.criteria_sha256:
            yield round_offence(round, round.criteria_sha256)


@invariant("R5.4", _("A decision of the jury on a tie has its reason."))
def jury_decision_has_a_reason() -> Iterator[Offence]:
    rows = Round.objects.exclude(jury_order=[]).filter(jury_reason="")
    for round in rows.select_related("stage__hackathon"):
        yield round_offence(round, round.jury_order)


@invariant("R5.2", _("Every team of a signed round was read as often as the round needs."))
def team_was_read_often_enough() -> Iterator[Offence]:
    cards = Scorecard.objects.filter(status=ScorecardStatus.HANDED_IN)
    read = Counter(cards.values_list("assignment__round", "assignment__entry"))
    entries = Entry.objects.filter(stage__round__status__in=SETTLED)
    rows = entries.select_related("team", "stage__round", "stage__hackathon")
    for entry in rows:
        round = entry.stage.round
        if read[round.pk, entry.pk] < round.fewest_readings:
            yield round_offence(round, f"{entry.team}: {read[round.pk, entry.pk]}")


@invariant("R5.3", _("The published finalists are those whom the jury signed, beside wildcards."))
def finalists_are_those_of_the_jury() -> Iterator[Offence]:
    published = Entry.objects.filter(list__stage__kind=StageKind.PITCHES)
    going: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, target, way, team in published.values_list(
        "list__stage", "stage", "way", "team__name"
    ):
        going[source][target] |= {team} if way == EntryWay.JURY else set()
    for round, result in settled_results().items():
        signed = {row["team"] for row in result.manifest["rows"] if row["goes_on"]}
        for teams in going[round.stage_id].values():
            for team in sorted(signed ^ teams):
                yield round_offence(round, team)
