"""Addresses of the ground floor. A hackathon's pages come last: they begin with its slug."""

from django.urls import path

from hackathon.views import organizer, personal, public, publishing, ui

app_name = "hackathon"
urlpatterns = [
    path("", public.home, name="home"),
    path("theme/", public.theme, name="theme"),
    path("ui/", ui.components, name="ui"),
    path("offline/", public.offline, name="offline"),
    path("api/", public.api, name="api"),
    path("messages/", personal.messages_page, name="messages"),
    path("messages/<uuid:uid>/", personal.letter, name="letter"),
    path("<slug:slug>/", public.start, name="start"),
    path("<slug:slug>/rules/", public.rules, name="rules"),
    path("<slug:slug>/rules/<int:version>/", public.rules, name="rules_version"),
    path("<slug:slug>/privacy/", public.privacy, name="privacy"),
    path("<slug:slug>/consent/", public.consent, name="consent"),
    path("<slug:slug>/news/", public.news, name="news"),
    path("<slug:slug>/timetable/", public.timetable, name="timetable"),
    path("<slug:slug>/timetable.ics", public.timetable_ics, name="timetable_ics"),
    path("<slug:slug>/people/", public.people, name="people"),
    path("<slug:slug>/org/", organizer.board, name="board"),
    path("<slug:slug>/org/stages/", organizer.stages, name="org_stages"),
    path("<slug:slug>/org/stages/<slug:kind>/<slug:move>/", organizer.move, name="move_stage"),
    path("<slug:slug>/org/people/", organizer.badges, name="badges"),
    path("<slug:slug>/org/letters/", organizer.letters, name="org_letters"),
    path("<slug:slug>/org/trail/", organizer.trail, name="trail"),
    path("<slug:slug>/org/texts/", publishing.texts, name="legal_texts"),
    path("<slug:slug>/org/news/", publishing.news, name="org_news"),
    path("<slug:slug>/org/timetable/", publishing.timetable, name="org_timetable"),
    path(
        "<slug:slug>/org/timetable/<int:pk>/remove/",
        publishing.remove_session,
        name="session_remove",
    ),
]
