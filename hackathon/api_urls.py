"""The map of the API: every app's addresses, included by name."""

from django.urls import include, path

from hackathon.api import organizer, personal, public
from hackathon.api.description import Description

app_name = "api"

everybody = [
    path("hackathons/", public.Hackathons.as_view(), name="hackathons"),
    path("hackathons/<slug:slug>/", public.OneHackathon.as_view(), name="hackathon"),
    path(
        "hackathons/<slug:slug>/texts/<slug:kind>/",
        public.LegalTexts.as_view(),
        name="legal_texts",
    ),
    path("hackathons/<slug:slug>/news/", public.NewsList.as_view(), name="news"),
    path("hackathons/<slug:slug>/timetable/", public.Timetable.as_view(), name="timetable"),
    path("hackathons/<slug:slug>/people/", public.People.as_view(), name="people"),
]
people = [
    path("me/", personal.Me.as_view(), name="me"),
    path("me/letters/", personal.MyLetters.as_view(), name="my_letters"),
    path("me/letters/<uuid:uid>/", personal.MyLetter.as_view(), name="my_letter"),
]
organizers = [
    path("hackathons/<slug:slug>/board/", organizer.Board.as_view(), name="board"),
    path(
        "hackathons/<slug:slug>/stages/<slug:kind>/dates/",
        organizer.StageDates.as_view(),
        name="stage_dates",
    ),
    path(
        "hackathons/<slug:slug>/stages/<slug:kind>/<slug:move>/",
        organizer.StageMove.as_view(),
        name="stage_move",
    ),
    path("hackathons/<slug:slug>/badges/", organizer.Badges.as_view(), name="badges"),
    path("hackathons/<slug:slug>/letters/", organizer.HackathonLetters.as_view(), name="letters"),
    path("hackathons/<slug:slug>/trail/", organizer.Trail.as_view(), name="trail"),
    path(
        "hackathons/<slug:slug>/timetable/<int:pk>/",
        public.TimetableLine.as_view(),
        name="timetable_line",
    ),
]

urlpatterns = [
    path("schema/", Description.as_view(), name="schema"),
    path("", include("bootcamp.api_urls")),
    path("", include("judging.api_urls")),
    path("", include("registration.api_urls")),
    *everybody,
    *people,
    *organizers,
]
