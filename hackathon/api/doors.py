"""The doors of the API: who is let in where, how input is read, how lists are paged."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hackathon.http import lacks_second_factor
from hackathon.kit.shapes import Input, Output

Row = TypeVar("Row", bound=Model)


class HasSecondFactor(BasePermission):
    """Organizers, judges and auditors come in with a second factor, as on the pages."""

    message = _("Your role needs a second factor. Set one up to go on.")
    code = "second_factor_required"

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the person has what a badge of theirs asks for."""
        return not lacks_second_factor(request)


class IsReading(BasePermission):
    """Reading is for everybody."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request changes nothing."""
        return request.method in ("GET", "HEAD", "OPTIONS")


class Pages(PageNumberPagination):
    """A list, page by page."""

    page_size = 100
    max_page_size = 100
    page_size_query_param = "size"


class Door(APIView):
    """An address of the API. What it answers is for whoever asked, and is kept by no cache."""

    pagination_class = Pages

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Tell caches on the way to keep nothing."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


class PublicDoor(Door):
    """For everybody."""

    permission_classes = [AllowAny]


class MemberDoor(Door):
    """For people who are signed in."""

    permission_classes = [IsAuthenticated]


class StaffDoor(Door):
    """For people who are signed in, staff among them with a second factor."""

    permission_classes = [IsAuthenticated, HasSecondFactor]


class NoticeBoard(Door):
    """Read by everybody, written by staff."""

    permission_classes = [IsReading | (IsAuthenticated & HasSecondFactor)]


def page_of(request: Request, rows: Any, output: type[Output]) -> Response:
    """One page of a list, as `output` writes each row."""
    pages = Pages()
    page: Any = pages.paginate_queryset(rows, request)
    return pages.get_paginated_response(output(page, many=True).data)


def read(shape: type[Input], request: Request) -> dict[str, Any]:
    """What a request says, once it fits its shape; else 400 by field."""
    given = shape(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def pick(rows: QuerySet[Row], said: dict[str, Any], field: str) -> Row | None:
    """The city or track that a request names by its code; None where it names none."""
    code = said.get(field)
    if not code:
        return None
    found = rows.filter(code=code).first()
    if found is None:
        raise ValidationError({field: [_("There is no such code here.")]})
    return found
