"""Pages of a team in the boot camp, and its certificate."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bootcamp import documents, queries
from hackathon.http import MemberRequest, find_own, member_page, staff_page
from hackathon.queries import sessions_of, stage_of
from hackathon.states import StageKind
from registration.queries import deliverables_of, entry_of


@member_page
@require_safe
def camp(request: MemberRequest, slug: str) -> HttpResponse:
    """The team's boot camp: mentors, timetable, what to hand in (R4.5)."""
    hackathon = find_own(request, slug)
    stage = stage_of(hackathon, StageKind.BOOTCAMP)
    entry = entry_of(request.user, stage)
    if entry is None:
        raise Http404
    pairs = list(queries.mentors_of([entry]))
    badges = queries.positions_of(hackathon, [pair.mentor for pair in pairs])
    page = {
        "stage": stage,
        "entry": entry,
        "mentors": [(pair.mentor, badges.get(pair.mentor_id)) for pair in pairs],
        "sessions": sessions_of(hackathon).filter(stage=stage),
        "latest": deliverables_of(entry).first(),
    }
    return render(request, "bootcamp/camp.html", page)


@staff_page
@require_safe
def certificate_pdf(request: MemberRequest, number: str, language: str) -> HttpResponse:
    """The certificate as PDF in the language chosen: for the team, organizers and auditors."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = get_object_or_404(queries.certificates_readable_by(request.user), number=number)
    answer = HttpResponse(
        documents.certificate(found, language=language), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="{found.number}-{language}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
