"""The site as it is on one's own machine, where the demo's door is open."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hackathon.urls import handler403, urlpatterns

__all__ = ["handler403", "urlpatterns"]

urlpatterns = [*urlpatterns, *i18n_patterns(path("demo/", include("hackathon.urls.demo")))]
