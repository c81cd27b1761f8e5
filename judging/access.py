"""Who may do what in judging. Whether it may be done *now* is asked in the services."""

from typing import Any

from hackathon.access import is_auditor, is_chair, is_judge, is_organizer
from hackathon.kit.access import allow
from hackathon.queries import Person
from judging import queries
from judging.models import Scorecard
from judging.states import RoundStatus
from registration.models import Deliverable

MARKS_ARE_KNOWN = (RoundStatus.CLOSED, RoundStatus.SIGNED, RoundStatus.PUBLISHED)


def is_judge_of_card(person: Person, card: Scorecard) -> bool:
    return card.assignment.judge_id == person.pk and is_judge(person, card)


def is_chair_after_closing(person: Person, thing: Any) -> bool:
    return getattr(thing, "status", None) in MARKS_ARE_KNOWN and is_chair(person, thing)


def is_judge_of_work(person: Person, work: Deliverable) -> bool:
    return is_judge(person, work) and queries.reads_team(person, work.entry.team_id)


allow("judging.read_cards", is_judge)
allow("judging.declare_conflicts", is_judge)
allow("judging.mark_card", is_judge_of_card)
allow("judging.vote_round", is_judge)
allow("judging.run_round", is_organizer)
allow("judging.read_round", is_organizer, is_auditor)
allow("judging.read_ranking", is_organizer, is_auditor, is_chair_after_closing)
allow("judging.decide_ties", is_organizer, is_chair_after_closing)
allow("judging.publish_finalists", is_organizer)
allow("registration.download_deliverable", is_judge_of_work)
