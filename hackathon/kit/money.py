"""Whole tenge: no coin, no float, nothing lost in a division."""

from collections.abc import Sequence

TENGE = "\N{TENGE SIGN}"
_THIN = "\N{NO-BREAK SPACE}"


def whole_tenge(amount: int) -> int:
    """`amount`, if it is a whole number of tenge and not below zero."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(f"Tenge are whole numbers, not {type(amount).__name__}.")
    if amount < 0:
        raise ValueError("An amount of tenge cannot be negative.")
    return amount


def split_shares(total: int, weights: Sequence[int]) -> list[int]:
    """`total` tenge in proportion to `weights`, adding up to `total` exactly.

    Largest remainder: everyone gets the rounded-down share, and each tenge left over goes to the
    largest remainder; of equal remainders the earlier one gets it.
    """
    whole = sum(whole_tenge(weight) for weight in weights)
    if not whole:
        raise ValueError("There is nobody to share with.")
    shares = [whole_tenge(total) * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def format_tenge(amount: int) -> str:
    """`20000000` as people write it: 20 000 000 ₸, never broken over two lines."""
    return f"{amount:,}".replace(",", _THIN) + _THIN + TENGE
