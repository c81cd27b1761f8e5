"""Fields that read what people write: telephone numbers, days, drafts, files."""

from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from hackathon.kit.materials import FAULTS, fault_of
from hackathon.kit.phones import read_phone

WEB = URLValidator(schemes=["http", "https"])
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]


class WhenSent(forms.Field):
    """A field that sending needs, and that a draft may leave empty."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class DraftText(WhenSent, forms.CharField):
    """A text that may still be missing in a draft; its lines end the same way on every device."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class DraftChoice(WhenSent, forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among rows that may still be missing in a draft."""


class DraftChoices(WhenSent, forms.MultipleChoiceField):
    """Choices that may still be missing in a draft; an emptied group is sent as one empty value."""

    def to_python(self, value: Any) -> list[str]:
        return [choice for choice in super().to_python(value) if choice]


class PhoneField(forms.CharField):
    """A telephone number, read as people write it and kept as E.164."""

    widget = forms.TelInput(attrs={"autocomplete": "tel", "class": "w-m"})

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        if not written:
            return ""
        number = read_phone(written)
        if number is None:
            raise ValidationError(
                _("Write a telephone number with its code, for example +7 701 234 56 78."),
                code="invalid",
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a kept number in groups of digits, and what a person typed as it was typed."""
        try:
            number = phonenumbers.parse(value, None)
        except phonenumbers.NumberParseException:
            return value
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class DayField(forms.DateField):
    """A day, written with figures."""

    widget = forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric"})
    input_formats = DAY_FORMATS


class WebAddressField(forms.URLField):
    """An address on the web; one without a scheme is taken as https."""

    default_validators = [WEB]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class MaterialField(forms.FileField):
    """A file that a team hands in, known by its content and not by its name."""

    widget = forms.FileInput
    default_error_messages = FAULTS

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file that is too large, of another kind, or a bomb."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        limit = int(settings.UPLOAD_MAX_BYTES)
        if fault := fault_of(file, limit=limit):
            params = {"limit": filesizeformat(limit)}
            raise ValidationError(self.error_messages[fault], code=fault, params=params)
        return file
