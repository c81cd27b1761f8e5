"""Pages of whoever is signed in."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hackathon import queries
from hackathon.http import MemberRequest, member_page
from hackathon.services.letters import body_of, subject_of

LETTERS_A_PAGE = 50


@member_page
@require_safe
def messages_page(request: MemberRequest) -> HttpResponse:
    """Every letter that was written to me, with what became of it."""
    letters = Paginator(queries.letters_of(request.user), LETTERS_A_PAGE)
    page = letters.get_page(request.GET.get("page"))
    rows = [(letter, subject_of(letter)) for letter in page]
    return render(request, "hackathon/messages.html", {"page": page, "rows": rows})


@member_page
@require_safe
def letter(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One letter, as it was sent or will be."""
    found = get_object_or_404(queries.letters_of(request.user), uid=uid)
    said = {"letter": found, "subject": subject_of(found), "body": body_of(found)}
    return render(request, "hackathon/letter.html", said)
