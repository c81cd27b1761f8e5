"""Where allauth meets the house: its mails become letters, and it learns who goes where."""
# allauth has no types
# mypy: disallow-subclassing-any=False

from typing import Any
from uuid import uuid4

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.safestring import SafeString

from hackathon import queries
from hackathon.http import DEMO_SESSION
from hackathon.kit import clock
from hackathon.models import Badge, User
from hackathon.outbox import post

PAGES = (  # what a badge says, and where such a person works
    ("is_participant", "registration:my"),
    ("is_organizer", "hackathon:board"),
    ("is_auditor", "hackathon:board"),
    ("is_judge", "judging:rounds"),
    ("is_mentor", "bootcamp:mentoring"),
)


def page_of(badge: Badge) -> str:
    """The page on which the holder of a badge begins."""
    for what, name in PAGES:
        if getattr(badge, what):
            try:
                return reverse(name, args=[badge.hackathon.slug])
            except NoReverseMatch:
                continue
    return badge.hackathon.get_absolute_url()


class AccountAdapter(DefaultAccountAdapter):
    """What an account does here."""

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        """Keep the name, and the language in which the person signed up."""
        user.full_name = form.cleaned_data.get("full_name", "").strip()
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """One's own page, for a person of one hackathon; else the list of hackathons."""
        badges = list(queries.badges_of(request.user).values())
        return page_of(badges[0]) if len(badges) == 1 else reverse("hackathon:home")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same after signing up."""
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 -- allauth's
        """The front page, in the language of the page that one left."""
        return reverse("hackathon:home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the demo's people, who have no password; only local settings let them in."""
        if settings.DEMO_SIGN_IN and self.request.session.get(DEMO_SESSION):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_from_email(self) -> str:
        """The sender of every letter of the house."""
        return str(settings.DEFAULT_FROM_EMAIL)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post a mail as a letter, in the reader's language; a stranger's is the page's."""
        person = context.get("user") or queries.person_by_email(email)
        language = person.language if person else translation.get_language()
        with translation.override(language):
            facts = {"email": email, **context, **self._links()}
            subject = render_to_string(f"{template_prefix}_subject.txt", facts)
            body = render_to_string(f"{template_prefix}_message.txt", facts)
        post(
            "account/message",
            about=f"account:{uuid4().hex}",
            to=person,
            address=email,
            language=language or settings.LANGUAGE_CODE,
            now=clock.now(),
            subject=" ".join(subject.split()),
            body=body.strip(),
        )

    def _links(self) -> dict[str, str]:
        """The site's own addresses, never those of the request's Host header."""
        site = settings.SITE_URL.rstrip("/")
        return {
            "site": site,
            "signup_url": site + reverse("account_signup"),
            "password_reset_url": site + reverse("account_reset_password"),
        }


class SecondFactorAdapter(DefaultMFAAdapter):
    """What the second factor does here."""

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as a drawing inside the page: an image of `data:` would break the CSP."""
        drawing = segno.make(url, micro=False).svg_inline(border=4, omitsize=True)
        return SafeString(drawing)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site by its name, as a device shows it."""
        site: dict[str, str] = super().get_public_key_credential_rp_entity()
        return site | {"name": settings.MFA_TOTP_ISSUER}
