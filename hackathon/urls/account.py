"""Addresses of accounts: ours first, then allauth's."""

from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.totp.views import activate_totp
from django.urls import include, path
from django.views.decorators.cache import never_cache

from hackathon.views import account, tokens

urlpatterns = [
    path("login/", account.SignIn.as_view(), name="account_login"),
    path("login/code/confirm/", account.SignInCode.as_view(), name="account_confirm_login_code"),
    path(
        "password/reset/confirm/",
        account.ResetCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("profile/", account.profile, name="account_profile"),
    path("tokens/", tokens.tokens, name="account_tokens"),
    path("tokens/<int:pk>/end/", tokens.token_end, name="account_token_end"),
    # pages that show a secret are kept by no cache
    path("2fa/totp/activate/", never_cache(activate_totp), name="mfa_activate_totp"),
    path("2fa/recovery-codes/", never_cache(view_recovery_codes), name="mfa_view_recovery_codes"),
    path("", include("allauth.urls")),
]
