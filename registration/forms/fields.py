"""Fields that read what people write: telephone numbers, days, drafts, files."""

import zipfile
from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HOME = "KZ"  # a number without a country code is one of Kazakhstan
WEB = URLValidator(schemes=["http", "https"])
UNPACKED_TIMES = 10  # an archive may unpack to this many times the largest upload, not more
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]

# What a file is, by its first bytes: a name can say anything.
SIGNATURES: tuple[tuple[int, bytes], ...] = (
    (0, b"%PDF-"),
    (0, b"PK\x03\x04"),  # zip, and with it pptx and docx
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),  # JPEG
    (4, b"ftyp"),  # MP4
)
HEAD_BYTES = 16


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
        try:
            number = phonenumbers.parse(written, HOME)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(
                _("Write a telephone number with its code, for example +7 701 234 56 78."),
                code="invalid",
            )
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

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
    default_error_messages = {
        "too_large": gettext_lazy("The file is larger than %(limit)s. Give a link instead."),
        "kind": gettext_lazy(
            "The file is no PDF, PowerPoint, Word, ZIP, PNG, JPEG or MP4. Save it as one of these."
        ),
        "archive": gettext_lazy("The file is damaged or unpacks to too much. Pack it again."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file that is too large, of another kind, or a bomb."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
            raise self._error("too_large", limit=limit)
        head = file.read(HEAD_BYTES)
        file.seek(0)
        if not any(head[at : at + len(sign)] == sign for at, sign in SIGNATURES):
            raise self._error("kind")
        if head.startswith(b"PK") and not _unpacks_within(file, self._unpacked_max()):
            raise self._error("archive")
        file.seek(0)
        return file

    def _unpacked_max(self) -> int:
        return int(settings.UPLOAD_MAX_BYTES) * UNPACKED_TIMES

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def _unpacks_within(file: "UploadedFile[Any]", limit: int) -> bool:
    """Whether an archive can be read and what it says it unpacks to stays within `limit` bytes."""
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(entry.file_size for entry in archive.infolist()) <= limit
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
