"""One id and one line of the log for every request."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from structlog.contextvars import bound_contextvars

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
SOUND = re.compile(r"[0-9a-f-]{16,64}")
"""An id that a proxy may give: it can hold no word of a visitor's."""


class RequestLog:
    """Binds the request's id to whatever is logged meanwhile, and tells it to whoever asked.

    The line names the route, never the path (which may hold a token), and a person by number.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, and say so."""
        began = time.perf_counter()
        given = request.headers.get(HEADER, "")
        request_id = given if SOUND.fullmatch(given) else uuid4().hex
        with bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            ms = round((time.perf_counter() - began) * 1000, 1)
            facts = {**_facts(request), "status": response.status_code, "ms": ms}
            logger.log(_level(facts), "request", extra=facts)
        return response


def _facts(request: HttpRequest) -> dict[str, Any]:
    """What was asked for, and by whom as far as anybody wanted to know."""
    match = request.resolver_match
    user = getattr(request, "user", None)
    if isinstance(user, SimpleLazyObject):  # reading it here would ask the database
        user = getattr(request, "_cached_user", None)
    route = match.view_name if match else None
    return {"method": request.method, "route": route, "user": getattr(user, "pk", None)}


def _level(facts: dict[str, Any]) -> int:
    """A file that the program gives out itself is of no interest."""
    is_file = facts["route"] is None and facts["status"] in {200, 206, 304}
    return logging.DEBUG if is_file else logging.INFO
