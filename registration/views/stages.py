"""A team's page of a stage: when it runs, what to hand in, what was handed in; and the files."""

from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hackathon.http import (
    MemberRequest,
    blame,
    member_page,
    page_status,
    staff_page,
)
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.queries import sessions_of
from registration import queries, services
from registration.forms import HandInForm
from registration.http import find_deliverable, own_entry
from registration.models import Entry


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """The stage's timetable, the team's work, and the form that hands it in."""
    entry = own_entry(request, slug, kind)
    form = HandInForm()
    if request.method == "POST":
        form = HandInForm(request.POST, request.FILES)
        if form.is_valid() and handed_in(request, entry, form):
            return redirect("registration:stage", slug, kind)
    page = {
        "entry": entry,
        "stage": entry.stage,
        "is_open": entry.stage.takes_work_at(clock.now()),
        "form": form,
        "deliverables": queries.deliverables_of(entry),
        "sessions": sessions_of(entry.stage.hackathon).filter(stage=entry.stage),
    }
    return render(request, "registration/stage.html", page, status=page_status(form))


def handed_in(request: MemberRequest, entry: Entry, form: HandInForm) -> bool:
    """Hand in; what a rule refuses stands on the form."""
    try:
        work = services.hand_in(
            entry=entry, actor=request.user, now=clock.now(), **form.cleaned_data
        )
    except Refused as refusal:
        blame(form, refusal)
        return False
    messages.success(request, _("Handed in as number %(number)d.") % {"number": work.number})
    return True


@staff_page
@require_safe
def deliverable_file(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """A file that a team handed in: always as an attachment, never as a page of ours."""
    work = find_deliverable(request, slug, pk)
    answer = FileResponse(
        work.file.open("rb"),
        as_attachment=True,
        filename=work.file_name,
        content_type="application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", answer)  # Django types streams apart
