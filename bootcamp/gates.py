"""What the final waits for as far as prizes go, and the last bars of the funnel."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from bootcamp import queries
from hackathon.kit.funnel import step
from hackathon.kit.gates import Blocker, gate
from hackathon.models import Hackathon, Stage
from hackathon.queries import stage_of
from hackathon.states import PUBLISH, StageKind
from registration.queries import entries_of


@gate(StageKind.FINAL, PUBLISH.name)
def every_prize_place_has_its_award(stage: Stage) -> Iterator[Blocker]:
    """The winners are published with their sums (R6.2, R6.4)."""
    missing = queries.places_without_award(stage.hackathon)
    if missing:
        message = ngettext(
            "%(count)d prize place has no award yet.",
            "%(count)d prize places have no award yet.",
            missing,
        ) % {"count": missing}
        yield Blocker(message, missing, reverse("bootcamp:awards", args=[stage.hackathon.slug]))


@gate(StageKind.FINAL, PUBLISH.name)
def every_award_has_its_certificate(stage: Stage) -> Iterator[Blocker]:
    """Teams in prize places receive a certificate (R6.5)."""
    missing = queries.awards_without_certificate(stage.hackathon).count()
    if missing:
        message = ngettext(
            "%(count)d award has no certificate yet.",
            "%(count)d awards have no certificate yet.",
            missing,
        ) % {"count": missing}
        url = reverse("bootcamp:certificates", args=[stage.hackathon.slug])
        yield Blocker(message, missing, url)


@step(60, gettext_lazy("Projects handed in for the final"))
def improved_projects(hackathon: Hackathon) -> int:
    """The finalists that handed in an improved project at the boot camp."""
    entries = entries_of(stage_of(hackathon, StageKind.BOOTCAMP))
    return entries.filter(deliverables__isnull=False).distinct().count()


@step(70, gettext_lazy("Awards"))
def awards(hackathon: Hackathon) -> int:
    """The teams that receive a prize."""
    return queries.awards_of(hackathon).count()
