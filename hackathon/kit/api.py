"""How the API says no."""

from dataclasses import asdict
from typing import Any

from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from hackathon.kit.errors import Refused


def refusal_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal with 409, its code and its words, and leave the rest to DRF."""
    if not isinstance(exc, Refused):
        return exception_handler(exc, context)
    set_rollback()
    body: dict[str, Any] = {"code": exc.code, "message": " ".join(exc.messages)}
    if field := (getattr(exc, "params", None) or {}).get("field"):
        body["field"] = field
    if exc.blockers:
        body["blockers"] = [asdict(blocker) for blocker in exc.blockers]
    return Response(body, status=status.HTTP_409_CONFLICT)
