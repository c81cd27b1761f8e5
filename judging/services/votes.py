"""The jury's vote, and its decision where nothing else splits a tie."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import User
from hackathon.moves import make_move
from judging import queries, rules
from judging.models import Ballot, Round, Vote
from judging.services.locks import lock_round
from judging.states import CAST_BALLOT
from registration.models import Entry


@transaction.atomic
def cast_ballot(
    *, round: Round, judge: User, choices: Mapping[Entry, str] | Mapping[int, str], now: datetime
) -> Ballot:
    """Cast a judge's vote on every team that this judge marked (R5.3): for, against, abstain.

    Refuses `round_not_closed`, `not_on_the_jury`, `ballot_cast`, `ballot_incomplete` and
    `unknown_choice`.
    """
    round = lock_round(round)
    rules.check_closed(round)
    said = {one.pk if isinstance(one, Entry) else one: choice for one, choice in choices.items()}
    rules.check_ballot(queries.votable_entries(judge, round), said)
    rules.check_not_voted(queries.ballot_of(judge, round))
    ballot = store(Ballot(round=round, judge=judge))
    Vote.objects.bulk_create(
        Vote(ballot=ballot, entry_id=entry, choice=choice) for entry, choice in said.items()
    )
    make_move(ballot, CAST_BALLOT, actor=judge, now=now, cast_at=now)
    return ballot


@transaction.atomic
def decide_ties(
    *, round: Round, order: Sequence[int], reason: str, actor: User, now: datetime
) -> Round:
    """Record the jury's order of the teams that nothing else splits, with its reason (R5.4).

    `order` names each tied entry once, the better first; decided again, it replaces the decision
    before. Refuses `reason_missing`, `round_not_closed`, `votes_missing` and `order_incomplete`.
    """
    reason = rules.check_reason(reason)
    round = lock_round(round)
    rules.check_closed(round)
    rules.check_nothing_waits(list(rules.ballot_blockers(round)), code="votes_missing")
    before = {"order": round.jury_order, "reason": round.jury_reason}
    round.jury_order, round.jury_reason = [], ""
    tied = queries.ties_that_matter(round, queries.standings(round))
    rules.check_order(order, [row.entry.pk for group in tied for row in group])
    round.jury_order, round.jury_reason = list(order), reason
    store(round)
    record(
        "judging.round.decide_ties",
        round,
        actor=actor,
        now=now,
        order=round.jury_order,
        reason=reason,
        before=before,
    )
    return round
