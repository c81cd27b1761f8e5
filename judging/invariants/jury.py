"""What is always true of assignments, cards, marks and votes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Mod
from django.utils.translation import gettext_lazy as _

from hackathon.invariants import offence
from hackathon.kit.invariants import Offence, invariant
from hackathon.queries import unrecorded
from judging.models import (
    Assignment,
    Ballot,
    Conflict,
    Criterion,
    Declaration,
    Mark,
    Result,
    Round,
    Scorecard,
    Vote,
)
from judging.states import (
    BALLOT_MOVES,
    CARD_MOVES,
    ROUND_MOVES,
    BallotStatus,
    ScorecardStatus,
    VoteChoice,
)

PAGE = "judging:round"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def round_offence(round: Round, what: object) -> Offence:
    """Something in a round that breaks a rule, with the organizer's page of the round."""
    return offence(what, round.stage.hackathon.slug, PAGE, round.stage.kind)


def cards() -> QuerySet[Scorecard]:
    """Every card with what its offence names."""
    return Scorecard.objects.select_related(
        "assignment__round__stage__hackathon",
        "assignment__judge",
        "assignment__entry__team",
        "assignment__entry__stage",
    )


def conflicts(judge: str, team: str) -> QuerySet[Conflict]:
    """The conflict of interest of a pair, as an outer row names it."""
    return Conflict.objects.filter(judge=OuterRef(judge), team=OuterRef(team))


@invariant("R5.4", _("No judge has a card that counts of a team with a conflict of interest."))
def conflicted_judge_has_no_card() -> Iterator[Offence]:
    signed = Result.objects.filter(round=OuterRef("assignment__round")).order_by("-version")
    known = conflicts("assignment__judge", "assignment__entry__team")
    live = cards().exclude(status=ScorecardStatus.VOID)
    live = live.annotate(signed_at=Coalesce(Subquery(signed.values("signed_at")[:1]), Value(NEVER)))
    for card in live.filter(Exists(known.filter(set_at__lte=OuterRef("signed_at")))):
        yield round_offence(card.assignment.round, card)


@invariant("R5.4", _("No judge has marked a team after a conflict of interest was known."))
def conflicted_judge_gives_no_mark() -> Iterator[Offence]:
    known = conflicts("card__assignment__judge", "card__assignment__entry__team")
    rows = Mark.objects.filter(Exists(known.filter(set_at__lt=OuterRef("marked_at"))))
    for mark in rows.select_related("card__assignment__round__stage__hackathon"):
        yield round_offence(mark.card.assignment.round, mark.card_id)


@invariant("R5.4", _("No judge has voted on a team after a conflict of interest was known."))
def conflicted_judge_has_no_vote() -> Iterator[Offence]:
    known = conflicts("ballot__judge", "entry__team")
    rows = Vote.objects.filter(Exists(known.filter(set_at__lte=OuterRef("ballot__cast_at"))))
    for vote in rows.select_related(
        "ballot__round__stage__hackathon", "entry__team", "entry__stage"
    ):
        yield round_offence(vote.ballot.round, vote)


@invariant("R5.2", _("Marks are on their scale, with halves only where the round allows them."))
def mark_is_on_its_scale() -> Iterator[Offence]:
    above = Q(half_points__gt=2 * F("criterion__max_points"))
    rows = Mark.objects.annotate(half=Mod(F("half_points"), Value(2)))
    odd = Q(half=1, criterion__round__allows_halves=False)
    for mark in rows.filter(above | odd).select_related("criterion__round__stage__hackathon"):
        yield round_offence(mark.criterion.round, mark)


@invariant("R5.2", _("A mark is given by a criterion of its own round."))
def mark_is_of_its_round() -> Iterator[Offence]:
    rows = Mark.objects.exclude(criterion__round=F("card__assignment__round"))
    for mark in rows.select_related("criterion__round__stage__hackathon"):
        yield round_offence(mark.criterion.round, mark)


@invariant("R5.2", _("A card that is handed in has points for every criterion of its project."))
def handed_in_card_is_complete() -> Iterator[Offence]:
    handed_in = cards().filter(status=ScorecardStatus.HANDED_IN)
    needed: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for round, key, form in Criterion.objects.values_list("round", "pk", "form"):
        needed[round].append((key, form))
    versions = Mark.objects.order_by("version").values_list("card", "criterion", "half_points")
    newest = {(card, criterion): points for card, criterion, points in versions.iterator()}
    for card in handed_in.select_related("assignment__entry__team__application"):
        forms = card.assignment.entry.team.application.forms
        asked = [key for key, form in needed[card.assignment.round_id] if not form or form in forms]
        if any(newest.get((card.pk, key)) is None for key in asked):
            yield round_offence(card.assignment.round, card)


@invariant("R5.4", _("Whoever has marked had looked for conflicts of interest before."))
def judge_declared_before_marking() -> Iterator[Offence]:
    said = Declaration.objects.filter(
        round=OuterRef("card__assignment__round"),
        judge=OuterRef("card__assignment__judge"),
        declared_at__lte=OuterRef("marked_at"),
    )
    rows = Mark.objects.exclude(Exists(said)).order_by().values_list("card", flat=True).distinct()
    for card in cards().filter(pk__in=rows):
        yield round_offence(card.assignment.round, card)


@invariant("R5.2", _("A judge reads teams of the round's own stage."))
def assignment_is_of_its_stage() -> Iterator[Offence]:
    rows = Assignment.objects.exclude(entry__stage=F("round__stage"))
    for pair in rows.select_related(
        "judge", "entry__team", "entry__stage", "round__stage__hackathon"
    ):
        yield round_offence(pair.round, pair)


@invariant("R5.2", _("Every card has a known status, with its line in the trail."))
def card_status_is_recorded() -> Iterator[Offence]:
    for card in unrecorded(cards(), CARD_MOVES):
        yield round_offence(card.assignment.round, f"{card}: {card.status}")


@invariant("R5.4", _("Every round has a known status, with its line in the trail."))
def round_status_is_recorded() -> Iterator[Offence]:
    for round in unrecorded(Round.objects.select_related("stage__hackathon"), ROUND_MOVES):
        yield round_offence(round, round.status)


@invariant("R5.3", _("Only judges who have cards in the round vote, each with one ballot."))
def ballot_is_cast_by_a_judge() -> Iterator[Offence]:
    reads = Assignment.objects.filter(round=OuterRef("round"), judge=OuterRef("judge"))
    for ballot in ballots().exclude(Exists(reads)):
        yield round_offence(ballot.round, ballot)


@invariant("R5.3", _("A ballot says for, against or abstain of every team that the judge marked."))
def ballot_is_complete() -> Iterator[Offence]:
    votes = Vote.objects.filter(
        ballot__round=OuterRef("assignment__round"),
        ballot__judge=OuterRef("assignment__judge"),
        entry=OuterRef("assignment__entry"),
        choice__in=VoteChoice.values,
    )
    cast = Ballot.objects.filter(
        round=OuterRef("assignment__round"),
        judge=OuterRef("assignment__judge"),
        status=BallotStatus.CAST,
    )
    marked = cards().filter(Exists(cast), status=ScorecardStatus.HANDED_IN)
    for card in marked.exclude(Exists(votes)):
        yield round_offence(card.assignment.round, card)


@invariant("R5.3", _("No ballot speaks of a team that the judge does not read."))
def ballot_speaks_of_its_teams() -> Iterator[Offence]:
    reads = Assignment.objects.filter(
        round=OuterRef("ballot__round"), judge=OuterRef("ballot__judge"), entry=OuterRef("entry")
    )
    rows = Vote.objects.exclude(Exists(reads))
    for vote in rows.select_related(
        "ballot__round__stage__hackathon", "entry__team", "entry__stage"
    ):
        yield round_offence(vote.ballot.round, vote)


@invariant("R5.3", _("Every ballot has a known status, with its line in the trail."))
def ballot_status_is_recorded() -> Iterator[Offence]:
    for ballot in unrecorded(ballots(), BALLOT_MOVES):
        yield round_offence(ballot.round, ballot)


def ballots() -> QuerySet[Ballot]:
    """Every ballot with what its offence names."""
    return Ballot.objects.select_related("judge", "round__stage__hackathon")
