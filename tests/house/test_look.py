"""The look keeps its promises: contrast, letters, no inline code, nothing missing or heavy."""

import re
from pathlib import Path

import brotli
import polib
import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from hackathon.views.public import KEPT_FOR_OFFLINE

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
CSS = (STATIC / "css" / "app.css").read_text()
LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№АЯаяЁёAZaz09«»“”„–—…×·\u00a0"
WEB_FONTS = ("onest-kk.woff2", "literata-display-kk.woff2")
PDF_FONTS = (
    "pdf/Onest_400Regular.ttf",
    "pdf/Onest_600SemiBold.ttf",
    "pdf/Literata_600SemiBold.ttf",
)
KILOBYTE = 1000
# text on ground: the least ratio (WCAG 2.2: 4.5 text, 3 controls; running text aims at 7)
PAIRS = {
    ("ink", "paper"): 7, ("ink", "surface"): 7, ("ink", "sunk"): 7, ("ink", "brand-soft"): 7,
    ("ink", "gold-soft"): 7, ("ink", "ok-soft"): 7, ("ink", "bad-soft"): 7,
    ("ink-2", "paper"): 4.5, ("ink-2", "surface"): 4.5, ("ink-2", "sunk"): 4.5,
    ("ink-2", "gold-soft"): 4.5, ("ink-2", "brand-soft"): 4.5,
    ("brand", "paper"): 4.5, ("brand", "surface"): 4.5, ("brand", "sunk"): 4.5,
    ("brand", "brand-soft"): 4.5, ("brand", "gold-soft"): 4.5, ("brand", "bad-soft"): 4.5,
    ("on-brand", "brand"): 4.5, ("on-brand", "brand-hover"): 4.5,
    ("gold-ink", "gold-soft"): 4.5, ("gold-ink", "surface"): 4.5, ("gold-ink", "paper"): 4.5,
    ("on-gold", "gold"): 4.5, ("on-gold", "gold-hover"): 4.5,
    ("ok", "ok-soft"): 4.5, ("ok", "surface"): 4.5, ("on-ok", "ok"): 4.5,
    ("bad", "bad-soft"): 4.5, ("bad", "surface"): 4.5, ("bad", "paper"): 4.5,
    ("bad", "sunk"): 4.5, ("on-bad", "bad"): 4.5,
    ("field", "surface"): 3, ("field", "paper"): 3, ("focus", "surface"): 3, ("focus", "paper"): 3,
    ("paper", "ink"): 4.5,
    ("hero-ink", "hero-1"): 4.5, ("hero-ink", "hero-3"): 4.5, ("hero-ink-2", "hero-1"): 4.5,
    ("hero-ink-2", "hero-2"): 4.5, ("sun-light", "hero-1"): 4.5, ("sun-light", "hero-2"): 4.5,
}  # fmt: skip


def pages():
    """Every template that a browser gets; letters and PDFs have a look of their own."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        place = path.relative_to(ROOT / "templates").parts[0]
        if place not in {"letters", "documents"}:
            yield path


def told(path):
    """A template without its comments."""
    return re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL
    )


def markup(path):
    """A template's own HTML: without its comments, tags and variables."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", told(path), flags=re.DOTALL)


def tokens(start):
    """The custom properties of the block that follows `start`."""
    block = CSS[CSS.index(start) :]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block[: block.index("}")]))


LIGHT = tokens(":root {\n")
DARK = tokens(':root[data-theme="dark"] {')


def luminance(colour):
    """The relative luminance of a hexadecimal colour, as WCAG defines it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_what_the_standard_says():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pairs_of_colours_can_be_read(theme):
    colours = LIGHT | (DARK if theme == "dark" else {})
    weak = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for (text, ground), least in PAIRS.items()
        if contrast(colours[text], colours[ground]) < least
    }
    assert weak == {}


def test_dark_theme_is_the_same_by_choice_and_by_system():
    assert tokens(':root:not([data-theme="light"]) {') == DARK
    assert set(DARK) <= set(LIGHT)


def test_raw_colours_stand_in_the_tokens_only():
    own = CSS[CSS.index("@layer base {") : CSS.index("@media (forced-colors: active)")]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|rgba?\([^)]*\)", own) == []


def test_tokens_that_are_used_exist():
    used = set(re.findall(r"var\(--([\w-]+)", CSS))
    local = set(re.findall(r"--([\w-]+):", CSS))
    assert used - local == set()


def letters_of_catalogues():
    """Every character that a translation can bring onto a page."""
    catalogues = (ROOT / "hackathon" / "locale").glob("*/LC_MESSAGES/django.po")
    entries = [entry for path in catalogues for entry in polib.pofile(str(path))]
    texts = [e.msgid + e.msgstr + "".join(e.msgstr_plural.values()) for e in entries]
    return set("".join(texts)) - set("\n\r\t")


@pytest.mark.parametrize("font", WEB_FONTS + PDF_FONTS)
def test_fonts_have_every_letter(font):
    covered = {chr(code) for code in TTFont(STATIC / "fonts" / font).getBestCmap()}
    assert set(LETTERS) - covered == set()
    assert letters_of_catalogues() - covered == set()


FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a handler": r"<[a-z][^>]*\son[a-z]+\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")",
    "a javascript: address": r"javascript:",
    "code for htmx": r"hx-on|\bjs:|hx-vals=.js|data-hx-trigger=\"[^\"]*\[",
    "an address of another site": r"(?:src|action|data-hx-[a-z]+)=\"(?:https?:)?//",
}
UNSAFE = r"\|\s*safe(?:seq)?\b|\{%\s*autoescape off"


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_templates_are_free_of(fault):
    found = [p.name for p in pages() if re.search(FORBIDDEN[fault], markup(p), flags=re.IGNORECASE)]
    assert found == []


def test_templates_escape_every_text():
    assert [p.name for p in pages() if re.search(UNSAFE, told(p))] == []
    assert re.search(UNSAFE, "{{ name|safe }}")


@pytest.mark.parametrize(
    ("fault", "sample"),
    [
        ("a style attribute", '<p class="x" style="color: red">'),
        ("a handler", '<button type="button" onclick="go()">'),
        ("an inline script", "<script>go()</script>"),
        ("an inline script", '<script type="module">go()</script>'),
        ("code for htmx", '<a data-hx-trigger="click[ctrlKey]">'),
        ("an address of another site", '<script src="//cdn.example/x.js">'),
    ],
)
def test_faults_would_be_found(fault, sample):
    assert re.search(FORBIDDEN[fault], sample, flags=re.IGNORECASE)


def test_scripts_write_no_markup():
    for path in sorted((STATIC / "js").glob("*.js")):
        assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(", path.read_text()) == []


def test_icons_that_are_used_are_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "icons.svg").read_text()))
    used = {name for p in pages() for name in re.findall(r"\{%\s*icon\s+\"([^\"]+)\"", told(p))}
    assert used - sprite == set()
    assert len(used) > 20


def test_classes_that_are_used_are_styled():
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS))
    used = {}
    for path in pages():
        for value in re.findall(
            r'class="((?:\{[%{].*?[%}]\}|[^"])*)"', told(path), flags=re.DOTALL
        ):
            words = re.sub(r"[\w-]*\{[%{].*?[%}]\}[\w-]*", " ", value, flags=re.DOTALL).split()
            used |= dict.fromkeys(set(words) - known, path.name)
    assert used == {}


def test_static_files_that_are_named_exist():
    named = {n for p in pages() for n in re.findall(r"\{%\s*static\s+['\"]([^'\"]+)", told(p))}
    assert {name for name in named if not finders.find(name)} == set()
    assert {name for name in KEPT_FOR_OFFLINE if not finders.find(name)} == set()
    in_styles = set(re.findall(r'url\("([^"]+)"\)', CSS))
    assert {name for name in in_styles if not (STATIC / "css" / name).is_file()} == set()
    assert "../fonts/onest-kk.woff2" in in_styles


def test_a_page_is_light():
    own = ["css/app.css", "js/app.js", "js/form.js", "js/score.js", "js/draft.js", "img/icons.svg"]
    own.append("vendor/htmx.min.js")
    packed = sum(len(brotli.compress((STATIC / name).read_bytes())) for name in own)
    fonts = sum((STATIC / "fonts" / name).stat().st_size for name in WEB_FONTS)
    assert packed + fonts <= 85 * KILOBYTE


def test_licences_are_recorded_for_everything_shipped():
    text = (ROOT / "docs" / "licences.md").read_text()
    shipped = [*(STATIC / "vendor").iterdir(), *(STATIC / "fonts").rglob("*.*")]
    shipped = [path for path in shipped if path.is_file()]
    stems = {re.split(r"[_-]|\.", path.name)[0].lower() for path in shipped}
    assert {stem for stem in stems if stem not in text.lower()} == set()
    for words in ("SIL OPEN FONT LICENSE", "ISC", "Zero-Clause BSD", "MIT"):
        assert words.lower() in text.lower()
