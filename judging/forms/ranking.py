"""Finding lines of the ranked list, and putting further teams forward."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hackathon.models import City, Hackathon
from judging.rules import TEXT_MAX
from registration.models import Entry, Team
from registration.states import ProjectForm

PLACE, SPREAD, NAME = "place", "spread", "name"
LINES, WILDCARDS_MAX = 3, 50


class RankingFilter(forms.Form):
    """Which lines of the ranked list are shown, and in which order."""

    q = forms.CharField(label=_("Team"), required=False, max_length=100, widget=forms.SearchInput)
    form = forms.ChoiceField(
        label=_("Form"), required=False, choices=[("", _("all")), *ProjectForm.choices]
    )
    city: "forms.ModelChoiceField[City]" = forms.ModelChoiceField(
        label=_("City"), queryset=None, required=False, empty_label=_("all")
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            (PLACE, _("by place")),
            (SPREAD, _("by how far judges differ")),
            (NAME, _("by name")),
        ],
    )

    def __init__(self, data: Mapping[str, Any], *, hackathon: Hackathon) -> None:
        super().__init__(data)
        cities = hackathon.cities.all()
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]
        if not cities:
            del self.fields["city"]
        self.is_valid()  # a wrong value in the address shows the list without that filter

    def chosen(self, name: str) -> Any:
        """The value of a filter, if it was given and makes sense."""
        return self.cleaned_data.get(name) or None


class WildcardForm(forms.Form):
    """A team that the organizer puts forward beside the jury's finalists (R5.4)."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=TEXT_MAX)

    def __init__(self, *args: Any, entries: Iterable[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(entry.pk), entry.team.name) for entry in entries]
        self.fields["team"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A team needs its reason, and a reason its team."""
        team, reason = self.cleaned_data.get("team"), self.cleaned_data.get("reason")
        if team and not reason:
            self.add_error("reason", _("Say why the team is put forward."))
        if reason and not team and "team" not in self.errors:
            self.add_error("team", _("Choose the team."))
        return self.cleaned_data


class Wildcards(forms.BaseFormSet):  # type: ignore[type-arg] # not subscriptable at run time
    """The lines for teams that are put forward; empty ones say nothing."""

    row_name = _("Team %(number)d")

    def clean(self) -> None:
        """A team is put forward once."""
        chosen = [form.cleaned_data.get("team") for form in self.forms if form.is_valid()]
        named = [team for team in chosen if team]
        if len(set(named)) < len(named):
            raise ValidationError(_("A team can be put forward only once."))

    def chosen(self, entries: Iterable[Entry]) -> dict[Team, str]:
        """The teams that were chosen, each with its reason."""
        teams = {str(entry.pk): entry.team for entry in entries}
        said = [form.cleaned_data for form in self.forms]
        return {teams[one["team"]]: one["reason"] for one in said if one.get("team")}


def wildcard_forms(data: Mapping[str, Any] | None, *, entries: Sequence[Entry]) -> Wildcards:
    """Three empty lines, or those that were sent."""
    lines = forms.formset_factory(
        WildcardForm, formset=Wildcards, extra=LINES, max_num=WILDCARDS_MAX, validate_max=True
    )
    return cast("Wildcards", lines(data, form_kwargs={"entries": entries}))
