"""What registration counts: applications on their way."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q

from hackathon.kit.gauges import MINUTE, Gauge, gauges
from registration.models import Application, Submission
from registration.states import ApplicationStatus


@gauges
def applications(now: datetime) -> Iterator[Gauge]:
    """Drafts, applications that wait for the organizer, and how fast they come in."""
    found = Application.objects.aggregate(
        drafts=Count("pk", filter=Q(status=ApplicationStatus.DRAFT)),
        waiting=Count("pk", filter=Q(status=ApplicationStatus.SUBMITTED)),
    )
    yield Gauge("applications_draft", "Applications that were begun and not sent.", found["drafts"])
    waiting = found["waiting"]
    yield Gauge("applications_waiting", "Applications that wait for the organizer.", waiting)
    lately = Submission.objects.filter(submitted_at__gt=now - MINUTE, submitted_at__lte=now)
    meaning = "Applications that were sent, each time."
    yield Gauge("applications_sent_last_minute", meaning, lately.count())
