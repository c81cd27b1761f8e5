"""What the ground floor counts: letters, people, signs of life, stages that are late."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min, Q

from hackathon.kit.gauges import MINUTE, Gauge, age, gauges
from hackathon.models import Letter, Pulse, Stage, User
from hackathon.states import StageStatus

WAITING = Q(sent_at=None, bounced_at=None)


@gauges
def letters(now: datetime) -> Iterator[Gauge]:
    """What becomes of the letters: each figure by an index of its own, so that all are quick."""
    due = Letter.objects.filter(WAITING, due_at__lte=now)
    found = due.aggregate(waiting=Count("pk"), oldest=Min("due_at"))
    yield Gauge("letters_waiting", "Letters that are due and not sent.", found["waiting"])
    oldest = age(found["oldest"], now) if found["oldest"] else 0
    yield Gauge("letters_oldest_seconds", "For how long the oldest of them has been due.", oldest)
    bounced = Letter.objects.filter(bounced_at__isnull=False).count()
    yield Gauge("letters_bounced", "Letters that were given up.", bounced)
    sent = Letter.objects.filter(sent_at__gt=now - MINUTE, sent_at__lte=now).count()
    yield Gauge("letters_sent_last_minute", "Letters that a mail server took.", sent)


@gauges
def signs_of_life(now: datetime) -> Iterator[Gauge]:
    """When beat and the mail server were last heard of."""
    pulses = dict(Pulse.objects.values_list("name", "at"))
    beat, mail = age(pulses.get("beat"), now), age(pulses.get("mail_failed"), now)
    yield Gauge("beat_seconds", "Since beat and a worker last did something together.", beat)
    yield Gauge("mail_failed_seconds", "Since the mail server last gave no answer.", mail)


@gauges
def people(now: datetime) -> Iterator[Gauge]:
    """How many have an account, and how many came lately."""
    lately = Q(joined_at__gt=now - 60 * MINUTE, joined_at__lte=now)
    active = User.objects.filter(is_active=True)
    found = active.aggregate(all=Count("pk"), new=Count("pk", filter=lately))
    yield Gauge("people", "People with an account.", found["all"])
    yield Gauge("people_joined_last_hour", "People who signed up.", found["new"])


@gauges
def stages(now: datetime) -> Iterator[Gauge]:
    """Stages whose hour has come, and which nobody moved."""
    to_open = Q(status=StageStatus.PLANNED, opens_at__lte=now)
    to_close = Q(status=StageStatus.OPEN, closes_at__lte=now)
    late = Stage.objects.filter(to_open | to_close, hackathon__is_public=True).count()
    yield Gauge("stages_late", "Stages that should be open or closed by now.", late)
