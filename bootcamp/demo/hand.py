"""The hand that makes every act of a course: one call of one service each."""

from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


class Hand:
    """Whoever acts. A rehearsal has a hand that counts."""

    def do(self, act: Callable[..., Result], **facts: Any) -> Result:
        """Make one act."""
        return act(**facts)
