"""The one address of the demonstration, included only where `DEMO_SIGN_IN` is on."""

from django.urls import path

from hackathon.views import demo

urlpatterns = [
    path("sign-in/", demo.sign_in, name="demo_sign_in"),
]
