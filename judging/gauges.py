"""What judging counts: marks that come in, cards that are open."""

from collections.abc import Iterator
from datetime import datetime

from hackathon.kit.gauges import MINUTE, Gauge, gauges
from judging.models import Mark, Scorecard
from judging.states import RoundStatus, ScorecardStatus


@gauges
def marks(now: datetime) -> Iterator[Gauge]:
    """How fast marks come in, and how many cards of open rounds are still to be handed in."""
    lately = Mark.objects.filter(marked_at__gt=now - MINUTE, marked_at__lte=now)
    yield Gauge("marks_saved_last_minute", "Marks that judges saved.", lately.count())
    waiting = Scorecard.objects.filter(
        status=ScorecardStatus.OPEN, assignment__round__status=RoundStatus.OPEN
    )
    yield Gauge("cards_open", "Cards of open rounds that are not handed in.", waiting.count())
