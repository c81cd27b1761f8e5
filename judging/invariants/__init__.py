"""What is always true of the jury's work and of what it signed."""

from judging.invariants import jury, results

__all__ = ["jury", "results"]
