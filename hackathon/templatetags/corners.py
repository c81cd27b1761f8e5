"""`{% corner "start.criteria" %}`: what the upper apps draw in a place of a shared page."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from hackathon.kit import clock, corners

register = template.Library()


@register.simple_tag(takes_context=True)
def corner(context: template.Context, place: str) -> SafeString:
    """Draw a corner of the page; nothing where no app has anything to say."""
    request = context["request"]
    drawn = corners.fill(place, context["hackathon"], request.user, clock.now())
    pages = ((mark_safe(_render(one, request)),) for one in drawn)  # noqa: S308 -- own templates
    return format_html_join("", "{}", pages)


def _render(one: corners.Corner, request: Any) -> str:
    return render_to_string(one.template, one.facts, request=request)
