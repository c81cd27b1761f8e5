"""How pages and API find a team's things, and stop who may not see them."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from hackathon.http import AnyMemberRequest, AnyRequest, check, find_own
from hackathon.kit import tokens
from hackathon.models import Hackathon
from hackathon.queries import badge_of, stage_of
from registration import queries
from registration.models import Application, Deliverable, Entry, Invitation, Membership
from registration.states import HANDS_IN

Thing = TypeVar("Thing", bound=Model)


def there(thing: Thing | None) -> Thing:
    """The thing, or 403: the person is known here, but has no such thing of their own."""
    if thing is None:
        raise PermissionDenied
    return thing


def participants_hackathon(request: AnyMemberRequest, slug: str) -> Hackathon:
    """The hackathon, for the people who take part in it."""
    hackathon = find_own(request, slug)
    badge = badge_of(request.user, hackathon)
    if badge is None or not badge.is_participant:
        raise PermissionDenied
    return hackathon


def own_application(request: AnyMemberRequest, slug: str) -> Application:
    """The application of the person's team, to be read."""
    hackathon = find_own(request, slug)
    application = there(queries.application_of(request.user, hackathon))
    application.hackathon = application.team.hackathon = hackathon  # its stages are read once
    return application


def captains_application(
    request: AnyMemberRequest, slug: str, permission: str = "registration.edit_application"
) -> Application:
    """The application of the person's team, for its captain."""
    application = own_application(request, slug)
    check(request, permission, application)
    return application


def captains_invitation(request: AnyMemberRequest, slug: str, pk: int) -> Invitation:
    """An invitation that the captain's own team sent."""
    application = captains_application(request, slug)
    return get_object_or_404(queries.invitations_of(application.team), pk=pk)


def captains_member(request: AnyMemberRequest, slug: str, pk: int) -> Membership:
    """A member of the captain's own team, who may be taken out of it."""
    application = captains_application(request, slug)
    membership = get_object_or_404(queries.members_of(application.team), pk=pk)
    check(request, "registration.remove_member", membership)
    return membership


def own_membership(request: AnyMemberRequest, slug: str) -> Membership:
    """The person's own seat in a team."""
    hackathon = find_own(request, slug)
    return there(queries.membership_of(request.user, hackathon))


def find_invitation(request: AnyRequest, pk: int, token: str) -> Invitation:
    """The invitation of this link; a wrong link, or that of an earlier version, leads nowhere."""
    invitation = get_object_or_404(queries.invitations(), pk=pk)
    if not tokens.check(token, "invitation", invitation.pk, invitation.version):
        raise Http404
    request.hackathon = invitation.team.hackathon  # type: ignore[union-attr] # for the masthead
    return invitation


def seen_in(request: AnyMemberRequest, hackathon: Hackathon) -> "QuerySet[Application]":
    """The applications of a hackathon that this organizer or auditor may see."""
    check(request, "hackathon.read_board", hackathon)
    return queries.applications_for(request.user).filter(hackathon=hackathon)


def find_application(request: AnyMemberRequest, slug: str, pk: int) -> Application:
    """One of the applications that this organizer or auditor may see."""
    hackathon = find_own(request, slug)
    return get_object_or_404(seen_in(request, hackathon), pk=pk)


def own_entry(request: AnyMemberRequest, slug: str, kind: str) -> Entry:
    """The team's place in a stage: only who stands in a published list has one (R3.11)."""
    hackathon = find_own(request, slug)
    if kind not in HANDS_IN:
        raise Http404
    entry = there(queries.entry_of(request.user, stage_of(hackathon, kind)))
    check(request, "registration.hand_in", entry)
    return entry


def find_deliverable(request: AnyMemberRequest, slug: str, pk: int) -> Deliverable:
    """What a team handed in as a file, for who may read it."""
    hackathon = find_own(request, slug)
    seen = queries.deliverables_seen_by(request.user).filter(entry__team__hackathon=hackathon)
    work = get_object_or_404(seen, pk=pk)
    check(request, "registration.download_deliverable", work)
    if not work.file:
        raise Http404
    return work
