"""Tags and filters of every page: icons, badges, money, moments, texts in three languages."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hackathon.kit import translated
from hackathon.kit.markdown import render_markdown
from hackathon.kit.money import format_tenge

register = template.Library()

SPRITE = "img/icons.svg"
TONES = {
    "brand": ["submitted", "published", "opened", "frozen", "signed", "new"],
    "gold": ["returned", "closed", "waiting", "started"],
    "ok": ["accepted", "selected", "confirmed", "open", "sent", "handed_in", "cast", "valid"],
    "bad": ["refused", "declined", "expired", "bounced", "void", "revoked"],
}
TONE_OF = {status: tone for tone, statuses in TONES.items() for status in statuses}
# where the same word says something else: an open card is still to be handed in
TONE_OF |= {"scorecard.open": "gold", "ballot.open": "gold", "invitation.sent": "brand"}


@register.simple_tag
def icon(name: str, label: str = "", cls: str = "") -> SafeString:
    """An icon of the sprite; decoration unless it has a label."""
    classes = f"i {cls}".strip()
    use = format_html('<use href="{}#{}"/>', static(SPRITE), name)
    if label:
        svg = '<svg class="{}" role="img" aria-label="{}">{}</svg>'
        return format_html(svg, classes, label, use)
    return format_html('<svg class="{}" aria-hidden="true">{}</svg>', classes, use)


@register.simple_tag
def badge(text: object, tone: str = "") -> SafeString:
    """A short word on a coloured ground; tones: brand, gold, ok, bad, or none."""
    classes = f"badge badge--{tone}" if tone and tone != "muted" else "badge"
    return format_html('<span class="{}">{}</span>', classes, text)


@register.filter
def status_badge(thing: Any) -> SafeString:
    """The status of a thing in its own words, in the tone that this status has everywhere."""
    kind = type(thing).__name__.lower()
    tone = TONE_OF.get(f"{kind}.{thing.status}") or TONE_OF.get(thing.status, "")
    return badge(thing.get_status_display(), tone)


@register.filter
def tenge(amount: int | None) -> str:
    """An amount in whole tenge: 20 000 000 ₸, with spaces that do not break."""
    return "" if amount is None else format_tenge(int(amount))


@register.filter
def say(value: Mapping[str, str] | str | None) -> str:
    """A text in the reader's language, else in the first language that has it."""
    return translated.say(value)


@register.filter
def markdown(text: Mapping[str, str] | str | None) -> SafeString:
    """People's Markdown as safe HTML, one heading level down; takes a {kk, ru, en} text too."""
    return render_markdown(translated.say(text))


def _zone(place: object) -> tzinfo:
    """The time zone meant by a hackathon, a zone's name, a zone or nothing (the current one)."""
    found = getattr(place, "time_zone", None) or place
    if isinstance(found, tzinfo):
        return found
    return ZoneInfo(str(found)) if found else timezone.get_current_timezone()


@register.filter
def moment(when: datetime | None, place: object = None) -> SafeString:
    """A moment in local words, with its exact value and the zone's name for who asks."""
    if when is None:
        return SafeString("")
    local = when.astimezone(_zone(place))
    words = date_format(local, "DATETIME_FORMAT")
    title = f"{local.tzinfo}, UTC{local:%z}"
    tag = '<time datetime="{}" title="{}">{}</time>'
    return format_html(tag, local.isoformat(timespec="seconds"), title, words)


@register.filter
def day(when: date | None, place: object = None) -> SafeString:
    """A day in local words; of a moment, the day it is in that place."""
    return _day(when, place, "DATE_FORMAT")


@register.filter
def month_day(when: date | None, place: object = None) -> SafeString:
    """A day without its year, where the year is plain."""
    return _day(when, place, "MONTH_DAY_FORMAT")


def _day(when: date | None, place: object, style: str) -> SafeString:
    """A day in one of the local formats."""
    if when is None:
        return SafeString("")
    if isinstance(when, datetime):
        when = when.astimezone(_zone(place)).date()
    words = date_format(when, style)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), words)


@register.filter
def get(mapping: Mapping[Any, Any], key: object) -> object:
    """One value of a dictionary, by a key that the template holds in a variable."""
    return mapping.get(key)


def _forms(*things: object) -> Iterator["BaseForm | BaseFormSet[Any]"]:
    """Every form and formset among forms, formsets and lists of them, in the given order."""
    for thing in things:
        if isinstance(thing, BaseForm | BaseFormSet):
            yield thing
        elif isinstance(thing, Iterable) and not isinstance(thing, str):
            yield from _forms(*thing)


def _is_general(error: ValidationError, field: BoundField) -> bool:
    """Whether the words fit every field ("This field is required"), so that the label must help."""
    kinds = type(field.field).__mro__
    general = {m for kind in kinds for m in vars(kind).get("default_error_messages", {}).values()}
    return error.message in general or "limit_value" in (error.params or {})


def _form_errors(form: BaseForm, before: str = "") -> Iterator[dict[str, str]]:
    """The errors of one form in the order of its fields, each with the id to go to."""
    visible = form.visible_fields()
    top = getattr(visible[0], "anchor", visible[0].auto_id) if visible else "main"
    for error in form.errors.get(NON_FIELD_ERRORS, []):
        yield {"anchor": top, "text": str(error), "before": before}
    for field in form:
        anchor = top if field.is_hidden else getattr(field, "anchor", field.auto_id)
        for error in field.errors.as_data():
            label = str(field.label).rstrip("?:. ") if _is_general(error, field) else ""
            told = ": ".join(filter(None, [before, label]))
            yield {"anchor": anchor, "text": error.messages[0], "before": told}


def _formset_errors(formset: "BaseFormSet[Any]") -> Iterator[dict[str, str]]:
    """The errors of a formset: those of the whole, then of each row under its number."""
    name = getattr(formset, "row_name", None) or gettext("Row %(number)d")
    for error in formset.non_form_errors():
        yield {"anchor": f"{formset.prefix}-rows", "text": str(error), "before": ""}
    for number, form in enumerate(formset.forms, 1):
        yield from _form_errors(form, name % {"number": number})


@register.simple_tag
def errors_of(*things: object) -> list[dict[str, str]]:
    """All errors of forms and formsets in the order of the page."""
    found: list[dict[str, str]] = []
    for form in _forms(*things):
        found += _form_errors(form) if isinstance(form, BaseForm) else _formset_errors(form)
    return found


@register.simple_tag
def error_summary(*things: object) -> SafeString:
    """The box before a form that lists its errors and leads to the fields; nothing if none."""
    return SafeString(render_to_string("parts/error_summary.html", {"forms": things}).strip())
