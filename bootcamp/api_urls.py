"""Addresses of the boot camp's API, below `/api/v1/`."""

from django.urls import path

from bootcamp.api import certificates, mentors, prizes

OWN = "hackathons/<slug:slug>/"

urlpatterns = [
    path(
        "certificates/<slug:number>/",
        certificates.CertificateCheck.as_view(),
        name="certificate_check",
    ),
    path(
        "certificates/<slug:number>/pdf/<slug:language>/",
        certificates.CertificatePdf.as_view(),
        name="certificate_pdf",
    ),
    path(f"{OWN}camp/", mentors.Camp.as_view(), name="camp"),
    path(f"{OWN}mentoring/", mentors.Mentoring.as_view(), name="mentoring"),
    path(f"{OWN}mentors/", mentors.Mentors.as_view(), name="mentors"),
    path(f"{OWN}mentors/<int:pk>/", mentors.OneMentor.as_view(), name="mentor"),
    path(f"{OWN}awards/", prizes.Awards.as_view(), name="awards"),
    path(f"{OWN}awards/fund/", prizes.Fund.as_view(), name="fund"),
    path(f"{OWN}awards/<int:pk>/", prizes.OneAward.as_view(), name="award"),
    path(f"{OWN}certificates/", certificates.Certificates.as_view(), name="certificates"),
    path(
        f"{OWN}certificates/<int:pk>/revoke/",
        certificates.CertificateRevoke.as_view(),
        name="certificate_revoke",
    ),
    path(f"{OWN}winners/", prizes.Winners.as_view(), name="winners"),
    path(
        f"{OWN}winners/publication/",
        prizes.WinnersPublication.as_view(),
        name="winners_publication",
    ),
]
