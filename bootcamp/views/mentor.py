"""Pages of the mentor."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bootcamp import queries
from hackathon.http import MemberRequest, check, find_own, staff_page
from hackathon.queries import sessions_of
from hackathon.states import StageKind
from registration.queries import latest_deliverables


@staff_page
@require_safe
def mentoring(request: MemberRequest, slug: str) -> HttpResponse:
    """My teams: who they are, what they make, what they handed in last."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.read_mentoring", hackathon)
    entries = [pair.entry for pair in queries.mentored_by(request.user, hackathon)]
    people = queries.members_by_team([entry.team for entry in entries])
    handed_in = latest_deliverables(entries)
    rows = [
        {
            "entry": entry,
            "application": entry.team.application,
            "members": people.get(entry.team_id, []),
            "latest": handed_in.get(entry.pk),
        }
        for entry in entries
    ]
    sessions = sessions_of(hackathon).filter(stage__kind=StageKind.BOOTCAMP)
    return render(request, "bootcamp/mentoring.html", {"rows": rows, "sessions": sessions})
