"""Publishing the winners (R6.3)."""

from datetime import datetime

from django.db import transaction

from bootcamp import notices, queries, rules
from bootcamp.services.awards import lock_fund
from hackathon.models import Stage, User
from hackathon.services import move_stage
from hackathon.states import PUBLISH, StageKind
from judging import queries as judging
from judging.services import publish_round
from judging.states import RoundStatus


@transaction.atomic
def publish_winners(*, stage: Stage, actor: User, now: datetime) -> Stage:
    """Publish the jury's decision with places and sums, and tell the winners after a while.

    Refuses `not_the_final`, and `gate_closed` with what is missing: the signed result, an award or
    a certificate of a prize place.
    """
    rules.check_is_final(stage)
    lock_fund(stage.hackathon)  # no sum changes between the look at the gates and publication
    moved = move_stage(stage=stage, move=PUBLISH, actor=actor, now=now)
    round = judging.round_of(stage.hackathon, StageKind.FINAL)
    if round and round.status == RoundStatus.SIGNED:
        publish_round(round=round, actor=actor, now=now)
    notices.winners_published(queries.awards_of(stage.hackathon), now=now)
    return moved
