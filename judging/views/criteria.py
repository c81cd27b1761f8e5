"""What a round asks and how it counts, edited until it is fixed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from judging import queries, services
from judging.forms import CriterionForm, SettingsForm
from judging.http import find_round
from judging.models import Round
from judging.states import RoundStatus, TieLevel

UP, DOWN = "up", "down"


def criterion_forms(round: Round, data: Mapping[str, Any] | None) -> list[CriterionForm]:
    """A form for each criterion; the one that was sent is bound."""
    wanted = (data or {}).get("criterion")
    return [
        CriterionForm(data if criterion.code == wanted else None, criterion=criterion)
        for criterion in queries.criteria_of(round)
    ]


def moved(order: list[str], level: str, step: int) -> list[str]:
    """The order of tie-breaking with one level moved up or down; the jury stays last."""
    if level == TieLevel.JURY or level not in order:
        return order
    place = order.index(level)
    other = place + step
    if not 0 <= other < len(order) - 1:
        return order
    order = list(order)
    order[place], order[other] = order[other], order[place]
    return order


def tie_order_sent(round: Round, data: Mapping[str, Any]) -> list[str] | None:
    """The order of tie-breaking after a press of one of its buttons."""
    for name, step in ((UP, -1), (DOWN, 1)):
        if name in data:
            return moved(round.tie_order, data[name], step)
    return None


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Criteria, points, order of tie-breaking, quorum: editable while the round is prepared."""
    round = find_round(request, slug, kind, "judging.run_round")
    data = request.POST if request.method == "POST" else None
    if round.status != RoundStatus.DRAFT:
        messages.info(request, _("The criteria of this round are fixed."))
        return redirect("judging:round", slug, kind)
    forms = criterion_forms(round, data)
    settings = SettingsForm(data if data and "settings" in data else None, round=round)
    if data is not None and saved(request, round, settings, forms):
        messages.success(request, _("Saved."))
        return redirect("judging:criteria", slug, kind)
    page = {
        "round": round,
        "settings": settings,
        "forms": forms,
        "levels": [(level, TieLevel(level).label) for level in round.tie_order],
        "jury": TieLevel.JURY,
    }
    status = page_status(settings, *forms)
    return render(request, "judging/criteria.html", page, status=status)


def saved(
    request: MemberRequest, round: Round, settings: SettingsForm, forms: list[CriterionForm]
) -> bool:
    """Save the part of the page that was sent."""
    who: dict[str, Any] = {"round": round, "actor": request.user, "now": clock.now()}
    order = tie_order_sent(round, request.POST)
    sent = next((form for form in [settings, *forms] if form.is_bound), None)
    try:
        if order is not None:
            services.edit_round(tie_order=order, **who)
            return True
        if isinstance(sent, SettingsForm) and sent.is_valid():
            services.edit_round(**sent.cleaned_data, **who)
            return True
        if isinstance(sent, CriterionForm) and sent.is_valid():
            services.save_criterion(code=sent.criterion.code, **sent.cleaned_data, **who)
            return True
    except Refused as refusal:
        if sent is None:
            messages.error(request, refusal.messages[0])
        else:
            blame(sent, refusal)
    return False
