"""What a round asks, changed until it is fixed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.store import store
from hackathon.models import User
from judging import rules
from judging.models import Criterion, Round
from judging.services.locks import lock_round

SETTINGS = frozenset(
    {
        "allows_halves",
        "readings",
        "readings_needed",
        "places",
        "must_pass_vote",
        "quorum_percent",
        "threshold_percent",
        "tie_order",
    }
)
COLUMNS = frozenset({"slot", "form", "title", "hint", "max_points", "order"})


@transaction.atomic
def edit_round(*, round: Round, actor: User, now: datetime, **settings: Any) -> Round:
    """Change how a round counts. Refuses `round_frozen`, `tie_order`, `readings_too_few`
    and `unknown_setting`.
    """
    round = lock_round(round)
    rules.check_draft(round)
    _check_known(settings, SETTINGS)
    if "tie_order" in settings:
        rules.check_tie_order(settings["tie_order"])
    for name, value in settings.items():
        setattr(round, name, value)
    store(round)
    record("judging.round.edit", round, actor=actor, now=now, **settings)
    return round


@transaction.atomic
def save_criterion(
    *, round: Round, code: str, actor: User, now: datetime, **facts: Any
) -> Criterion:
    """Add a criterion, or change the one with this code. Refuses `round_frozen`."""
    round = lock_round(round)
    rules.check_draft(round)
    _check_known(facts, COLUMNS)
    found = Criterion.objects.filter(round=round, code=code).first()
    criterion = found or Criterion(round=round, code=code)
    for name, value in facts.items():
        setattr(criterion, name, value)
    store(criterion)
    record("judging.criterion.save", criterion, actor=actor, now=now, code=code)
    return criterion


@transaction.atomic
def remove_criterion(*, criterion: Criterion, actor: User, now: datetime) -> None:
    """Take a criterion out of a round. Refuses `round_frozen`."""
    round = lock_round(criterion.round)
    rules.check_draft(round)
    record("judging.criterion.remove", criterion, actor=actor, now=now, code=criterion.code)
    criterion.delete()


def _check_known(given: dict[str, Any], known: frozenset[str]) -> None:
    if strange := sorted(set(given) - known):
        message = _("A round has no setting “%(name)s”.") % {"name": strange[0]}
        raise Refused(message, code="unknown_setting")
