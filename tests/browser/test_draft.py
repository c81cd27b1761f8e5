"""A draft saves itself: at once, field by field, without a connection, and never over another's."""

import pytest

from tests.browser.draft_site import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.draft_site"),
]
STATE = "[data-draft-state]"


@pytest.fixture
def page(browser, live_server):
    """The page with an empty draft."""
    Server.reset()
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(live_server.url + "/draft-page/")
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def wait(page, state, text=""):
    """Until the page says that its draft is in this state."""
    page.wait_for_function(
        "([s, t]) => { const it = document.querySelector('[data-draft-state]');"
        " return it.dataset.s === s && it.textContent.includes(t); }",
        arg=[state, text],
        timeout=12000,
    )


def test_draft_sends_only_what_changed(page):
    page.fill("#id_name", "Қыран")
    wait(page, "ok", "12:34")
    assert Server.values == {"name": "Қыран"}
    assert page.input_value("input[name=revision]") == str(Server.revision)


def test_draft_saves_several_choices_and_none(page):
    page.check("#id_roles_0")
    page.check("#id_roles_1")
    wait(page, "ok")
    assert Server.values == {"roles": ["dev", "law"]}
    page.uncheck("#id_roles_0")
    page.uncheck("#id_roles_1")
    page.wait_for_timeout(600)
    wait(page, "ok")
    assert Server.values == {"roles": ""}


def test_draft_saves_an_emptied_field_as_empty(page):
    page.fill("#id_name", "Қыран")
    wait(page, "ok")
    page.fill("#id_name", "")
    page.wait_for_timeout(1100)
    wait(page, "ok")
    assert Server.values == {"name": ""}


@pytest.mark.parametrize(("pick", "kept"), [("mine", "Тұлпар"), ("theirs", "Самұрық")])
def test_draft_asks_when_two_people_wrote_in_one_field(page, pick, kept):
    Server.write(name="Самұрық")
    page.fill("#id_name", "Тұлпар")
    page.wait_for_selector(".compare")
    assert page.text_content("form [data-theirs]") == "Самұрық"
    assert page.text_content("form [data-mine]") == "Тұлпар"
    assert Server.values == {"name": "Самұрық"}
    page.click(f"[data-pick={pick}]")
    wait(page, "ok")
    assert Server.values == {"name": kept}
    assert page.input_value("#id_name") == kept
    assert page.locator("form .compare").count() == 0


def test_draft_takes_over_what_another_wrote_elsewhere(page):
    Server.write(name="Самұрық")
    page.fill("#id_idea", "Су көзі")
    wait(page, "ok")
    assert Server.values == {"name": "Самұрық", "idea": "Су көзі"}
    assert page.input_value("#id_name") == "Самұрық"
    assert page.locator("form .compare").count() == 0


def test_draft_waits_on_the_device_without_a_connection(page):
    page.context.set_offline(True)
    page.fill("#id_idea", "Су көзі")
    wait(page, "local")
    assert Server.values == {}
    page.context.set_offline(False)
    wait(page, "ok")
    assert Server.values == {"idea": "Су көзі"}


def test_draft_comes_back_after_the_page_was_closed(page):
    Server.status = 503
    page.fill("#id_idea", "Су көзі")
    wait(page, "local")
    page.reload()
    assert page.input_value("#id_idea") == "Су көзі"
    Server.status = 200
    wait(page, "ok")
    assert Server.values == {"idea": "Су көзі"}


def test_draft_of_yesterday_does_not_overwrite_what_was_saved_since(page):
    Server.status = 503
    page.fill("#id_name", "Тұлпар")
    wait(page, "local")
    Server.status = 200
    Server.write(name="Самұрық")
    page.reload()
    page.wait_for_selector("form .compare")
    assert Server.values == {"name": "Самұрық"}
    assert page.text_content("form [data-mine]") == "Тұлпар"


def test_draft_asks_again_when_the_question_was_left_open(page):
    Server.write(name="Самұрық")
    page.fill("#id_name", "Тұлпар")
    page.wait_for_selector("form .compare")
    page.reload()
    page.wait_for_selector("form .compare")
    page.wait_for_timeout(1500)
    assert Server.values == {"name": "Самұрық"}
    page.click("[data-pick=mine]")
    wait(page, "ok")
    assert Server.values == {"name": "Тұлпар"}


def test_draft_says_that_one_must_sign_in_again(page):
    Server.status = 403
    page.fill("#id_idea", "Су көзі")
    wait(page, "bad")
    assert page.evaluate("Object.keys(localStorage).some(key => key.startsWith('draft:'))")
