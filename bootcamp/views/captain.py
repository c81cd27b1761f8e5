"""Pages of a team in the boot camp, and its certificate."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bootcamp import documents, queries
from bootcamp.http import own_camp, readable_certificate
from hackathon.http import MemberRequest, member_page, staff_page
from hackathon.queries import sessions_of
from registration.queries import deliverables_of


@member_page
@require_safe
def camp(request: MemberRequest, slug: str) -> HttpResponse:
    """The team's boot camp: mentors, timetable, what to hand in (R4.5)."""
    entry = own_camp(request, slug)
    stage, hackathon = entry.stage, entry.stage.hackathon
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
    found = readable_certificate(request, number, language)
    answer = HttpResponse(
        documents.certificate(found, language=language), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="{found.number}-{language}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
