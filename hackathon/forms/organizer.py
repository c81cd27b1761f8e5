"""Forms of the organizer's pages on the ground floor."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hackathon.kit.look import MomentField
from hackathon.kit.translated import TranslatedFormField
from hackathon.models import City, Hackathon, Stage
from hackathon.states import LegalKind


class DatesForm(forms.Form):
    """When a stage opens and closes."""

    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"opens_at": stage.opens_at, "closes_at": stage.closes_at})
        super().__init__(*args, **kwargs)
        self.stage = stage

    def clean_opens_at(self) -> datetime:
        return self._exact("opens_at")

    def clean_closes_at(self) -> datetime:
        """A day that ends at 23:59 ends with its last second (R2.2)."""
        closes_at = self._exact("closes_at")
        at = timezone.localtime(closes_at)
        return closes_at.replace(second=59) if (at.hour, at.minute) == (23, 59) else closes_at

    def _exact(self, name: str) -> datetime:
        """What was typed; a moment that was left as it is keeps the seconds that no input shows."""
        given: datetime = self.cleaned_data[name]
        before: datetime = self.initial[name]
        return before if before.replace(second=0, microsecond=0) == given else given


class BadgeForm(forms.Form):
    """Who is named, and what for."""

    email = forms.EmailField(label=_("E-mail"))
    full_name = forms.CharField(label=_("Full name"), max_length=150)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
    roles = forms.MultipleChoiceField(
        label=_("What this person is"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("is_organizer", _("Organizer")),
            ("is_judge", _("Judge")),
            ("is_chair", _("Chair of the jury")),
            ("is_mentor", _("Mentor")),
            ("is_auditor", _("Auditor")),
        ],
    )
    city: "forms.ModelChoiceField[City]" = forms.ModelChoiceField(
        label=_("Only for this city"),
        queryset=None,
        required=False,
        empty_label=_("the whole hackathon"),
        help_text=_("An organizer of one city sees the applications of that city."),
    )
    organization = forms.CharField(label=_("Organization"), max_length=150, required=False)
    position = TranslatedFormField(label=_("Position"), required=False, max_length=150)

    def __init__(self, *args: Any, hackathon: Hackathon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = hackathon.cities.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only an organizer has a city."""
        facts = self.cleaned_data
        if facts.get("city") and "is_organizer" not in facts.get("roles", ["is_organizer"]):
            self.add_error("city", _("Only an organizer is named for one city."))
        return facts


class LegalTextForm(forms.Form):
    """The next version of a text that binds."""

    kind = forms.ChoiceField(label=_("Which text"), choices=LegalKind)
    title = TranslatedFormField(label=_("Title"), max_length=200)
    text = TranslatedFormField(label=_("Text"), rows=10, help_text=_("Markdown"))
    change = TranslatedFormField(label=_("What changed"), rows=2, required=False)


class NewsForm(forms.Form):
    """An announcement."""

    title = TranslatedFormField(label=_("Title"), max_length=200)
    text = TranslatedFormField(label=_("Text"), rows=5, help_text=_("Markdown"))


class SessionForm(forms.Form):
    """A line of the timetable."""

    stage: "forms.ModelChoiceField[Stage]" = forms.ModelChoiceField(
        label=_("Stage"), queryset=None, empty_label="—"
    )
    title = TranslatedFormField(label=_("Title"), max_length=200)
    speaker = forms.CharField(label=_("Speaker"), max_length=150, required=False)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    city: "forms.ModelChoiceField[City]" = forms.ModelChoiceField(
        label=_("City"), queryset=None, required=False, empty_label=_("every city")
    )
    starts_at = MomentField(label=_("Starts"))
    ends_at = MomentField(label=_("Ends"))

    def __init__(self, *args: Any, hackathon: Hackathon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = hackathon.stages.all()  # type: ignore[attr-defined]
        self.fields["city"].queryset = hackathon.cities.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A session ends after it starts."""
        facts = self.cleaned_data
        starts, ends = facts.get("starts_at"), facts.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("A session ends after it starts."))
        return facts
