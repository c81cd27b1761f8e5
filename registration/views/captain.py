"""The captain's way: start an application, fill it in, check it, send it, take it back."""

import rfc8785
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon.http import (
    MemberRequest,
    blame,
    check,
    find_public,
    member_page,
    page_status,
)
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.states import StageKind
from registration import queries, services
from registration.forms import StartForm
from registration.http import captains_application, own_application
from registration.models import Submission
from registration.views.calendar import stage_in, writing_facts
from registration.views.telling import pages_of, sent_lines, sent_members, status_told


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin an application: from here on there is a team, and the person is its captain."""
    hackathon = find_public(request, slug)
    if queries.application_of(request.user, hackathon):
        return redirect("registration:application", slug)
    check(request, "registration.start_application", hackathon)
    now = clock.now()
    stage = stage_in(hackathon, StageKind.APPLICATIONS)
    posted = request.POST if request.method == "POST" else None
    form = StartForm(posted, initial={"full_name": request.user.full_name})
    if form.is_valid():
        try:
            services.start_application(
                hackathon=hackathon, actor=request.user, now=now, **form.cleaned_data
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("Your team has begun. Now fill in the application."))
            return redirect("registration:application", slug)
    page = {"form": form, "stage": stage, "is_open": stage.takes_work_at(now)}
    return render(request, "registration/apply.html", page, status=page_status(form))


@member_page
@require_safe
def application(request: MemberRequest, slug: str) -> HttpResponse:
    """The task list: what is done, what is still to do, and what became of what was sent."""
    application = own_application(request, slug)
    page = {
        "application": application,
        "status": status_told(application),
        "tasks": queries.tasks_of(application),
        "submissions": queries.submissions_of(application),
        "is_captain": request.user.has_perm("registration.edit_application", application),
        **writing_facts(application, clock.now()),
    }
    return render(request, "registration/application.html", page)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: MemberRequest, slug: str) -> HttpResponse:
    """Check the answers, see what is missing, and send."""
    application = captains_application(request, slug, "registration.submit_application")
    now = clock.now()
    refused: Refused | None = None
    if request.method == "POST":
        try:
            sent = services.submit_application(application=application, actor=request.user, now=now)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The application is sent. Here is your receipt."))
            return redirect("registration:receipt", slug, sent.number)
    facts = writing_facts(application, now)
    page = {
        "application": application,
        "status": status_told(application),
        "pages": pages_of(application, with_links=facts["is_editable"]),
        "members": queries.members_of(application.team),
        "gaps": queries.gaps_of(application, now=now),
        "refused": refused,
        "error_summary": refused is not None,
        **facts,
    }
    return render(request, "registration/review.html", page, status=422 if refused else 200)


@member_page
@require_POST
def recall(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a sent application back, to change it and send it again."""
    application = captains_application(request, slug, "registration.recall_application")
    try:
        services.recall_application(application=application, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request, _("The application is a draft again. Send it before applications close.")
        )
    return redirect("registration:application", slug)


@member_page
@require_safe
def receipt(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """What was sent, when, and its fingerprint."""
    application = own_application(request, slug)
    submissions = list(queries.submissions_of(application))
    found = next((one for one in submissions if one.number == number), None)
    if found is None:
        raise Http404
    if "file" in request.GET:
        return as_file(found)
    page = {
        "application": application,
        "submission": found,
        "is_last": found == submissions[0],
        "status": status_told(application),
        "lines": sent_lines(application.hackathon, found.snapshot),
        "members": sent_members(found.snapshot),
    }
    return render(request, "registration/receipt.html", page)


def as_file(submission: Submission) -> HttpResponse:
    """What was sent, byte for byte as its hash was taken: anyone can recompute it."""
    body = rfc8785.dumps(submission.snapshot)
    answer = HttpResponse(body, content_type="application/json")
    name = f"application-{submission.application_id}-{submission.number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
