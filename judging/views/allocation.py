"""Who judges whom: conflicts that the organizer knows of, cards taken back, judges excused."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.models import User
from judging import queries, services
from judging.forms import ConflictForm, ReasonForm
from judging.http import find_judge, find_round
from judging.models import Round
from judging.states import RoundStatus
from judging.views.jury import card_rows


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """The conflicts that are known, and one more that the judge did not declare."""
    sent = request.method == "POST"
    round = find_round(request, slug, kind, f"judging.{'run' if sent else 'read'}_round")
    form = ConflictForm(request.POST if sent else None, round=round)
    if form.is_bound and form.is_valid():
        services.set_conflict(actor=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("The conflict is recorded."))
        return redirect("judging:org_conflict", slug, kind)
    page = {
        "round": round,
        "conflicts": queries.conflicts_of(round),
        "form": form,
        "may_run": request.user.has_perm("judging.run_round", round),
    }
    return render(request, "judging/org_conflicts.html", page, status=page_status(form))


@staff_page
@require_safe
def judge_cards(request: MemberRequest, slug: str, kind: str, judge: int) -> HttpResponse:
    """One judge's cards: which are handed in, never what is on them."""
    round = find_round(request, slug, kind, "judging.read_round")
    return render_judge(request, round, find_judge(round, judge))


def render_judge(
    request: MemberRequest,
    round: Round,
    judge: User,
    *,
    pk: int | None = None,
    form: ReasonForm | None = None,
) -> HttpResponse:
    """Draw one judge's cards; a refused form stands at its card, or at the excuse."""
    page = {
        "round": round,
        "judge": judge,
        "declared": queries.has_declared(judge, round),
        "rows": [
            row | {"form": form if form and row["card"].pk == pk else ReasonForm(auto_id=False)}
            for row in card_rows(list(queries.cards_of(judge, round)))
        ],
        "excuse_form": form if form and pk is None else ReasonForm(prefix="excuse"),
        "is_open": round.status == RoundStatus.OPEN,
        "may_run": request.user.has_perm("judging.run_round", round),
        "form": form,
    }
    status = page_status(form) if form else 200
    return render(request, "judging/judge_cards.html", page, status=status)


@staff_page
@require_POST
def card_take_back(
    request: MemberRequest, slug: str, kind: str, judge: int, pk: int
) -> HttpResponse:
    """Let a judge change a card that is handed in, for a reason."""
    round = find_round(request, slug, kind, "judging.run_round")
    person = find_judge(round, judge)
    card = queries.cards_of(person, round).filter(pk=pk).first()
    if card is None:
        raise Http404
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.take_back_card(card=card, reason=reason, actor=request.user, now=clock.now())
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The judge can change this card again."))
            return redirect("judging:judge_cards", slug, kind, judge)
    return render_judge(request, round, person, pk=pk, form=form)


@staff_page
@require_POST
def excuse(request: MemberRequest, slug: str, kind: str, judge: int) -> HttpResponse:
    """Excuse a judge who drops out: what is not handed in becomes void."""
    round = find_round(request, slug, kind, "judging.run_round")
    person = find_judge(round, judge)
    form = ReasonForm(request.POST, prefix="excuse")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            count = services.excuse_judge(
                round=round, judge=person, reason=reason, actor=request.user, now=clock.now()
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            words = ngettext("%(count)d card is void.", "%(count)d cards are void.", count)
            messages.success(request, words % {"count": count})
            return redirect("judging:round", slug, kind)
    return render_judge(request, round, person, form=form)
