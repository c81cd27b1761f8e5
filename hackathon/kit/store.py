"""Saving a row that the database may refuse."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused

Row = TypeVar("Row", bound=Model)
WITHOUT_WORDS = ("unique", "unique_together")
"""Django's own codes: such a row is there already, and that is all there is to say."""


def store(row: Row) -> Row:
    """Save `row`; a broken constraint becomes a refusal with that constraint's own words.

    The database judges first, and is asked for the words only if it said no: a row that is in
    order costs one statement, however many constraints its table has.
    """
    try:
        row.clean_fields(exclude=_in_hand(row))
        row.clean()
        with transaction.atomic():
            row.save()
    except Refused:
        raise
    except ValidationError as error:
        raise _refusal(error) from error
    except IntegrityError as error:
        _name_broken_constraint(row)
        raise Refused(_("Someone was faster: this has changed already."), code="stale") from error
    return row


def _name_broken_constraint(row: Model) -> None:
    """Refuse with the words of the first constraint that the row breaks, if it has its own."""
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        refusal = _refusal(error)
        if refusal.code not in WITHOUT_WORDS:
            raise refusal from error


def _in_hand(row: Model) -> set[str]:
    """The foreign keys whose row was given as an object that is saved."""
    held = set()
    for field in row._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.is_cached(row):
            other = field.get_cached_value(row)
            if other is not None and not other._state.adding:
                held.add(field.name)
    return held


def _refusal(error: ValidationError) -> Refused:
    """The first thing that is wrong, as a refusal."""
    by_field = getattr(error, "error_dict", None)
    first = next(iter(by_field.values()))[0] if by_field else error.error_list[0]
    return Refused(first.message, code=first.code or "invalid", params=first.params)
