"""Ties that only the jury can split."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from judging import queries, services
from judging.forms import OrderForm
from judging.http import find_decided
from judging.models import Round
from judging.states import RoundStatus


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Put teams that are still tied in order, by a decision that is written down (R5.4)."""
    round = find_decided(request, slug, kind, "judging.decide_ties")
    groups = queries.undecided(round)
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        groups=[[row.entry for row in group] for group in groups],
        order=round.jury_order,
    )
    if form.is_bound and form.is_valid() and decided(request, round, form):
        messages.success(request, _("The jury's decision is written down."))
        return redirect("judging:ties", slug, kind)
    page = {
        "round": round,
        "groups": list(zip(groups, form.lines(), strict=True)),
        "form": form,
        "awaited": queries.judges_to_vote(round) if round.status == RoundStatus.CLOSED else [],
        "is_closed": round.status == RoundStatus.CLOSED,
    }
    return render(request, "judging/ties.html", page, status=page_status(form))


def decided(request: MemberRequest, round: Round, form: OrderForm) -> bool:
    """Write the decision down; what a rule refuses stands on the form."""
    try:
        services.decide_ties(
            round=round,
            order=form.order,
            reason=form.cleaned_data["reason"],
            actor=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        if refusal.blockers:
            form.add_error(None, refusal)
        else:
            blame(form, refusal)
        return False
    return True
