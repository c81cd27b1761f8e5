"""Marks as a judge's devices send them."""

from judging import services
from judging.models import Mark
from judging.services import SavedMarks
from tests.factories.judging import Jury


def save(jury: Jury, base: int = 0, *, judge: int = 0, entry: int = 0, **rest) -> SavedMarks:
    """One device sends what changed on a card."""
    texts = {name: rest.pop(name) for name in ("note", "comment", "key") if name in rest}
    return services.save_marks(
        card=jury.card(judge, entry),
        base_revision=base,
        marks=rest,
        actor=jury.judges[judge],
        now=jury.now,
        **texts,
    )


def nothing_was_saved(jury: Jury) -> bool:
    """Whether the first card of the first judge is as it was."""
    return not Mark.objects.exists() and jury.card(0, 0).revision == 0
