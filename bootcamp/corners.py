"""What prizes add to shared pages."""

from datetime import datetime

from bootcamp import queries
from hackathon.kit.corners import Corner, corner
from hackathon.models import Hackathon
from hackathon.queries import Person


@corner("start.results", order=30)
def winners(hackathon: Hackathon, person: Person, now: datetime) -> Corner | None:
    """The winners, once they are published (R6.3)."""
    found = queries.winners_of(hackathon)
    if not found:
        return None
    return Corner("bootcamp/corners/winners.html", {"winners": found, "hackathon": hackathon})


@corner("start.prizes")
def prizes(hackathon: Hackathon, person: Person, now: datetime) -> Corner:
    """How many prize places there are, and the fund."""
    return Corner("bootcamp/corners/prizes.html", {"hackathon": hackathon})
