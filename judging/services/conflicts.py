"""Conflicts of interest: declared, set, and what follows from them (decision under R5.4)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import User
from hackathon.moves import make_move
from judging import queries, rules
from judging.models import Conflict, Declaration, Round
from judging.services.locks import (
    lock_cards_of_pair,
    lock_round,
    lock_unfinished_cards,
    lock_unsettled_rounds,
)
from judging.states import VOID_CARD, ConflictSource
from registration.models import Team


@transaction.atomic
def declare_conflicts(
    *,
    round: Round,
    judge: User,
    conflicts: Mapping[Team, str],
    now: datetime,
    notes: Mapping[Team, str] | None = None,
) -> Declaration:
    """Record that a judge looked for conflicts, and which were found; cards are shown after this.

    Said again it only adds: a conflict that was found later voids the card. Refuses
    `round_signed` and `team_not_in_round`.
    """
    lock_unsettled_rounds(round.stage.hackathon)
    round = queries.round_by_key(round.pk)
    rules.check_takes_declarations(round)
    rules.check_teams_take_part(round, conflicts)
    for team, kind in conflicts.items():
        note = (notes or {}).get(team, "")
        _set(judge, team, kind, ConflictSource.DECLARED, note, actor=judge, now=now)
    found = Declaration.objects.filter(round=round, judge=judge).first()
    declaration = found or store(Declaration(round=round, judge=judge, declared_at=now))
    record(
        "judging.declaration.give",
        declaration,
        actor=judge,
        now=now,
        teams=sorted(team.pk for team in conflicts),
    )
    return declaration


@transaction.atomic
def set_conflict(
    *,
    judge: User,
    team: Team,
    kind: str,
    note: str,
    actor: User,
    now: datetime,
    source: str = ConflictSource.ORGANIZER,
) -> Conflict:
    """Record a conflict that somebody else than the judge brought up; a known one is left as it is.

    The judge's cards of the team become void in every round that is not signed; what was signed
    stands. A mentor's team is such a conflict (R1.9).
    """
    return _set(judge, team, kind, source, note, actor=actor, now=now)


def _set(
    judge: User, team: Team, kind: str, source: str, note: str, *, actor: User, now: datetime
) -> Conflict:
    lock_unsettled_rounds(team.hackathon)
    known = Conflict.objects.filter(judge=judge, team=team).first()
    if known:
        return known
    conflict = store(
        Conflict(
            hackathon=team.hackathon,
            judge=judge,
            team=team,
            kind=kind,
            source=source,
            note=note,
            set_at=now,
            set_by=actor,
        )
    )
    record("judging.conflict.set", conflict, actor=actor, now=now, kind=kind, source=source)
    for card in lock_cards_of_pair(judge, team):
        make_move(card, VOID_CARD, actor=actor, now=now)
    return conflict


@transaction.atomic
def excuse_judge(*, round: Round, judge: User, reason: str, actor: User, now: datetime) -> int:
    """Void the cards that a judge who drops out has not handed in; tells how many those were.

    What the judge has handed in counts. Refuses `reason_missing` and `round_not_open`.
    """
    reason = rules.check_reason(reason)
    round = lock_round(round)
    rules.check_open(round)
    unfinished = lock_unfinished_cards(round, judge)
    for card in unfinished:
        make_move(card, VOID_CARD, actor=actor, now=now)
    record("judging.round.excuse", round, actor=actor, now=now, judge=judge.pk, reason=reason)
    return len(unfinished)
