"""The one-click sign-in of the demonstration; it exists on one's own machine only."""

from allauth.account.adapter import get_adapter
from allauth.account.signals import user_logged_in
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from hackathon.demo import people
from hackathon.http import DEMO_SESSION


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without a password and without a second factor."""
    if not settings.DEMO_SIGN_IN:
        raise Http404
    person = get_object_or_404(people(), email__iexact=request.POST.get("email", ""))
    adapter = get_adapter()
    adapter.login(request, person)
    request.session[DEMO_SESSION] = True
    user_logged_in.send(type(person), request=request, user=person)  # the list of devices hears it
    wanted = request.POST.get("next", "")
    return redirect(
        wanted
        if wanted and adapter.is_safe_url(wanted)
        else adapter.get_login_redirect_url(request)
    )
