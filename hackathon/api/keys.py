"""Signing in by a key: whose name a program acts in."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hackathon import queries
from hackathon.kit import clock
from hackathon.models import ApiToken, User

SCHEME = "Bearer"


class ByToken(BaseAuthentication):
    """Signs a program in by the key that its person made: `Authorization: Bearer shq_...`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Find the key; a wrong one is refused and not taken for nobody."""
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = queries.token_by_secret(secret.strip(), clock.now())
        if token is None:
            raise AuthenticationFailed(
                _("This token opens nothing: it is wrong, ended or expired.")
            )
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return SCHEME
