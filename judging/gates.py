"""What the pitches and the final wait for, and the jury's bar of the funnel."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hackathon.kit.funnel import step
from hackathon.kit.gates import Blocker, gate
from hackathon.models import Hackathon, Stage
from hackathon.states import CLOSE, PUBLISH, StageKind
from judging import queries, rules
from judging.states import SETTLED, RoundStatus
from registration.models import Entry


@gate(StageKind.PITCHES, CLOSE.name)
@gate(StageKind.FINAL, CLOSE.name)
def the_round_is_closed(stage: Stage) -> Iterator[Blocker]:
    """A stage with a jury ends once all marks are in."""
    round = queries.round_of(stage.hackathon, stage.kind)
    if round is None:
        yield Blocker(_("The jury's round is not set up."), 1, _page(stage))
    elif round.status == RoundStatus.OPEN:
        yield Blocker(_("The jury's round is still open."), 1, _page(stage))
        yield from rules.closing_blockers(round)
    elif round.status in (RoundStatus.DRAFT, RoundStatus.FROZEN):
        yield Blocker(_("The jury has not begun."), 1, _page(stage))


@gate(StageKind.PITCHES, PUBLISH.name)
@gate(StageKind.FINAL, PUBLISH.name)
def the_round_is_signed(stage: Stage) -> Iterator[Blocker]:
    """Only what the jury decided and signed is published (R4.2, R6.3)."""
    round = queries.round_of(stage.hackathon, stage.kind)
    if round is None:
        yield Blocker(_("The jury's round is not set up."), 1, _page(stage))
    elif round.status not in SETTLED:
        yield Blocker(_("The jury's decision is not signed."), 1, _page(stage))
        if round.status == RoundStatus.CLOSED:
            yield from rules.signing_blockers(round, queries.standings(round))


def _page(stage: Stage) -> str:
    return reverse("judging:round", args=[stage.hackathon.slug, stage.kind])


@step(50, gettext_lazy("Finalists"))
def finalists(hackathon: Hackathon) -> int:
    """The teams that went on to the boot camp."""
    return Entry.objects.filter(stage__hackathon=hackathon, stage__kind=StageKind.BOOTCAMP).count()
