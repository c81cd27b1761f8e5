"""The page of the API in a browser: it draws every act, asks nobody else, and breaks no policy."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_page_of_the_api_draws_the_schema_within_the_policy(browser, live_server):
    page = browser.new_page()
    said, asked = [], set()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))

    page.goto(f"{live_server.url}/en/api/")
    send = page.locator("[data-path$='/application/send/']")
    send.wait_for()
    send.click()
    page.get_by_text("a numbered copy with its hash").wait_for()

    assert page.locator(".opblock").count() > 80
    assert asked == {live_server.url.split("/")[2]}
    assert [line for line in said if "Content Security Policy" in line or "Error" in line] == []
