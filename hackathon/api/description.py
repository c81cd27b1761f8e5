"""Where the description of the API is read by programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView

from hackathon.api.doors import PublicDoor


class Description(PublicDoor, SpectacularJSONAPIView):
    """The API as OpenAPI 3 describes it."""

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The description, made from the code."""
        return super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
