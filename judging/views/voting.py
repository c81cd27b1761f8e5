"""The jury's vote on the ranked list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.kit.sorting import kazakh_key
from judging import queries, services
from judging.forms import BallotForm
from judging.http import find_round
from judging.models import Ballot, Round
from judging.states import RoundStatus, VoteChoice
from judging.views.ranking import shown


def ballot_rows(round: Round, form: BallotForm) -> list[dict[str, Any]]:
    """Each team of the list with its radios, or without where the judge has no vote."""
    return [
        {
            "place": place,
            "row": row,
            "points": shown(row.points),
            "field": form.field_of(row.entry),
        }
        for place, row in queries.rows_by_points(round)
    ]


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Vote on every team that I marked: for, against, abstain; look at it, then cast it."""
    round = find_round(request, slug, kind, "judging.vote_round")
    cast = queries.ballot_of(request.user, round)
    if cast or round.status != RoundStatus.CLOSED:
        return render_cast(request, round, cast)
    entries = queries.votable_entries(request.user, round)
    form = BallotForm(request.POST if request.method == "POST" else None, entries=entries)
    is_complete = form.is_bound and form.is_valid()
    if is_complete and "confirm" in request.POST and voted(request, round, form):
        messages.success(request, _("Your vote is cast."))
        return redirect("judging:ballot", slug, kind)
    asks_again = is_complete and not form.errors and "change" not in request.POST
    page = {
        "round": round,
        "form": form,
        "rows": ballot_rows(round, form),
        "is_voter": bool(entries),
    }
    template = "judging/ballot_check.html" if asks_again else "judging/ballot.html"
    return render(request, template, page, status=page_status(form))


def voted(request: MemberRequest, round: Round, form: BallotForm) -> bool:
    """Cast the ballot; what a rule refuses stands on the form."""
    try:
        services.cast_ballot(round=round, judge=request.user, choices=form.choices, now=clock.now())
    except Refused as refusal:
        blame(form, refusal)
        return False
    return True


def render_cast(request: MemberRequest, round: Round, cast: Ballot | None) -> HttpResponse:
    """A ballot that is cast, or the word that there is nothing to vote on now."""
    said = queries.votes_of(cast) if cast else {}
    entries = {entry.pk: entry for entry in queries.projects_of(round)} if said else {}
    votes = [(entries[key], VoteChoice(choice)) for key, choice in said.items()]
    votes.sort(key=lambda vote: kazakh_key(vote[0].team.name))
    page = {"round": round, "cast": cast, "votes": votes}
    return render(request, "judging/ballot_cast.html", page)
