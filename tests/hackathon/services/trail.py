"""What the trail says of an act."""

from hackathon.models import AuditEntry, User


def the_act() -> tuple[str, User | None, int | None]:
    """The one line of the trail: what, who, in which hackathon."""
    line = AuditEntry.objects.get()
    return line.action, line.actor, line.hackathon_id
