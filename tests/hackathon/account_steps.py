"""Steps that tests of accounts share."""

import json
import re
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.core.cache import cache
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from hackathon.models import Letter
from tests.factories import UserFactory

PASSWORD = "ашық дерек 2026"
SECRET = "JBSWY3DPEHPK3PXP"
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)


def person_with_password(**fields):
    """Somebody who signs in with `PASSWORD` and whose address is confirmed."""
    person = UserFactory(**fields)
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def app_of(person):
    """Give a person an authenticator app and recovery codes; the codes."""
    TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).get_unused_codes()


def app_code(secret=SECRET):
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def key_of(person, name="My phone"):
    """A security key that the person has added."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    kept = AttestedCredentialData.create(bytes(16), b"credential of a test", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    said = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 1, bytes(kept))
    said_to = {"type": "webauthn.create", "challenge": "", "origin": "https://testserver"}
    answer = {
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", said, {}))),
        "clientDataJSON": websafe_encode(json.dumps(said_to).encode()),
    }
    key = websafe_encode(b"credential of a test")
    credential = {"id": key, "rawId": key, "type": "public-key", "response": answer}
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=person, type="webauthn", data=data)


def sign_in(client, person, password=PASSWORD, **more):
    """Send the sign-in form."""
    return client.post("/en/accounts/login/", {"login": person.email, "password": password, **more})


def code_to(address):
    """The code in the newest letter to an address."""
    cache.clear()  # the next letter may be asked for at once
    newest = Letter.objects.filter(address=address).order_by("-pk")[0]
    sent = [letter.body for letter in mail.outbox if letter.to == [address]]
    return CODE.search(newest.facts.get("body") or sent[-1])[0]  # once sent, a code is not kept


def shown(answer, address):
    """What a reader sees, without the token of the form and the address that they typed."""
    page = answer.content.decode().replace(address, "ADDRESS")
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page)
