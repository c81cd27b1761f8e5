"""A team's stages: what it handed in, handing in, the files; and the published list."""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from hackathon.api.doors import MemberDoor, PublicDoor, StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, find_public
from hackathon.kit import clock
from registration import queries, services
from registration.http import find_deliverable, own_entry
from registration.serializers import (
    DeliverableOutput,
    HandInInput,
    SelectedTeamOutput,
    WorkOutput,
)


class Work(MemberDoor):
    """What one's own team hands in during a stage: `hackathon`, `bootcamp`."""

    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(responses=WorkOutput)
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """The stage, and everything that was handed in, the last first: that one counts."""
        entry = own_entry(request, slug, kind)
        facts: dict[str, Any] = {
            "stage": entry.stage,
            "is_open": entry.stage.takes_work_at(clock.now()),
            "deliverables": queries.deliverables_of(entry),
        }
        return Response(WorkOutput(facts).data)

    @extend_schema(request=HandInInput, responses={201: DeliverableOutput})
    def post(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Hand in: links, and as multipart/form-data also one file."""
        entry = own_entry(request, slug, kind)
        said = read(HandInInput, request)
        work = services.hand_in(entry=entry, actor=request.user, now=clock.now(), **said)
        return Response(DeliverableOutput(work).data, status=status.HTTP_201_CREATED)


class WorkFile(StaffDoor):
    """A file that a team handed in."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: MemberApiRequest, slug: str, pk: int) -> FileResponse:
        """The file, always as an attachment."""
        work = find_deliverable(request, slug, pk)
        return FileResponse(
            work.file.open("rb"),
            as_attachment=True,
            filename=work.file_name,
            content_type="application/octet-stream",
        )


class SelectedTeams(PublicDoor):
    """The published list of selected teams (R3.11)."""

    @extend_schema(responses=SelectedTeamOutput(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """The teams in alphabetical order; none before publication."""
        teams = queries.selected_teams(find_public(request, slug))
        return page_of(request, teams, SelectedTeamOutput)
