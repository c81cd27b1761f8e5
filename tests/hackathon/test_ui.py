"""Tags and filters of every page, and the living page of all components."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override

from hackathon.kit.money import TENGE

EVENING = datetime(2026, 9, 18, 18, 59, 59, tzinfo=UTC)
IN_ALMATY = SimpleNamespace(time_zone="Asia/Almaty")


def render(source, **context):
    """A piece of a template."""
    return engines["django"].from_string(source).render(context).strip()


def test_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in render('{% icon "x" %}')
    named = render('{% icon "x" label=words cls="big" %}', words="Close & go")
    assert 'role="img" aria-label="Close &amp; go"' in named
    assert 'class="i big"' in named
    assert named.endswith('#x"/></svg>')


def test_badge_escapes_its_words():
    assert (
        render('{% badge word "ok" %}', word="<b>")
        == '<span class="badge badge--ok">&lt;b&gt;</span>'
    )
    assert render('{% badge "Draft" "muted" %}') == '<span class="badge">Draft</span>'


class Application:
    """Something with a status."""

    def __init__(self, status):
        self.status = status

    def get_status_display(self):
        """The status in words."""
        return self.status.title()


class Scorecard(Application):
    """A thing whose open state is not yet the good end."""


@pytest.mark.parametrize(
    ("thing", "tone"),
    [
        (Application("draft"), "badge"),
        (Application("submitted"), "badge badge--brand"),
        (Application("returned"), "badge badge--gold"),
        (Application("accepted"), "badge badge--ok"),
        (Application("refused"), "badge badge--bad"),
        (Application("open"), "badge badge--ok"),
        (Scorecard("open"), "badge badge--gold"),
    ],
)
def test_status_badge_has_the_tone_of_the_status(thing, tone):
    word = thing.get_status_display()
    assert render("{{ thing|status_badge }}", thing=thing) == f'<span class="{tone}">{word}</span>'


def test_tenge_does_not_break_over_lines():
    assert render("{{ 20000000|tenge }}") == f"20\u00a0000\u00a0000\u00a0{TENGE}"
    assert render("{{ nothing|tenge }}", nothing=None) == ""


@pytest.mark.parametrize(
    ("language", "texts", "said"),
    [
        ("ru", {"kk": "Ереже", "ru": "Положение", "en": "Rules"}, "Положение"),
        ("en", {"kk": "Ереже", "ru": "Положение", "en": ""}, "Ереже"),
        ("kk", {"kk": "", "ru": "Положение", "en": "Rules"}, "Положение"),
        ("kk", "Plain <text>", "Plain &lt;text&gt;"),
        ("kk", None, ""),
    ],
)
def test_say_gives_the_readers_language_or_the_first_there_is(language, texts, said):
    with override(language):
        assert render("{{ texts|say }}", texts=texts) == said


def test_moment_is_local_and_exact():
    html = render("{{ at|moment:place }}", at=EVENING, place=IN_ALMATY)
    assert 'datetime="2026-09-18T23:59:59+05:00"' in html
    assert 'title="Asia/Almaty, UTC+0500"' in html
    assert "18 September 2026, 23:59" in html


def test_moment_in_kazakh_and_russian():
    with override("kk"):
        assert "2026 ж. 18 қыркүйек, 23:59" in render("{{ at|moment }}", at=EVENING)
    with override("ru"):
        assert "18 сентября 2026" in render("{{ at|moment }}", at=EVENING)


def test_day_is_the_day_of_the_place():
    late = datetime(2026, 9, 18, 20, 0, tzinfo=UTC)
    assert ">19 September 2026<" in render("{{ at|day:place }}", at=late, place=IN_ALMATY)
    assert ">18 September 2026<" in render('{{ at|day:"UTC" }}', at=late)
    assert ">18 September<" in render("{{ at|month_day:zone }}", at=late, zone=UTC)
    assert 'datetime="2004-03-27"' in render("{{ on|day }}", on=date(2004, 3, 27))


def test_nothing_has_no_moment_and_no_day():
    assert render("{{ at|moment }}{{ at|day }}{{ at|month_day }}", at=None) == ""


def test_markdown_takes_texts_in_three_languages():
    with override("ru"):
        html = render("{{ texts|markdown }}", texts={"kk": "a", "ru": "**б**", "en": "c"})
    assert html == "<p><strong>б</strong></p>"


def test_get_reads_a_dictionary_by_a_variable():
    assert render("{{ marks|get:code }}", marks={"idea": 8}, code="idea") == "8"


class Person(forms.Form):
    """Two fields, one with words of its own, and a hidden one."""

    name = forms.CharField(label="Full name", max_length=5)
    city = forms.ChoiceField(
        choices=[("ala", "Almaty")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a city"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        """Refuse the whole."""
        raise forms.ValidationError("Not <today>")


def test_error_summary_is_not_there_without_errors():
    assert render("{% error_summary form %}", form=Person()) == ""
    assert render('{% include "parts/error_summary.html" %}', form=Person()) == ""


def links(html):
    """(anchor, words) of each line of a summary."""
    parts = html.split('href="#')[1:]
    return [
        (part.split('"')[0], " ".join(part.split(">", 1)[1].split("</a>")[0].split()))
        for part in parts
    ]


def test_error_summary_lists_in_the_order_of_the_page_and_leads_to_the_fields():
    html = render("{% error_summary form %}", form=Person({"name": "Aleksandr"}))
    assert links(html) == [
        ("id_name", "Not &lt;today&gt;"),
        ("id_name", "Full name: Ensure this value has at most 5 characters (it has 9)."),
        ("id_city_0", "Choose a city"),
        ("id_name", "Version: This field is required."),
    ]
    assert 'id="errsum"' in html
    assert 'tabindex="-1"' in html


def test_error_summary_takes_several_forms_and_formsets():
    rows = forms.formset_factory(Person, extra=0, min_num=2, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    html = render("{% error_summary form rows %}", form=Person({}, prefix="p"), rows=rows(data))
    found = links(html)
    assert found[0] == ("id_p-name", "Not &lt;today&gt;")
    assert ("form-rows", "Please submit at least 2 forms.") in found
    assert ("id_form-0-city_0", "Row 1: Choose a city") in found
    assert ("id_form-0-name", "Row 1: Full name: This field is required.") in found
    again = render('{% include "parts/error_summary.html" with forms=both %}', both=[Person({})])
    assert links(again)[0] == ("id_name", "Not &lt;today&gt;")


def test_error_summary_of_a_form_without_visible_fields_leads_to_the_page():
    class Silent(forms.Form):
        def clean(self):
            raise forms.ValidationError("Too late")

    assert links(render("{% error_summary form %}", form=Silent({}))) == [("main", "Too late")]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_components_page_shows_every_part(client, language):
    page = client.get(f"/{language}/ui/")
    assert page.status_code == 200
    text = page.content.decode()
    for part in ("tasks", "answers", "compare", "ballot", "board", "people", "times", "verdict"):
        assert f'class="{part}' in text
    assert "errsum" not in text


def test_components_page_shows_errors_when_asked(client):
    text = client.get("/en/ui/?errors").content.decode()
    assert "<title>Error: Components" in " ".join(text.split()).replace("<title> ", "<title>")
    assert 'href="#id_s-form_0"' in text
