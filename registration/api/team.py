"""One's own team: its members, and whom the captain invites."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from hackathon.api.doors import MemberDoor, read
from hackathon.http import MemberApiRequest, check
from hackathon.kit import clock
from hackathon.kit.shapes import Empty
from registration import queries, services
from registration.http import (
    captains_application,
    captains_invitation,
    captains_member,
    own_application,
    own_membership,
)
from registration.serializers import InvitationOutput, InviteInput, TeamOutput


class OwnTeam(MemberDoor):
    """One's own team."""

    @extend_schema(responses=TeamOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Its members, the captain first; to the captain also whom the team invited."""
        application = own_application(request, slug)
        team = application.team
        is_captain = request.user.has_perm("registration.edit_application", application)
        facts: dict[str, Any] = {
            "name": team.name,
            "size": team.size,
            "size_max": team.size_max,
            "members": queries.members_of(team),
            "invitations": queries.invitations_of(team) if is_captain else [],
        }
        return Response(TeamOutput(facts).data)


class Invitations(MemberDoor):
    """Invitations into one's own team."""

    @extend_schema(request=InviteInput, responses={201: InvitationOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Invite a member by e-mail."""
        application = captains_application(request, slug)
        said = read(InviteInput, request)
        invitation = services.invite_member(
            team=application.team, actor=request.user, now=clock.now(), **said
        )
        return Response(InvitationOutput(invitation).data, status=status.HTTP_201_CREATED)


class InvitationRenew(MemberDoor):
    """Sending an invitation again."""

    @extend_schema(request=Empty, responses=InvitationOutput)
    def post(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Send it with a new link and a new term; the earlier link is void."""
        invitation = captains_invitation(request, slug, pk)
        read(Empty, request)
        renewed = services.renew_invitation(
            invitation=invitation, actor=request.user, now=clock.now()
        )
        return Response(InvitationOutput(renewed).data)


class InvitationCancel(MemberDoor):
    """Taking an invitation back."""

    @extend_schema(request=Empty, responses=InvitationOutput)
    def post(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Take it back; the seat that it kept is free."""
        invitation = captains_invitation(request, slug, pk)
        read(Empty, request)
        services.cancel_invitation(invitation=invitation, actor=request.user, now=clock.now())
        return Response(InvitationOutput(captains_invitation(request, slug, pk)).data)


class Member(MemberDoor):
    """A member of one's own team."""

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Take a member out of the team; the captain may."""
        membership = captains_member(request, slug, pk)
        services.remove_member(membership=membership, actor=request.user, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TeamLeave(MemberDoor):
    """Leaving one's team."""

    @extend_schema(request=Empty, responses={204: None})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Leave it; a captain can while nobody else is in it."""
        membership = own_membership(request, slug)
        check(request, "registration.leave_team", membership)
        read(Empty, request)
        services.leave_team(membership=membership, actor=request.user, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
