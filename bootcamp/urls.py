"""Addresses of the boot camp, the final and prizes."""

from django.urls import path

from bootcamp.views import captain, mentor, organizer, public

app_name = "bootcamp"
urlpatterns = [
    path("certificates/", public.certificate_find, name="certificate_find"),
    path("certificates/<slug:number>/", public.certificate, name="certificate"),
    path(
        "certificates/<slug:number>/pdf/<slug:language>/",
        captain.certificate_pdf,
        name="certificate_pdf",
    ),
    path("<slug:slug>/winners/", public.winners, name="winners"),
    path("<slug:slug>/my/camp/", captain.camp, name="camp"),
    path("<slug:slug>/mentor/", mentor.mentoring, name="mentoring"),
    path("<slug:slug>/org/mentors/", organizer.mentors, name="mentors"),
    path("<slug:slug>/org/mentors/<int:pk>/", organizer.mentor_release, name="mentor_release"),
    path("<slug:slug>/org/awards/", organizer.awards, name="awards"),
    path("<slug:slug>/org/awards/fund/", organizer.fund, name="fund"),
    path("<slug:slug>/org/awards/<int:pk>/", organizer.award_withdraw, name="award_withdraw"),
    path("<slug:slug>/org/certificates/", organizer.certificates, name="certificates"),
    path(
        "<slug:slug>/org/certificates/issue/",
        organizer.certificates_issue,
        name="certificates_issue",
    ),
    path(
        "<slug:slug>/org/certificates/<int:pk>/revoke/",
        organizer.certificate_revoke,
        name="certificate_revoke",
    ),
    path("<slug:slug>/org/publish/winners/", organizer.publish_winners, name="publish_winners"),
]
