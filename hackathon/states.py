"""Every status of the ground floor, and every move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hackathon.kit.states import Move


class StageKind(models.TextChoices):
    """The stages, named and never numbered (decision under R4.5)."""

    APPLICATIONS = "applications", _("Applications")
    SELECTION = "selection", _("Selection")
    HACKATHON = "hackathon", _("Online hackathon")
    PITCHES = "pitches", _("Pitches")
    BOOTCAMP = "bootcamp", _("Boot camp")
    FINAL = "final", _("Final")


class StageStatus(models.TextChoices):
    """Where a stage stands."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", pgettext_lazy("stage", "Open")
    CLOSED = "closed", pgettext_lazy("stage", "Closed")
    PUBLISHED = "published", _("Result published")


S = StageStatus

OPEN = Move("open", frozenset({S.PLANNED}), S.OPEN)
CLOSE = Move("close", frozenset({S.OPEN}), S.CLOSED)
PUBLISH = Move("publish", frozenset({S.CLOSED}), S.PUBLISHED)
STAGE_MOVES = (OPEN, CLOSE, PUBLISH)

ORDER = tuple(StageKind)

# Whose published list lets teams into which stages (R3.11, R4.2): access only by a list.
ADMITS: dict[StageKind, tuple[StageKind, ...]] = {
    StageKind.SELECTION: (StageKind.HACKATHON, StageKind.PITCHES),
    StageKind.PITCHES: (StageKind.BOOTCAMP, StageKind.FINAL),
}
# The stages that end with a published result; the others only close.
PUBLISHES = (StageKind.SELECTION, StageKind.PITCHES, StageKind.FINAL)


class LegalKind(models.TextChoices):
    """The texts that people accept or consent to."""

    RULES = "rules", _("Rules")
    PRIVACY = "privacy", _("Privacy policy")
    CONSENT = "consent", _("Consent to the processing of personal data")
