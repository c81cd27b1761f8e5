"""What the database refuses, in the constraint's own words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import BaseConstraint, Model
from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused


@contextmanager
def constraint_refusals(*models: type[Model] | Model) -> Iterator[None]:
    """Turn a broken constraint of `models` into a refusal; one without words refuses as `stale`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = _named(str(error), models)
        if broken is None or not broken.violation_error_code:
            message = _("Someone was faster: this has changed already.")
            raise Refused(message, code="stale") from error
        words = broken.get_violation_error_message()
        raise Refused(words, code=broken.violation_error_code) from error


def _named(text: str, models: tuple[type[Model] | Model, ...]) -> BaseConstraint | None:
    """The constraint whose name stands in the database's complaint."""
    known = [constraint for model in models for constraint in model._meta.constraints]
    return next((constraint for constraint in known if constraint.name in text), None)
