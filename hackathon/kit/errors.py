"""The one exception of the house."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from hackathon.kit.gates import Blocker


class Refused(ValidationError):
    """A rule of the hackathon said no: a message for the person, a code for the machine."""

    def __init__(
        self,
        message: Any,
        *,
        code: str,
        params: dict[str, Any] | None = None,
        blockers: Sequence[Blocker] = (),
    ) -> None:
        super().__init__(message, code=code, params=params)
        self.code = code
        self.blockers = tuple(blockers)
