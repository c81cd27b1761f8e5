"""Telephone numbers: read as people write them, kept as E.164."""

import phonenumbers

HOME = "KZ"  # a number without a country code is one of Kazakhstan


def read_phone(written: str) -> str | None:
    """The number in E.164; None where there is none that could be called."""
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
