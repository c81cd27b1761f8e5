"""A participant's own pages: what is open now, own data, own consents."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hackathon.http import MemberRequest, blame, check, member_page, page_status
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from registration import queries, services
from registration.forms import OwnDataForm, ticked
from registration.http import own_membership, participants_hackathon, there
from registration.models import Application, Membership, Participant
from registration.states import CAPTAIN_DECLARATIONS, MEMBER_DECLARATIONS
from registration.views.legal import legal_facts
from registration.views.steps import next_step, stage_rows
from registration.views.telling import status_told


@member_page
@require_safe
def my(request: MemberRequest, slug: str) -> HttpResponse:
    """The dashboard: the next step, the team, the stages."""
    hackathon = participants_hackathon(request, slug)
    membership = queries.membership_of(request.user, hackathon)
    application = queries.application_of(request.user, hackathon)
    team = membership.team if membership else None
    entered = set(team.entries.values_list("stage", flat=True)) if team else set()
    members = list(queries.members_of(team)) if team else []
    page = {
        "membership": membership,
        "application": application,
        "status": status_told(application) if application else None,
        "members": members,
        "can_leave": membership and application and can_leave(membership, application, members),
        "step": next_step(membership, application, entered, hackathon, clock.now()),
        "stages": stage_rows(hackathon, entered),
    }
    return render(request, "registration/my.html", page)


def can_leave(
    membership: Membership, application: Application, members: Sequence[Membership]
) -> bool:
    """Whether leaving makes sense now: a captain only leaves a team that is otherwise empty."""
    alone = len(members) == 1
    return queries.is_editable(application) and (alone or not membership.is_captain)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: MemberRequest, slug: str) -> HttpResponse:
    """A member's own data, declarations and consents."""
    membership = own_membership(request, slug)
    check(request, "registration.confirm_membership", membership)
    hackathon = membership.team.hackathon
    legal = legal_facts(hackathon)
    form = OwnDataForm(
        request.POST if request.method == "POST" else None,
        hackathon=hackathon,
        declarations=asked_of(membership),
        addresses=legal["addresses"],
        initial=own_initial(membership.participant),
    )
    if form.is_valid() and confirmed(request, membership, form):
        messages.success(request, _("Your data are saved."))
        name = "application" if membership.is_captain else "my"
        return redirect(f"registration:{name}", slug)
    page = {"form": form, "membership": membership, **legal}
    return render(request, "registration/about_me.html", page, status=page_status(form))


def asked_of(membership: Membership) -> list[str]:
    """What this member has to declare: a captain answers for more (R3.8, R7.2)."""
    return [*MEMBER_DECLARATIONS, *(CAPTAIN_DECLARATIONS if membership.is_captain else ())]


def own_initial(participant: Participant) -> dict[str, Any]:
    """What the person said before."""
    declared = [one.declaration for one in queries.acceptances_of(participant)]
    consented = [one.purpose for one in queries.standing_consents([participant])]
    return ticked(declared, consented) | {
        "full_name": participant.full_name,
        "birth_date": participant.birth_date,
        "phone": participant.phone,
        "city": participant.city_id,
    }


def confirmed(request: MemberRequest, membership: Membership, form: OwnDataForm) -> bool:
    """Keep what was said; what a rule refuses stands on the form."""
    try:
        services.confirm_own_data(
            membership=membership,
            actor=request.user,
            now=clock.now(),
            evidence={"language": get_language()},
            **form.facts(),
        )
    except Refused as refusal:
        blame(form, refusal)
        return False
    return True


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: MemberRequest, slug: str) -> HttpResponse:
    """What is known of a person, every consent, and how to take one back (R3.10)."""
    hackathon = participants_hackathon(request, slug)
    participant = there(queries.participant_of(request.user, hackathon))
    if request.method == "POST":
        return withdraw(request, participant, slug)
    membership = queries.membership_of(request.user, hackathon)
    if "export" in request.GET:
        return export(participant, membership)
    page = {
        "participant": participant,
        "membership": membership,
        "consents": queries.consents_of(participant),
        "acceptances": queries.acceptances_of(participant),
        "now": clock.now(),
    }
    return render(request, "registration/my_data.html", page)


def withdraw(request: MemberRequest, participant: Participant, slug: str) -> HttpResponse:
    """Take one consent back."""
    pk = request.POST.get("consent", "")
    consents = queries.consents_of(participant)
    consent = get_object_or_404(consents, pk=int(pk) if pk.isdecimal() else 0)
    check(request, "registration.withdraw_consent", consent)
    try:
        services.withdraw_consent(consent=consent, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The consent is withdrawn."))
    return redirect("registration:my_data", slug)


def export(participant: Participant, membership: Membership | None) -> JsonResponse:
    """Everything that a person gave, as a file that other programs read."""
    body = {
        "hackathon": participant.hackathon.slug,
        "email": participant.user.email,
        "full_name": participant.full_name,
        "birth_date": participant.birth_date,
        "phone": participant.phone,
        "city": str(participant.city or ""),
        "registered_at": participant.created_at,
        "team": membership.team.name if membership else "",
        "role": membership.role if membership else "",
        "consents": [
            {
                "purpose": consent.purpose,
                "text_version": consent.legal_text.version,
                "text_sha256": consent.legal_text.sha256,
                "given_at": consent.given_at,
                "valid_until": consent.valid_until,
                "withdrawn_at": consent.withdrawn_at,
            }
            for consent in queries.consents_of(participant)
        ],
        "declarations": [
            {
                "declaration": accepted.declaration,
                "text": accepted.legal_text.kind,
                "text_version": accepted.legal_text.version,
                "accepted_at": accepted.accepted_at,
            }
            for accepted in queries.acceptances_of(participant)
        ],
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
