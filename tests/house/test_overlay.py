"""Nobody meets an English sentence of a library on a Kazakh or Russian page."""

import gettext
import re
from datetime import UTC, datetime

import pytest
from django import forms
from django.core.management import call_command
from django.utils import formats, translation
from django.utils.translation.trans_real import DjangoTranslation

from hackathon.management.catalogues import PLACEHOLDER, placeholders
from tests.house.third_party import messages

SAME_IN_EVERY_LANGUAGE = {
    ":?.!",
    ":",
    "…",
    ", ",
    "%(truncated_text)s…",
    "IPv4",
    "IPv6",
    "WebAuthn",
}
SAME = {"kk": SAME_IN_EVERY_LANGUAGE, "ru": SAME_IN_EVERY_LANGUAGE | {"URL"}}
NUMBERS = (1, 2, 5, 21)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    """Catalogues as they are now, not as they were when Python first read them."""
    call_command("compile_messages", verbosity=0)
    gettext._translations.clear()


@pytest.fixture(scope="module", params=["kk", "ru"])
def catalogue(request):
    """Everything Django says in one language: its own words, the libraries', the overlay's."""
    return DjangoTranslation(request.param)


def said(catalogue, message):
    """What a person reads: one text, or one for each kind of number."""
    key = f"{message.context}\4{message.msgid}" if message.context else message.msgid
    if not message.plural:
        return {catalogue.gettext(key)}
    plural = f"{message.context}\4{message.plural}" if message.context else message.plural
    return {catalogue.ngettext(key, plural, number) for number in NUMBERS}


def test_the_libraries_are_read():
    found = {message.msgid for message in messages()}

    assert len(found) > 700
    assert {"This field is required.", "Incorrect code.", "Not found.", "%(num)d year"} <= found
    assert {"Sign In", "Download codes", "Successfully signed in as %(name)s."} <= found


def test_every_message_is_said_in_the_persons_language(catalogue):
    english = [
        (message.place, message.msgid)
        for message in messages()
        if message.msgid not in SAME[catalogue.language()]
        for text in said(catalogue, message)
        if text.rpartition("\4")[2] in {message.msgid, message.plural}
    ]

    assert english == []


def test_what_is_the_same_in_every_language_is_still_said_by_a_library():
    assert {message.msgid for message in messages()} >= SAME_IN_EVERY_LANGUAGE


def test_every_place_that_a_program_fills_in_is_kept(catalogue):
    broken = [
        (message.msgid, text)
        for message in messages()
        for text in said(catalogue, message)
        if not _keeps_places(message, text)
    ]

    assert broken == []


def _keeps_places(message, text):
    """Whether a text has its message's places; "an hour ago" of two forms has none."""
    if not message.plural:
        return placeholders(text) == placeholders(message.msgid)
    return placeholders(text) in (placeholders(message.msgid), placeholders(message.plural))


def test_no_word_mixes_latin_and_cyrillic_letters(catalogue):
    texts = {PLACEHOLDER.sub(" ", t) for message in messages() for t in said(catalogue, message)}
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}

    mixed = {w for w in words if re.search("[A-Za-z]", w) and re.search("[А-яЁёІіҺһ]", w)}
    assert mixed == set()


class Sample(forms.Form):
    """A field of each kind that people fill in wrong."""

    name = forms.CharField(min_length=3)
    address = forms.EmailField()
    track = forms.ChoiceField(choices=[("ai", "AI")])
    day = forms.DateField()


@pytest.mark.parametrize(
    ("language", "errors"),
    [
        (
            "kk",
            {
                "name": ["Кемінде 3 таңба болуы керек (қазір 1)."],
                "address": ["Дұрыс электрондық пошта мекенжайын енгізіңіз."],
                "track": ["Тізімнен таңдаңыз. web3 мәні тізімде жоқ."],
                "day": ["Дұрыс күнді енгізіңіз."],
            },
        ),
        (
            "ru",
            {
                "name": ["Убедитесь, что это значение содержит не менее 3 символов (сейчас 1)."],
                "address": ["Введите правильный адрес электронной почты."],
                "track": ["Выберите корректный вариант. web3 нет среди допустимых значений."],
                "day": ["Введите правильную дату."],
            },
        ),
    ],
)
def test_a_form_explains_itself_in_the_persons_language(language, errors):
    filled = {"name": "А", "address": "abai", "track": "web3", "day": "31.02.2026"}

    with translation.override(language):
        assert Sample(filled).errors == errors


@pytest.mark.parametrize(
    ("language", "moment", "day", "month", "number"),
    [
        ("kk", "2026 ж. 18 қыркүйек, 23:59", "18 қыркүйек", "2026 ж. қыркүйек", "1\xa0234,5"),
        ("ru", "18 сентября 2026 г., 23:59", "18 сентября", "Сентябрь 2026 г.", "1\xa0234,5"),
        ("en", "18 September 2026, 23:59", "18 September", "September 2026", "1\xa0234.5"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(language, moment, day, month, number):
    at = datetime(2026, 9, 18, 23, 59, tzinfo=UTC)

    with translation.override(language):
        assert formats.date_format(at, "DATETIME_FORMAT") == moment
        assert formats.date_format(at, "MONTH_DAY_FORMAT") == day
        assert formats.date_format(at, "YEAR_MONTH_FORMAT") == month
        assert formats.date_format(at, "SHORT_DATETIME_FORMAT") == "18.09.2026 23:59"
        assert formats.number_format(1234.5, force_grouping=True) == number
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("written", ["18.09.2026", "2026-09-18"])
def test_a_date_is_read_as_it_is_written_here(language, written):
    with translation.override(language):
        assert forms.DateField().clean(written).isoformat() == "2026-09-18"
