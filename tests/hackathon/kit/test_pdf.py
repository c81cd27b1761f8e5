"""Documents: real text in every language, the same bytes every time, nothing from outside."""

import hashlib
import os
import socket
import subprocess
import sys
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from django.utils.translation import get_language
from pypdf import PdfReader

from hackathon.kit.pdf import render_pdf
from hackathon.kit.shelf import ForbiddenAddressError, ShelfFetcher

KAZAKH = "Әбілқасым Ғұмарұлы Қыран Өскемен Һәм ҢІ – 10 000 000 ₸"
PAGE = """<!doctype html><html lang="{{ language }}"><head><title>{{ title }}</title><style>
@font-face { font-family: Onest; src: url(font:Onest_400Regular.ttf) }
body { font-family: Onest }</style></head><body><h1>{{ title }}</h1>{{ extra }}</body></html>"""
DRAWING = (
    "data:image/svg+xml;base64,"
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI4IiBoZWlnaHQ9IjgiLz4="
)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})],
            "autoescape": False,
        },
    }
]


@pytest.fixture(autouse=True)
def _templates(settings):
    settings.TEMPLATES = TEMPLATES


def document(extra="", title=KAZAKH):
    return render_pdf(
        "page.html", {"title": title, "language": "kk", "extra": extra}, language="kk"
    )


def test_document_holds_its_text_title_language_and_font():
    pdf = PdfReader(BytesIO(document()))

    assert " ".join(pdf.pages[0].extract_text().split()) == KAZAKH
    assert pdf.metadata.title == KAZAKH
    assert pdf.trailer["/Root"]["/Lang"] == "kk"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_data()
    [font] = pdf.pages[0]["/Resources"]["/Font"].values()
    assert "Onest" in font["/BaseFont"]


def test_document_is_set_in_the_language_asked_for_and_leaves_the_reader_s_alone():
    with translation.override("ru"):
        pdf = render_pdf("page.html", {"title": Spoken()}, language="kk")
        after = get_language()

    assert PdfReader(BytesIO(pdf)).metadata.title == "kk"
    assert after == "ru"


class Spoken:
    """A fact that says which language it is read in."""

    def __str__(self):
        return get_language()


def test_same_facts_give_the_same_bytes_and_others_do_not():
    first = document()

    assert document() == first
    assert document(title="Other") != first
    assert document() == first


ELSEWHERE = f"""
import django, hashlib
from django.conf import settings
django.setup()
settings.TEMPLATES = {TEMPLATES!r}
from hackathon.kit.pdf import render_pdf
facts = {{"title": {KAZAKH!r}, "language": "kk", "extra": ""}}
print(hashlib.sha256(render_pdf("page.html", facts, language="kk")).hexdigest())
"""


def test_another_process_gives_the_same_bytes():
    said = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == hashlib.sha256(document()).hexdigest()


def test_document_may_use_our_images_and_drawings_of_its_own():
    image = '<img src="img:logo.svg" alt="Шаңырақ">'
    drawing = f'<img src="{DRAWING}" alt="QR">'

    assert len({document(), document(image), document(drawing)}) == 3


@pytest.fixture
def listener():
    """A server that must never hear from a document."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def nobody_called(server):
    with pytest.raises(TimeoutError):
        server.accept()
    return True


@pytest.mark.parametrize(
    "extra",
    [
        '<img src="http://{address}/a.png" alt="">',
        '<img src="HTTP://{address}/a.png" alt="">',
        '<link rel="stylesheet" href="http://{address}/a.css">',
        "<style>@import url(http://{address}/a.css);</style>",
        "<style>body {{ background: url(http://{address}/a.png) }}</style>",
        "<style>@font-face {{ font-family: A; src: url(http://{address}/a.ttf) }}</style>",
        '<link rel="attachment" href="http://{address}/a">',
        '<img src="file:///etc/hostname" alt="">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<img src="img:../../manage.py" alt="">',
        '<object data="file:///etc/hostname"></object>',
        '<img src="data:text/html,x" alt="">',
    ],
)
def test_document_that_asks_for_anything_else_fails(extra, listener):
    address = "{}:{}".format(*listener.getsockname())

    with pytest.raises(ForbiddenAddressError, match="may not load"):
        document(extra.format(address=address))
    assert nobody_called(listener)


def test_drawing_inside_a_document_reaches_nothing_outside(listener):
    address = "http://{}:{}/a.png".format(*listener.getsockname())
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}'/></svg>"

    document(f'<img src="data:image/svg+xml,{svg}" alt="">')

    assert nobody_called(listener)


@pytest.fixture
def shelf(tmp_path):
    """A static folder with a font, an image, and files that nobody may have."""
    fonts, images = tmp_path / "static/fonts/pdf", tmp_path / "static/img"
    fonts.mkdir(parents=True)
    images.mkdir()
    (fonts / "sub").mkdir()
    for path in (fonts / "a.ttf", fonts / "sub/a.ttf", images / "a.svg", images / "a.txt"):
        path.write_text(path.name)
    (tmp_path / "static/fonts/web.ttf").write_text("web")
    (tmp_path / "secret.ttf").write_text("secret")
    (fonts / "link.ttf").symlink_to(tmp_path / "secret.ttf")
    return ShelfFetcher(tmp_path / "static")


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [("font:a.ttf", b"a.ttf", "font/ttf"), ("img:a.svg", b"a.svg", "image/svg+xml")],
)
def test_shelf_gives_what_stands_on_it(shelf, url, body, kind):
    given = shelf.fetch(url)

    assert (given.read(), given.content_type) == (body, kind)


def test_shelf_unpacks_a_drawing(shelf):
    assert shelf.fetch("data:image/svg+xml,%3Csvg/%3E").read() == b"<svg/>"


@pytest.mark.parametrize(
    "url",
    [
        "font:../web.ttf",
        "font:../../../secret.ttf",
        "font:..%2F..%2F..%2Fsecret.ttf",
        "font:%2e%2e/web.ttf",
        "font:sub/a.ttf",
        "font:./a.ttf",
        "font:sub/../a.ttf",
        "font:link.ttf",
        "font:/etc/hostname",
        "font:///etc/hostname",
        "font:a.svg",
        "font:",
        "img:a.txt",
        "img:.",
        "FONT:a.ttf",
        "a.ttf",
        "file:///etc/hostname",
        "FILE:///etc/hostname",
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "ftp://127.0.0.1/",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "data:image/svg+xmlx,x",
        "data:,x",
        "",
    ],
)
def test_shelf_gives_nothing_else(shelf, url):
    with pytest.raises(ForbiddenAddressError):
        shelf.fetch(url)


def test_missing_file_of_ours_is_an_error_and_not_a_gap():
    with pytest.raises(RuntimeError, match="no_such"):
        document('<img src="img:no_such.svg" alt="">')
