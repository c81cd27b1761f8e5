"""Certificates: issued, checked, revoked (R6.5)."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from bootcamp import documents, queries, services
from bootcamp.http import find_certificate, readable_certificate
from bootcamp.serializers import CertificateOutput, CheckOutput
from hackathon.api.doors import PublicDoor, StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, check, find_own
from hackathon.kit import clock
from hackathon.kit.shapes import Empty, ReasonInput


class CertificateCheck(PublicDoor):
    """The check of a certificate."""

    @extend_schema(
        responses=CheckOutput,
        parameters=[OpenApiParameter("c", OpenApiTypes.STR, description="The paper's code.")],
    )
    def get(self, request: Request, number: str) -> Response:
        """By its number it tells what is public anyway; the code of the paper tells the rest."""
        code = request.query_params.get("c", "")
        found = queries.certificate_by_number(number)
        if found is None:
            raise Http404
        is_paper = documents.is_own_code(found, code)
        if not is_paper and not queries.is_announced(found, request.user):
            raise Http404
        verdict = queries.verdict_on(found, code=code, is_paper=is_paper)
        is_told = is_paper and verdict != "broken"
        facts: dict[str, Any] = {
            "number": found.number,
            "verdict": verdict,
            "revoked_at": found.revoked_at,
            "reason": found.reason,
            "facts": None if verdict == "broken" else found.facts,
            "members": found.facts["members"] if is_told else None,
            "sha256": found.sha256 if is_told else None,
        }
        return Response(CheckOutput(facts).data)


class CertificatePdf(StaffDoor):
    """A certificate as PDF."""

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: MemberApiRequest, number: str, language: str) -> HttpResponse:
        """In the language chosen: for the team, organizers and auditors."""
        found = readable_certificate(request, number, language)
        pdf = documents.certificate(found, language=language)
        answer = HttpResponse(pdf, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{found.number}-{language}.pdf"'
        return answer


class Certificates(StaffDoor):
    """The certificates of a hackathon."""

    @extend_schema(responses=CertificateOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Every one, revoked ones too."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.read_awards", hackathon)
        return page_of(request, queries.certificates_of(hackathon), CertificateOutput)

    @extend_schema(request=Empty, responses={201: CertificateOutput(many=True)})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Issue every one that is missing, and answer with those."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.issue_certificate", hackathon)
        read(Empty, request)
        issued = [
            services.issue_certificate(award=award, actor=request.user, now=clock.now())
            for award in queries.awards_without_certificate(hackathon)
        ]
        answer = page_of(request, issued, CertificateOutput)
        answer.status_code = status.HTTP_201_CREATED
        return answer


class CertificateRevoke(StaffDoor):
    """Revoking a certificate."""

    @extend_schema(request=ReasonInput, responses=CertificateOutput)
    def post(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Take its force away, with a reason; its check says so."""
        certificate = find_certificate(request, slug, pk)
        said = read(ReasonInput, request)
        revoked = services.revoke_certificate(
            certificate=certificate, actor=request.user, now=clock.now(), **said
        )
        return Response(CertificateOutput(revoked).data)
