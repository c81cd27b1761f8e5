"""A bar that shows how far the rehearsal is, on a terminal only."""

import time
from typing import TextIO

WIDTH = 30  # characters
PAUSE = 0.1  # seconds between two drawings


class Progress:
    """One line that is drawn over and over, and taken away at the end."""

    def __init__(self, stream: TextIO, *, is_wordy: bool = False) -> None:
        self.stream = stream
        self.is_wordy = is_wordy
        self.is_shown = stream.isatty()
        self.drawn_at = 0.0

    def show(self, name: str, done: int, total: int) -> None:
        """So many of so many."""
        now = time.monotonic()
        if not self.is_shown or (now - self.drawn_at < PAUSE and done < total):
            return
        self.drawn_at = now
        filled = WIDTH * done // max(total, 1)
        bar = "█" * filled + "·" * (WIDTH - filled)
        self.stream.write(f"\r\033[K{bar} {done}/{total} {name}")
        self.stream.flush()

    def say(self, what: str) -> None:
        """A line that stays, where every step is wanted."""
        self.clear()
        if self.is_wordy:
            self.stream.write(f"{what}\n")
            self.stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self.is_shown:
            self.stream.write("\r\033[K")
            self.stream.flush()
