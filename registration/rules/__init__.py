"""Rules over several rows. Each raises `Refused`, and none writes."""

from registration.rules.applications import (
    check_answers,
    check_applications_open,
    check_complete,
    check_editable,
    check_revision,
    check_team_name,
)
from registration.rules.deliverables import check_file, check_hand_in
from registration.rules.invitations import (
    INVITATIONS_PER_DAY,
    check_invitation_rate,
    check_invitation_waits,
    check_not_invited,
    check_room_to_invite,
    check_seat,
)
from registration.rules.lists import (
    check_list_due,
    check_not_published,
    check_picks,
    check_reason,
    check_selecting,
    check_team_fits,
    check_teams_max,
)
from registration.rules.people import (
    check_age,
    check_free,
    check_in_team,
    check_may_leave,
    check_texts,
    check_word_given,
)

__all__ = [
    "INVITATIONS_PER_DAY",
    "check_age",
    "check_answers",
    "check_applications_open",
    "check_complete",
    "check_editable",
    "check_file",
    "check_free",
    "check_hand_in",
    "check_in_team",
    "check_invitation_rate",
    "check_invitation_waits",
    "check_list_due",
    "check_may_leave",
    "check_not_invited",
    "check_not_published",
    "check_picks",
    "check_reason",
    "check_revision",
    "check_room_to_invite",
    "check_seat",
    "check_selecting",
    "check_team_fits",
    "check_team_name",
    "check_teams_max",
    "check_texts",
    "check_word_given",
]
