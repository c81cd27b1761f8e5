"""A judge's work on cards: marks that save themselves, handing in, taking back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.models import User
from hackathon.moves import make_move
from judging import queries, rules
from judging.models import Criterion, Mark, Scorecard
from judging.services.locks import lock_card
from judging.states import HAND_IN, TAKE_BACK

TEXTS = ("note", "comment")


@dataclass(frozen=True)
class SavedMarks:
    """What a card says after a save: its revision, every mark in half points, both texts.

    `conflicts` are the fields that another device changed meanwhile; they keep that other value.
    """

    revision: int
    values: dict[str, int | None]
    note: str
    comment: str
    conflicts: list[str]


@transaction.atomic
def save_marks(
    *,
    card: Scorecard,
    base_revision: int,
    marks: Mapping[str, int | None],
    note: str | None = None,
    comment: str | None = None,
    key: str = "",
    actor: User,
    now: datetime,
) -> SavedMarks:
    """Merge a judge's changes field by field into the card (R5.2, in half points).

    A field that somebody changed after `base_revision`, to something else, is not written but
    reported. The same `key` again writes nothing and gets the same answer. Refuses
    `not_your_card`, `card_void`, `round_not_open`, `card_handed_in`, `conflicts_undeclared`,
    `unknown_criterion`, `not_on_scale`, `text_too_long` and `stale_revision`.
    """
    card = lock_card(card)
    rules.check_own_card(card, actor)
    wanted = dict(marks)
    texts = {
        name: text for name, text in (("note", note), ("comment", comment)) if text is not None
    }
    if key and (before := Mark.objects.filter(card=card, request_key=key).first()):
        return _answer_again(card, before.version, wanted, texts)
    rules.check_card(card, queries.round_by_key(card.assignment.round_id), actor)
    criteria = {one.code: one for one in queries.criteria_for(card)}
    _check_input(card, base_revision, wanted, texts, criteria)
    latest = queries.latest_marks(card)
    changes, conflicts = _merge(card, base_revision, wanted, texts, latest)
    _write(card, changes, criteria, key=key, now=now)
    values = {code: mark.half_points for code, mark in latest.items()}
    values |= {code: value for code, value in changes.items() if code not in TEXTS}
    return SavedMarks(card.revision, values, card.note, card.comment, conflicts)


def _check_input(
    card: Scorecard,
    base_revision: int,
    marks: Mapping[str, int | None],
    texts: Mapping[str, str],
    criteria: Mapping[str, Criterion],
) -> None:
    if not 0 <= base_revision <= card.revision:
        raise Refused(_("This card is not the one you opened: reload it."), code="stale_revision")
    halves = card.assignment.round.allows_halves
    rules.check_marks(marks, criteria, allows_halves=halves)
    for field, text in texts.items():
        rules.check_text(field, text)


def _answer_again(
    card: Scorecard, revision: int, marks: Mapping[str, int | None], texts: Mapping[str, str]
) -> SavedMarks:
    """The answer that a request got when it came first: marks keep their versions."""
    then = {
        code: mark.half_points for code, mark in queries.latest_marks(card, upto=revision).items()
    }
    conflicts = [code for code, value in marks.items() if then.get(code) != value]
    conflicts += [field for field, text in texts.items() if getattr(card, field) != text]
    return SavedMarks(revision, then, card.note, card.comment, conflicts)


def _merge(
    card: Scorecard,
    base: int,
    marks: Mapping[str, int | None],
    texts: Mapping[str, str],
    latest: Mapping[str, Mark],
) -> tuple[dict[str, Any], list[str]]:
    """What is to be written, and the fields that were changed elsewhere since `base`."""
    changes: dict[str, Any] = {}
    conflicts = []
    for field, wanted in {**marks, **texts}.items():
        if field in TEXTS:
            theirs, since = getattr(card, field), getattr(card, f"{field}_revision")
        else:
            mark = latest.get(field)
            theirs, since = (mark.half_points, mark.version) if mark else (None, 0)
        if wanted == theirs:
            continue
        if since > base:
            conflicts.append(field)
        else:
            changes[field] = wanted
    return changes, conflicts


def _write(
    card: Scorecard,
    changes: Mapping[str, Any],
    criteria: Mapping[str, Criterion],
    *,
    key: str,
    now: datetime,
) -> None:
    """Add a version of each changed mark, and count the card's revision on."""
    if not changes:
        return
    card.revision += 1
    Mark.objects.bulk_create(
        Mark(
            card=card,
            criterion=criteria[field],
            version=card.revision,
            half_points=value,
            marked_at=now,
            request_key=key,
        )
        for field, value in changes.items()
        if field not in TEXTS
    )
    columns = ["revision"]
    for field in TEXTS:
        if field in changes:
            setattr(card, field, changes[field])
            setattr(card, f"{field}_revision", card.revision)
            columns += [field, f"{field}_revision"]
    card.save(update_fields=columns)


@transaction.atomic
def hand_in_card(*, card: Scorecard, actor: User, now: datetime) -> Scorecard:
    """Hand a complete card in; from here on it changes only when the organizer takes it back.

    Refuses `card_incomplete` with the criteria that lack points, and what `save_marks` refuses of
    the card itself.
    """
    card = lock_card(card)
    rules.check_own_card(card, actor)
    rules.check_card(card, queries.round_by_key(card.assignment.round_id), actor)
    marks = {code: mark.half_points for code, mark in queries.latest_marks(card).items()}
    missing = rules.missing_criteria(queries.criteria_for(card), marks)
    if missing:
        names = ", ".join(one.message for one in missing)
        message = _("Points are missing for: %(criteria)s.") % {"criteria": names}
        raise Refused(message, code="card_incomplete", blockers=missing)
    make_move(card, HAND_IN, actor=actor, now=now, handed_in_at=now)
    return card


@transaction.atomic
def take_back_card(*, card: Scorecard, reason: str, actor: User, now: datetime) -> Scorecard:
    """Let a judge change a card that is handed in, while the round is open, for a stated reason.

    Refuses `reason_missing`, `round_not_open` and `stale`.
    """
    reason = rules.check_reason(reason)
    card = lock_card(card)
    rules.check_open(queries.round_by_key(card.assignment.round_id))
    make_move(card, TAKE_BACK, actor=actor, now=now, handed_in_at=None)
    record("judging.scorecard.explain", card, actor=actor, now=now, reason=reason)
    return card
