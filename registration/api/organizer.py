"""What the organizer does: find applications, check one, decide, publish the selection."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from hackathon.api.doors import StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, check, find_own
from hackathon.kit import clock, gates
from hackathon.kit.shapes import Beside, Empty
from hackathon.kit.states import Move
from hackathon.models import Hackathon
from hackathon.queries import stage_of
from hackathon.states import PUBLISH, StageKind
from registration import queries, services
from registration.http import find_application, seen_in
from registration.models import Application
from registration.serializers import (
    CheckedApplicationOutput,
    DecisionInput,
    ListedApplicationOutput,
    SelectionOutput,
)
from registration.states import (
    ACCEPT,
    PASS_OVER,
    RECONSIDER,
    REFUSE,
    RETURN,
    ApplicationStatus,
)

DECISIONS: dict[str, tuple[Move, Callable[..., None]]] = {
    ACCEPT.name: (ACCEPT, services.accept_application),
    RETURN.name: (RETURN, services.return_application),
    PASS_OVER.name: (PASS_OVER, services.pass_over_application),
    REFUSE.name: (REFUSE, services.refuse_application),
    RECONSIDER.name: (RECONSIDER, services.reconsider_application),
}
FILTERS = {"city": "city__code", "track": "track__code", "q": "team__name__icontains"}


def narrowed(request: MemberApiRequest, rows: "QuerySet[Application]") -> "QuerySet[Application]":
    """Those that were asked for."""
    wanted = request.query_params.get("status")
    if wanted and wanted not in ApplicationStatus.values:
        raise ValidationError({"status": [_("There is no such code here.")]})
    chosen = {path: request.query_params.get(name) for name, path in FILTERS.items()}
    chosen["status"] = wanted
    return rows.filter(**{path: value.replace("\0", "") for path, value in chosen.items() if value})


class Applications(StaffDoor):
    """The applications that one may check."""

    @extend_schema(
        responses=ListedApplicationOutput(many=True),
        parameters=[
            OpenApiParameter("status", OpenApiTypes.STR, enum=ApplicationStatus.values),
            OpenApiParameter("city", OpenApiTypes.STR, description="The code of a city."),
            OpenApiParameter("track", OpenApiTypes.STR, description="The code of a track."),
            OpenApiParameter("q", OpenApiTypes.STR, description="A part of the team's name."),
        ],
    )
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Those that wait longest first."""
        found = narrowed(request, seen_in(request, find_own(request, slug)))
        return page_of(request, found, ListedApplicationOutput)


def answer(request: MemberApiRequest, application: Application) -> Response:
    """Everything about an application, as an answer; contacts only for who decides."""
    may_decide = request.user.has_perm("registration.check_application", application)
    facts = Beside(
        application,
        people=queries.members_of(application.team),
        gaps=queries.gaps_of(application, now=clock.now()),
        submissions=queries.submissions_of(application),
        decisions=[
            name for name, (move, _act) in DECISIONS.items() if move.fits(application.status)
        ],
    )
    shape = CheckedApplicationOutput(facts, context={"may_decide": may_decide})
    return Response(shape.data)


class CheckedApplication(StaffDoor):
    """One application to be checked."""

    @extend_schema(responses=CheckedApplicationOutput)
    def get(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Everything about it, and what can be decided."""
        return answer(request, find_application(request, slug, pk))


class ApplicationDecision(StaffDoor):
    """A decision about an application."""

    @extend_schema(request=DecisionInput, responses=CheckedApplicationOutput)
    def post(self, request: MemberApiRequest, slug: str, pk: int, move: str) -> Response:
        """`accept`, `return`, `pass_over`, `refuse`, `reconsider` (R3.5, R3.6)."""
        application = find_application(request, slug, pk)
        if move not in DECISIONS:
            raise Http404
        check(request, "registration.check_application", application)
        said = read(DecisionInput, request)
        _move, decide = DECISIONS[move]
        decide(
            application=application,
            reason=said.get("reason", ""),
            actor=request.user,
            now=clock.now(),
        )
        return answer(request, find_application(request, slug, pk))


def preview(hackathon: Hackathon) -> Response:
    """What publishing the selection would do, as an answer."""
    stage = stage_of(hackathon, StageKind.SELECTION)
    found = queries.selection_preview(hackathon)
    facts: dict[str, Any] = {
        "status": stage.status,
        "teams": len(found.teams),
        "people": found.people,
        "letters": found.letters,
        "passed_over": found.passed_over,
        "blockers": gates.blockers(stage, PUBLISH.name),
    }
    return Response(SelectionOutput(facts).data)


class SelectionPublication(StaffDoor):
    """Publishing the list of selected teams."""

    @extend_schema(responses=SelectionOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Look at what would be published."""
        hackathon = find_own(request, slug)
        check(request, "registration.publish_selection", hackathon)
        return preview(hackathon)

    @extend_schema(request=Empty, responses=SelectionOutput)
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Publish the list: the entries and the letters follow (R3.11)."""
        hackathon = find_own(request, slug)
        check(request, "registration.publish_selection", hackathon)
        read(Empty, request)
        stage = stage_of(hackathon, StageKind.SELECTION)
        services.publish_selection(stage=stage, actor=request.user, now=clock.now())
        return preview(hackathon)
