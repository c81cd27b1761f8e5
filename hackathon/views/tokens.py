"""A person's tokens of the API: made, shown once, ended."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hackathon import queries, services
from hackathon.forms.account import TokenForm
from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def tokens(request: MemberRequest) -> HttpResponse:
    """My tokens, and a new one; its secret is on the page that answers, and nowhere else.

    A fresh sign-in opens the page.
    """
    form, secret, now = TokenForm(request.POST or None), "", clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = services.make_token(person=request.user, now=now, **form.cleaned_data)
            form = TokenForm()
        except Refused as refusal:
            blame(form, refusal)
    page = {"form": form, "tokens": queries.tokens_of(request.user), "secret": secret, "now": now}
    return render(request, "account/tokens.html", page, status=page_status(form))


@staff_page
@require_POST
def token_end(request: MemberRequest, pk: int) -> HttpResponse:
    """End a token; programs that show it are refused from now on."""
    token = get_object_or_404(queries.tokens_of(request.user), pk=pk)
    try:
        services.end_token(token=token, actor=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The token is ended."))
    return redirect("account_tokens")
