"""Pages of the organizer: the board, the calendar, people, letters, the trail."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon import queries, services
from hackathon.forms.organizer import BadgeForm, DatesForm
from hackathon.http import MemberRequest, blame, check, find_own, page_status, staff_page
from hackathon.kit import charts, clock, funnel
from hackathon.kit.errors import Refused
from hackathon.kit.gates import blockers
from hackathon.models import Hackathon, Stage
from hackathon.states import CLOSE, OPEN, PUBLISH, PUBLISHES, STAGE_MOVES, StageKind

ROWS_A_PAGE = 100
PUBLISHING_PAGES = {
    StageKind.SELECTION: "registration:publish_selection",
    StageKind.PITCHES: "judging:publish_finalists",
    StageKind.FINAL: "bootcamp:publish_winners",
}


def next_move(stage: Stage) -> str:
    """The move that comes next for a stage; empty when it has come to its end."""
    if OPEN.fits(stage.status):
        return OPEN.name
    if CLOSE.fits(stage.status):
        return CLOSE.name
    return PUBLISH.name if PUBLISH.fits(stage.status) and stage.kind in PUBLISHES else ""


def publishing_page(stage: Stage) -> str:
    """Where the result of a stage is looked at and published."""
    try:
        return reverse(PUBLISHING_PAGES[StageKind(stage.kind)], args=[stage.hackathon.slug])
    except (KeyError, NoReverseMatch):
        return ""


def board_facts(hackathon: Hackathon) -> dict[str, Any]:
    """The stages with what each waits for, and the funnel."""
    rows = []
    for stage in queries.stages_of(hackathon):
        move = next_move(stage)
        url = publishing_page(stage) if move == PUBLISH.name else ""
        waits_for = blockers(stage, move) if move else []
        rows.append({"stage": stage, "move": move, "url": url, "blockers": waits_for})
    bars = [(bar.label, bar.count) for bar in funnel.bars(hackathon)]
    return {
        "rows": rows,
        "steps": charts.funnel(bars),
        "bounced": queries.letters_in(hackathon).filter(bounced_at__isnull=False).count(),
        "waiting": queries.letters_in(hackathon)
        .filter(sent_at__isnull=True, bounced_at__isnull=True)
        .count(),
    }


@staff_page
@require_safe
def board(request: MemberRequest, slug: str) -> HttpResponse:
    """The stages with their open blockers, counts and links: the gates, drawn."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.read_board", hackathon)
    return render(request, "hackathon/board.html", board_facts(hackathon))


@staff_page
@require_POST
def move(request: MemberRequest, slug: str, kind: str, move: str) -> HttpResponse:
    """Open or close a stage; what stands before it is listed."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.move_stage", hackathon)
    stage = next((one for one in queries.stages_of(hackathon) if one.kind == kind), None)
    step = next((one for one in STAGE_MOVES if one.name == move), None)
    if stage is None or step is None or step is PUBLISH:  # a result has a page of its own
        raise Http404
    try:
        services.move_stage(stage=stage, move=step, actor=request.user, now=clock.now())
    except Refused as refusal:
        page = board_facts(hackathon) | {"refused": refusal, "refused_stage": stage}
        return render(request, "hackathon/board.html", page, status=409)
    messages.success(request, _("Done: %(stage)s.") % {"stage": stage.get_kind_display()})
    return redirect("hackathon:board", slug)


@staff_page
@require_http_methods(["GET", "POST"])
def stages(request: MemberRequest, slug: str) -> HttpResponse:
    """The calendar (R2.1): when each stage opens and closes."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.edit_calendar", hackathon)
    forms = [
        DatesForm(
            request.POST if request.POST.get("stage") == stage.kind else None,
            stage=stage,
            prefix=stage.kind,
        )
        for stage in queries.stages_of(hackathon)
    ]
    sent = next((form for form in forms if form.is_bound), None)
    if sent and sent.is_valid():
        try:
            services.move_dates(
                stage=sent.stage,
                opens_at=sent.cleaned_data["opens_at"],
                closes_at=sent.cleaned_data["closes_at"],
                actor=request.user,
                now=clock.now(),
            )
        except Refused as refusal:
            blame(sent, refusal)
        else:
            messages.success(request, _("The dates are saved."))
            return redirect("hackathon:org_stages", slug)
    return render(request, "hackathon/stages.html", {"forms": forms}, status=page_status(*forms))


@staff_page
@require_http_methods(["GET", "POST"])
def badges(request: MemberRequest, slug: str) -> HttpResponse:
    """Who runs, judges, mentors and audits the hackathon; and naming somebody."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.give_badge", hackathon)
    form = BadgeForm(request.POST or None, hackathon=hackathon)
    if request.method == "POST" and form.is_valid():
        try:
            services.name_staff(
                hackathon=hackathon, actor=request.user, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The person is named, and a letter is on its way."))
            return redirect("hackathon:badges", slug)
    page = {"form": form, "badges": queries.staff_badges(hackathon)}
    return render(request, "hackathon/badges.html", page, status=page_status(form))


@staff_page
@require_safe
def letters(request: MemberRequest, slug: str) -> HttpResponse:
    """The letters of the hackathon, and those that did not arrive."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.read_letters", hackathon)
    found = queries.letters_in(hackathon)
    if request.GET.get("state") == "bounced":
        found = found.filter(bounced_at__isnull=False)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "hackathon/org_letters.html", {"page": page})


@staff_page
@require_safe
def trail(request: MemberRequest, slug: str) -> HttpResponse:
    """Who did what, when."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.read_trail", hackathon)
    rows = Paginator(queries.trail_of(hackathon), ROWS_A_PAGE)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "hackathon/trail.html", {"page": page})
