"""People's Markdown: what it allows, and what it takes away."""

import pytest

from hackathon.kit.markdown import render_markdown


def test_markdown_shows_headings_one_level_down():
    assert render_markdown("# Title") == "<h2>Title</h2>\n"
    assert render_markdown("###### Small") == "<h6>Small</h6>\n"


def test_markdown_shows_lists_tables_and_emphasis():
    html = render_markdown("1. **one**\n\n| a |\n| --- |\n| b |")
    assert "<ol>\n<li><strong>one</strong></li>\n</ol>" in html
    assert "<td>b</td>" in html


def test_markdown_links_pass_nothing_on():
    html = render_markdown("[site](https://example.kz)")
    expected = '<a href="https://example.kz" rel="nofollow noopener noreferrer">site</a>'
    assert html == f"<p>{expected}</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![x](https://example.kz/x.png)",
        "[x](javascript:alert(1))",
        "<a href='data:text/html,x'>x</a>",
        '<p style="color:red">x</p>',
    ],
)
def test_markdown_brings_no_code_and_no_picture(text):
    html = render_markdown(text)
    for piece in ("<script", "<img", "<p style", 'href="javascript', 'href="data'):
        assert piece not in html
