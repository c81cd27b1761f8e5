"""Publishing the finalists: look at everything first, then all at once (R4.2, R5.4, R6.1)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hackathon.http import MemberRequest, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.states import StageStatus
from judging import queries, rules, services
from judging.forms import wildcard_forms
from judging.http import find_pitches
from judging.models import Round
from judging.queries import StandingRow
from judging.states import RoundStatus
from registration.models import Membership, Team
from registration.queries import people_in


def letters_to(people: Iterable[Membership]) -> list[tuple[str, int]]:
    """How many letters go out in each language: one to every member of every team."""
    count = Counter(member.participant.user.language for member in people)
    return [(name, count[code]) for code, name in settings.LANGUAGES]


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def publish_finalists(request: MemberRequest, slug: str) -> HttpResponse:
    """Look at who goes on and by which way, put further teams forward, publish."""
    round = find_pitches(request, slug)
    rows = queries.standings(round) if rules.marks_are_known(round) else []
    others = [row.entry for row in rows if not row.goes_on]
    sent = request.method == "POST"
    forms = wildcard_forms(request.POST if sent else None, entries=others)
    refused: Refused | None = None
    wildcards: dict[Team, str] = {}
    if sent and forms.is_valid():
        wildcards = forms.chosen(others)
        if "confirm" in request.POST:
            try:
                services.publish_finalists(
                    round=round, wildcards=wildcards, actor=request.user, now=clock.now()
                )
            except Refused as refusal:
                refused = refusal
            else:
                messages.success(request, _("The finalists are published."))
                return redirect("judging:finalists", slug)
    page = preview(round, rows, wildcards) | {"forms": forms, "refused": refused}
    page["is_checked"] = sent and forms.is_valid() and "change" not in request.POST
    status = 422 if refused or (sent and not forms.is_valid()) else 200
    return render(request, "judging/publish_finalists.html", page, status=status)


def preview(round: Round, rows: list[StandingRow], wildcards: dict[Team, str]) -> dict[str, Any]:
    """Everything that publication would do."""
    finalists = [row for row in rows if row.goes_on]
    people = list(people_in(round.stage))
    letters = letters_to(people)
    going = {row.entry.team_id for row in finalists} | {team.pk for team in wildcards}
    return {
        "round": round,
        "stage": round.stage,
        "finalists": finalists,
        "wildcards": list(wildcards.items()),
        "others": len(rows) - len(going),
        "people": sum(one.team_id in going for one in people),
        "letters": sum(count for _name, count in letters),
        "by_language": letters,
        "blockers": rules.publishing_blockers(round, rows),
        "is_closed": round.stage.status == StageStatus.CLOSED,
        "is_published": round.status == RoundStatus.PUBLISHED,
    }
