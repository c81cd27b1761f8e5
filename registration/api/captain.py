"""The captain's way: start an application, save it, send it, take it back."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from hackathon.api.doors import MemberDoor, page_of, pick, read
from hackathon.http import MemberApiRequest, check, find_public
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.kit.shapes import Empty
from hackathon.models import Hackathon
from hackathon.queries import stages_of
from hackathon.states import StageKind
from registration import queries, services
from registration.http import captains_application, own_application
from registration.models import Application
from registration.questions import BY_CODE
from registration.serializers import (
    ApplicationOutput,
    DisagreementOutput,
    ReceiptOutput,
    SaveInput,
    StartInput,
    SubmissionOutput,
)
from registration.states import ApplicationStatus

CREATED = status.HTTP_201_CREATED
EXPLAINED = (ApplicationStatus.RETURNED, ApplicationStatus.REFUSED)  # a team reads why


def values_of(application: Application) -> dict[str, Any]:
    """What an application holds now; tracks and cities by their codes."""
    return {
        "team_name": application.team.name,
        "title": application.title,
        "track": application.track.code if application.track else None,
        "city": application.city.code if application.city else None,
        "forms": list(application.forms),
        "answers": {code: application.answers.get(code, "") for code in BY_CODE},
    }


def facts_of(request: MemberApiRequest, application: Application) -> dict[str, Any]:
    """A team's own application as its members may know it now."""
    now, told = clock.now(), queries.told_status(application)
    stages = {stage.kind: stage for stage in stages_of(application.hackathon)}
    is_open = stages[StageKind.APPLICATIONS].takes_work_at(now)
    is_captain = request.user.has_perm("registration.edit_application", application)
    return {
        "id": application.pk,
        "status": told,
        "revision": application.revision,
        "is_captain": is_captain,
        "is_editable": is_open and queries.is_editable(application),
        "reason": application.reason if told in EXPLAINED else "",
        "submitted_at": application.submitted_at,
        "values": values_of(application),
        "tasks": queries.tasks_of(application),
        "gaps": queries.gaps_of(application, now=now) if is_captain else [],
    }


def answer(request: MemberApiRequest, application: Application, code: int = 200) -> Response:
    """The application, as an answer."""
    return Response(ApplicationOutput(facts_of(request, application)).data, status=code)


class OwnApplication(MemberDoor):
    """The application of one's own team."""

    @extend_schema(responses=ApplicationOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """What it holds, what is still missing, where it stands."""
        return answer(request, own_application(request, slug))

    @extend_schema(request=StartInput, responses={201: ApplicationOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Begin a team and its application; whoever begins is its captain (R1.8, R3.1)."""
        hackathon = find_public(request, slug)
        check(request, "registration.start_application", hackathon)
        said = read(StartInput, request)
        started = services.start_application(
            hackathon=hackathon, actor=request.user, now=clock.now(), **said
        )
        return answer(request, started, CREATED)

    @extend_schema(request=SaveInput, responses={200: ApplicationOutput, 409: DisagreementOutput})
    def patch(self, request: MemberApiRequest, slug: str) -> Response:
        """Save what changed; 409 with `theirs` and `mine` if somebody else saved meanwhile."""
        application = captains_application(request, slug)
        said = read(SaveInput, request)
        changes = changes_of(application.hackathon, said)
        try:
            saved = services.save_application(
                application=application,
                revision=said["revision"],
                changes=changes,
                actor=request.user,
                now=clock.now(),
            )
        except Refused as refusal:
            if refusal.code != "stale_revision":
                raise
            return disagreement(request, slug, refusal, said)
        return answer(request, saved)


def changes_of(hackathon: Hackathon, said: dict[str, Any]) -> dict[str, Any]:
    """What is to be changed, as the service takes it."""
    changes = {name: value for name, value in said.items() if name != "revision"}
    for name, rows in (("track", hackathon.tracks.all()), ("city", hackathon.cities.all())):
        if name in changes:
            changes[name] = pick(rows, said, name)
    return changes


def disagreement(
    request: MemberApiRequest, slug: str, refusal: Refused, said: dict[str, Any]
) -> Response:
    """What is stored now, beside what was sent: nobody overwrites what they have not seen."""
    stored = own_application(request, slug)
    facts = {
        "code": refusal.code,
        "message": refusal.messages[0],
        "revision": stored.revision,
        "theirs": values_of(stored),
        "mine": {name: value for name, value in said.items() if name != "revision"},
    }
    return Response(DisagreementOutput(facts).data, status=status.HTTP_409_CONFLICT)


class ApplicationSend(MemberDoor):
    """Sending the application of one's own team."""

    @extend_schema(request=Empty, responses={201: SubmissionOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Send it: a numbered copy with its hash is kept, every member gets a receipt."""
        application = captains_application(request, slug, "registration.submit_application")
        read(Empty, request)
        sent = services.submit_application(
            application=application, actor=request.user, now=clock.now()
        )
        return Response(SubmissionOutput(sent).data, status=CREATED)


class ApplicationRecall(MemberDoor):
    """Taking the application of one's own team back."""

    @extend_schema(request=Empty, responses=ApplicationOutput)
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Take it back, to change it and send it again."""
        application = captains_application(request, slug, "registration.recall_application")
        read(Empty, request)
        services.recall_application(application=application, actor=request.user, now=clock.now())
        return answer(request, own_application(request, slug))


class Receipts(MemberDoor):
    """What was sent of the application of one's own team."""

    @extend_schema(responses=SubmissionOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Every sending, the last one first: that one counts."""
        application = own_application(request, slug)
        return page_of(request, queries.submissions_of(application), SubmissionOutput)


class Receipt(MemberDoor):
    """One sending."""

    @extend_schema(responses=ReceiptOutput)
    def get(self, request: MemberApiRequest, slug: str, number: int) -> Response:
        """What was sent, when, and its fingerprint."""
        application = own_application(request, slug)
        found = queries.submissions_of(application).filter(number=number).first()
        if found is None:
            raise Http404
        return Response(ReceiptOutput(found).data)
