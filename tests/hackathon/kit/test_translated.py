"""Texts in three languages: what is said, what is missing, and how a form reads them."""

from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from hackathon.kit.translated import (
    TranslatedField,
    TranslatedFormField,
    missing_languages,
    say,
)

ALL = {"kk": "Ереже", "ru": "Правила", "en": "Rules"}


@pytest.mark.parametrize(
    ("texts", "language", "words"),
    [
        (ALL, "kk", "Ереже"),
        (ALL, "ru", "Правила"),
        (ALL, "en-gb", "Rules"),
        (ALL, "fr", "Ереже"),
        (ALL | {"ru": ""}, "ru", "Ереже"),
        ({"en": "Rules"}, "kk", "Rules"),
        ({"kk": ""}, "kk", ""),
        ({}, "kk", ""),
        (None, "kk", ""),
        ("as it is", "kk", "as it is"),
    ],
)
def test_text_is_said_in_a_language_or_the_first_there_is(texts, language, words) -> None:
    assert say(texts, language) == words


def test_text_is_said_in_the_readers_language() -> None:
    with translation.override("ru"):
        assert say(ALL) == "Правила"
    with translation.override(None):
        assert say(ALL) == "Ереже"


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        (ALL, []),
        (ALL | {"ru": "  "}, ["ru"]),
        ({"ru": "Правила"}, ["kk", "en"]),
        ({}, ["kk", "ru", "en"]),
        (None, ["kk", "ru", "en"]),
    ],
)
def test_missing_languages(texts, missing: list[str]) -> None:
    assert missing_languages(texts) == missing


# --- the column


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Rules", "invalid"),
        (["Rules"], "invalid"),
        (ALL | {"fr": "Règles"}, "invalid"),
        (ALL | {"ru": 1}, "invalid"),
        (ALL | {"ru": " "}, "incomplete"),
        ({"kk": "Ереже"}, "incomplete"),
    ],
)
def test_column_refuses(value, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        TranslatedField().validate(value, None)

    assert error.value.code == code


@pytest.mark.parametrize("value", [{}, {"kk": "Ереже"}, ALL | {"ru": ""}, ALL])
def test_column_that_may_be_blank_takes_gaps(value: dict) -> None:
    assert TranslatedField(blank=True).validate(value, SimpleNamespace()) is None


def test_column_makes_a_field_of_a_form() -> None:
    field = TranslatedField("Title").formfield()
    optional = TranslatedField("Title", blank=True).formfield(label="Headline")

    assert isinstance(field, TranslatedFormField)
    assert (field.required, field.label) == (True, "Title")
    assert (optional.required, optional.label) == (False, "Headline")
    assert TranslatedField().get_default() == {}


# --- the form


class TitleForm(forms.Form):
    title = TranslatedFormField(max_length=20)
    note = TranslatedFormField(required=False, rows=3)


FILLED = {"title_kk": "Ереже ", "title_ru": "Правила", "title_en": "Rules"}


def test_form_reads_three_inputs_into_one_text() -> None:
    form = TitleForm(FILLED | {"note_ru": "Да"})

    assert form.is_valid()
    assert form.cleaned_data == {"title": ALL, "note": {"kk": "", "ru": "Да", "en": ""}}


def test_form_reads_nothing_as_empty_texts() -> None:
    form = TitleForm(FILLED)

    assert form.is_valid()
    assert form.cleaned_data["note"] == dict.fromkeys(ALL, "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title_ru": ""}, "incomplete"),
        ({"title_ru": "   "}, "incomplete"),
        ({"title_kk": "", "title_ru": "", "title_en": ""}, "required"),
        ({"title_en": "x" * 21}, "max_length"),
    ],
)
def test_form_refuses_a_gap_where_the_text_is_needed(change: dict, code: str) -> None:
    form = TitleForm(FILLED | change)

    assert [error.code for error in form.errors["title"].as_data()] == [code]


def test_form_shows_each_text_in_its_own_input() -> None:
    page = str(TitleForm(initial={"title": ALL})["title"])

    for code, words in ALL.items():
        before, _value, after = page.partition(f'value="{words}"')
        tag = before.rpartition("<input")[2] + after.partition(">")[0]
        assert f'name="title_{code}"' in tag
        assert f'lang="{code}"' in tag
    assert page.count("<label") == 3
    assert str(TitleForm()["note"]).count("<textarea") == 3
