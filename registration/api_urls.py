"""Addresses of registration's API, below `/api/v1/`."""

from django.urls import path

from registration.api import captain, organizer, participant, stages, team

OWN = "hackathons/<slug:slug>/"

captains = [
    path(f"{OWN}application/", captain.OwnApplication.as_view(), name="application"),
    path(f"{OWN}application/send/", captain.ApplicationSend.as_view(), name="application_send"),
    path(
        f"{OWN}application/recall/", captain.ApplicationRecall.as_view(), name="application_recall"
    ),
    path(f"{OWN}application/receipts/", captain.Receipts.as_view(), name="receipts"),
    path(f"{OWN}application/receipts/<int:number>/", captain.Receipt.as_view(), name="receipt"),
    path(f"{OWN}team/", team.OwnTeam.as_view(), name="team"),
    path(f"{OWN}team/invitations/", team.Invitations.as_view(), name="invitations"),
    path(
        f"{OWN}team/invitations/<int:pk>/renew/",
        team.InvitationRenew.as_view(),
        name="invitation_renew",
    ),
    path(
        f"{OWN}team/invitations/<int:pk>/cancel/",
        team.InvitationCancel.as_view(),
        name="invitation_cancel",
    ),
    path(f"{OWN}team/members/<int:pk>/", team.Member.as_view(), name="member"),
    path(f"{OWN}team/leave/", team.TeamLeave.as_view(), name="team_leave"),
]
participants = [
    path(f"{OWN}own-data/", participant.OwnData.as_view(), name="own_data"),
    path(
        f"{OWN}own-data/consents/<int:pk>/withdraw/",
        participant.ConsentWithdraw.as_view(),
        name="consent_withdraw",
    ),
    path(f"{OWN}work/<slug:kind>/", stages.Work.as_view(), name="work"),
    path(f"{OWN}files/<int:pk>/", stages.WorkFile.as_view(), name="work_file"),
]
invited = [
    path("invitations/<int:pk>-<str:token>/", participant.Invited.as_view(), name="invited"),
    path(
        "invitations/<int:pk>-<str:token>/confirm/",
        participant.InvitedConfirm.as_view(),
        name="invited_confirm",
    ),
    path(
        "invitations/<int:pk>-<str:token>/decline/",
        participant.InvitedDecline.as_view(),
        name="invited_decline",
    ),
]
organizers = [
    path(f"{OWN}applications/", organizer.Applications.as_view(), name="applications"),
    path(
        f"{OWN}applications/<int:pk>/",
        organizer.CheckedApplication.as_view(),
        name="checked_application",
    ),
    path(
        f"{OWN}applications/<int:pk>/<slug:move>/",
        organizer.ApplicationDecision.as_view(),
        name="application_decision",
    ),
    path(
        f"{OWN}selection/publication/",
        organizer.SelectionPublication.as_view(),
        name="selection_publication",
    ),
]
visitors = [path(f"{OWN}teams/", stages.SelectedTeams.as_view(), name="teams")]

urlpatterns = [*captains, *participants, *invited, *organizers, *visitors]
