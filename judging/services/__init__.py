"""What can be done in judging: one function, one act, one transaction."""

from judging.services.cards import SavedMarks, hand_in_card, save_marks, take_back_card
from judging.services.conflicts import declare_conflicts, excuse_judge, set_conflict
from judging.services.criteria import edit_round, remove_criterion, save_criterion
from judging.services.reminders import remind_judges
from judging.services.results import publish_finalists, publish_round, sign_round
from judging.services.rounds import (
    assign_judges,
    close_round,
    create_round,
    freeze_round,
    open_round,
    reopen_round,
)
from judging.services.votes import cast_ballot, decide_ties

__all__ = [
    "SavedMarks",
    "assign_judges",
    "cast_ballot",
    "close_round",
    "create_round",
    "decide_ties",
    "declare_conflicts",
    "edit_round",
    "excuse_judge",
    "freeze_round",
    "hand_in_card",
    "open_round",
    "publish_finalists",
    "publish_round",
    "remind_judges",
    "remove_criterion",
    "reopen_round",
    "save_criterion",
    "save_marks",
    "set_conflict",
    "sign_round",
    "take_back_card",
]
