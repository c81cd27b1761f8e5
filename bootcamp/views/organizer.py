"""Pages of the organizer: mentors, awards, certificates, the winners."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bootcamp import queries, services
from bootcamp.forms import AwardForm, FundForm, MentorForm, RevokeForm
from bootcamp.http import find_award, find_certificate, find_pair
from hackathon.http import MemberRequest, blame, check, find_own, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.kit.gates import blockers
from hackathon.models import Hackathon
from hackathon.queries import people_with, stage_of
from hackathon.states import PUBLISH, StageKind, StageStatus


def mentor_rows(hackathon: Hackathon, data: Any = None) -> list[dict[str, Any]]:
    """The teams of the boot camp with their mentors and a form for one more."""
    entries = queries.camp_entries(hackathon)
    pairs = list(queries.mentors_of(entries))
    people = list(people_with(hackathon, "is_mentor"))
    return [
        {
            "entry": entry,
            "pairs": [pair for pair in pairs if pair.entry_id == entry.pk],
            "form": MentorForm(
                data if data and data.get("entry") == str(entry.pk) else None,
                mentors=people,
                prefix=f"team-{entry.pk}",
            ),
        }
        for entry in entries
    ]


def sent_row(request: MemberRequest, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The row whose form was sent; a form for a team that is not there is not found."""
    found = next((row for row in rows if row["form"].is_bound), None)
    if request.method == "POST" and found is None:
        raise Http404
    return found


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def mentors(request: MemberRequest, slug: str) -> HttpResponse:
    """Which mentor advises which team (R4.5)."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.assign_mentor", hackathon)
    rows = mentor_rows(hackathon, request.POST if request.method == "POST" else None)
    sent = sent_row(request, rows)
    if sent and sent["form"].is_valid():
        try:
            services.assign_mentor(
                entry=sent["entry"],
                mentor=sent["form"].cleaned_data["mentor"],
                actor=request.user,
                now=clock.now(),
            )
        except Refused as refusal:
            blame(sent["form"], refusal)
        else:
            messages.success(request, _("The mentor is assigned."))
            return redirect("bootcamp:mentors", slug)
    forms = [row["form"] for row in rows]
    page = {"rows": rows, "forms": forms}
    return render(request, "bootcamp/mentors.html", page, status=page_status(*forms))


@staff_page
@require_POST
def mentor_release(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """End a mentor's work with a team."""
    pair = find_pair(request, slug, pk)
    try:
        services.release_mentor(pair=pair, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The mentor is released."))
    return redirect("bootcamp:mentors", slug)


def award_rows(hackathon: Hackathon, data: Any = None) -> list[dict[str, Any]]:
    """The prize places with a form for each sum."""
    rows = []
    for place in queries.prize_places(hackathon):
        entry = place.row.entry
        rows.append({
            "place": place,
            "entry": entry,
            "form": AwardForm(
                data if data and data.get("entry") == str(entry.pk) else None,
                prefix=f"team-{entry.pk}",
                initial={"amount": place.award.amount if place.award else place.suggested},
            ),
        })  # fmt: skip
    return rows


def award_page(hackathon: Hackathon, rows: list[dict[str, Any]], form: FundForm) -> dict[str, Any]:
    """What the awards page shows: the places, and the fund with what is left."""
    return {
        "rows": rows,
        "forms": [*(row["form"] for row in rows), form],
        "fund_form": form,
        **queries.fund_facts(hackathon),
        "is_published": stage_of(hackathon, StageKind.FINAL).status == StageStatus.PUBLISHED,
    }


def give(row: dict[str, Any], request: MemberRequest) -> bool:
    """Give one place its sum; a refusal goes next to it."""
    try:
        services.give_award(
            entry=row["entry"],
            place=row["place"].row.place,
            amount=row["form"].cleaned_data["amount"],
            actor=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        blame(row["form"], refusal)
        return False
    return True


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def awards(request: MemberRequest, slug: str) -> HttpResponse:
    """The prize places of the signed final and their sums (R6.2, R6.4)."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.read_awards", hackathon)
    if request.method == "POST":
        check(request, "bootcamp.give_award", hackathon)
    rows = award_rows(hackathon, request.POST if request.method == "POST" else None)
    sent = sent_row(request, rows)
    if sent and sent["form"].is_valid() and give(sent, request):
        messages.success(request, _("The award is given."))
        return redirect("bootcamp:awards", slug)
    page = award_page(hackathon, rows, FundForm(initial={"fund": hackathon.prize_fund}))
    return render(request, "bootcamp/awards.html", page, status=page_status(*page["forms"]))


@staff_page
@require_POST
def fund(request: MemberRequest, slug: str) -> HttpResponse:
    """Change the size of the fund, with a reason (R6.4)."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.give_award", hackathon)
    form = FundForm(request.POST)
    if form.is_valid():
        try:
            services.set_fund(
                hackathon=hackathon,
                amount=form.cleaned_data["fund"],
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=clock.now(),
            )
        except Refused as refusal:
            form.add_error("fund", refusal)
        else:
            messages.success(request, _("The fund is changed."))
            return redirect("bootcamp:awards", slug)
    page = award_page(hackathon, award_rows(hackathon), form)
    return render(request, "bootcamp/awards.html", page, status=422)


@staff_page
@require_POST
def award_withdraw(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take an award back before it is published."""
    award = find_award(request, slug, pk)
    try:
        services.withdraw_award(award=award, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The award is taken back."))
    return redirect("bootcamp:awards", slug)


@staff_page
@require_safe
def certificates(request: MemberRequest, slug: str) -> HttpResponse:
    """The certificates: issued, valid, revoked (R6.5)."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.read_awards", hackathon)
    return render(request, "bootcamp/certificates.html", certificate_page(hackathon))


def certificate_page(hackathon: Hackathon, bad: RevokeForm | None = None) -> dict[str, Any]:
    """Every certificate with a form to revoke it, and the awards that have none."""
    rows = []
    for certificate in queries.certificates_of(hackathon):
        form = RevokeForm(prefix=f"certificate-{certificate.pk}")
        if bad is not None and bad.prefix == form.prefix:
            form = bad
        rows.append({"certificate": certificate, "form": form})
    forms = [row["form"] for row in rows]
    missing = list(queries.awards_without_certificate(hackathon))
    return {"rows": rows, "forms": forms, "missing": missing}


@staff_page
@require_POST
def certificates_issue(request: MemberRequest, slug: str) -> HttpResponse:
    """Issue every certificate that is missing."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.issue_certificate", hackathon)
    issued = 0
    for award in queries.awards_without_certificate(hackathon):
        try:
            services.issue_certificate(award=award, actor=request.user, now=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.messages[0])
        else:
            issued += 1
    if issued:
        words = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", issued)
        messages.success(request, words % {"count": issued})
    return redirect("bootcamp:certificates", slug)


@staff_page
@require_POST
def certificate_revoke(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a certificate's force away, with a reason."""
    certificate = find_certificate(request, slug, pk)
    form = RevokeForm(request.POST, prefix=f"certificate-{certificate.pk}")
    if form.is_valid():
        try:
            services.revoke_certificate(
                certificate=certificate,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=clock.now(),
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The certificate is revoked; its check page says so."))
            return redirect("bootcamp:certificates", slug)
    page = certificate_page(certificate.award.hackathon, bad=form)
    return render(request, "bootcamp/certificates.html", page, status=422)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def publish_winners(request: MemberRequest, slug: str) -> HttpResponse:
    """Look at the result once more, and publish it (R6.3)."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.publish_winners", hackathon)
    stage = stage_of(hackathon, StageKind.FINAL)
    refused = None
    if request.method == "POST":
        try:
            services.publish_winners(stage=stage, actor=request.user, now=clock.now())
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The winners are published."))
            return redirect("bootcamp:winners", slug)
    places = queries.prize_places(hackathon)
    people = queries.members_by_team([place.row.entry.team for place in places])
    page = {
        "stage": stage,
        "places": places,
        "people": sum(len(members) for members in people.values()),
        "blockers": blockers(stage, PUBLISH.name),
        "can_publish": PUBLISH.fits(stage.status),
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "bootcamp/publish_winners.html", page, status=status)
