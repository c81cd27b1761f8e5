"""Pages on which an organizer publishes: texts that bind, news, the timetable."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hackathon import queries, services
from hackathon.forms.organizer import LegalTextForm, NewsForm, SessionForm
from hackathon.http import (
    MemberRequest,
    blame,
    check,
    find_own,
    find_session,
    page_status,
    staff_page,
)
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.models import Hackathon
from hackathon.states import LegalKind


def try_to(act: Callable[..., Any], form: forms.Form, request: MemberRequest, **facts: Any) -> bool:
    """Do an act with what a valid form says; a refusal goes on the form."""
    try:
        act(actor=request.user, now=clock.now(), **facts, **form.cleaned_data)
    except Refused as refusal:
        blame(form, refusal)
        return False
    return True


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: MemberRequest, slug: str) -> HttpResponse:
    """The texts that bind, and publishing the next version of one (R7.1)."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.publish_text", hackathon)
    form = LegalTextForm(request.POST or None, initial=first_words(hackathon, request))
    if (
        request.method == "POST"
        and form.is_valid()
        and try_to(services.publish_legal_text, form, request, hackathon=hackathon)
    ):
        messages.success(request, _("The new version is published and binds from now on."))
        return redirect("hackathon:legal_texts", slug)
    current = [queries.current_legal_text(hackathon, kind) for kind in LegalKind.values]
    page = {"form": form, "texts": [text for text in current if text]}
    return render(request, "hackathon/texts.html", page, status=page_status(form))


def first_words(hackathon: Hackathon, request: MemberRequest) -> dict[str, Any]:
    """What the form begins with: the version that binds now."""
    kind = request.GET.get("kind", LegalKind.RULES)
    text = queries.current_legal_text(hackathon, kind)
    return {"kind": kind, "title": text.title, "text": text.text} if text else {"kind": kind}


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def news(request: MemberRequest, slug: str) -> HttpResponse:
    """The announcements, and a new one (R1.4)."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.publish_news", hackathon)
    form = NewsForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and try_to(services.publish_news, form, request, hackathon=hackathon)
    ):
        messages.success(request, _("The announcement is published."))
        return redirect("hackathon:org_news", slug)
    page = {"form": form, "news": queries.news_of(hackathon)}
    return render(request, "hackathon/org_news.html", page, status=page_status(form))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: MemberRequest, slug: str) -> HttpResponse:
    """The timetable, and a new line of it (R4.3)."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.edit_calendar", hackathon)
    with timezone.override(hackathon.time_zone):  # times are typed by the hackathon's clocks
        return timetable_by_its_clocks(request, hackathon)


def timetable_by_its_clocks(request: MemberRequest, hackathon: Hackathon) -> HttpResponse:
    """The same page, while times are those of the hackathon's place."""
    form = SessionForm(request.POST or None, hackathon=hackathon)
    if request.method == "POST" and form.is_valid() and try_to(services.add_session, form, request):
        messages.success(request, _("The session is in the timetable."))
        return redirect("hackathon:org_timetable", hackathon.slug)
    page = {"form": form, "sessions": queries.sessions_of(hackathon)}
    return render(request, "hackathon/org_timetable.html", page, status=page_status(form))


@staff_page
@require_POST
def remove_session(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a line off the timetable."""
    session = find_session(request, slug, pk)
    services.remove_session(session=session, actor=request.user, now=clock.now())
    messages.success(request, _("The session is taken off the timetable."))
    return redirect("hackathon:org_timetable", slug)
