"""What pages and letters say about places of the site."""

from typing import Any

from django.urls import reverse


def path_of(name: str, *args: Any) -> str:
    """The address of a page without its language, to which a letter adds the reader's own."""
    return "/" + reverse(name, args=args).split("/", 2)[2]
