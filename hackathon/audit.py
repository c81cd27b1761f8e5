"""Writing the audit trail."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from hackathon.models import AuditEntry, Hackathon, User
from hackathon.models.hackathon import hackathon_id_of


def record(
    action: str,
    target: Model,
    *,
    actor: User | None,
    now: datetime,
    hackathon: Hackathon | None = None,
    **details: Any,
) -> None:
    """Add one line to the trail, in the transaction of the act itself."""
    AuditEntry.objects.create(
        hackathon_id=hackathon.pk if hackathon else hackathon_id_of(target),
        actor=actor,
        action=action,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        details=details,
        happened_at=now,
    )
