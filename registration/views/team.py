"""The captain's team: its name and track, its members, and whom the captain invites."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hackathon.http import MemberRequest, blame, check, member_page, page_status
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from registration import queries, services
from registration.forms import LINES, InviteForm, TeamForm, answers_of
from registration.http import (
    captains_application,
    captains_invitation,
    captains_member,
    own_membership,
)
from registration.models import Application, Invitation
from registration.views.calendar import writing_facts
from registration.views.project import CONFLICT, save


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: MemberRequest, slug: str) -> HttpResponse:
    """Name, track and city of the team, and the people in it."""
    application = captains_application(request, slug)
    posted = request.POST if request.method == "POST" else None
    form = TeamForm(posted, application=application)
    if form.is_valid() and save(request, application, form):
        messages.success(request, _("Saved."))
        return redirect("registration:team", slug)
    status = CONFLICT if form.theirs else page_status(form)
    invite_form = InviteForm(initial=invite_initial(request, application))
    return render_team(request, form, invite_form, status)


@member_page
@require_POST
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite a member by e-mail."""
    application = captains_application(request, slug)
    form = InviteForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data | {"instead_of": corrected(application, form)}
        try:
            invitation = services.invite_member(
                team=application.team, actor=request.user, now=clock.now(), **said
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            words = _("The invitation to %(email)s is on its way.")
            messages.success(request, words % {"email": invitation.email})
            return redirect("registration:team", slug)
    return render_team(request, TeamForm(application=application), form, page_status(form))


def corrected(application: Application, form: InviteForm) -> Invitation | None:
    """The invitation of this team whose address is being corrected, if one is."""
    key = form.cleaned_data["instead_of"]
    return get_object_or_404(queries.invitations_of(application.team), pk=key) if key else None


def invite_initial(request: MemberRequest, application: Application) -> dict[str, Any]:
    """What the form begins with: an invitation to correct, else only the captain's language."""
    key = request.GET.get("correct", "")
    earlier = queries.invitations_of(application.team).filter(pk=key if key.isdecimal() else 0)
    for one in earlier:
        facts = {name: getattr(one, name) for name in ("full_name", "email", "role", "language")}
        return facts | {"instead_of": one.pk}
    return {"language": get_language()}


def render_team(
    request: MemberRequest, form: TeamForm, invite_form: InviteForm, status: int
) -> HttpResponse:
    """Draw the team's page with both of its forms."""
    application: Application = form.application
    members = list(queries.members_of(application.team))
    invitations = [one for one in queries.invitations_told(application.team) if is_shown(one)]
    waiting = [one for one in invitations if one.status in ("sent", "opened")]
    page: dict[str, Any] = {
        "application": application,
        "form": form,
        "invite_form": invite_form,
        "error_summary": bool(invite_form.errors),
        "corrects": bool(invite_form["instead_of"].value()),
        "members": members,
        "invitations": invitations,
        "places_left": application.team.size_max - len(members) - len(waiting),
    }
    page["answers"] = answers_of(application, LINES["team"])
    page |= writing_facts(application, clock.now())
    return render(request, "registration/team.html", page, status=status)


def is_shown(invitation: Any) -> bool:
    """Whether an invitation still says something: who confirmed stands among the members."""
    return invitation.status not in ("confirmed", "cancelled")


@member_page
@require_POST
def invitation_renew(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link and a new term."""
    invitation = captains_invitation(request, slug, pk)
    try:
        services.renew_invitation(invitation=invitation, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The invitation is sent again; the earlier link is void."))
    return redirect("registration:team", slug)


@member_page
@require_POST
def invitation_cancel(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = captains_invitation(request, slug, pk)
    try:
        services.cancel_invitation(invitation=invitation, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The invitation is cancelled."))
    return redirect("registration:team", slug)


@member_page
@require_POST
def member_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a member out of the team."""
    membership = captains_member(request, slug, pk)
    try:
        services.remove_member(membership=membership, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        words = _("%(name)s is no longer a member of the team.")
        messages.success(request, words % {"name": membership.participant.full_name})
    return redirect("registration:team", slug)


@member_page
@require_POST
def leave(request: MemberRequest, slug: str) -> HttpResponse:
    """Leave the team."""
    membership = own_membership(request, slug)
    check(request, "registration.leave_team", membership)
    try:
        services.leave_team(membership=membership, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("You have left the team."))
    return redirect("registration:my", slug)
