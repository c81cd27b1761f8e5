"""What judging knows. Reading only; a view starts from here, not from a model."""

from judging.queries.cards import (
    WITH_PARENTS,
    JudgeProgress,
    card_of,
    cards_of,
    conflicts_of,
    criteria_for,
    has_declared,
    latest_marks,
    progress_of,
    projects_of,
    teams_without_readings,
    undeclared_judges,
)
from judging.queries.deadlines import REMINDER, deadline_of, judges_to_remind
from judging.queries.feedback import Feedback, points_of
from judging.queries.rounds import (
    criteria_facts,
    criteria_of,
    result_of,
    round_by_key,
    round_of,
    rounds_in,
    team_named,
)
from judging.queries.standings import (
    StandingRow,
    Tally,
    outcome_of,
    readings,
    standings,
    ties_that_matter,
)
from judging.queries.votes import ballot_of, judges_to_vote, votable_entries, votes_of

__all__ = [
    "REMINDER",
    "WITH_PARENTS",
    "Feedback",
    "JudgeProgress",
    "StandingRow",
    "Tally",
    "ballot_of",
    "card_of",
    "cards_of",
    "conflicts_of",
    "criteria_facts",
    "criteria_for",
    "criteria_of",
    "deadline_of",
    "has_declared",
    "judges_to_remind",
    "judges_to_vote",
    "latest_marks",
    "outcome_of",
    "points_of",
    "progress_of",
    "projects_of",
    "readings",
    "result_of",
    "round_by_key",
    "round_of",
    "rounds_in",
    "standings",
    "team_named",
    "teams_without_readings",
    "ties_that_matter",
    "undeclared_judges",
    "votable_entries",
    "votes_of",
]
