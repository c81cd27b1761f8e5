"""Pages of an account that are ours; the others are allauth's, in our templates."""
# allauth has no types
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.views import (
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
)
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hackathon import demo
from hackathon.forms.account import ProfileForm
from hackathon.http import MemberRequest, member_page, page_status
from hackathon.kit import clock
from hackathon.services.profiles import save_profile


class SignIn(LoginView):
    """Signing in: password, code or passkey; on one's own machine also the demo's people."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's doors, where they may be."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        page["doors"] = demo.doors() if settings.DEMO_SIGN_IN else []
        return page


class SignInCode(ConfirmLoginCodeView):
    """The code that signs in. It proves the address, also of a person whom an organizer named."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Without its row an address would have to be proved a second time."""
        if self._action == "verify":
            sync_user_email_address(self._process.user)
        answer: HttpResponse = super().form_valid(form)
        return answer


class ResetCode(ConfirmPasswordResetCodeView):
    """The code that resets a password; it proves the address in the same way."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Keep the row of the address before allauth looks for it."""
        sync_user_email_address(self._process.user)
        answer: HttpResponse = super().form_valid(form)
        return answer


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """My name, and the language of letters to me."""
    person = request.user
    kept = {"full_name": person.full_name, "language": person.language}
    form = ProfileForm(request.POST or None, initial=kept)
    if form.is_valid():
        save_profile(person=person, **form.cleaned_data, now=clock.now())
        with translation.override(person.language):
            messages.success(request, _("Your profile is saved."))
        return redirect(translate_url(reverse("account_profile"), person.language))
    return render(request, "account/profile.html", {"form": form}, status=page_status(form))
