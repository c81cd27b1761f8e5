"""Forms about people: their own data, what they accept, and whom a captain invites."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from hackathon.models import City, Hackathon
from hackathon.states import LegalKind
from registration.forms.fields import DayField, PhoneField
from registration.states import NEEDED_PURPOSES, Declaration, Purpose, Role

Words = tuple[Any, Any]  # what the person says, and what to do where it was left out

DECLARED: Mapping[str, Words] = {
    Declaration.RULES: (
        gettext_lazy("I have read the rules of the hackathon and accept them without reservation."),
        gettext_lazy("Accept the rules: nobody can take part without that."),
    ),
    Declaration.EQUIPMENT: (
        gettext_lazy(
            "I bring my own equipment: a laptop, its charger and whatever else my work needs."
        ),
        gettext_lazy("Confirm that you bring your own equipment."),
    ),
    Declaration.WARRANTY: (
        gettext_lazy("What we submit is ours or may be used by us: it breaks nobody's rights."),
        gettext_lazy("Confirm that your material breaks nobody's rights."),
    ),
    Declaration.DESCRIPTION: (
        gettext_lazy(
            "The organizer may describe our work, edit and publish the description and pass it "
            "on, and may use a winner's material for information and advertising."
        ),
        gettext_lazy("Allow the organizer to describe and publish the work."),
    ),
    Declaration.MEMBERS_CONSENT: (
        gettext_lazy(
            "Every member agreed that I give their data. I told them what it is for, and I "
            "answer for its being lawful and correct."
        ),
        gettext_lazy("Confirm that the members agreed to your giving their data."),
    ),
}
READ_IN: Mapping[str, tuple[str, Any]] = {  # the text that a box stands in, and the way to it
    Declaration.MEMBERS_CONSENT: (
        LegalKind.CONSENT,
        gettext_lazy("Read the consent (opens in a new tab)"),
    ),
    Purpose.TAKING_PART: (
        LegalKind.CONSENT,
        gettext_lazy("Read the consent (opens in a new tab)"),
    ),
    Purpose.PRIZE: (LegalKind.CONSENT, gettext_lazy("Read the consent (opens in a new tab)")),
    Purpose.OTHER_EVENTS: (
        LegalKind.PRIVACY,
        gettext_lazy("Read the privacy policy (opens in a new tab)"),
    ),
}
IN_THE_RULES = (LegalKind.RULES, gettext_lazy("Read the rules (opens in a new tab)"))
CONSENTED: Mapping[str, Words] = {
    Purpose.TAKING_PART: (
        gettext_lazy("I consent to the processing of my data for taking part in the hackathon."),
        gettext_lazy("Without this consent you cannot be registered."),
    ),
    Purpose.PRIZE: (
        gettext_lazy("I consent to the processing of my data for receiving a prize."),
        gettext_lazy("Without this consent a prize could not be given to your team."),
    ),
    Purpose.OTHER_EVENTS: (
        gettext_lazy("I want to be told of the organizer's other events."),
        "",
    ),
}


class OwnDataForm(forms.Form):
    """What participants say for themselves: who they are, what they accept and consent to."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=150,
        help_text=gettext_lazy("As in your identity document: it stands on certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your full name.")},
    )
    birth_date = DayField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("Day, month, year: for example, 27.03.2004"),
        widget=forms.DateInput(
            format="%d.%m.%Y", attrs={"inputmode": "numeric", "autocomplete": "bday"}
        ),
        error_messages={
            "required": gettext_lazy("Write your date of birth."),
            "invalid": gettext_lazy("Write the date as day, month, year: for example, 27.03.2004"),
        },
    )
    phone = PhoneField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("Only the organizer sees it. For example, +7 701 234 56 78"),
        error_messages={"required": gettext_lazy("Write your telephone number.")},
    )
    city: "forms.ModelChoiceField[City]" = forms.ModelChoiceField(
        label=gettext_lazy("City"),
        queryset=None,
        empty_label=gettext_lazy("Choose a city"),
        widget=forms.Select(attrs={"class": "w-m"}),
        error_messages={"required": gettext_lazy("Choose your city.")},
    )

    def __init__(
        self,
        *args: Any,
        hackathon: Hackathon,
        declarations: Sequence[str],
        addresses: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`addresses` leads from the kind of a legal text to the page where it can be read."""
        super().__init__(*args, **kwargs)
        cities = hackathon.cities.all()
        if cities:
            self.fields["city"].queryset = cities  # type: ignore[attr-defined]
        else:
            del self.fields["city"]
        for code in declarations:
            self._ask(f"declaration_{code}", DECLARED[code], _read_link(code, addresses))
        for code in Purpose.values:
            hint = _read_link(code, addresses)
            self._ask(f"purpose_{code}", CONSENTED[code], hint, needed=code in NEEDED_PURPOSES)

    def _ask(self, name: str, words: Words, hint: str = "", *, needed: bool = True) -> None:
        """Add one box to tick."""
        says, left_out = words
        self.fields[name] = forms.BooleanField(
            label=says, help_text=hint, required=needed, error_messages={"required": left_out}
        )

    def _bound(self, prefix: str) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith(prefix)]

    def _ticked(self, prefix: str) -> list[str]:
        return [
            name.removeprefix(prefix)
            for name in self.fields
            if name.startswith(prefix) and self.cleaned_data.get(name)
        ]

    @property
    def own_fields(self) -> list[BoundField]:
        """The fields about the person."""
        boxes = ("declaration_", "purpose_")
        return [self[name] for name in self.fields if not name.startswith(boxes)]

    @property
    def declaration_fields(self) -> list[BoundField]:
        """The boxes of what is accepted or declared."""
        return self._bound("declaration_")

    @property
    def purpose_fields(self) -> list[BoundField]:
        """The boxes of consent, one for each purpose."""
        return self._bound("purpose_")

    def facts(self) -> dict[str, Any]:
        """What was filled in, as the services take it."""
        return {
            "full_name": self.cleaned_data["full_name"],
            "birth_date": self.cleaned_data["birth_date"],
            "phone": self.cleaned_data["phone"],
            "city": self.cleaned_data.get("city"),
            "declarations": self._ticked("declaration_"),
            "purposes": self._ticked("purpose_"),
        }


def ticked(declarations: Iterable[str], purposes: Iterable[str]) -> dict[str, bool]:
    """The boxes that a person has ticked before, as initial values of the form."""
    return {f"declaration_{code}": True for code in declarations} | {
        f"purpose_{code}": True for code in purposes
    }


def _read_link(code: str, addresses: Mapping[str, str]) -> SafeString | str:
    """The way to the text that a box stands in, in a tab of its own so that nothing is lost."""
    kind, words = READ_IN.get(code, IN_THE_RULES)
    if kind not in addresses:
        return ""
    link = '<a href="{}" target="_blank" rel="noopener">{}</a>'
    return format_html(link, addresses[kind], words)


class InviteForm(forms.Form):
    """What a captain says about a member: the invited person confirms it or declines."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the member's full name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("The invitation goes to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the member's e-mail address."),
            "invalid": gettext_lazy("Write an e-mail address such as name@example.kz."),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role in the team"),
        choices=[("", gettext_lazy("Choose a role")), *Role.choices],
        error_messages={"required": gettext_lazy("Choose the member's role.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES
    )
    instead_of = forms.IntegerField(widget=forms.HiddenInput, required=False)


def consent_years_words(hackathon: Hackathon) -> str:
    """How long a consent holds, in words (R3.7)."""
    years = hackathon.consent_years
    message = ngettext(
        "A consent holds for %(years)d year. You can withdraw it at any time under “My data”.",
        "A consent holds for %(years)d years. You can withdraw it at any time under “My data”.",
        years,
    )
    return message % {"years": years}
