"""Shapes of the API: what is read is read strictly, what is written names its fields."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.drainage import set_override
from rest_framework import serializers
from rest_framework.fields import empty

from hackathon.kit.phones import read_phone
from hackathon.kit.translated import LANGUAGES

KEY_MAX = 2**63 - 1  # what a key of the database can hold
YEARS = range(2000, 2100)
WEB = URLValidator(schemes=["http", "https"])
UNKNOWN = _("There is no such field.")


class Output(serializers.Serializer[Any]):
    """What an answer says."""


class Input(serializers.Serializer[Any]):
    """What a request says: the fields that are named here, and no other."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse a name that this shape does not have: nothing is taken over in silence."""
        if isinstance(data, Mapping):
            strange = sorted(set(map(str, data)) - set(self.fields))
            if strange:
                raise serializers.ValidationError({name: [UNKNOWN] for name in strange})
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """A text; a number is none."""

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is no text, and end lines the same way on every device."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data)).replace("\r\n", "\n")

    def run_validation(self, data: Any = empty) -> Any:
        """A list that looks empty is no empty text."""
        if data is not empty and data is not None and not isinstance(data, str):
            self.fail_as_invalid()
        return super().run_validation(data)

    def fail_as_invalid(self) -> None:
        """Say that this is no text."""
        raise serializers.ValidationError(self.error_messages["invalid"], code="invalid")


class WebAddress(Text, serializers.URLField):
    """A full address on the web."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.validators.append(WEB)


class Mail(Text, serializers.EmailField):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)


class Whole(serializers.IntegerField):
    """A whole number; a text that looks like one is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", KEY_MAX)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        """Take numbers only."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(data)


class Yes(serializers.BooleanField):
    """True or false, in no other words."""

    def to_internal_value(self, data: Any) -> bool:
        """Take the two values of JSON only."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Choice(serializers.ChoiceField):
    """One of the codes that are named."""

    def to_internal_value(self, data: Any) -> Any:
        """Take a text only."""
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Moment(serializers.DateTimeField):
    """A moment as RFC 3339 writes it, with its time zone."""

    SHAPE = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")

    def to_internal_value(self, value: Any) -> Any:
        """Refuse a moment whose time zone has to be guessed."""
        if not isinstance(value, str) or not self.SHAPE.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ss+hh:mm")
        moment = super().to_internal_value(value)
        if moment.year not in YEARS:  # local clocks of long ago have no whole minutes
            raise serializers.ValidationError(_("Give a moment of this century."))
        return moment


class Day(serializers.DateField):
    """A day: 2004-03-27."""

    def to_internal_value(self, value: Any) -> Any:
        """Take a text only."""
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class TextsInput(Input):
    """A text in every language of the site."""

    def __init__(self, *args: Any, text_max: int = 20_000, **kwargs: Any) -> None:
        self.text_max = text_max
        super().__init__(*args, **kwargs)
        # each length is a shape of its own in the description
        set_override(self, "component_name", f"TextsUpTo{text_max}")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One text for each language, none of them missing."""
        return {code: Text(max_length=self.text_max) for code in LANGUAGES}


class Texts(serializers.DictField):
    """A text by language, as it is kept: {"kk": ..., "ru": ..., "en": ...}."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(allow_blank=True), **kwargs)


class Phone(Text):
    """A telephone number, kept as E.164."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Refuse what cannot be called."""
        number = read_phone(super().to_internal_value(data))
        if number is None:
            message = _("Write a telephone number with its code, for example +7 701 234 56 78.")
            raise serializers.ValidationError(message)
        return number


class Language(Choice):
    """One of the languages of the site."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=settings.LANGUAGES, **kwargs)


class Empty(Input):
    """A request that says nothing but that the act is to be done."""


class ReasonInput(Input):
    """Why something is done."""

    reason = Text(max_length=2000)


class BlockerOutput(Output):
    """One thing still to do, how many are left, and the page on which it is done."""

    message = serializers.CharField()
    count = serializers.IntegerField()
    url = serializers.CharField(allow_blank=True)


class RefusalOutput(Output):
    """A rule of the hackathon said no: a code for the machine, a message for the person."""

    code = serializers.CharField()
    message = serializers.CharField()
    blockers = BlockerOutput(many=True, required=False)
    field = serializers.CharField(required=False)


class DeniedOutput(Output):
    """The request was not let in, or found nothing."""

    detail = serializers.CharField()


def texts_of(value: Mapping[str, str]) -> dict[str, str]:
    """What a `TextsInput` read, as the services take it."""
    return {code: value.get(code, "") for code in LANGUAGES}


class Beside:
    """A row with facts beside its own columns, as one thing that a shape can write."""

    def __init__(self, row: Any, **facts: Any) -> None:
        self.__dict__.update(facts, _row=row)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_row"], name)
