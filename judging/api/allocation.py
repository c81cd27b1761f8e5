"""Who judges whom: conflicts that the organizer knows of, cards taken back, judges excused."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from hackathon.api.doors import StaffDoor, page_of, read
from hackathon.http import MemberApiRequest
from hackathon.kit import clock
from hackathon.kit.shapes import ReasonInput
from hackathon.queries import people_with
from judging import queries, services
from judging.api.naming import teams_named
from judging.http import find_judge, find_round
from judging.serializers import (
    JudgeCardOutput,
    KnownConflictInput,
    KnownConflictOutput,
    VoidedOutput,
)


class Conflicts(StaffDoor):
    """The conflicts of interest that touch a round."""

    @extend_schema(responses=KnownConflictOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Everything that was declared, set or found."""
        round = find_round(request, slug, kind, "judging.read_round")
        return page_of(request, queries.conflicts_of(round), KnownConflictOutput)

    @extend_schema(request=KnownConflictInput, responses={201: KnownConflictOutput})
    def post(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Record one that the judge did not declare; the judge's cards of the team become void."""
        round = find_round(request, slug, kind, "judging.run_round")
        said = read(KnownConflictInput, request)
        (team,) = teams_named(round, [said], "team")
        judge = people_with(round.stage.hackathon, "is_judge").filter(pk=said["judge"]).first()
        if judge is None:
            raise ValidationError({"judge": [_("There is no such judge.")]})
        conflict = services.set_conflict(
            judge=judge,
            team=team,
            kind=said["kind"],
            note=said.get("note", ""),
            actor=request.user,
            now=clock.now(),
        )
        return Response(KnownConflictOutput(conflict).data, status=status.HTTP_201_CREATED)


class JudgeCards(StaffDoor):
    """One judge's cards."""

    @extend_schema(responses=JudgeCardOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str, kind: str, judge: int) -> Response:
        """Which are handed in; never what is on them."""
        round = find_round(request, slug, kind, "judging.read_round")
        cards = queries.cards_of(find_judge(round, judge), round)
        return page_of(request, cards, JudgeCardOutput)


class JudgeExcuse(StaffDoor):
    """Excusing a judge who drops out."""

    @extend_schema(request=ReasonInput, responses=VoidedOutput)
    def post(self, request: MemberApiRequest, slug: str, kind: str, judge: int) -> Response:
        """What the judge has not handed in becomes void."""
        round = find_round(request, slug, kind, "judging.run_round")
        person = find_judge(round, judge)
        said = read(ReasonInput, request)
        void = services.excuse_judge(
            round=round, judge=person, actor=request.user, now=clock.now(), **said
        )
        return Response(VoidedOutput({"void": void}).data)


class CardTakeBack(StaffDoor):
    """Taking a card back that is handed in."""

    @extend_schema(request=ReasonInput, responses=JudgeCardOutput)
    def post(
        self, request: MemberApiRequest, slug: str, kind: str, judge: int, pk: int
    ) -> Response:
        """Let the judge change it again, for a reason."""
        round = find_round(request, slug, kind, "judging.run_round")
        cards = queries.cards_of(find_judge(round, judge), round)
        card = get_object_or_404(cards, pk=pk)
        said = read(ReasonInput, request)
        services.take_back_card(card=card, actor=request.user, now=clock.now(), **said)
        return Response(JudgeCardOutput(get_object_or_404(cards, pk=pk)).data)
