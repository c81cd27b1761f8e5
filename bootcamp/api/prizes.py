"""Awards within the fund, and the winners (R6.2, R6.3, R6.4)."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from bootcamp import queries, services
from bootcamp.http import find_award
from bootcamp.serializers import (
    AwardInput,
    AwardsOutput,
    FundInput,
    WinnerOutput,
    WinnersOutput,
)
from hackathon.api.doors import PublicDoor, StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, check, find_own, find_public
from hackathon.kit import clock
from hackathon.kit.gates import blockers
from hackathon.kit.shapes import Empty
from hackathon.models import Hackathon
from hackathon.queries import stage_of
from hackathon.states import PUBLISH, StageKind


def answer(hackathon: Hackathon) -> Response:
    """The fund and the prize places, as an answer."""
    facts = queries.fund_facts(hackathon) | {"places": queries.prize_places(hackathon)}
    return Response(AwardsOutput(facts).data)


class Awards(StaffDoor):
    """The prize places of the signed final and their sums."""

    @extend_schema(responses=AwardsOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """The fund, what is left of it, and each place."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.read_awards", hackathon)
        return answer(hackathon)

    @extend_schema(request=AwardInput, responses=AwardsOutput)
    def put(self, request: MemberApiRequest, slug: str) -> Response:
        """Give one team in a prize place its sum; given again it replaces the earlier sum."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.give_award", hackathon)
        said = read(AwardInput, request)
        places = {place.row.entry.pk: place.row for place in queries.prize_places(hackathon)}
        row = places.get(said["entry"])
        if row is None or row.place is None:
            raise ValidationError({"entry": [_("This team is not in a prize place.")]})
        services.give_award(
            entry=row.entry,
            place=row.place,
            amount=said["amount"],
            actor=request.user,
            now=clock.now(),
        )
        return answer(hackathon)


class Fund(StaffDoor):
    """The prize fund."""

    @extend_schema(request=FundInput, responses=AwardsOutput)
    def put(self, request: MemberApiRequest, slug: str) -> Response:
        """Change its size, with a reason; never below what is awarded."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.give_award", hackathon)
        said = read(FundInput, request)
        services.set_fund(hackathon=hackathon, actor=request.user, now=clock.now(), **said)
        return answer(hackathon)


class OneAward(StaffDoor):
    """An award."""

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Take it back before it is published."""
        award = find_award(request, slug, pk)
        services.withdraw_award(award=award, actor=request.user, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Winners(PublicDoor):
    """The winners of a hackathon."""

    @extend_schema(responses=WinnerOutput(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Places and sums; none before publication."""
        return page_of(request, queries.winners_of(find_public(request, slug)), WinnerOutput)


class WinnersPublication(StaffDoor):
    """Publishing the winners."""

    @extend_schema(responses=WinnersOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Look at what would be published, and at what it waits for."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.publish_winners", hackathon)
        return preview(hackathon)

    @extend_schema(request=Empty, responses=WinnersOutput)
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Publish the jury's decision with places and sums; the letters follow (R6.3)."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.publish_winners", hackathon)
        read(Empty, request)
        stage = stage_of(hackathon, StageKind.FINAL)
        services.publish_winners(stage=stage, actor=request.user, now=clock.now())
        return preview(hackathon)


def preview(hackathon: Hackathon) -> Response:
    """What publication would do, as an answer."""
    stage = stage_of(hackathon, StageKind.FINAL)
    facts = {
        "status": stage.status,
        "places": queries.prize_places(hackathon),
        "blockers": blockers(stage, PUBLISH.name) if PUBLISH.fits(stage.status) else [],
    }
    return Response(WinnersOutput(facts).data)
