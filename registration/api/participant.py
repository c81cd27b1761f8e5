"""What participants say for themselves, and what the invited answer (R3.7, R3.8, R3.10)."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from hackathon.api.doors import MemberDoor, PublicDoor, pick, read
from hackathon.http import MemberApiRequest, check
from hackathon.kit import clock
from hackathon.kit.shapes import Empty
from hackathon.models import Hackathon, User
from registration import queries, services
from registration.http import find_invitation, own_membership, participants_hackathon, there
from registration.models import Participant
from registration.serializers import InvitedOutput, MemberOutput, OwnDataInput, OwnDataOutput


def own_word(request: Request, hackathon: Hackathon) -> dict[str, Any]:
    """What a person said, as the services take it; where there are cities one is chosen."""
    said = read(OwnDataInput, request)
    said["city"] = pick(hackathon.cities.all(), said, "city")
    if said["city"] is None and hackathon.cities.exists():
        raise ValidationError({"city": [_("Choose your city.")]})
    return said | {"evidence": {"language": get_language()}}


class OwnData(MemberDoor):
    """One's own data in a hackathon."""

    @extend_schema(responses=OwnDataOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Everything that is known of one, every consent, every declaration."""
        hackathon = participants_hackathon(request, slug)
        return answer(there(queries.participant_of(request.user, hackathon)))

    @extend_schema(request=OwnDataInput, responses=MemberOutput)
    def put(self, request: MemberApiRequest, slug: str) -> Response:
        """Give or correct one's data, declare and consent; from the first time one counts."""
        membership = own_membership(request, slug)
        check(request, "registration.confirm_membership", membership)
        said = own_word(request, membership.team.hackathon)
        confirmed = services.confirm_own_data(
            membership=membership, actor=request.user, now=clock.now(), **said
        )
        return Response(MemberOutput(confirmed).data)


def answer(participant: Participant) -> Response:
    """What is known of a participant, as an answer to that participant."""
    facts = {
        "full_name": participant.full_name,
        "birth_date": participant.birth_date,
        "phone": participant.phone,
        "city": participant.city,
        "created_at": participant.created_at,
        "consents": queries.consents_of(participant),
        "declarations": queries.acceptances_of(participant),
    }
    return Response(OwnDataOutput(facts).data)


class ConsentWithdraw(MemberDoor):
    """Taking a consent back (R3.10)."""

    @extend_schema(request=Empty, responses=OwnDataOutput)
    def post(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Take it back; without one that is needed, taking part ends and data go."""
        hackathon = participants_hackathon(request, slug)
        participant = there(queries.participant_of(request.user, hackathon))
        consent = get_object_or_404(queries.consents_of(participant), pk=pk)
        check(request, "registration.withdraw_consent", consent)
        read(Empty, request)
        services.withdraw_consent(consent=consent, actor=request.user, now=clock.now())
        return answer(there(queries.participant_of(request.user, hackathon)))


class Invited(PublicDoor):
    """An invitation, by the link that came in the letter."""

    @extend_schema(responses=InvitedOutput)
    def get(self, request: Request, pk: int, token: str) -> Response:
        """What the captain said about the invited person. Reading it here notes nothing."""
        return Response(InvitedOutput(find_invitation(request, pk, token)).data)


class InvitedConfirm(MemberDoor):
    """Saying yes to an invitation."""

    @extend_schema(request=OwnDataInput, responses={201: MemberOutput})
    def post(self, request: MemberApiRequest, pk: int, token: str) -> Response:
        """Give one's own data, accept the rules, consent: from then on one is a member."""
        invitation = find_invitation(request, pk, token)
        said = own_word(request, invitation.team.hackathon)
        membership = services.confirm_invitation(
            invitation=invitation, person=request.user, now=clock.now(), **said
        )
        return Response(MemberOutput(membership).data, status=status.HTTP_201_CREATED)


class InvitedDecline(PublicDoor):
    """Saying no to an invitation."""

    @extend_schema(request=Empty, responses=InvitedOutput)
    def post(self, request: Request, pk: int, token: str) -> Response:
        """Decline; nobody needs an account for that."""
        invitation = find_invitation(request, pk, token)
        read(Empty, request)
        person = request.user if isinstance(request.user, User) else None
        services.decline_invitation(invitation=invitation, person=person, now=clock.now())
        return Response(InvitedOutput(find_invitation(request, pk, token)).data)
