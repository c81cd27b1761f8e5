"""What judging draws on the public start page: the criteria, and the way to the finalists."""

from datetime import datetime

from hackathon.kit.corners import Corner, corner
from hackathon.models import Hackathon
from hackathon.queries import Person
from hackathon.states import StageKind
from judging import queries
from judging.states import RoundStatus


@corner("start.criteria")
def published_criteria(hackathon: Hackathon, person: Person, now: datetime) -> Corner | None:
    """The criteria by which the jury finds the winners, once they are fixed (R1.6)."""
    round = queries.round_of(hackathon, StageKind.PITCHES)
    if round is None or round.status == RoundStatus.DRAFT:
        return None
    return Corner("judging/parts/criteria.html", {"criteria": queries.criteria_of(round)})


@corner("start.results")
def published_finalists(hackathon: Hackathon, person: Person, now: datetime) -> Corner | None:
    """The way to the finalists, once they are published."""
    round = queries.round_of(hackathon, StageKind.PITCHES)
    if round is None or round.status != RoundStatus.PUBLISHED:
        return None
    return Corner("judging/parts/finalists_link.html", {"slug": hackathon.slug})
