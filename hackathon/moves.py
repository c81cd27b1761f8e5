"""The only way a status changes."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.constraints import constraint_refusals
from hackathon.kit.errors import Refused
from hackathon.kit.states import Move
from hackathon.models import Hackathon, User


def make_move(
    thing: Model,
    move: Move,
    *,
    actor: User | None,
    now: datetime,
    hackathon: Hackathon | None = None,
    **fields: Any,
) -> None:
    """Take `thing` along `move`, write `fields` in the same UPDATE, and leave an audit line.

    The row changes only if the database still holds a status that the move starts from: of two
    people who press the same button at once, one wins and the other is refused (`stale`).
    """
    rows = type(thing)._base_manager.filter(pk=thing.pk, status__in=move.sources)
    with constraint_refusals(thing):
        changed = rows.update(status=move.target, **fields)
    if not changed:
        raise Refused(_("Someone was faster: this has changed already."), code="stale")
    thing.refresh_from_db(fields=["status", *fields])
    action = f"{thing._meta.label_lower}.{move.name}"
    record(action, thing, actor=actor, now=now, hackathon=hackathon)
