"""A site of one page whose draft saves itself, with a server that keeps it in memory."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from hackathon import urls

PAGE = """{% extends "base.html" %}
{% block title %}Draft{% endblock %}
{% block head %}<script type="module" src="{% static 'js/draft.js' %}"></script>{% endblock %}
{% block main %}
  <form method="post" novalidate data-draft="/draft/" data-revision="{{ revision }}">
    {% csrf_token %}<input type="hidden" name="revision" value="{{ revision }}">{{ form }}
    {% include "parts/draft_state.html" %}<button>Save</button>
  </form>
{% endblock %}"""


class Answers(forms.Form):
    """A line, a long text, and several choices."""

    name = forms.CharField()
    idea = forms.CharField(widget=forms.Textarea, max_length=600)
    roles = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("dev", "Developer"), ("law", "Lawyer")]
    )


class Server:
    """What is saved, and whether the server answers."""

    revision = 1
    values: dict[str, Any] = {}
    status = 200

    @classmethod
    def reset(cls) -> None:
        """Begin anew."""
        cls.revision, cls.values, cls.status = 1, {}, 200

    @classmethod
    def write(cls, **values: Any) -> None:
        """Somebody else saves."""
        cls.values |= values
        cls.revision += 1


def show(request: HttpRequest) -> HttpResponse:
    """The page with the form."""
    facts = {"form": Answers(initial=Server.values), "revision": Server.revision}
    return HttpResponse(engines["django"].from_string(PAGE).render(facts, request))


def save(request: HttpRequest) -> HttpResponse:
    """The contract of autosave: 200 with the revision, or 409 with what is saved."""
    if Server.status != 200:
        return HttpResponse(status=Server.status)
    given = {
        name: values if len(values) > 1 else values[0]
        for name, values in request.POST.lists()
        if name not in {"revision", "csrfmiddlewaretoken"}
    }
    if int(request.POST["revision"]) != Server.revision:
        theirs = {**dict.fromkeys(given, ""), **Server.values}
        refusal = {"code": "stale_revision", "message": "Stale", "revision": Server.revision}
        return JsonResponse(refusal | {"values": theirs}, status=409)
    Server.write(**given)
    return JsonResponse({"revision": Server.revision, "saved_at": "12:34"})


urlpatterns = [path("draft-page/", show), path("draft/", save), *urls.urlpatterns]
