"""Addresses of registration, below the language."""

from django.urls import path

from registration.views import (
    captain,
    invited,
    organizer,
    participant,
    project,
    public,
    stages,
    team,
)

app_name = "registration"

captains = [
    path("<slug:slug>/apply/", captain.apply, name="apply"),
    path("<slug:slug>/my/application/", captain.application, name="application"),
    path("<slug:slug>/my/team/", team.team, name="team"),
    path("<slug:slug>/my/team/invite/", team.invite, name="invite"),
    path(
        "<slug:slug>/my/team/invitations/<int:pk>/renew/",
        team.invitation_renew,
        name="invitation_renew",
    ),
    path(
        "<slug:slug>/my/team/invitations/<int:pk>/cancel/",
        team.invitation_cancel,
        name="invitation_cancel",
    ),
    path("<slug:slug>/my/team/members/<int:pk>/remove/", team.member_remove, name="member_remove"),
    path("<slug:slug>/my/project/", project.project, name="project"),
    path("<slug:slug>/my/data-used/", project.data_used, name="data_used"),
    path("<slug:slug>/my/draft/", project.draft, name="draft"),
    path("<slug:slug>/my/send/", captain.review, name="review"),
    path("<slug:slug>/my/recall/", captain.recall, name="recall"),
]
participants = [
    path("<slug:slug>/my/", participant.my, name="my"),
    path("<slug:slug>/my/about-me/", participant.about_me, name="about_me"),
    path("<slug:slug>/my/data/", participant.my_data, name="my_data"),
    path("<slug:slug>/my/team/leave/", team.leave, name="leave"),
    path("<slug:slug>/my/receipts/<int:number>/", captain.receipt, name="receipt"),
    path("<slug:slug>/my/stages/<slug:kind>/", stages.stage, name="stage"),
    path("<slug:slug>/files/<int:pk>/", stages.deliverable_file, name="deliverable_file"),
]
invited_people = [
    path("invitations/<int:pk>-<str:token>/", invited.invitation, name="invitation"),
    path(
        "invitations/<int:pk>-<str:token>/confirm/",
        invited.invitation_confirm,
        name="invitation_confirm",
    ),
    path(
        "invitations/<int:pk>-<str:token>/decline/",
        invited.invitation_decline,
        name="invitation_decline",
    ),
]
organizers = [
    path("<slug:slug>/org/applications/", organizer.applications, name="applications"),
    path(
        "<slug:slug>/org/applications/<int:pk>/",
        organizer.application_check,
        name="application_check",
    ),
    path(
        "<slug:slug>/org/applications/<int:pk>/<slug:move>/",
        organizer.application_decide,
        name="application_decide",
    ),
    path(
        "<slug:slug>/org/publish/selection/",
        organizer.publish_selection,
        name="publish_selection",
    ),
]
visitors = [path("<slug:slug>/teams/", public.teams, name="teams")]

urlpatterns = [*captains, *participants, *invited_people, *organizers, *visitors]
