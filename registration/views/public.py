"""What everybody may see of the teams."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hackathon.http import find_public
from hackathon.states import StageKind, StageStatus
from registration import queries
from registration.forms import TeamFilter
from registration.views.calendar import stage_in

PAGE = 100


@require_safe
def teams(request: HttpRequest, slug: str) -> HttpResponse:
    """The published list of selected teams (R3.11)."""
    hackathon = find_public(request, slug)
    selection = stage_in(hackathon, StageKind.SELECTION)
    filters = TeamFilter(request.GET, hackathon=hackathon)
    found = filters.narrow(queries.selected_teams(hackathon))
    page = {
        "announced_at": selection.announced_at or selection.closes_at,
        "is_published": selection.status == StageStatus.PUBLISHED,
        "filters": filters,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "registration/teams.html", page)
