"""Forms of the boot camp's app: reading input, never saving."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hackathon.models import User


class MentorForm(forms.Form):
    """Who advises a team."""

    mentor = forms.TypedChoiceField(label=_("Mentor"), coerce=int)

    def __init__(self, *args: Any, mentors: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentors = {person.pk: person for person in mentors}
        people = [(pk, person.full_name) for pk, person in self.mentors.items()]
        self.fields["mentor"].choices = [("", "—"), *people]  # type: ignore[attr-defined]

    def clean_mentor(self) -> User:
        """The person who was chosen."""
        return self.mentors[self.cleaned_data["mentor"]]


class AwardForm(forms.Form):
    """The sum of one prize place."""

    amount = forms.IntegerField(
        label=_("Amount, tenge"), min_value=1, widget=forms.NumberInput(attrs={"step": 1})
    )


class FundForm(forms.Form):
    """Another size of the fund."""

    fund = forms.IntegerField(label=_("Prize fund, tenge"), min_value=0)
    reason = forms.CharField(label=_("Reason"), max_length=500)


class RevokeForm(forms.Form):
    """Why a certificate loses its force."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


is_number = RegexValidator(r"\A[A-Z0-9-]+\Z", _("A number has Latin letters, digits and hyphens."))


class NumberForm(forms.Form):
    """The number that stands on a certificate."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=40,
        help_text=_("It stands below on the right, after the sign №."),
    )

    def clean_number(self) -> str:
        """The number as it is printed, whatever was typed around it."""
        number = str(self.cleaned_data["number"]).replace("№", "").strip().upper()
        is_number(number)
        return number
