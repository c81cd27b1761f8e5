"""What is always true of teams, applications and published lists."""

from registration.invariants import applications, lists, teams

__all__ = ["applications", "lists", "teams"]
