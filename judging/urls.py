"""Addresses of judging, below the language."""

from django.urls import path

from judging.views import (
    allocation,
    card,
    criteria,
    deciding,
    jury,
    organizer,
    public,
    publishing,
    ranking,
    voting,
)

app_name = "judging"

judges = [
    path("<slug:slug>/jury/", jury.rounds, name="rounds"),
    path("<slug:slug>/jury/<slug:kind>/conflicts/", jury.conflicts, name="conflicts"),
    path("<slug:slug>/jury/<slug:kind>/", jury.cards, name="cards"),
    path("<slug:slug>/jury/<slug:kind>/vote/", voting.ballot, name="ballot"),
    path("<slug:slug>/jury/<slug:kind>/<int:number>/", card.card, name="card"),
    path("<slug:slug>/jury/cards/<int:pk>/marks/", card.card_marks, name="card_marks"),
    path("<slug:slug>/jury/cards/<int:pk>/hand-in/", card.card_hand_in, name="card_hand_in"),
    path("<slug:slug>/jury/cards/<int:pk>/file/", card.card_file, name="card_file"),
]
organizers = [
    path("<slug:slug>/org/rounds/<slug:kind>/", organizer.round_page, name="round"),
    path("<slug:slug>/org/rounds/<slug:kind>/criteria/", criteria.criteria, name="criteria"),
    path("<slug:slug>/org/rounds/<slug:kind>/conflict/", allocation.conflict, name="org_conflict"),
    path("<slug:slug>/org/rounds/<slug:kind>/ranking/", ranking.ranking, name="ranking"),
    path("<slug:slug>/org/rounds/<slug:kind>/ranking.csv", ranking.as_csv, name="ranking_csv"),
    path("<slug:slug>/org/rounds/<slug:kind>/ties/", deciding.ties, name="ties"),
    path(
        "<slug:slug>/org/rounds/<slug:kind>/judges/<int:judge>/",
        allocation.judge_cards,
        name="judge_cards",
    ),
    path(
        "<slug:slug>/org/rounds/<slug:kind>/judges/<int:judge>/excuse/",
        allocation.excuse,
        name="judge_excuse",
    ),
    path(
        "<slug:slug>/org/rounds/<slug:kind>/judges/<int:judge>/cards/<int:pk>/take-back/",
        allocation.card_take_back,
        name="card_take_back",
    ),
    path("<slug:slug>/org/rounds/<slug:kind>/<slug:move>/", organizer.move, name="round_move"),
    path(
        "<slug:slug>/org/publish/finalists/",
        publishing.publish_finalists,
        name="publish_finalists",
    ),
]
visitors = [
    path("<slug:slug>/finalists/", public.finalists, name="finalists"),
    path("<slug:slug>/my/points/<slug:kind>/", public.feedback, name="feedback"),
]

urlpatterns = [*judges, *organizers, *visitors]
