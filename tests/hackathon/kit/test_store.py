"""Saving a row: what the database would refuse is refused in its own words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q
from django.test.utils import CaptureQueriesContext, isolate_apps

from hackathon.kit.errors import Refused
from hackathon.kit.store import store

TABLES = """
CREATE TABLE kit_hall (id bigint PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE kit_seat (
    id bigint PRIMARY KEY, number integer NOT NULL UNIQUE,
    price integer NOT NULL CONSTRAINT seat_price_not_negative CHECK (price >= 0),
    label varchar(5) NOT NULL, hall_id bigint NOT NULL REFERENCES kit_hall (id)
)
"""

with isolate_apps("hackathon"):

    class Hall(models.Model):
        id = models.BigIntegerField(primary_key=True)
        name = models.CharField(max_length=20)

        class Meta:
            app_label = "hackathon"
            db_table = "kit_hall"

        def __str__(self):
            return self.name

    class Seat(models.Model):
        id = models.BigIntegerField(primary_key=True)
        number = models.IntegerField()
        price = models.IntegerField(default=0)
        label = models.CharField(max_length=5, default="A")
        hall = models.ForeignKey(Hall, on_delete=models.PROTECT)

        class Meta:
            app_label = "hackathon"
            db_table = "kit_seat"
            constraints = (
                models.UniqueConstraint(
                    name="seat_number_once",
                    fields=["number"],
                    violation_error_message="This seat is taken.",
                    violation_error_code="seat_taken",
                ),
                models.CheckConstraint(
                    name="seat_price_not_negative",
                    condition=Q(price__gte=0),
                    violation_error_message="A seat costs something.",
                ),
            )

        def __str__(self):
            return str(self.number)

        def clean(self):
            if self.label == "X":
                raise ValidationError("No seat is called %(label)s.", "x", {"label": self.label})
            if self.label == "Y":
                raise Refused("Not this one.", code="not_this_one")


@pytest.fixture
def hall(db):
    with connection.cursor() as cursor:
        for statement in TABLES.split(";"):
            cursor.execute(statement)
    return store(Hall(id=1, name="Астана"))


def refusal_of(seat):
    with pytest.raises(Refused) as caught:
        store(seat)
    return caught.value.code, caught.value.messages


def test_row_is_saved_and_given_back(hall):
    seat = Seat(id=1, number=7, hall=hall)

    assert store(seat) is seat
    assert Seat.objects.get().number == 7


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"number": 7}, ("seat_taken", ["This seat is taken."])),
        ({"price": -1}, ("invalid", ["A seat costs something."])),
        ({"label": ""}, ("blank", ["This field cannot be blank."])),
        ({"label": "X"}, ("x", ["No seat is called X."])),
        ({"label": "Y"}, ("not_this_one", ["Not this one."])),
        (
            {"label": "ABCDEF"},
            ("max_length", ["Ensure this value has at most 5 characters (it has 6)."]),
        ),
    ],
)
def test_what_is_wrong_is_refused_in_its_own_words(hall, wrong, refusal):
    store(Seat(id=1, number=7, hall=hall))

    assert refusal_of(Seat(**{"id": 2, "number": 8, "hall": hall} | wrong)) == refusal
    assert list(Seat.objects.values_list("id", flat=True)) == [1]


def test_missing_row_behind_a_bare_number_is_refused(hall):
    code, messages = refusal_of(Seat(id=1, number=7, hall_id=99))

    assert code == "invalid"
    assert messages == ["hall instance with id 99 is not a valid choice."]
    assert not Seat.objects.exists()


def test_row_that_came_in_between_is_stale_and_the_transaction_lives_on(hall, monkeypatch):
    store(Seat(id=1, number=7, hall=hall))
    monkeypatch.setattr(Seat, "validate_constraints", lambda _self: None)  # the other came later

    code, messages = refusal_of(Seat(id=2, number=7, hall=hall))

    assert (code, messages) == ("stale", ["Someone was faster: this has changed already."])
    assert list(Seat.objects.values_list("id", flat=True)) == [1]


def test_row_in_hand_is_not_asked_for_again(hall):
    with CaptureQueriesContext(connection) as queries:
        store(Seat(id=1, number=7, hall=hall))

    assert not [q for q in queries.captured_queries if "kit_hall" in q["sql"]]


def test_unsaved_row_in_hand_is_refused(hall):
    assert refusal_of(Seat(id=1, number=7, hall=Hall(id=9, name="nowhere"))) == (
        "invalid",
        ["hall instance with id 9 is not a valid choice."],
    )
