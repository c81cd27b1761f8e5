"""Signing a round and publishing it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hackathon.kit.fingerprint import fingerprint
from hackathon.models import User
from hackathon.moves import make_move
from judging import notices, queries, rules
from judging.models import Result, Round
from judging.services.locks import lock_round
from judging.services.manifest import manifest_of
from judging.services.rounds import criteria_hash
from judging.states import PUBLISH_ROUND, SIGN_ROUND, RoundStatus
from registration.models import PublishedList, Team
from registration.services import Pick, publish_list
from registration.states import EntryWay


@transaction.atomic
def sign_round(*, round: Round, actor: User, now: datetime) -> Result:
    """Sign a closed round: its list, with all that it follows from, frozen and hashed.

    Refuses `round_not_closed`, `criteria_changed`, and `round_unsettled` with what is still open:
    votes, ties that decide something, teams without judges.
    """
    return _sign(lock_round(round), actor=actor, now=now)


def _sign(round: Round, *, actor: User, now: datetime) -> Result:
    rules.check_closed(round)
    rules.check_unchanged(round, criteria_hash(round))
    rows = queries.standings(round)
    rules.check_nothing_waits(rules.signing_blockers(round, rows), code="round_unsettled")
    manifest = manifest_of(round, rows, now=now)
    result = Result.objects.create(
        round=round,
        version=round.version,
        manifest=manifest,
        sha256=fingerprint(manifest),
        signed_at=now,
        signed_by=actor,
    )
    make_move(round, SIGN_ROUND, actor=actor, now=now)
    return result


@transaction.atomic
def publish_finalists(
    *, round: Round, wildcards: Mapping[Team, str], actor: User, now: datetime
) -> PublishedList:
    """Publish who goes on from the pitches: the jury's finalists, and teams put forward (R5.4).

    Signs the round if that is still to do. The letters are held back for a while. Refuses what
    signing refuses, `not_the_pitches`, `already_published`, `team_not_in_round`,
    `team_is_finalist`, `reason_missing`, `no_finalists` and what publishing a list refuses.
    """
    round = lock_round(round)
    rules.check_pitches(round)
    _sign_if_due(round, actor=actor, now=now)
    rows = queries.standings(round)
    finalists = [row.entry.team for row in rows if row.goes_on]
    rules.check_teams_take_part(round, wildcards)
    chosen = rules.check_wildcards(finalists, wildcards)
    picks = [Pick(team, EntryWay.JURY, "") for team in finalists]
    picks += [Pick(team, EntryWay.WILDCARD, reason) for team, reason in chosen.items()]
    published = publish_list(stage=round.stage, picks=picks, actor=actor, now=now)
    make_move(round, PUBLISH_ROUND, actor=actor, now=now)
    going = [*finalists, *chosen]
    others = [row.entry.team for row in rows if row.entry.team not in set(going)]
    notices.finalists_published(round, going, others, now=now)
    return published


@transaction.atomic
def publish_round(*, round: Round, actor: User, now: datetime) -> Round:
    """Publish the jury's decision on the final (R6.3); the prizes are awarded by it.

    Signs the round if that is still to do. Refuses what signing refuses, `not_the_final` and
    `already_published`.
    """
    round = lock_round(round)
    rules.check_final(round)
    _sign_if_due(round, actor=actor, now=now)
    make_move(round, PUBLISH_ROUND, actor=actor, now=now)
    return round


def _sign_if_due(round: Round, *, actor: User, now: datetime) -> None:
    rules.check_unpublished(round)
    if round.status != RoundStatus.SIGNED:
        _sign(round, actor=actor, now=now)
