"""How often the API may be asked."""

from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class VisitorLimit(AnonRateThrottle):
    """So many requests a minute from one address that nobody is signed in at."""

    scope = "visitor"

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request; while nothing can be counted everybody is let in."""
        try:
            return super().allow_request(request, view)
        except (RedisError, OSError):
            return True


class PersonLimit(UserRateThrottle):
    """So many requests a minute in the name of one person, over all keys and sessions."""

    scope = "person"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Whom to count; visitors have a limit of their own."""
        return super().get_cache_key(request, view) if request.user.is_authenticated else None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request; while nothing can be counted everybody is let in."""
        try:
            return super().allow_request(request, view)
        except (RedisError, OSError):
            return True
