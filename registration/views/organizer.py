"""The organizer's pages: find applications, check one, decide, publish the selection."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon.http import MemberRequest, blame, check, find_own, page_status, staff_page
from hackathon.kit import clock, gates
from hackathon.kit.errors import Refused
from hackathon.queries import stage_of, trail_of
from hackathon.states import PUBLISH, StageKind, StageStatus
from registration import queries, services
from registration.forms import ApplicationFilter, DecisionForm
from registration.http import find_application, seen_in
from registration.models import Application
from registration.states import (
    ACCEPT,
    PASS_OVER,
    RECONSIDER,
    REFUSE,
    RETURN,
    ApplicationStatus,
)
from registration.views.telling import pages_of

PAGE = 100
DECISIONS: dict[str, tuple[Any, Callable[..., None], Any]] = {
    ACCEPT.name: (ACCEPT, services.accept_application, gettext_lazy("Accept")),
    RETURN.name: (RETURN, services.return_application, gettext_lazy("Return for correction")),
    PASS_OVER.name: (PASS_OVER, services.pass_over_application, gettext_lazy("Do not select")),
    REFUSE.name: (REFUSE, services.refuse_application, gettext_lazy("Refuse")),
    RECONSIDER.name: (
        RECONSIDER,
        services.reconsider_application,
        gettext_lazy("Take the decision back"),
    ),
}
ACTS = {
    "start": gettext_lazy("The application was begun"),
    "submit": gettext_lazy("Sent"),
    "recall": gettext_lazy("Recalled by the captain"),
    "return": gettext_lazy("Returned for correction"),
    "refuse": gettext_lazy("Refused"),
    "accept": gettext_lazy("Accepted"),
    "pass_over": gettext_lazy("Not selected"),
    "reconsider": gettext_lazy("The decision was taken back"),
}


@staff_page
@require_safe
def applications(request: MemberRequest, slug: str) -> HttpResponse:
    """The list of applications, with filters and how many stand where."""
    hackathon = find_own(request, slug)
    filters = ApplicationFilter(request.GET, hackathon=hackathon)
    found = filters.narrow(seen_in(request, hackathon))
    counts = queries.status_counts(found)
    wanted = filters.chosen("status")
    rows = Paginator(found.filter(status=wanted) if wanted else found, PAGE)
    listed = rows.get_page(request.GET.get("page"))
    page = {
        "filters": filters,
        "wanted": wanted,
        "counts": [(s.value, s.label, counts[s.value]) for s in ApplicationStatus],
        "everything": sum(counts.values()),
        "page": listed,
        "may_publish": request.user.has_perm("registration.publish_selection", hackathon),
        "rows": [(row, len(queries.missing_questions(row))) for row in listed],
    }
    return render(request, "registration/applications.html", page)


@staff_page
@require_safe
def application_check(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Everything about one application, and what can be decided."""
    application = find_application(request, slug, pk)
    return render_check(request, application)


def render_check(
    request: MemberRequest, application: Application, sent: DecisionForm | None = None
) -> HttpResponse:
    """Draw one application; a decision that was refused stands open with its error."""
    may_decide = request.user.has_perm("registration.check_application", application)
    members = queries.members_of(application.team).prefetch_related(
        "participant__acceptances", "participant__consents"
    )
    page = {
        "application": application,
        "pages": pages_of(application),
        "members": members,
        "gaps": queries.gaps_of(application, now=clock.now(), members=members),
        "submissions": queries.submissions_of(application),
        "history": history_of(application),
        "decisions": decisions_on(application, sent) if may_decide else [],
        "may_decide": may_decide,
        "next": next_to_decide(request, application),
        "form": sent,
    }
    status = page_status(sent) if sent else 200
    return render(request, "registration/application_check.html", page, status=status)


def next_to_decide(request: MemberRequest, application: Application) -> Application | None:
    """The application that has waited longest, besides this one."""
    seen = queries.applications_for(request.user).filter(hackathon=application.hackathon_id)
    return seen.filter(status=ApplicationStatus.SUBMITTED).exclude(pk=application.pk).first()


def decisions_on(
    application: Application, sent: DecisionForm | None
) -> list[tuple[str, Any, DecisionForm]]:
    """What can be decided about an application as it stands, each with its form."""
    return [
        (name, label, sent if sent and sent.move == name else DecisionForm(move=name))
        for name, (move, _service, label) in DECISIONS.items()
        if move.fits(application.status)
    ]


def history_of(application: Application) -> list[tuple[Any, Any]]:
    """What happened to an application, the last first; single saves are left out."""
    lines = trail_of(application.hackathon).filter(
        target_type=application._meta.label_lower, target_id=application.pk
    )
    told = [(ACTS.get(line.action.rpartition(".")[2]), line) for line in lines]
    return [(words, line) for words, line in told if words]


@staff_page
@require_POST
def application_decide(request: MemberRequest, slug: str, pk: int, move: str) -> HttpResponse:
    """Decide about an application."""
    if move not in DECISIONS:
        raise Http404
    application = find_application(request, slug, pk)
    check(request, "registration.check_application", application)
    form = DecisionForm(request.POST, move=move)
    if form.is_valid():
        _move, decide, _label = DECISIONS[move]
        try:
            decide(
                application=application,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=clock.now(),
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The decision is kept."))
            return redirect("registration:application_check", slug, pk)
    return render_check(request, application, form)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def publish_selection(request: MemberRequest, slug: str) -> HttpResponse:
    """Look at what would be published, then publish it: the list, the entries, the letters."""
    hackathon = find_own(request, slug)
    check(request, "registration.publish_selection", hackathon)
    stage = stage_of(hackathon, StageKind.SELECTION)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            services.publish_selection(stage=stage, actor=request.user, now=clock.now())
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The list of selected teams is published."))
            return redirect("registration:teams", slug)
    preview = queries.selection_preview(hackathon)
    page = {
        "stage": stage,
        "preview": preview,
        "letters": sum(preview.letters.values()),
        "by_language": [(name, preview.letters[code]) for code, name in settings.LANGUAGES],
        "blockers": gates.blockers(stage, PUBLISH.name),
        "is_closed": stage.status == StageStatus.CLOSED,
        "is_published": stage.status == StageStatus.PUBLISHED,
        "refused": refused,
        "error_summary": refused is not None,
    }
    template = "registration/publish_selection.html"
    return render(request, template, page, status=422 if refused else 200)
