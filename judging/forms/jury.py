"""What a judge declares, and how a judge votes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.states import ConflictKind, VoteChoice
from registration.models import Entry, Team

NOTE_MAX = 500


class ConflictsForm(forms.Form):
    """One line for each team: no conflict, or which one (R5.4)."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, entries: Iterable[Entry]) -> None:
        super().__init__(data)
        self.entries = list(entries)
        for entry in self.entries:
            self.fields[f"kind-{entry.pk}"] = forms.ChoiceField(
                label=entry.team.name,
                required=False,
                choices=[("", _("no conflict")), *ConflictKind.choices],
            )
            self.fields[f"note-{entry.pk}"] = forms.CharField(
                label=_("What it is"), required=False, max_length=NOTE_MAX
            )

    def fields_of(self, entry: Entry) -> tuple[forms.BoundField, forms.BoundField]:
        """The two fields of a team."""
        return self[f"kind-{entry.pk}"], self[f"note-{entry.pk}"]

    @property
    def conflicts(self) -> dict[Team, str]:
        """The teams with a conflict, and its kind."""
        said = ((entry, self.cleaned_data[f"kind-{entry.pk}"]) for entry in self.entries)
        return {entry.team: kind for entry, kind in said if kind}

    @property
    def notes(self) -> dict[Team, str]:
        """What was written about a conflict."""
        return {entry.team: self.cleaned_data[f"note-{entry.pk}"] for entry in self.entries}


class BallotForm(forms.Form):
    """A vote on every team that the judge marked: for, against, abstain (R5.3)."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, entries: Iterable[Entry]) -> None:
        super().__init__(data)
        self.entries = list(entries)
        for entry in self.entries:
            self.fields[f"entry-{entry.pk}"] = forms.ChoiceField(
                label=entry.team.name,
                choices=VoteChoice.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Vote for, against, or abstain.")},
            )

    def field_of(self, entry: Entry) -> forms.BoundField | None:
        """The radios of a team; None where the judge has no vote."""
        name = f"entry-{entry.pk}"
        return self[name] if name in self.fields else None

    @property
    def choices(self) -> dict[Entry, str]:
        """What was chosen, by team."""
        return {entry: self.cleaned_data[f"entry-{entry.pk}"] for entry in self.entries}

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many votes of each kind are on the ballot, in words."""
        said = list(self.choices.values())
        return [(str(choice.label), said.count(choice)) for choice in VoteChoice]
