"""What everybody reads of the jury's work, and what a team reads of its own."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hackathon.http import MemberRequest, find_public, member_page
from hackathon.queries import stages_of
from hackathon.states import StageKind
from judging import queries
from judging.http import there
from judging.queries import Feedback
from judging.states import Slot
from judging.views.ranking import shown, top_of
from registration.http import own_membership
from registration.states import EntryWay


@require_safe
def finalists(request: HttpRequest, slug: str) -> HttpResponse:
    """The published finalists; teams that the organizer put forward are marked as such (R5.4)."""
    hackathon = find_public(request, slug)
    pitches = next((s for s in stages_of(hackathon) if s.kind == StageKind.PITCHES), None)
    page = {
        "entries": queries.finalists_in(hackathon),
        "stage": pitches,
        "wildcard": EntryWay.WILDCARD,
    }
    return render(request, "judging/finalists.html", page)


@dataclass(frozen=True)
class Told:
    """One line of a team's points: for what, how many, of how many."""

    title: str
    points: str
    top: int


def told(feedback: Feedback) -> list[Told]:
    """The team's mean points by criterion."""
    return [Told(str(one), shown(mean), one.max_points) for one, mean in feedback.criteria]


@member_page
@require_safe
def feedback(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """A team's own points by criterion and the judges' comments, once published (W3)."""
    team = own_membership(request, slug).team
    round = there(queries.round_of(team.hackathon, kind))
    found = queries.points_of(team, round)
    page = {
        "round": round,
        "team": team,
        "feedback": found,
        "lines": told(found) if found else [],
        "slots": [(slot.label, shown(found.row.slots.get(slot))) for slot in Slot if found],
        "points": shown(found.row.points) if found else "",
        "top": top_of(round),
    }
    return render(request, "judging/feedback.html", page)
