"""What the ground floor does: one function, one act, one transaction."""

from hackathon.services.badges import give_badge
from hackathon.services.hackathons import create_hackathon
from hackathon.services.letters import record_pulse, send_letters
from hackathon.services.people import name_staff
from hackathon.services.stages import add_session, move_dates, move_stage, remove_session
from hackathon.services.texts import publish_legal_text, publish_news
from hackathon.services.tokens import end_token, make_token

__all__ = [
    "add_session",
    "create_hackathon",
    "end_token",
    "give_badge",
    "make_token",
    "move_dates",
    "move_stage",
    "name_staff",
    "publish_legal_text",
    "publish_news",
    "record_pulse",
    "remove_session",
    "send_letters",
]
