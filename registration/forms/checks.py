"""Forms of the organizer and of visitors: finding teams, and deciding about them."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hackathon.models import City, Hackathon, Track
from registration.states import REFUSE, RETURN, ApplicationStatus

Row = TypeVar("Row", bound=Model)

REASON_MAX = 2000
NEEDS_A_REASON = (RETURN.name, REFUSE.name)


class TeamFilter(forms.Form):
    """Which teams a visitor wants to see: by name, city and track."""

    q = forms.CharField(
        label=_("Team or project"), required=False, max_length=100, widget=forms.SearchInput
    )
    city: "forms.ModelChoiceField[City]" = forms.ModelChoiceField(
        label=_("City"), queryset=None, required=False, empty_label=_("all")
    )
    track: "forms.ModelChoiceField[Track]" = forms.ModelChoiceField(
        label=_("Track"), queryset=None, required=False, empty_label=_("all")
    )

    application: ClassVar[str] = "application__"  # the way from a row to its application
    names: ClassVar[tuple[str, ...]] = ("name", "application__title")

    def __init__(self, data: Mapping[str, Any], *, hackathon: Hackathon) -> None:
        super().__init__(data)
        for name, rows in (("city", hackathon.cities.all()), ("track", hackathon.tracks.all())):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows:
                del self.fields[name]
        self.is_valid()  # a wrong value in the address shows the list without that filter

    @property
    def has_cities(self) -> bool:
        """Whether the hackathon has cities to choose from."""
        return "city" in self.fields

    def chosen(self, name: str) -> Any:
        """The value of a filter, if it was given and makes sense."""
        return self.cleaned_data.get(name) or None

    def narrow(self, rows: "QuerySet[Row]") -> "QuerySet[Row]":
        """Those rows that were asked for."""
        for name in ("city", "track"):
            if value := self.chosen(name):
                rows = rows.filter(**{f"{self.application}{name}": value})
        if text := self.chosen("q"):
            held = Q()
            for name in self.names:
                held |= Q(**{f"{name}__icontains": text})
            rows = rows.filter(held).distinct()
        return rows


class ApplicationFilter(TeamFilter):
    """Which applications the organizer wants to see."""

    q = forms.CharField(
        label=_("Team, project or member"),
        required=False,
        max_length=100,
        widget=forms.SearchInput,
    )
    status = forms.ChoiceField(
        required=False, choices=ApplicationStatus.choices, widget=forms.HiddenInput
    )

    application = ""
    names = ("team__name", "title", "team__memberships__participant__full_name")


class DecisionForm(forms.Form):
    """What the organizer says to a decision; a return or a refusal must be explained (R3.6)."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Give the reason: the team reads it in its letter.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, move: str) -> None:
        super().__init__(data, auto_id=f"id_{move}_%s")
        self.move = move
        self.fields["reason"].required = move in NEEDS_A_REASON
