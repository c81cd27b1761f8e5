"""Winners and the check of certificates, for everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bootcamp import documents, queries
from bootcamp.forms import NumberForm
from hackathon.http import find_public, page_status


@require_safe
def winners(request: HttpRequest, slug: str) -> HttpResponse:
    """The winners with their sums, once they are published (R6.3)."""
    hackathon = find_public(request, slug)
    return render(request, "bootcamp/winners.html", {"winners": queries.winners_of(hackathon)})


@require_safe
def certificate_find(request: HttpRequest) -> HttpResponse:
    """Ask for a certificate by its number."""
    form = NumberForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("bootcamp:certificate", form.cleaned_data["number"])
    page = {"form": form}
    return render(request, "bootcamp/certificate_find.html", page, status=page_status(form))


@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """What is known of a certificate: valid, revoked, altered, or none of ours (R6.5).

    By its number alone it tells what is public anyway; the code of the paper tells the rest.
    """
    found = queries.certificate_by_number(number)
    code = request.GET.get("c", "")
    is_paper = found is not None and documents.is_own_code(found, code)
    if found and not is_paper and not queries.is_announced(found, request.user):
        found = None
    mine = found and queries.certificates_readable_by(request.user).filter(pk=found.pk).exists()
    page = {
        "certificate": found,
        "number": number,
        "verdict": queries.verdict_on(found, code=code, is_paper=is_paper),
        "is_paper": is_paper,
        "is_mine": mine,
        "pdf_languages": settings.LANGUAGES,
        "form": NumberForm(initial={"number": number}),
    }
    status = 404 if found is None else 200
    return render(request, "bootcamp/certificate.html", page, status=status)
