"""Tables of judging."""

from judging.models.ballot import Ballot, Vote
from judging.models.conflict import Assignment, Conflict, Declaration
from judging.models.marks import Mark, Scorecard
from judging.models.result import Result
from judging.models.round import Criterion, Round

__all__ = [
    "Assignment",
    "Ballot",
    "Conflict",
    "Criterion",
    "Declaration",
    "Mark",
    "Result",
    "Round",
    "Scorecard",
    "Vote",
]
