"""Tables of the ground floor."""

from hackathon.models.audit import AuditEntry
from hackathon.models.badge import Badge
from hackathon.models.hackathon import City, Hackathon, Track
from hackathon.models.legal import LegalText
from hackathon.models.letter import Letter
from hackathon.models.news import News
from hackathon.models.pulse import Pulse
from hackathon.models.stage import Session, Stage
from hackathon.models.token import ApiToken
from hackathon.models.user import User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Badge",
    "City",
    "Hackathon",
    "LegalText",
    "Letter",
    "News",
    "Pulse",
    "Session",
    "Stage",
    "Track",
    "User",
]
