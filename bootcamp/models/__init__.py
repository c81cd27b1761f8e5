"""Tables of the boot camp, the final and the prizes."""

from bootcamp.models.award import Award, Certificate, PrizeFund
from bootcamp.models.mentor import MentorTeam

__all__ = ["Award", "Certificate", "MentorTeam", "PrizeFund"]
