"""What can be done in the boot camp, the final and with prizes: one function, one act."""

from bootcamp.services.awards import give_award, set_fund, withdraw_award
from bootcamp.services.certificates import issue_certificate, revoke_certificate
from bootcamp.services.mentors import assign_mentor, release_mentor
from bootcamp.services.winners import publish_winners

__all__ = [
    "assign_mentor",
    "give_award",
    "issue_certificate",
    "publish_winners",
    "release_mentor",
    "revoke_certificate",
    "set_fund",
    "withdraw_award",
]
