"""Whether the house can do its work now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hackathon.kit import health
from hackathon.kit.health import Finding, look
from hackathon.models import Letter, Pulse

OLDEST_BEAT = timedelta(seconds=60)
OLDEST_LETTER = timedelta(seconds=300)


def find_health(*, now: datetime) -> dict[str, Finding]:
    """Look at everything that the work needs; without a database nothing else can be asked."""
    database, broker = look(health.database), look(health.broker)
    found = {"database": database, "broker": broker}
    inside: dict[str, Callable[[], Finding]] = {
        "migrations": health.migrations,
        "beat": lambda: _beat(now),
        "letters": lambda: _letters(now),
    }
    for name, probe in inside.items():
        found[name] = look(probe) if database.ok else Finding(ok=False)
    return found


def _beat(now: datetime) -> Finding:
    """How many seconds ago beat and a worker last did something together."""
    return _fresh(now - Pulse.objects.get(name="beat").at, OLDEST_BEAT)


def _letters(now: datetime) -> Finding:
    """For how many seconds the oldest letter has been waiting past its time."""
    waiting = Letter.objects.filter(sent_at=None, bounced_at=None, due_at__lte=now)
    oldest = waiting.order_by("due_at", "id").values_list("due_at", flat=True).first()
    return _fresh(now - oldest if oldest else timedelta(0), OLDEST_LETTER)


def _fresh(age: timedelta, limit: timedelta) -> Finding:
    """An age in seconds, and whether it is within its limit."""
    return Finding(ok=age <= limit, figure=round(age.total_seconds(), 1))
