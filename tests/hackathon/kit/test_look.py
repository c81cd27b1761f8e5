"""Forms: how each kind of field is drawn."""

import re
from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import timezone

from hackathon.kit.look import MomentField


class Cards(forms.RadioSelect):
    hints = {"a": "the first"}


class Everything(forms.Form):
    name = forms.CharField(help_text="As it is written")
    text = forms.CharField(widget=forms.Textarea, max_length=50, required=False)
    card = forms.ChoiceField(widget=Cards, choices=[("a", "A & B"), ("b", "B")])
    many = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("x", "X")], required=False
    )
    city = forms.ChoiceField(choices=[("ala", "Almaty")])
    born = forms.DateField(widget=forms.DateInput(attrs={"class": "own"}))
    when = forms.DateField(required=False)
    file = forms.FileField(required=False)
    moment = MomentField(required=False)
    rules = forms.BooleanField(help_text="Read them")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(name, data=None):
    """One field as the page shows it."""
    return Everything(data)[name].as_field_group()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "input"), ("text", "textarea"), ("card", "radios"), ("many", "checks"),
        ("city", "select"), ("born", "input"), ("file", "file"), ("moment", "group"),
        ("rules", "check"),
    ],
)  # fmt: skip
def test_field_knows_how_it_is_drawn(name, kind):
    assert Everything()[name].kind == kind


def test_field_has_label_hint_and_control_in_this_order():
    html = drawn("name")
    order = [html.index(piece) for piece in ('for="id_name"', "As it is written", "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext"' in html
    assert "required" not in html


def test_field_with_an_error_says_so_to_everybody():
    html = drawn("name", {})
    assert "field--bad" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_field_that_may_be_left_out_is_marked():
    assert "(optional)" in drawn("text")
    assert "(optional)" in drawn("many")
    assert "(optional)" not in drawn("name")
    assert "(optional)" not in drawn("rules")


def test_long_text_is_counted_and_never_cut():
    html = drawn("text")
    assert 'data-count="50"' in html
    assert "maxlength" not in html


def test_choices_are_cards_with_their_hints():
    html = drawn("card")
    assert html.count('class="choice"') == 2
    assert re.findall(r"<small\s*>\s*(.*?)\s*</small\s*>", html) == ["the first"]
    assert "A &amp; B" in html


def test_group_points_from_the_fieldset_to_its_error():
    assert 'fieldset aria-describedby="id_card_error"' in " ".join(drawn("card", {}).split())


def test_control_keeps_its_own_class():
    assert 'class="input own"' in drawn("born")
    assert 'class="input w-s"' in drawn("when")
    assert 'class="file"' in drawn("file")


@pytest.mark.parametrize(
    ("name", "anchor"),
    [("name", "id_name"), ("card", "id_card_0"), ("many", "id_many_0"), ("moment", "id_moment_0")],
)
def test_anchor_is_the_first_control(name, anchor):
    assert Everything()[name].anchor == anchor
    assert f'id="{anchor}"' in drawn(name)


def test_moment_is_read_in_the_time_zone_of_the_page():
    data = {"moment_0": "2026-09-18", "moment_1": "23:59"}
    with timezone.override("Asia/Almaty"):
        form = Everything(data)
        form.is_valid()
        assert form.cleaned_data["moment"] == datetime(2026, 9, 18, 18, 59, tzinfo=UTC)
        html = Everything(initial={"moment": datetime(2026, 9, 18, 18, 59, tzinfo=UTC)})["moment"]
        assert 'value="2026-09-18"' in str(html)
        assert 'value="23:59"' in str(html)


def test_whole_form_shows_errors_of_the_whole_first_and_hides_what_is_hidden():
    form = Everything({})
    form.add_error(None, "Both are needed")
    html = str(form)
    assert html.index("Both are needed") < html.index("id_name")
    assert '<label class="label" for="id_secret"' not in html
    assert 'type="hidden" name="secret"' in html


def test_rows_of_a_formset_have_a_place_to_go_to():
    rows = forms.formset_factory(Everything, extra=0, min_num=2, validate_min=True)
    html = str(rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}))
    assert 'id="form-rows"' in html
    assert "at least 2" in html
    assert "form-TOTAL_FORMS" in html
