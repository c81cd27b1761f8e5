"""The way of somebody who is invited into a team: see what was said, confirm or decline (R3.8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon.http import MemberRequest, blame, member_page, page_status
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.models import User
from registration import services
from registration.forms import OwnDataForm
from registration.http import find_invitation
from registration.models import Invitation
from registration.states import MEMBER_DECLARATIONS, OPEN_INVITATION, WAITING_INVITATIONS
from registration.views.legal import legal_facts


def facts(request: HttpRequest, invitation: Invitation, token: str) -> dict[str, Any]:
    """What every page of an invitation shows."""
    waits = invitation.status in WAITING_INVITATIONS and invitation.expires_at > clock.now()
    address = request.user.email if isinstance(request.user, User) else ""
    return {
        "invitation": invitation,
        "token": token,
        "waits": waits,
        "is_other_address": bool(address) and address.lower() != invitation.email.lower(),
    }


@require_safe
def invitation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """What the captain said about the invited person, and the ways on."""
    found = find_invitation(request, pk, token)
    if request.method == "GET" and OPEN_INVITATION.fits(found.status):
        services.open_invitation(invitation=found, now=clock.now())
    return render(request, "registration/invitation.html", facts(request, found, token))


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_confirm(request: MemberRequest, pk: int, token: str) -> HttpResponse:
    """Give one's own data, accept the rules, consent: from then on the person is a member."""
    found = find_invitation(request, pk, token)
    hackathon = found.team.hackathon
    legal = legal_facts(hackathon)
    form = OwnDataForm(
        request.POST if request.method == "POST" else None,
        hackathon=hackathon,
        declarations=MEMBER_DECLARATIONS,
        addresses=legal["addresses"],
        initial={"full_name": found.full_name},
    )
    if form.is_valid():
        try:
            services.confirm_invitation(
                invitation=found,
                person=request.user,
                now=clock.now(),
                evidence={"language": get_language()},
                **form.facts(),
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            words = _("Welcome to the team %(team)s.")
            messages.success(request, words % {"team": found.team.name})
            return redirect("registration:my", hackathon.slug)
    page = facts(request, found, token) | legal | {"form": form}
    return render(request, "registration/invitation_confirm.html", page, status=page_status(form))


@require_POST
def invitation_decline(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Say no to an invitation; nobody needs an account for that."""
    found = find_invitation(request, pk, token)
    person = request.user if isinstance(request.user, User) else None
    try:
        services.decline_invitation(invitation=found, person=person, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("You have declined. The captain is told."))
    return redirect("registration:invitation", pk, token)
