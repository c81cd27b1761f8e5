"""The organizer's page of a round: how far the jury is, what blocks it, what comes next."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker
from hackathon.models import Hackathon
from hackathon.queries import people_with, stage_of
from judging import queries, rules, services
from judging.forms import NewRoundForm, ReasonForm
from judging.http import judged_hackathon
from judging.models import Round
from judging.queries import JudgeProgress
from judging.states import (
    CLOSE_ROUND,
    FREEZE,
    OPEN_ROUND,
    REOPEN_ROUND,
    SETTLED,
    SIGN_ROUND,
    RoundStatus,
    TieLevel,
)

CREATE, ASSIGN = "create", "assign"
MOVES: dict[str, tuple[Callable[..., Any], Any]] = {
    FREEZE.name: (services.freeze_round, gettext_lazy("The criteria are fixed.")),
    OPEN_ROUND.name: (services.open_round, gettext_lazy("The round is open: judges have letters.")),
    ASSIGN: (services.assign_judges, gettext_lazy("The missing cards are handed out.")),
    CLOSE_ROUND.name: (services.close_round, gettext_lazy("The round is closed.")),
    REOPEN_ROUND.name: (services.reopen_round, gettext_lazy("The round is open again.")),
    SIGN_ROUND.name: (services.sign_round, gettext_lazy("The jury's decision is signed.")),
}


def waiting_for(round: Round, progress: Sequence[JudgeProgress]) -> Iterator[Blocker]:
    """What stands before the next step, as far as the page knows it; the step itself asks all."""
    page = round.get_absolute_url()
    if round.status == RoundStatus.OPEN:
        if silent := len(queries.undeclared_judges(progress)):
            yield Blocker(_("Judges who have not declared conflicts"), silent, page)
        if left := sum(one.left for one in progress):
            yield Blocker(_("Cards that are not handed in"), left, page)
        yield from rules.reading_blockers(round)
    if round.status == RoundStatus.CLOSED:
        yield from rules.reading_blockers(round)
        yield from rules.ballot_blockers(round)


def tie_levels(round: Round) -> list[str]:
    """The order of tie-breaking, in words."""
    words = dict(TieLevel.choices)
    return [str(words[level]) for level in round.tie_order]


def new_judges(round: Round, readers: set[int]) -> int:
    """How many members of the jury have no cards, in an open round where every judge reads all."""
    if round.status != RoundStatus.OPEN or round.readings is not None:
        return 0
    return sum(judge.pk not in readers for judge in people_with(round.stage.hackathon, "is_judge"))


def lacking(round: Round) -> dict[int, int]:
    """The teams of an open round that have lost a judge, where some judges read each."""
    if round.status != RoundStatus.OPEN or round.readings is None:
        return {}
    return queries.readings_missing(round, queries.projects_of(round))


def round_facts(round: Round) -> dict[str, Any]:
    """Everything that the page of a round shows."""
    progress = queries.progress_of(round)
    return {
        "round": round,
        "stage": round.stage,
        "criteria": queries.criteria_of(round),
        "tie_levels": tie_levels(round),
        "progress": progress,
        "handed_in": sum(one.handed_in for one in progress),
        "all_cards": sum(one.cards for one in progress),
        "declared": sum(one.declared for one in progress),
        "blockers": list(waiting_for(round, progress)),
        "new_judges": new_judges(round, {one.judge.pk for one in progress}),
        "lacking": len(lacking(round)),
        "result": queries.result_of(round) if round.status in SETTLED else None,
        "marks_are_known": rules.marks_are_known(round),
    }


def render_round(
    request: MemberRequest,
    round: Round,
    *,
    reopen: ReasonForm | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page of a round; a form that was refused stands on it with its error."""
    page = round_facts(round) | {
        "may_run": request.user.has_perm("judging.run_round", round),
        "reopen_form": reopen or ReasonForm(prefix="reopen"),
        "refused": refused,
        "error_form": reopen,
    }
    return render(request, "judging/round.html", page, status=status)


@staff_page
@require_safe
def round_page(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """The round of a stage, or the form that sets it up."""
    hackathon = judged_hackathon(request, slug, kind, "judging.read_round")
    round = queries.round_of(hackathon, kind)
    if round is None:
        return render_new(request, hackathon, kind, NewRoundForm())
    return render_round(request, round)


def render_new(
    request: MemberRequest, hackathon: Hackathon, kind: str, form: NewRoundForm
) -> HttpResponse:
    """The page of a stage whose round is not set up."""
    page = {
        "stage": stage_of(hackathon, kind),
        "form": form,
        "may_run": request.user.has_perm("judging.run_round", hackathon),
    }
    return render(request, "judging/round_new.html", page, status=page_status(form))


@staff_page
@require_POST
def move(request: MemberRequest, slug: str, kind: str, move: str) -> HttpResponse:
    """Set a round up, fix its criteria, open it, close it, open it again, sign it."""
    hackathon = judged_hackathon(request, slug, kind, "judging.run_round")
    if move == CREATE:
        return create(request, hackathon, kind)
    round = queries.round_of(hackathon, kind)
    if round is None or move not in MOVES:
        raise Http404
    if move == REOPEN_ROUND.name:
        return reopen(request, round)
    service, words = MOVES[move]
    try:
        service(round=round, actor=request.user, now=clock.now())
    except Refused as refusal:
        return render_round(request, round, refused=refusal, status=409)
    messages.success(request, words)
    return redirect("judging:round", slug, kind)


def create(request: MemberRequest, hackathon: Hackathon, kind: str) -> HttpResponse:
    """Set the round of a stage up."""
    form = NewRoundForm(request.POST)
    if form.is_valid():
        stage = stage_of(hackathon, kind)
        try:
            services.create_round(
                stage=stage, actor=request.user, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The round is set up with the rulebook's criteria."))
            return redirect("judging:round", hackathon.slug, kind)
    return render_new(request, hackathon, kind, form)


def reopen(request: MemberRequest, round: Round) -> HttpResponse:
    """Open a closed round for marks again, for a reason."""
    form = ReasonForm(request.POST, prefix="reopen")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.reopen_round(round=round, reason=reason, actor=request.user, now=clock.now())
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, MOVES[REOPEN_ROUND.name][1])
            return redirect("judging:round", round.stage.hackathon.slug, round.stage.kind)
    return render_round(request, round, reopen=form, status=page_status(form))
