"""Who gets what of every address: the table. What it is asked of stands in `world`.

One column a person. A code is the status of the answer; IN asks to sign in, 2F asks for a second
factor. A line for POST is about a form in which nothing is filled in. Strangers learn nothing
(404); who is known but may not is told so (403); what belongs to somebody else is not there,
whoever asks (404).
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.house.world import NOW, PEOPLE, World, built, client_of, taken_back

__all__ = [
    "ABSENT",
    "NOW",
    "PEOPLE",
    "ROWS",
    "TABLE",
    "Row",
    "World",
    "built",
    "client_of",
    "taken_back",
]

SIGN_IN, SECOND_FACTOR = "IN", "2F"


# fmt: off
#                nobody strngr member captn rival judge chair mentor organ city forgn audit unprv
EVERYBODY     = "200    200    200    200   200   200   200   200    200   200  200   200   200"
NOBODY_HERE   = "403    403    403    403   403   403   403   403    403   403  403   403   403"
NO_POST       = "405    405    405    405   405   405   405   405    405   405  405   405   405"
SOMEWHERE     = "302    302    302    302   302   302   302   302    302   302  302   302   302"
SIGNED_IN     = "IN     200    200    200   200   200   200   200    200   200  200   200   200"
SIGNED_IN_422 = "IN     422    422    422   422   422   422   422    422   422  422   422   422"
FRESHLY       = "IN     302    200    200   200   2F    2F    200    2F    2F   302   2F    2F"
FRESHLY_422   = "IN     302    422    422   422   2F    2F    422    2F    2F   302   2F    2F"
OWN_TOKEN     = "IN     404    404    302   404   404   404   404    404   404  404   404   2F"
# the organizer's
ORGANIZER     = "IN     404    403    403   403   403   403   403    200   403  404   403   2F"
ORGANIZER_302 = "IN     404    403    403   403   403   403   403    302   403  404   403   2F"
ORGANIZER_404 = "IN     404    403    403   403   403   403   403    404   403  404   403   2F"
ORGANIZER_409 = "IN     404    403    403   403   403   403   403    409   403  404   403   2F"
ORGANIZER_422 = "IN     404    403    403   403   403   403   403    422   403  404   403   2F"
AND_AUDITOR   = "IN     404    403    403   403   403   403   403    200   403  404   200   2F"
BOARD         = "IN     404    403    403   403   403   403   403    200   200  404   200   2F"
OWN_CITY      = "IN     404    403    403   403   403   403   403    422   422  404   403   2F"
# a team's: of every team, of the own team only, of its captain only
TEAMS         = "IN     404    200    200   200   403   403   403    403   403  404   403   403"
TEAMS_302     = "IN     404    302    302   302   403   403   403    403   403  404   403   403"
TEAMS_404     = "IN     404    404    404   404   403   403   403    403   403  404   403   403"
TEAMS_422     = "IN     404    422    422   422   403   403   403    403   403  404   403   403"
CAPTAIN       = "IN     404    403    200   200   403   403   403    403   403  404   403   403"
CAPTAIN_302   = "IN     404    403    302   302   403   403   403    403   403  404   403   403"
CAPTAIN_422   = "IN     404    403    422   422   403   403   403    403   403  404   403   403"
OWN_CAPTAIN   = "IN     404    403    302   404   403   403   403    403   403  404   403   403"
# the jury's
JURY          = "IN     404    403    403   403   200   200   403    403   403  404   403   2F"
JURY_422      = "IN     404    403    403   403   422   422   403    403   403  404   403   2F"
OWN_CARD      = "IN     404    404    404   404   200   404   404    404   404  404   404   2F"
OWN_CARD_302  = "IN     404    404    404   404   302   404   404    404   404  404   404   2F"
OWN_CARD_422  = "IN     404    404    404   404   422   404   404    404   404  404   404   2F"
RANKING       = "IN     404    403    403   403   403   200   403    200   403  404   200   2F"
TIES          = "IN     404    403    403   403   403   200   403    200   403  404   403   2F"
# others
APPLY         = "IN     200    302    302   302   403   403   403    403   403  200   403   403"
APPLY_422     = "IN     422    302    302   302   403   403   403    403   403  422   403   403"
FILE          = "IN     404    200    200   403   200   200   403    200   200  404   200   2F"
RIVALS_FILE   = "IN     404    403    403   200   200   200   200    200   403  404   200   2F"
RIVALS_CITY   = "IN     404    403    403   403   403   403   403    422   404  404   403   2F"
RIVALS_CHECK  = "IN     404    403    403   403   403   403   403    200   404  404   200   2F"
CAMP          = "IN     404    200    200   200   404   404   404    404   404  404   404   404"
MENTOR        = "IN     404    403    403   403   403   403   200    403   403  404   403   2F"
PAPER         = "IN     404    200    200   404   404   404   404    200   404  404   200   2F"
RIVALS_PAPER  = "IN     404    404    404   200   404   404   404    200   404  404   200   2F"
CAPTAINS_MAIL = "IN     404    404    200   404   404   404   404    404   404  404   404   404"
RIVALS_MAIL   = "IN     404    404    404   200   404   404   404    404   404  404   404   404"
# fmt: on


@dataclass(frozen=True)
class Row:
    """One address: what it is made of, and the answers to GET and to an empty POST."""

    route: str
    made_of: str = ""  # "slug pk=application": what stands in the address
    get: str = ""
    post: str = ""
    rival_get: str = ""  # the same about the rival's thing, where it is known but not one's own
    rival_post: str = ""
    abroad: dict[str, str] = field(default_factory=dict)  # to the foreign organizer, over there

    def line(self, method: str, thing: str = "own") -> dict[str, str]:
        """The answers by person; a method that an address does not take is refused to all."""
        lines = {
            ("own", "GET"): self.get,
            ("own", "POST"): self.post,
            ("rival", "GET"): self.rival_get,
            ("rival", "POST"): self.rival_post,
        }
        codes = lines[thing, method].split()
        if not codes:
            codes = [refused(code) for code in (self.get or self.post).split()]
        return dict(zip(PEOPLE, codes, strict=True))

    def arguments(self) -> dict[str, str]:
        """Which thing, or which word, stands for each part of the address."""
        parts = (part.partition("=") for part in self.made_of.split())
        return {name: thing or name for name, _equals, thing in parts}


def refused(code: str) -> str:
    """The answer to a method that is not taken: people who are let in nowhere learn as little."""
    return code if code in (SIGN_IN, SECOND_FACTOR) else "405"


SLUG = "slug"
TABLE = (
    # --- the ground
    Row("root", get=SOMEWHERE),
    Row("healthz", get=EVERYBODY),
    Row("readyz", get=EVERYBODY.replace("200", "503")),  # letters have waited for too long here
    Row("metrics", get=NOBODY_HERE),  # for site administrators and machines
    Row("service_worker", get=EVERYBODY),
    Row("account_profile", get=SIGNED_IN, post=SIGNED_IN_422),
    Row("account_tokens", get=FRESHLY, post=FRESHLY_422),
    Row("account_token_end", "pk=api_token", post=OWN_TOKEN),
    Row("hackathon:home", get=EVERYBODY),
    Row("hackathon:theme", post=SOMEWHERE),
    Row("hackathon:ui", get=EVERYBODY),
    Row("hackathon:offline", get=EVERYBODY),
    Row("hackathon:api", get=EVERYBODY),
    Row("hackathon:messages", get=SIGNED_IN),
    Row("hackathon:letter", "uid=letter", get=CAPTAINS_MAIL, rival_get=RIVALS_MAIL),
    Row("hackathon:start", SLUG, get=EVERYBODY),
    Row("hackathon:rules", SLUG, get=EVERYBODY),
    Row("hackathon:rules_version", "slug version=1", get=EVERYBODY),
    Row("hackathon:privacy", SLUG, get=EVERYBODY),
    Row("hackathon:consent", SLUG, get=EVERYBODY),
    Row("hackathon:news", SLUG, get=EVERYBODY),
    Row("hackathon:timetable", SLUG, get=EVERYBODY),
    Row("hackathon:timetable_ics", SLUG, get=EVERYBODY),
    Row("hackathon:people", SLUG, get=EVERYBODY),
    Row("hackathon:board", SLUG, get=BOARD),
    Row(
        "hackathon:move_stage",
        "slug kind=applications move=open",
        post=ORGANIZER_409,
        abroad={"POST": "302"},
    ),
    Row("hackathon:org_stages", SLUG, get=ORGANIZER, post=ORGANIZER_404),
    Row("hackathon:badges", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:org_letters", SLUG, get=ORGANIZER),
    Row("hackathon:trail", SLUG, get=AND_AUDITOR),
    Row("hackathon:legal_texts", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:org_news", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:org_timetable", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("hackathon:session_remove", "slug pk=session", post=ORGANIZER_302),
    # --- registration: the captain
    Row("registration:apply", SLUG, get=APPLY, post=APPLY_422),
    Row("registration:application", SLUG, get=TEAMS),
    Row("registration:team", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:invite", SLUG, post=CAPTAIN_422),
    Row("registration:invitation_renew", "slug pk=invitation", post=OWN_CAPTAIN),
    Row("registration:invitation_cancel", "slug pk=invitation", post=OWN_CAPTAIN),
    Row("registration:member_remove", "slug pk=membership", post=OWN_CAPTAIN),
    Row("registration:project", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:data_used", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:draft", SLUG, post=CAPTAIN_422),
    Row("registration:review", SLUG, get=CAPTAIN, post=CAPTAIN_422),
    Row("registration:recall", SLUG, post=CAPTAIN_302),
    # --- registration: participants
    Row("registration:my", SLUG, get=TEAMS),
    Row("registration:about_me", SLUG, get=TEAMS, post=TEAMS_422),
    Row("registration:my_data", SLUG, get=TEAMS, post=TEAMS_404),
    Row("registration:leave", SLUG, post=TEAMS_302),
    Row("registration:receipt", "slug number=submission", get=TEAMS),
    Row("registration:stage", "slug kind=bootcamp", get=TEAMS, post=TEAMS_422),
    Row("registration:deliverable_file", "slug pk=work", get=FILE, rival_get=RIVALS_FILE),
    # --- registration: the invited; the link is the key
    Row("registration:invitation", "pk=invitation token", get=EVERYBODY),
    Row("registration:invitation_confirm", "pk=invitation token", SIGNED_IN, SIGNED_IN_422),
    Row("registration:invitation_decline", "pk=invitation token", post=SOMEWHERE),
    # --- registration: organizers, visitors
    Row("registration:applications", SLUG, get=BOARD),
    Row(
        "registration:application_check",
        "slug pk=application",
        get=BOARD,
        rival_get=RIVALS_CHECK,
    ),
    Row(
        "registration:application_decide",
        "slug pk=application move=accept",
        post=OWN_CITY,
        rival_post=RIVALS_CITY,
    ),
    Row("registration:publish_selection", SLUG, get=ORGANIZER, post=ORGANIZER_422),
    Row("registration:teams", SLUG, get=EVERYBODY),
    # --- judging: judges
    Row("judging:rounds", SLUG, get=JURY),
    Row("judging:conflicts", "slug kind=round", get=JURY, post=JURY_422),
    Row("judging:cards", "slug kind=round", get=JURY),
    Row("judging:ballot", "slug kind=round", get=JURY, post=JURY),
    Row("judging:card", "slug kind=round number=order", get=JURY, post=JURY_422),
    Row("judging:card_marks", "slug pk=card", post=OWN_CARD_422),
    Row("judging:card_hand_in", "slug pk=card", get=OWN_CARD, post=OWN_CARD_422),
    Row("judging:card_file", "slug pk=card", get=OWN_CARD_302),
    # --- judging: organizers
    Row("judging:round", "slug kind=round", get=AND_AUDITOR),
    Row("judging:criteria", "slug kind=round", get=ORGANIZER_302, post=ORGANIZER_302),
    Row("judging:org_conflict", "slug kind=round", get=AND_AUDITOR, post=ORGANIZER_422),
    Row("judging:ranking", "slug kind=round", get=RANKING),
    Row("judging:ranking_csv", "slug kind=round", get=RANKING),
    Row("judging:ties", "slug kind=round", get=TIES, post=TIES.replace("200", "422")),
    Row("judging:judge_cards", "slug kind=round judge", get=AND_AUDITOR),
    Row("judging:judge_excuse", "slug kind=round judge", post=ORGANIZER_422),
    Row("judging:card_take_back", "slug kind=round judge pk=card", post=ORGANIZER_422),
    Row("judging:round_move", "slug kind=round move=open", post=ORGANIZER_409),
    Row(
        "judging:publish_finalists",
        SLUG,
        get=ORGANIZER,
        post=ORGANIZER_422,
        abroad={"GET": "404", "POST": "404"},
    ),
    # --- judging: everybody, and a team's own points
    Row("judging:finalists", SLUG, get=EVERYBODY),
    Row("judging:feedback", "slug kind=round", get=TEAMS),
    # --- boot camp and prizes
    Row("bootcamp:certificate_find", get=EVERYBODY),
    Row("bootcamp:certificate", "number=certificate", get=EVERYBODY),
    Row(
        "bootcamp:certificate_pdf",
        "number=certificate language=kk",
        get=PAPER,
        rival_get=RIVALS_PAPER,
    ),
    Row("bootcamp:winners", SLUG, get=EVERYBODY),
    Row("bootcamp:camp", SLUG, get=CAMP),
    Row("bootcamp:mentoring", SLUG, get=MENTOR),
    Row("bootcamp:mentors", SLUG, get=ORGANIZER, post=ORGANIZER_404),
    Row("bootcamp:mentor_release", "slug pk=mentor_pair", post=ORGANIZER_302),
    Row("bootcamp:awards", SLUG, get=AND_AUDITOR, post=ORGANIZER_404),
    Row("bootcamp:fund", SLUG, post=ORGANIZER_422),
    Row("bootcamp:award_withdraw", "slug pk=award", post=ORGANIZER_302),
    Row("bootcamp:certificates", SLUG, get=AND_AUDITOR),
    Row("bootcamp:certificates_issue", SLUG, post=ORGANIZER_302),
    Row("bootcamp:certificate_revoke", "slug pk=certificate_pk", post=ORGANIZER_422),
    Row(
        "bootcamp:publish_winners", SLUG, get=ORGANIZER, post=ORGANIZER_409, abroad={"POST": "302"}
    ),
)
ROWS = {row.route: row for row in TABLE}

ABSENT: dict[str, Any] = {
    "slug": "no-such-hackathon",
    "kind": "no-such-kind",
    "move": "no-such-move",
    "language": "xx",
    "token": "no-such-token",
    "version": 99,
    "number": 999,
    "uid": UUID(int=0),
    "pk": 0,
    "judge": 0,
}
"""What stands in an address that leads nowhere."""
