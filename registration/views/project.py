"""The pages that the captain fills in, and how they save themselves."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hackathon.http import MemberRequest, blame, member_page, page_status
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from registration import queries, services
from registration.forms import (
    LINES,
    DataUsedForm,
    DraftForm,
    PageForm,
    ProjectForm,
    answers_of,
    values_of,
)
from registration.http import captains_application
from registration.models import Application
from registration.views.calendar import writing_facts

CONFLICT = 409
BINDING = ("stale_revision", "not_editable", "applications_closed", "stale")


def save(request: MemberRequest, application: Application, form: PageForm) -> bool:
    """Save a page that was filled in well; what a rule refuses stands on the form."""
    try:
        services.save_application(
            application=application,
            revision=form.cleaned_data["revision"],
            changes=form.changes(),
            actor=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        if refusal.code != "stale_revision":
            blame(form, refusal)
            return False
        return not disagree(request, form)
    return True


def disagree(request: MemberRequest, form: PageForm) -> bool:
    """Whether somebody else has written something else; the form then goes on from there.

    A page that saves itself may have been faster than its own button: then nothing differs.
    """
    stored = queries.application_of(request.user, form.application.hackathon)
    others = form.others(stored) if stored else []
    if stored is None or not others:
        return False
    form.take_over(stored)
    form.theirs = answers_of(stored, others)
    form.add_error(
        None,
        _("Somebody else changed this page while you were writing. Compare, then save again."),
    )
    return True


def page_of(
    request: MemberRequest, slug: str, name: str, form_class: type[PageForm]
) -> HttpResponse:
    """Show one page of the application, and save it."""
    application = captains_application(request, slug)
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, application=application)
    if form.is_valid() and save(request, application, form):
        messages.success(request, _("Saved."))
        return redirect("registration:application", slug)
    page = {"application": form.application, "form": form}
    page |= writing_facts(application, clock.now())
    page["answers"] = answers_of(application, LINES[name])
    status = CONFLICT if form.theirs else page_status(form)
    return render(request, f"registration/{name}.html", page, status=status)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def project(request: MemberRequest, slug: str) -> HttpResponse:
    """The project along the judging criteria."""
    return page_of(request, slug, "project", ProjectForm)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def data_used(request: MemberRequest, slug: str) -> HttpResponse:
    """The data on which the solution rests (R1.2)."""
    return page_of(request, slug, "data_used", DataUsedForm)


@member_page
@require_POST
def draft(request: MemberRequest, slug: str) -> HttpResponse:
    """Save the fields that a page sends by itself; JSON in answer."""
    application = captains_application(request, slug)
    form = DraftForm(request.POST, application=application)
    if not form.is_valid():
        return not_saved(form)
    now = clock.now()
    try:
        saved = services.save_application(
            application=application,
            revision=form.cleaned_data["revision"],
            changes=form.changes(),
            actor=request.user,
            now=now,
        )
    except Refused as refusal:
        return refused(request, application, refusal)
    local = now.astimezone(ZoneInfo(application.hackathon.time_zone))
    return JsonResponse({"revision": saved.revision, "saved_at": f"{local:%H:%M}"})


def not_saved(form: PageForm) -> JsonResponse:
    """What is wrong with the fields, in the order of the form."""
    errors = {name: list(found) for name, found in form.errors.items()}
    message = next(iter(errors.values()))[0]
    return JsonResponse({"code": "invalid", "message": message, "errors": errors}, status=422)


def refused(request: MemberRequest, application: Application, refusal: Refused) -> JsonResponse:
    """Why a rule says no; of a stale revision, with the values that are stored now."""
    body: dict[str, Any] = {"code": refusal.code, "message": refusal.messages[0]}
    if refusal.code == "stale_revision":
        stored = queries.application_of(request.user, application.hackathon) or application
        body |= {"revision": stored.revision, "values": values_of(stored)}
    return JsonResponse(body, status=CONFLICT if refusal.code in BINDING else 422)
