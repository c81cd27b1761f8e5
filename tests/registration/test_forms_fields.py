"""Fields of registration's forms: what they read, and what they refuse."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from registration.forms.fields import DayField, MaterialField, PhoneField, WebAddressField


def archive(**names: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in names.items():
            packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "written",
    ["+7 701 234 56 78", "87012345678", "8 (701) 234-56-78", "7012345678", "+77012345678"],
)
def test_phone_of_kazakhstan_is_read_however_it_is_written(written: str) -> None:
    assert PhoneField().clean(written) == "+77012345678"


def test_phone_of_another_country_keeps_its_code() -> None:
    assert PhoneField().clean("+998 90 123 45 67") == "+998901234567"


@pytest.mark.parametrize("written", ["12", "телефон", "+7 701 234", "+999 123456789"])
def test_phone_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="for example \\+7 701 234 56 78"):
        PhoneField().clean(written)


def test_phone_may_be_left_out_where_it_is_optional() -> None:
    assert PhoneField(required=False).clean("") == ""


def test_phone_is_shown_in_groups_and_a_wrong_one_as_typed() -> None:
    assert PhoneField().prepare_value("+77012345678") == "+7 701 234 5678"
    assert PhoneField().prepare_value("12") == "12"
    assert PhoneField().prepare_value(None) is None


@pytest.mark.parametrize("written", ["27.03.2004", "2004-03-27", "27/03/2004"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_day_is_read_in_every_language(written: str, language: str) -> None:
    with translation.override(language):
        assert DayField().clean(written) == date(2004, 3, 27)


def test_web_address_without_a_scheme_is_https() -> None:
    assert WebAddressField().clean("qyran.kz") == "https://qyran.kz"


@pytest.mark.parametrize("address", ["ftp://qyran.kz", "javascript:alert(1)", "qyran", "data:x"])
def test_web_address_is_one_of_the_web(address: str) -> None:
    with pytest.raises(ValidationError):
        WebAddressField().clean(address)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        archive(slide=b"x"),
        b"\x89PNG\r\n\x1a\n x",
        b"\xff\xd8\xff\xe0 x",
        b"\x00\x00\x00\x18ftypmp42 x",
    ],
    ids=["pdf", "zip", "png", "jpeg", "mp4"],
)
def test_material_is_known_by_its_content(content: bytes) -> None:
    file = SimpleUploadedFile("whatever.exe", content)

    assert MaterialField().clean(file).read() == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90", "kind"),
        (b"%!PS", "kind"),
        (b"<svg onload=alert(1)>", "kind"),
        (b"\x00\x00\x00\x18frea", "kind"),
        (b"", "empty"),
        (b"PK\x03\x04 torn", "archive"),
    ],
)
def test_material_of_another_kind_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MaterialField().clean(SimpleUploadedFile("pitch.pdf", content))

    assert refused.value.code == code


def test_material_may_be_as_large_as_the_limit(settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    MaterialField().clean(SimpleUploadedFile("a.pdf", b"%PDF-12345"))

    with pytest.raises(ValidationError) as refused:
        MaterialField().clean(SimpleUploadedFile("a.pdf", b"%PDF-123456"))

    assert refused.value.code == "too_large"


def test_material_may_be_left_out() -> None:
    assert MaterialField(required=False).clean(None) is None
