"""The map of the site: every app's addresses, included by name."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hackathon.views import health, public

handler403 = "hackathon.views.public.forbidden"

urlpatterns = [
    path("", public.root, name="root"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("sw.js", public.service_worker, name="service_worker"),
    path("api/v1/", include("hackathon.api_urls")),
    *i18n_patterns(
        path("accounts/", include("hackathon.urls.account")),
        path("", include("bootcamp.urls")),
        path("", include("judging.urls")),
        path("", include("registration.urls")),
        path("", include("hackathon.urls.site")),
    ),
]
if settings.DEMO_SIGN_IN:
    urlpatterns += i18n_patterns(path("demo/", include("hackathon.urls.demo")))
