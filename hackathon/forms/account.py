"""The forms of an account: allauth's own, with our labels and hints and in our look."""
# allauth has no types
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hackathon.models import User

HONEYPOT = "website"
PASSWORD_HINT = _(
    "At least 10 characters. A sentence that only you know is better than a short password "
    "with odd signs."
)
PASSKEY_NAME_HINT = _("For example: phone, laptop.")


class Plain:
    """A form whose labels stay where they are: no placeholders, no lists inside a hint."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field.widget, forms.PasswordInput):
                field.help_text = PASSWORD_HINT if name == "password1" else ""
            if name == "code":
                field.widget.attrs |= {"class": "input--code", "spellcheck": "false"}


class SignUpForm(Plain, account.SignupForm):
    """Making an account: who one is, how one signs in, and the consent to keep both."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As in your identity document: it is printed on certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    terms = forms.BooleanField(
        label=_(
            "I agree that my name and e-mail address are kept so that I can sign in "
            "and receive letters about the hackathon."
        )
    )
    field_order = ("full_name", "email", "password1", "terms")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[HONEYPOT] = forms.CharField(
            label=_("Leave this field empty"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account; an address that has one takes as long, and gives the same answer."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        found: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return found


class SignInForm(Plain, account.LoginForm):
    """Signing in with a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Stay signed in on this device")


class AddEmailForm(Plain, account.AddEmailForm):
    """Changing one's address."""


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """Changing one's password."""


class SetPasswordForm(Plain, account.SetPasswordForm):
    """Setting a first password."""


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    """Asking for a code that resets the password."""


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    """The new password, after the code."""


class RequestCodeForm(Plain, account.RequestLoginCodeForm):
    """Asking for a code to sign in with."""


class ConfirmCodeForm(Plain, account.ConfirmLoginCodeForm):
    """The code that was sent to sign in with."""


class ConfirmEmailForm(Plain, account.ConfirmEmailVerificationCodeForm):
    """The code that was sent to prove an address."""


class ConfirmResetForm(Plain, account.ConfirmPasswordResetCodeForm):
    """The code that was sent to reset a password."""


class ConfirmPasswordForm(Plain, account.ReauthenticateForm):
    """The password once more, before something that matters."""


class SecondFactorForm(Plain, second_factor.AuthenticateForm):
    """The code of the authenticator app, or one of the recovery codes."""


class ConfirmSecondFactorForm(Plain, second_factor.ReauthenticateForm):
    """The same once more, before something that matters."""


class ActivateAppForm(Plain, totp.ActivateTOTPForm):
    """The first code of an authenticator app: it proves that the app is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(Plain, passkey.AddWebAuthnForm):
    """A new passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = PASSKEY_NAME_HINT
        self.fields["passwordless"].label = _("Sign in with this key alone, without a password")
        self.fields["passwordless"].help_text = _(
            "The device then asks for your fingerprint, face or PIN."
        )


class RenamePasskeyForm(Plain, passkey.EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = PASSKEY_NAME_HINT


class ProfileForm(forms.Form):
    """What other people see of an account, and the language of its letters."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As in your identity document: it is printed on certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of letters to you"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class TokenForm(forms.Form):
    """What a token of the API is called, and how long it opens."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=60,
        help_text=_("For example: export to our site. By this name you know it when you end it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long it opens"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("365 days"))],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )
