"""Pages of the organizer: the board, the calendar, people, letters, the trail."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon import queries, services
from hackathon.forms.organizer import BadgeForm, DatesForm
from hackathon.http import (
    MemberRequest,
    blame,
    check,
    find_own,
    find_stage,
    page_status,
    staff_page,
)
from hackathon.kit import charts, clock, funnel
from hackathon.kit.errors import Refused
from hackathon.kit.gates import blockers
from hackathon.models import Hackathon, Stage
from hackathon.queries import next_move
from hackathon.services.letters import subject_of
from hackathon.states import PUBLISH, STAGE_MOVES, StageKind

ROWS_A_PAGE = 100
ACTS = (
    *("move_stage", "edit_calendar", "give_badge", "publish_text", "publish_news"),
    *("read_letters", "read_trail"),
)
"""What the board offers, each to those who may."""

PUBLISHING_PAGES = {
    StageKind.SELECTION: "registration:publish_selection",
    StageKind.PITCHES: "judging:publish_finalists",
    StageKind.FINAL: "bootcamp:publish_winners",
}


def publishing_page(stage: Stage) -> str:
    """Where the result of a stage is looked at and published."""
    try:
        return reverse(PUBLISHING_PAGES[StageKind(stage.kind)], args=[stage.hackathon.slug])
    except (KeyError, NoReverseMatch):
        return ""


def board_facts(request: MemberRequest, hackathon: Hackathon) -> dict[str, Any]:
    """The stages with what each waits for, the funnel, and what this person may do about it."""
    queries.keep_stages(hackathon)
    rows = []
    for stage in queries.stages_of(hackathon):
        move = next_move(stage)
        url = publishing_page(stage) if move == PUBLISH.name else ""
        waits_for = blockers(stage, move) if move else []
        rows.append({"stage": stage, "move": move, "url": url, "blockers": waits_for})
    bars = [(bar.label, bar.count) for bar in funnel.bars(hackathon)]
    counts = queries.letter_counts(queries.letters_in(hackathon))
    return {
        "may": {act: request.user.has_perm(f"hackathon.{act}", hackathon) for act in ACTS},
        "rows": rows,
        "steps": charts.funnel(bars),
        "bounced": counts["bounced"],
        "waiting": counts["waiting"],
    }


@staff_page
@require_safe
def board(request: MemberRequest, slug: str) -> HttpResponse:
    """The stages with their open blockers, counts and links: the gates, drawn."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.read_board", hackathon)
    return render(request, "hackathon/board.html", board_facts(request, hackathon))


@staff_page
@require_POST
def move(request: MemberRequest, slug: str, kind: str, move: str) -> HttpResponse:
    """Open or close a stage; what stands before it is listed."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.move_stage", hackathon)
    stage = find_stage(hackathon, kind)
    step = next((one for one in STAGE_MOVES if one.name == move), None)
    if step is None or step is PUBLISH:  # a result has a page of its own
        raise Http404
    try:
        services.move_stage(stage=stage, move=step, actor=request.user, now=clock.now())
    except Refused as refusal:
        now_so = find_own(request, slug)  # somebody else may just have moved it
        page = board_facts(request, now_so) | {"refused": refusal, "refused_stage": stage}
        return render(request, "hackathon/board.html", page, status=409)
    messages.success(request, _("Done: %(stage)s.") % {"stage": stage.get_kind_display()})
    return redirect("hackathon:board", slug)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def stages(request: MemberRequest, slug: str) -> HttpResponse:
    """The calendar (R2.1): when each stage opens and closes."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.edit_calendar", hackathon)
    with timezone.override(hackathon.time_zone):  # dates are typed by the hackathon's clocks
        return stages_by_its_clocks(request, hackathon)


def stages_by_its_clocks(request: MemberRequest, hackathon: Hackathon) -> HttpResponse:
    """The same page, while times are those of the hackathon's place."""
    chosen = request.POST.get("stage")
    forms = [
        DatesForm(
            request.POST if chosen == stage.kind else None,
            stage=stage,
            prefix=stage.kind,
        )
        for stage in queries.stages_of(hackathon)
    ]
    sent = next((form for form in forms if form.is_bound), None)
    if request.method == "POST" and sent is None:
        raise Http404
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
            return redirect("hackathon:org_stages", hackathon.slug)
    return render(request, "hackathon/stages.html", {"forms": forms}, status=page_status(*forms))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
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
    state = request.GET.get("state", "")
    every = queries.letters_in(hackathon)
    found = queries.in_state(every, state)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, str(one.recipient or ""), subject_of(one)) for one in page]
    counts = queries.letter_counts(every)
    facts = {"page": page, "rows": rows, "state": state, "counts": counts}
    return render(request, "hackathon/org_letters.html", facts)


@staff_page
@require_safe
def trail(request: MemberRequest, slug: str) -> HttpResponse:
    """Who did what, when."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.read_trail", hackathon)
    rows = Paginator(queries.trail_of(hackathon), ROWS_A_PAGE)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "hackathon/trail.html", {"page": page})
