"""What can be done in registration: one function, one act, one transaction."""

from registration.services.applications import (
    recall_application,
    save_application,
    submit_application,
)
from registration.services.checks import (
    accept_application,
    pass_over_application,
    reconsider_application,
    refuse_application,
    return_application,
)
from registration.services.deliverables import hand_in
from registration.services.invitations import (
    cancel_invitation,
    confirm_invitation,
    decline_invitation,
    expire_invitations,
    invite_member,
    open_invitation,
    renew_invitation,
)
from registration.services.lists import Pick, publish_list, publish_selection
from registration.services.people import confirm_own_data, withdraw_consent
from registration.services.reminders import remind_teams
from registration.services.teams import leave_team, remove_member, start_application

__all__ = [
    "Pick",
    "accept_application",
    "cancel_invitation",
    "confirm_invitation",
    "confirm_own_data",
    "decline_invitation",
    "expire_invitations",
    "hand_in",
    "invite_member",
    "leave_team",
    "open_invitation",
    "pass_over_application",
    "publish_list",
    "publish_selection",
    "recall_application",
    "reconsider_application",
    "refuse_application",
    "remind_teams",
    "remove_member",
    "renew_invitation",
    "return_application",
    "save_application",
    "start_application",
    "submit_application",
    "withdraw_consent",
]
