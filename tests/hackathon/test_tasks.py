"""Work in the background: the tasks. Real workers stand in `letters/test_kills.py`."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as django_settings
from django.core import mail

from hackathon.models import Letter, Pulse
from hackathon.outbox import post


@pytest.mark.parametrize("name", sorted(django_settings.CELERY_BEAT_SCHEDULE))
def test_beat_runs_only_tasks_that_exist(name):
    assert django_settings.CELERY_BEAT_SCHEDULE[name]["task"] in current_app.tasks


def test_record_pulse_notes_the_present(db, frozen_clock):
    current_app.tasks["hackathon.record_pulse"].delay()
    Pulse.objects.update(at=frozen_clock - timedelta(days=1))
    current_app.tasks["hackathon.record_pulse"].delay()

    pulse = Pulse.objects.get()
    assert (pulse.name, pulse.at) == ("beat", frozen_clock)
    assert str(pulse) == "beat 2026-09-01 09:00:00"


def test_send_letters_sends_what_is_due_now(db, frozen_clock):
    said = {"subject": "Hello", "body": "Hello!", "address": "a@example.kz"}
    post("account/message", about="now", now=frozen_clock, **said)
    in_a_minute = frozen_clock + timedelta(minutes=1)
    post("account/message", about="later", now=frozen_clock, due_at=in_a_minute, **said)

    current_app.tasks["hackathon.send_letters"].delay()

    assert [message.subject for message in mail.outbox] == ["Hello"]
    assert Letter.objects.get(about="now").sent_at == frozen_clock
    assert Letter.objects.get(about="later").state == "waiting"
