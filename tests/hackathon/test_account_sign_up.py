"""Making an account: a proven address, one person, and nobody learns who has one."""

import pytest
from allauth.account.models import EmailAddress

from hackathon.models import Letter, User
from tests.factories import UserFactory
from tests.hackathon.account_steps import PASSWORD, code_to, person_with_password, shown

URL = "/en/accounts/signup/"
CONFIRM = "/en/accounts/confirm-email/"
pytestmark = pytest.mark.django_db


def answers(**changed):
    return {
        "full_name": "Әсел Нұрғалиева",
        "email": "asel@example.org",
        "password1": PASSWORD,
        "terms": "on",
    } | changed


def test_sign_up_makes_an_account_in_the_language_of_the_page(client):
    answer = client.post("/kk/accounts/signup/", answers())

    assert answer.url == "/kk/accounts/confirm-email/"
    person = User.objects.get()
    assert (person.email, person.full_name, person.language) == (
        "asel@example.org",
        "Әсел Нұрғалиева",
        "kk",
    )
    assert person.check_password(PASSWORD)


def test_nobody_is_signed_in_before_the_address_is_proved(client):
    client.post(URL, answers())

    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.get().verified
    assert client.get("/en/messages/").url.startswith("/en/accounts/login/")


def test_the_code_of_the_letter_signs_in(client):
    client.post(URL, answers())

    answer = client.post(CONFIRM, {"code": code_to("asel@example.org")})

    assert answer.url == "/en/"
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert EmailAddress.objects.get().verified


def test_a_wrong_code_signs_nobody_in_and_is_told(client):
    client.post(URL, answers())

    answer = client.post(CONFIRM, {"code": "WRNG-CODE"})

    assert 'id="errsum"' in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.get().verified


def test_a_code_is_lost_after_three_wrong_ones(client):
    client.post(URL, answers())
    for _attempt in range(3):
        client.post(CONFIRM, {"code": "WRNG-CODE"})

    client.post(CONFIRM, {"code": code_to("asel@example.org")})

    assert "_auth_user_id" not in client.session


def test_a_new_code_can_be_asked_for_and_the_old_one_is_void(client):
    client.post(URL, answers())
    old = code_to("asel@example.org")

    client.post(CONFIRM, {"action": "resend"})

    new = code_to("asel@example.org")
    assert new != old
    client.post(CONFIRM, {"code": old})
    assert "_auth_user_id" not in client.session
    client.post(CONFIRM, {"code": new})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("address", ["asel@example.org", "ASEL@Example.org"])
def test_a_known_address_gets_the_same_answer_and_no_second_account(client, address):
    known = person_with_password(email="asel@example.org")

    of_known = client.post(URL, answers(email=address), follow=True)
    page_of_known = shown(of_known, "asel@example.org")
    client.cookies.clear()
    of_new = client.post(URL, answers(email="new@example.org"), follow=True)

    assert (of_known.status_code, of_known.redirect_chain) == (
        of_new.status_code,
        of_new.redirect_chain,
    )
    assert page_of_known == shown(of_new, "new@example.org")
    assert set(User.objects.values_list("email", flat=True)) == {known.email, "new@example.org"}


def test_a_wrong_code_gets_the_same_answer_for_a_known_and_a_new_address(client):
    person_with_password(email="asel@example.org")
    pages = []
    for address in ("asel@example.org", "new@example.org"):
        client.cookies.clear()
        client.post(URL, answers(email=address))
        answer = client.post(CONFIRM, {"code": "WRNG-CODE"})
        pages.append((answer.status_code, shown(answer, address)))

    assert pages[0] == pages[1]


def test_the_owner_of_a_known_address_is_told_by_letter(client):
    person = UserFactory(email="asel@example.org", language="ru")

    client.post(URL, answers())

    letter = Letter.objects.get()
    assert (letter.recipient, letter.address, letter.language) == (person, person.email, "ru")
    assert "http://127.0.0.1:8000/ru/accounts/password/reset/" in letter.facts["body"]


@pytest.mark.parametrize("missing", ["full_name", "email", "password1", "terms"])
def test_everything_is_required(client, missing):
    given = answers()
    del given[missing]

    answer = client.post(URL, given)

    assert f'href="#id_{missing}"' in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["короткий", "password12", "asel@example.org"])
def test_a_weak_password_is_refused(client, password):
    answer = client.post(URL, answers(password1=password))

    assert 'href="#id_password1"' in answer.content.decode()
    assert not User.objects.exists()


def test_a_robot_that_fills_the_trap_makes_nothing(client):
    answer = client.post(URL, answers(website="https://spam.example"))

    assert answer.url == CONFIRM
    assert not User.objects.exists()
    assert not Letter.objects.exists()


def test_a_form_cannot_make_an_administrator(client):
    client.post(URL, answers(is_staff="on", is_superuser="on", is_active="", language="ru"))

    person = User.objects.get()
    assert (person.is_staff, person.is_superuser, person.is_active, person.language) == (
        False,
        False,
        True,
        "en",
    )
