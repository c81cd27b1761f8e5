"""A judge's card, as a page sends it and as its script sends it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hackathon.kit.errors import Refused
from judging.models import Criterion
from judging.rules import TEXT_MAX

TEXTS = ("note", "comment")
KEY_MAX = 80
HALF = Decimal("0.5")


def in_points(half_points: int | None) -> int | float | None:
    """Half points as points: whole where they are whole."""
    if half_points is None:
        return None
    return half_points / 2 if half_points % 2 else half_points // 2


def scale(criterion: Criterion, *, allows_halves: bool) -> list[str]:
    """Everything that can be given by a criterion, as a page sends it."""
    halves = range(0, 2 * criterion.max_points + 1, 1 if allows_halves else 2)
    return [str(in_points(one)) for one in halves]


def to_halves(text: str) -> int | None:
    """What a radio button sends, in half points."""
    return int(Decimal(text) / HALF) if text else None


class CardForm(forms.Form):
    """All marks of a card at once, for who works without a script."""

    base_rev = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note to yourself"),
        help_text=gettext_lazy("Nobody else reads it."),
        required=False,
        max_length=TEXT_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment to the team"),
        help_text=gettext_lazy(
            "The team reads it, without your name, once the result is published."
        ),
        required=False,
        max_length=TEXT_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        criteria: Iterable[Criterion],
        allows_halves: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, auto_id="%s", **kwargs)
        self.codes = [criterion.code for criterion in criteria]
        for criterion in criteria:
            self.fields[criterion.code] = forms.TypedChoiceField(
                label=str(criterion),
                required=False,
                choices=[(one, one) for one in scale(criterion, allows_halves=allows_halves)],
                coerce=to_halves,
                empty_value=None,
            )

    @property
    def marks(self) -> dict[str, int | None]:
        """The marks in half points by criterion."""
        return {code: self.cleaned_data[code] for code in self.codes}


@dataclass(frozen=True)
class MarksInput:
    """What the card's script sends: only fields that changed, and the revision it knows."""

    base_revision: int
    marks: dict[str, int | None]
    note: str | None
    comment: str | None
    key: str

    @classmethod
    def read(cls, body: bytes) -> "MarksInput":
        """Read a request's JSON. Refuses `bad_request`."""
        try:
            sent = json.loads(body)
            base, fields, key = sent["base_rev"], dict(sent["fields"]), sent.get("key", "")
        except (ValueError, TypeError, KeyError, AttributeError):
            raise bad_request() from None
        texts = {name: fields.pop(name, None) for name in TEXTS}
        wrong_texts = any(not isinstance(text, str | None) for text in texts.values())
        if not _is_count(base) or not isinstance(key, str) or len(key) > KEY_MAX or wrong_texts:
            raise bad_request()
        marks = {code: _half_points(value) for code, value in fields.items()}
        return cls(base, marks, texts["note"], texts["comment"], key)


def bad_request() -> Refused:
    """The refusal of a request that cannot be read."""
    return Refused(_("This cannot be read."), code="bad_request")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _half_points(value: object) -> int | None:
    """Points as half points; anything finer, or no number, is refused."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value * 2 % 1:
        raise Refused(_("Points are numbers."), code="not_on_scale")
    return int(value * 2)


def missing(criteria: Sequence[Criterion], marks: Mapping[str, int | None]) -> list[Criterion]:
    """The criteria without points."""
    return [one for one in criteria if marks.get(one.code) is None]
