"""Texts that exist in three languages: one JSON column {kk, ru, en}."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def say(texts: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The text in `language` (default: the reader's), else the first that is there."""
    if isinstance(texts, str) or not texts:
        return str(texts or "")
    wanted = (language or get_language() or LANGUAGES[0])[:2]
    return texts.get(wanted) or next((texts[code] for code in LANGUAGES if texts.get(code)), "")


def in_every_language(words: Callable[[], Any]) -> dict[str, str]:
    """What `words` says in each language of the site: one text for many readers."""
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = str(words())
    return texts


def missing_languages(texts: Mapping[str, str] | None) -> list[str]:
    """The codes of the languages in which nothing is said yet."""
    return [code for code in LANGUAGES if not (texts or {}).get(code, "").strip()]


def every_language(field: str) -> Q:
    """For a CHECK: the column has a key for each language."""
    conditions = Q()
    for code in LANGUAGES:
        conditions &= Q(**{f"{field}__has_key": code})
    return conditions


class TranslatedField(models.JSONField):
    """A column that says one thing in every language of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse anything but texts under known languages, and a gap unless blank is allowed."""
        super().validate(value, model_instance)
        is_texts = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        if not is_texts or set(value) - set(LANGUAGES):
            raise ValidationError(_("Texts must be given by language."), code="invalid")
        if not self.blank and missing_languages(value):
            raise ValidationError(_("Write this in every language."), code="incomplete")

    def formfield(self, **kwargs: Any) -> Any:
        """Three inputs, one under the other."""
        return TranslatedFormField(
            required=not self.blank, label=kwargs.get("label") or self.verbose_name
        )


class TranslatedWidget(forms.MultiWidget):
    """One input for each language."""

    template_name = "forms/translated.html"

    def __init__(self, *, rows: int = 0, attrs: dict[str, Any] | None = None) -> None:
        one = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(dict.fromkeys(LANGUAGES, one), attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """Spread the texts over the inputs."""
        return [(value or {}).get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template which input is for which language."""
        context = super().get_context(name, value, attrs)
        for (code, language), part in zip(
            settings.LANGUAGES, context["widget"]["subwidgets"], strict=True
        ):
            part["attrs"] |= {"lang": code, "class": "input"}
            part["language"] = language
        return context


class TranslatedFormField(forms.MultiValueField):
    """Reads three inputs into {kk, ru, en}."""

    def __init__(self, *, rows: int = 0, max_length: int | None = None, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, max_length=max_length) for _code in LANGUAGES]
        kwargs.setdefault("widget", TranslatedWidget(rows=rows))
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Put the inputs together, and refuse a gap where the text is required."""
        texts = dict(zip(LANGUAGES, data_list or [""] * len(LANGUAGES), strict=True))
        if self.required and missing_languages(texts):
            raise ValidationError(_("Write this in every language."), code="incomplete")
        return texts
