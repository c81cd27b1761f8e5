"""A letter of the tests' own, `test/hello`, and the acts on it."""

from hackathon.outbox import Post, post, post_many
from hackathon.services.letters import send_letters

SUBJECT = "{{ team }}: {% if language == 'kk' %}Ә Ғ Қ Ң Ө Ұ Ү Һ І{% else %}Всё готово{% endif %}"
BODY = """
{% if language == "kk" %}
  Құрметті {{ recipient.full_name }}!

  Өтініміңіз қабылданды: әғқңөұүһі.
{% else %}
  Здравствуйте, {{ recipient.full_name }}!

  Заявка принята.
{% endif %}

Team: **{{ team }}**

{{ site }}/{{ language }}{{ path }}
"""


def write_letter(tmp_path, subject, body):
    folder = tmp_path / "letters" / "test" / "hello"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "subject.txt").write_text(subject)
    (folder / "body.md").write_text(body)


def say_hello(now, **said):
    facts = {"team": "Тұлпар", "path": "/ashyq-el/my/"} | said
    post("test/hello", about=facts.pop("about", "team:1"), now=now, **facts)


def write_many(number, now, due_at=None):
    letters = [
        Post("test/hello", f"team:{n}", address=f"p{n}@example.kz", due_at=due_at)
        for n in range(number)
    ]
    post_many(letters, now=now)


def send(at):
    return send_letters(clock=lambda: at)


def state_of(letter):
    letter.refresh_from_db()
    return letter.state
