"""Addresses of judging's API, below `/api/v1/`."""

from django.urls import path

from judging.api import allocation, cards, finalists, jury, rounds, voting

OWN = "hackathons/<slug:slug>/"
ROUND = f"{OWN}rounds/<slug:kind>/"
JUDGE = f"{ROUND}judges/<int:judge>/"

judges = [
    path(f"{OWN}jury/", jury.OwnRounds.as_view(), name="own_rounds"),
    path(f"{OWN}jury/<slug:kind>/conflicts/", jury.OwnConflicts.as_view(), name="own_conflicts"),
    path(f"{OWN}jury/<slug:kind>/cards/", jury.OwnCards.as_view(), name="own_cards"),
    path(f"{OWN}jury/<slug:kind>/ballot/", voting.OwnBallot.as_view(), name="own_ballot"),
    path(f"{OWN}cards/<int:pk>/", cards.Card.as_view(), name="card"),
    path(f"{OWN}cards/<int:pk>/hand-in/", cards.CardHandIn.as_view(), name="card_hand_in"),
]
organizers = [
    path(ROUND, rounds.OneRound.as_view(), name="round"),
    path(f"{ROUND}criteria/<slug:code>/", rounds.OneCriterion.as_view(), name="criterion"),
    path(f"{ROUND}conflicts/", allocation.Conflicts.as_view(), name="conflicts"),
    path(f"{ROUND}ranking/", voting.Ranking.as_view(), name="ranking"),
    path(f"{ROUND}ties/", voting.Ties.as_view(), name="ties"),
    path(JUDGE, allocation.JudgeCards.as_view(), name="judge_cards"),
    path(f"{JUDGE}excuse/", allocation.JudgeExcuse.as_view(), name="judge_excuse"),
    path(
        f"{JUDGE}cards/<int:pk>/take-back/",
        allocation.CardTakeBack.as_view(),
        name="card_take_back",
    ),
    path(f"{ROUND}<slug:move>/", rounds.RoundMove.as_view(), name="round_move"),
    path(
        f"{OWN}finalists/publication/",
        finalists.FinalistsPublication.as_view(),
        name="finalists_publication",
    ),
]
readers = [
    path(f"{OWN}finalists/", finalists.Finalists.as_view(), name="finalists"),
    path(f"{OWN}points/<slug:kind>/", finalists.OwnPoints.as_view(), name="own_points"),
]

urlpatterns = [*judges, *organizers, *readers]
