"""Reading input."""

import pytest

from bootcamp.forms import AwardForm, FundForm, MentorForm, NumberForm
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ASHYQ-EL-2026-0001", "ASHYQ-EL-2026-0001"),
        ("  ashyq-el-2026-0001 ", "ASHYQ-EL-2026-0001"),
        ("№ ASHYQ-EL-2026-0001", "ASHYQ-EL-2026-0001"),
        ("№ashyq-el-2026-0001", "ASHYQ-EL-2026-0001"),
    ],
)
def test_number_is_read_as_it_is_printed(typed: str, number: str) -> None:
    form = NumberForm({"number": typed})

    assert form.is_valid()
    assert form.cleaned_data == {"number": number}


@pytest.mark.parametrize("typed", ["", "№", "A/B", "../x", "A B", "НӨМІР-1", "A\nB", "?", "A" * 41])
def test_what_cannot_be_a_number_is_an_error_and_no_address(typed: str) -> None:
    assert list(NumberForm({"number": typed}).errors) == ["number"]


@pytest.mark.parametrize(
    ("typed", "is_valid"), [("1", True), ("0", False), ("-5", False), ("1.5", False), ("", False)]
)
def test_award_is_in_whole_tenge_above_zero(typed: str, is_valid: bool) -> None:
    assert AwardForm({"amount": typed}).is_valid() is is_valid


@pytest.mark.parametrize(
    ("fund", "reason", "errors"),
    [("0", "No sponsor.", []), ("-1", "x", ["fund"]), ("5", " ", ["reason"])],
)
def test_fund_is_changed_with_a_reason(fund: str, reason: str, errors: list) -> None:
    assert list(FundForm({"fund": fund, "reason": reason}).errors) == errors


@pytest.mark.django_db
def test_mentor_is_one_of_those_named() -> None:
    named, stranger = UserFactory(), UserFactory()

    form = MentorForm({"mentor": str(named.pk)}, mentors=[named])
    assert form.is_valid()
    assert form.cleaned_data["mentor"] == named

    assert not MentorForm({"mentor": str(stranger.pk)}, mentors=[named]).is_valid()
    assert not MentorForm({"mentor": ""}, mentors=[named]).is_valid()
