"""The course of a round: set up, fixed, opened, closed, opened again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.store import store
from hackathon.models import Stage, User
from hackathon.moves import make_move
from hackathon.states import StageKind
from judging import notices, queries, rules, states
from judging.criteria import BONUS_POINTS, CRITERIA
from judging.models import Ballot, Criterion, Round, Vote
from judging.services.assignments import assign
from judging.services.locks import lock_cards, lock_round
from judging.states import RoundStatus


@transaction.atomic
def create_round(
    *,
    stage: Stage,
    actor: User,
    now: datetime,
    places: int,
    bonus_points: int = BONUS_POINTS,
    **settings: Any,
) -> Round:
    """Set the jury's round of a stage up, with the rulebook's criteria (R5.1, R5.2).

    In the pitch round a team goes on only if the vote lets it through; in the final the points
    order and the vote splits ties. Refuses `stage_is_not_judged` and `round_exists`.
    """
    if stage.kind not in states.JUDGED:
        raise Refused(_("The jury does not sit in this stage."), code="stage_is_not_judged")
    if Round.objects.filter(stage=stage).exists():
        raise Refused(_("This stage has its round already."), code="round_exists")
    settings.setdefault("must_pass_vote", stage.kind == StageKind.PITCHES)
    round = store(Round(stage=stage, places=places, **settings))
    for order, draft in enumerate(CRITERIA, start=1):
        store(Criterion(round=round, **draft.facts(order=order, bonus_points=bonus_points)))
    record("judging.round.create", round, actor=actor, now=now, places=places)
    return round


@transaction.atomic
def freeze_round(*, round: Round, actor: User, now: datetime) -> Round:
    """Fix the criteria and the tie order, and hash them. Refuses `criteria_incomplete`."""
    round = lock_round(round)
    _freeze(round, actor=actor, now=now)
    return round


def _freeze(round: Round, *, actor: User, now: datetime) -> None:
    rules.check_criteria(round, queries.criteria_of(round))
    sha256 = criteria_hash(round)
    make_move(round, states.FREEZE, actor=actor, now=now, criteria_sha256=sha256)


def criteria_hash(round: Round) -> str:
    """The fingerprint of what a round asks and how it counts."""
    return fingerprint(queries.criteria_facts(round))


@transaction.atomic
def open_round(*, round: Round, actor: User, now: datetime) -> Round:
    """Give every judge cards for teams without a conflict, in a random order of their own.

    A judge gets every team, or a fair share where the round says by how many each team is read.
    Fixes the criteria if that is still to do. Refuses `stage_not_open`, `no_teams`, `form_missing`,
    `too_few_judges` and `stale`.
    """
    round = lock_round(round)
    if round.status == RoundStatus.DRAFT:
        _freeze(round, actor=actor, now=now)
    entries = queries.projects_of(round)
    rules.check_can_open(round, entries)
    make_move(round, states.OPEN_ROUND, actor=actor, now=now)
    judges = assign(round, entries, now=now)
    rules.check_everyone_is_read(round)
    notices.cards_waiting(round, judges, now=now)
    return round


@transaction.atomic
def assign_judges(*, round: Round, actor: User, now: datetime) -> int:
    """Give out the cards that are missing; tells how many judges have got some.

    Those are the cards of judges who joined the jury later; where each team is read by some judges
    only, those of the teams that have lost one. Refuses `round_not_open`.
    """
    round = lock_round(round)
    rules.check_open(round)
    judges = assign(round, queries.projects_of(round), now=now)
    notices.cards_waiting(round, judges, now=now)
    record("judging.round.assign", round, actor=actor, now=now, judges=[one.pk for one in judges])
    return len(judges)


@transaction.atomic
def close_round(*, round: Round, actor: User, now: datetime) -> Round:
    """End the marking. Refuses `round_incomplete` with what is still open, or `stale`."""
    round = lock_round(round)
    lock_cards(round)
    rules.check_open(round)
    rules.check_nothing_waits(list(rules.closing_blockers(round)), code="round_incomplete")
    make_move(round, states.CLOSE_ROUND, actor=actor, now=now)
    return round


@transaction.atomic
def reopen_round(*, round: Round, reason: str, actor: User, now: datetime) -> Round:
    """Open a closed round for marks again, as a new version, for a reason that is written down.

    What was voted and decided on the old version no longer counts; it stays in the trail.
    Refuses `reason_missing` and `stale`.
    """
    reason = rules.check_reason(reason)
    round = lock_round(round)
    votes = Vote.objects.filter(ballot__round=round)
    cast = list(votes.order_by("pk").values_list("ballot__judge", "entry", "choice"))
    old = {
        "version": round.version,
        "votes": [list(vote) for vote in cast],
        "jury_order": round.jury_order,
        "jury_reason": round.jury_reason,
    }
    anew: dict[str, Any] = {"version": round.version + 1, "jury_order": [], "jury_reason": ""}
    make_move(round, states.REOPEN_ROUND, actor=actor, now=now, **anew)
    votes.delete()
    Ballot.objects.filter(round=round).delete()
    record("judging.round.explain", round, actor=actor, now=now, reason=reason, before=old)
    return round
