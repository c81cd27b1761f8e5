"""A file that a worker touches while its main loop turns, for the health check beside it."""
# Celery's steps have no types
# mypy: disallow-subclassing-any=False

import os
from pathlib import Path
from typing import Any

from celery import bootsteps

SECONDS = 5.0


class SignOfLife(bootsteps.StartStopStep):
    """Touches the file that SHANYRAQ_ALIVE names; where nobody asks for it there is none."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        self.file = os.environ.get("SHANYRAQ_ALIVE", "")
        self.enabled = bool(self.file)

    def start(self, parent: Any) -> None:
        """Touch it now, and again and again."""
        self.touch()
        parent.timer.call_repeatedly(SECONDS, self.touch)

    def touch(self) -> None:
        """Show that the loop turns."""
        Path(self.file).touch()
