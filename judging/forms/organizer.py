"""How an organizer sets a round up, and what an organizer decides in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hackathon.kit.sorting import in_order
from hackathon.kit.translated import TranslatedFormField
from hackathon.models import User
from hackathon.queries import people_with
from judging.criteria import BONUS_POINTS
from judging.models import Criterion, Round
from judging.rules import TEXT_MAX
from judging.states import ConflictKind
from registration.models import Entry, Team

MOST = 100


class NewRoundForm(forms.Form):
    """The two figures that a round begins with; all else has the rulebook's value."""

    places = forms.IntegerField(
        label=_("Teams that go on"), min_value=1, max_value=1000, initial=10
    )
    bonus_points = forms.IntegerField(
        label=_("Most points of a bonus"), min_value=1, max_value=MOST, initial=BONUS_POINTS
    )


class SettingsForm(forms.Form):
    """How a round counts, until its criteria are fixed."""

    places = forms.IntegerField(label=_("Teams that go on"), min_value=1, max_value=1000)
    readings = forms.IntegerField(
        label=_("Judges who read each team"),
        help_text=_("Leave it empty if every judge reads every team."),
        required=False,
        min_value=1,
        max_value=MOST,
    )
    readings_needed = forms.IntegerField(
        label=_("Judges that a team needs"),
        help_text=_(
            "Leave it empty if nobody who reads a team may be missing; where every judge reads "
            "every team, one without a conflict is enough."
        ),
        required=False,
        min_value=1,
        max_value=MOST,
    )
    quorum_percent = forms.IntegerField(
        label=_("Quorum of the vote, percent of the judges"), min_value=0, max_value=MOST
    )
    threshold_percent = forms.IntegerField(
        label=_("A team passes above so many percent of votes for"), min_value=0, max_value=MOST
    )
    must_pass_vote = forms.BooleanField(
        label=_("A team goes on only if the vote lets it through"), required=False
    )
    allows_halves = forms.BooleanField(label=_("Half points are allowed"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, round: Round) -> None:
        initial = {name: getattr(round, name) for name in self.base_fields}
        super().__init__(data, initial=initial, prefix="settings")


class CriterionForm(forms.Form):
    """One criterion: what judges read, and how many points it has."""

    title = TranslatedFormField(label=_("Title"), max_length=100)
    hint = TranslatedFormField(label=_("What to look at"), rows=3, max_length=1000)
    max_points = forms.IntegerField(label=_("Most points"), min_value=1, max_value=MOST)

    def __init__(self, data: Mapping[str, Any] | None = None, *, criterion: Criterion) -> None:
        initial = {name: getattr(criterion, name) for name in self.base_fields}
        super().__init__(data, initial=initial, prefix=criterion.code)
        self.criterion = criterion


class ReasonForm(forms.Form):
    """Why something that was done is undone."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give the reason.")},
    )


class ConflictForm(forms.Form):
    """A conflict that the organizer knows of."""

    judge: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Judge"), queryset=None, empty_label="—"
    )
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("Team"), queryset=None, empty_label="—"
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ConflictKind)
    note = forms.CharField(label=_("What it is"), max_length=500, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, round: Round) -> None:
        super().__init__(data, prefix="conflict")
        stage = round.stage
        self.fields["judge"].queryset = people_with(  # type: ignore[attr-defined]
            stage.hackathon, "is_judge"
        )
        self.fields["team"].queryset = stage.hackathon.teams.filter(  # type: ignore[attr-defined]
            entries__stage=stage
        ).order_by(in_order("name"))


class OrderForm(forms.Form):
    """The jury's order inside each group of teams that nothing else splits, and its reason."""

    reason = forms.CharField(
        label=_("Why this order"),
        help_text=_("It is written down in the protocol."),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        groups: Sequence[Sequence[Entry]],
        order: Sequence[int] = (),
    ) -> None:
        super().__init__(data)
        self.groups = groups
        for group in groups:
            numbers = [(str(n), str(n)) for n in range(1, len(group) + 1)]
            decided = [key for key in order if key in {entry.pk for entry in group}]
            for entry in group:
                before = decided.index(entry.pk) + 1 if entry.pk in decided else ""
                self.fields[f"place-{entry.pk}"] = forms.ChoiceField(
                    label=entry.team.name,
                    choices=[("", "–"), *numbers],
                    initial=str(before),
                    error_messages={"required": _("Give every team its number.")},
                )
        self.order_fields(sorted(self.fields, key=lambda name: name == "reason"))

    def lines(self) -> list[list[tuple[Entry, forms.BoundField]]]:
        """Each group with the field of each of its teams."""
        return [[(entry, self[f"place-{entry.pk}"]) for entry in group] for group in self.groups]

    def clean(self) -> dict[str, Any]:
        """A number is given once in its group."""
        for group in self.groups:
            given = [self.cleaned_data.get(f"place-{entry.pk}") for entry in group]
            if None not in given and len(set(given)) < len(given):
                raise ValidationError(_("Give every team of a group its own number."))
        return self.cleaned_data

    @property
    def order(self) -> list[int]:
        """The entries, the better first."""
        return [
            entry.pk
            for group in self.groups
            for entry in sorted(group, key=lambda one: int(self.cleaned_data[f"place-{one.pk}"]))
        ]
