"""The API's no."""

import pytest
from django.db import connection, transaction
from rest_framework.exceptions import NotFound

from hackathon.kit.api import refusal_handler
from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker


def test_refusal_is_a_conflict_with_code_and_words():
    answer = refusal_handler(Refused("Only %(n)s left.", code="full", params={"n": 1}), {})

    assert answer.status_code == 409
    assert answer.data == {"code": "full", "message": "Only 1 left."}


def test_refusal_of_a_gate_lists_what_is_left():
    left = [Blocker("Marks are missing", 3, "/m/"), Blocker("Ties are open")]
    refused = Refused([b.message for b in left], code="gate_closed", blockers=left)

    assert refusal_handler(refused, {}).data == {
        "code": "gate_closed",
        "message": "Marks are missing Ties are open",
        "blockers": [
            {"message": "Marks are missing", "count": 3, "url": "/m/"},
            {"message": "Ties are open", "count": 1, "url": ""},
        ],
    }


def test_other_errors_are_answered_as_ever():
    assert refusal_handler(NotFound(), {}).status_code == 404
    assert refusal_handler(ZeroDivisionError(), {}) is None


@pytest.mark.django_db
def test_refusal_undoes_the_transaction_of_the_request(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    with transaction.atomic():
        refusal_handler(Refused("No.", code="no"), {})
        undone = transaction.get_rollback()
        transaction.set_rollback(False)

    assert undone is True
