"""A refusal: words for the person, a code for the machine, and what is left to do."""

from django.core.exceptions import ValidationError
from django.forms import Form

from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker


def test_refused_fills_its_words_and_keeps_its_code():
    refused = Refused("At most %(most)s teams.", code="full", params={"most": 40})

    assert isinstance(refused, ValidationError)
    assert refused.messages == ["At most 40 teams."]
    assert refused.code == "full"
    assert refused.blockers == ()


def test_refused_carries_several_messages_and_their_blockers():
    left = [Blocker("Marks are missing", 3), Blocker("Ties are open")]

    refused = Refused([b.message for b in left], code="gate_closed", blockers=left)

    assert refused.messages == ["Marks are missing", "Ties are open"]
    assert refused.code == "gate_closed"
    assert refused.blockers == (Blocker("Marks are missing", 3), Blocker("Ties are open"))


def test_refused_stands_on_a_form():
    form = Form(data={})
    form.add_error(None, Refused("The stage is closed.", code="closed"))

    assert form.non_field_errors() == ["The stage is closed."]
