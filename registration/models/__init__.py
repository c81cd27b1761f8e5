"""Tables of registration."""

from registration.models.application import Application, Submission
from registration.models.listing import Deliverable, Entry, PublishedList
from registration.models.participant import Acceptance, Consent, Participant
from registration.models.team import Invitation, Membership, Team

__all__ = [
    "Acceptance",
    "Application",
    "Consent",
    "Deliverable",
    "Entry",
    "Invitation",
    "Membership",
    "Participant",
    "PublishedList",
    "Submission",
    "Team",
]
