"""What organizers do on the ground floor: the board, stages, people, letters, the trail."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from hackathon import queries, services
from hackathon.api.doors import Pages, StaffDoor, page_of, pick, read
from hackathon.http import MemberApiRequest, check, find_own, find_stage
from hackathon.kit import clock, funnel
from hackathon.kit.gates import blockers
from hackathon.kit.shapes import Empty, texts_of
from hackathon.models import Stage
from hackathon.serializers import (
    BadgeInput,
    BadgeOutput,
    BoardOutput,
    DatesInput,
    LetterInListOutput,
    StageOutput,
    TrailOutput,
)
from hackathon.services.letters import subject_of
from hackathon.states import CLOSE, OPEN

MOVES = {OPEN.name: OPEN, CLOSE.name: CLOSE}  # a result is published at an address of its own


class Board(StaffDoor):
    """The organizer's board."""

    @extend_schema(responses=BoardOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """The stages with what each waits for, and the funnel."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.read_board", hackathon)
        queries.keep_stages(hackathon)
        letters = queries.letters_in(hackathon)
        facts = {
            "stages": [on_the_board(stage) for stage in queries.stages_of(hackathon)],
            "funnel": funnel.bars(hackathon),
            "letters_waiting": queries.in_state(letters, "waiting").count(),
            "letters_bounced": queries.in_state(letters, "bounced").count(),
        }
        return Response(BoardOutput(facts).data)


def on_the_board(stage: Stage) -> dict[str, Any]:
    """A stage, its next move, and what that waits for."""
    move = queries.next_move(stage)
    return {
        "kind": stage.kind,
        "status": stage.status,
        "opens_at": stage.opens_at,
        "closes_at": stage.closes_at,
        "move": move,
        "blockers": blockers(stage, move) if move else [],
    }


class StageMove(StaffDoor):
    """A move of a stage."""

    @extend_schema(request=Empty, responses=StageOutput)
    def post(self, request: MemberApiRequest, slug: str, kind: str, move: str) -> Response:
        """Open or close a stage, once nothing stands before it: `open`, `close`."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.move_stage", hackathon)
        stage = find_stage(hackathon, kind)
        if move not in MOVES:
            raise Http404
        read(Empty, request)
        moved = services.move_stage(
            stage=stage, move=MOVES[move], actor=request.user, now=clock.now()
        )
        return Response(StageOutput(moved).data)


class StageDates(StaffDoor):
    """The dates of a stage."""

    @extend_schema(request=DatesInput, responses=StageOutput)
    def put(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Change when a stage opens and closes (R2.1)."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.edit_calendar", hackathon)
        stage = find_stage(hackathon, kind)
        dates = read(DatesInput, request)
        moved = services.move_dates(stage=stage, **dates, actor=request.user, now=clock.now())
        return Response(StageOutput(moved).data)


class Badges(StaffDoor):
    """Who runs, judges, mentors and audits a hackathon."""

    @extend_schema(responses=BadgeOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Everyone, in alphabetical order."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.give_badge", hackathon)
        return page_of(request, queries.staff_badges(hackathon), BadgeOutput)

    @extend_schema(request=BadgeInput, responses={201: BadgeOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Name somebody; a letter goes out."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.give_badge", hackathon)
        said = read(BadgeInput, request)
        said["city"] = pick(hackathon.cities.all(), said, "city")
        said["position"] = texts_of(said.get("position", {}))
        badge = services.name_staff(
            hackathon=hackathon, actor=request.user, now=clock.now(), **said
        )
        return Response(BadgeOutput(badge).data, status=status.HTTP_201_CREATED)


class HackathonLetters(StaffDoor):
    """The letters that a hackathon wrote."""

    @extend_schema(
        responses=LetterInListOutput(many=True),
        parameters=[
            OpenApiParameter("state", OpenApiTypes.STR, enum=["sent", "bounced", "waiting"])
        ],
    )
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """The letters, all or those of one state."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.read_letters", hackathon)
        state = request.query_params.get("state", "")
        found = queries.in_state(queries.letters_in(hackathon), state)
        pages = Pages()
        page = pages.paginate_queryset(found, request) or []
        for letter in page:
            letter.subject = subject_of(letter)
        return pages.get_paginated_response(LetterInListOutput(page, many=True).data)


class Trail(StaffDoor):
    """Who did what, when."""

    @extend_schema(responses=TrailOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """The trail of a hackathon, the newest first."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.read_trail", hackathon)
        return page_of(request, queries.trail_of(hackathon), TrailOutput)
