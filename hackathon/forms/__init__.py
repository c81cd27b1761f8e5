"""Forms of the ground floor: reading input, never saving."""

from hackathon.forms.account import SignUpForm

__all__ = ["SignUpForm"]
