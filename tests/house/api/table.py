"""Who gets what of every address of the API: the table.

One column a person, as in `matrix.py`. A code is the status of the answer; a request that writes
carries an empty object. Nobody is asked to sign in (401), strangers learn nothing (404), who is
known but may not is told so (403), as is who lacks the second factor; what belongs to somebody
else is not there, whoever asks (404).
"""

from dataclasses import dataclass, field

from tests.house.matrix import PEOPLE

# fmt: off
#             nobody strngr member captn rival judge chair mentor organ city forgn audit unprv
EVERYBODY  = "200    200    200    200   200   200   200   200    200   200  200   200   200"
SIGNED_IN  = "401    200    200    200   200   200   200   200    200   200  200   200   200"
ME         = "401    400    400    400   400   400   400   400    400   400  400   400   400"
ORGANIZER  = "401    404    403    403   403   403   403   403    OK    403  404   403   403"
AUDITED    = "401    404    403    403   403   403   403   403    OK    403  404   OK    403"
BOARD      = "401    404    403    403   403   403   403   403    OK    OK   404   OK    403"
OWN_CITY   = "401    404    403    403   403   403   403   403    OK    OK   404   403   403"
TEAMS      = "401    404    OK     OK    OK    403   403   403    403   403  404   403   403"
CAPTAIN    = "401    404    403    OK    OK    403   403   403    403   403  404   403   403"
OWN_CAPTN  = "401    404    403    OK    404   403   403   403    403   403  404   403   403"
OWN_WORD   = "401    404    404    OK    404   403   403   403    403   403  404   403   403"
START      = "401    400    400    400   400   403   403   403    403   403  400   403   403"
JURY       = "401    404    403    403   403   OK    OK    403    403   403  404   403   403"
OWN_CARD   = "401    404    404    404   404   OK    404   404    404   404  404   404   403"
RANKING    = "401    404    403    403   403   403   OK    403    OK    403  404   OK    403"
TIES       = "401    404    403    403   403   403   OK    403    OK    403  404   403   403"
MENTOR     = "401    404    403    403   403   403   403   OK     403   403  404   403   403"
CAMP       = "401    404    OK     OK    OK    404   404   404    404   404  404   404   404"
FILE       = "401    404    200    200   403   200   200   403    200   200  404   200   403"
RIVAL_FILE = "401    404    403    403   200   200   200   200    200   403  404   200   403"
RIVAL_CITY = "401    404    403    403   403   403   403   403    400   404  404   403   403"
RIVAL_CHECK= "401    404    403    403   403   403   403   403    200   404  404   200   403"
PAPER      = "401    404    200    200   404   404   404   404    200   404  404   200   403"
RIVAL_PAPER= "401    404    404    404   200   404   404   404    200   404  404   200   403"
MAIL       = "401    404    404    200   404   404   404   404    404   404  404   404   404"
RIVAL_MAIL = "401    404    404    404   200   404   404   404    404   404  404   404   404"
INVITED    = "401    400    400    400   400   400   400   400    400   400  400   400   400"
DECLINED   = "409    409    409    409   409   409   409   409    409   409  409   409   409"
POINTS     = "401    404    200    200   200   403   403   403    403   403  404   403   403"
# fmt: on


def may(line: str, code: str = "200") -> str:
    """A line with what is answered to whoever may."""
    return line.replace("OK", code)


@dataclass(frozen=True)
class Door:
    """One address: what it is made of, and the answers to each method that it takes."""

    route: str
    made_of: str = ""
    own: dict[str, str] = field(default_factory=dict)
    rival: dict[str, str] = field(default_factory=dict)  # about the rival's thing, where known
    abroad: dict[str, str] = field(default_factory=dict)  # to the foreign organizer, over there

    def line(self, method: str, thing: str = "own") -> dict[str, str]:
        """The answers by person."""
        codes = {"own": self.own, "rival": self.rival}[thing][method].split()
        return dict(zip(PEOPLE, codes, strict=True))

    def arguments(self) -> dict[str, str]:
        """Which thing, or which word, stands for each part of the address."""
        parts = (part.partition("=") for part in self.made_of.split())
        return {name: thing or name for name, _equals, thing in parts}


def reads(line: str) -> dict[str, str]:
    """An address that is only read."""
    return {"GET": may(line)}


SLUG = "slug"
ROUND = "slug kind=round"
DOORS = (
    # --- the ground
    Door("hackathons", own=reads(EVERYBODY)),
    Door("hackathon", SLUG, reads(EVERYBODY)),
    Door("legal_texts", "slug kind=rules", reads(EVERYBODY) | {"POST": may(ORGANIZER, "400")}),
    Door("news", SLUG, reads(EVERYBODY) | {"POST": may(ORGANIZER, "400")}),
    Door("timetable", SLUG, reads(EVERYBODY) | {"POST": may(ORGANIZER, "400")}),
    Door("timetable_line", "slug pk=session", {"DELETE": may(ORGANIZER, "204")}),
    Door("people", SLUG, reads(EVERYBODY)),
    Door("me", own=reads(SIGNED_IN) | {"PUT": ME}),
    Door("my_letters", own=reads(SIGNED_IN)),
    Door("my_letter", "uid=letter", reads(MAIL), rival=reads(RIVAL_MAIL)),
    Door("board", SLUG, reads(BOARD)),
    Door(
        "stage_move",
        "slug kind=applications move=open",
        {"POST": may(ORGANIZER, "409")},
        abroad={"POST": "200"},
    ),
    Door("stage_dates", "slug kind=applications", {"PUT": may(ORGANIZER, "400")}),
    Door("badges", SLUG, reads(ORGANIZER) | {"POST": may(ORGANIZER, "400")}),
    Door("letters", SLUG, reads(ORGANIZER)),
    Door("trail", SLUG, reads(AUDITED)),
    # --- registration: teams
    Door("application", SLUG, reads(TEAMS) | {"POST": START, "PATCH": may(CAPTAIN, "400")}),
    Door("application_send", SLUG, {"POST": may(CAPTAIN, "409")}),
    Door("application_recall", SLUG, {"POST": may(CAPTAIN, "409")}),
    Door("receipts", SLUG, reads(TEAMS)),
    Door("receipt", "slug number=submission", reads(TEAMS)),
    Door("team", SLUG, reads(TEAMS)),
    Door("invitations", SLUG, {"POST": may(CAPTAIN, "400")}),
    Door("invitation_renew", "slug pk=invitation", {"POST": may(OWN_CAPTN, "409")}),
    Door("invitation_cancel", "slug pk=invitation", {"POST": may(OWN_CAPTN, "409")}),
    Door("member", "slug pk=membership", {"DELETE": may(OWN_CAPTN, "409")}),
    Door("team_leave", SLUG, {"POST": may(TEAMS, "409")}),
    Door("own_data", SLUG, reads(TEAMS) | {"PUT": may(TEAMS, "400")}),
    Door("consent_withdraw", "slug pk=consent", {"POST": may(OWN_WORD)}),
    Door("work", "slug kind=bootcamp", reads(TEAMS) | {"POST": may(TEAMS, "400")}),
    Door("work_file", "slug pk=work", reads(FILE), rival=reads(RIVAL_FILE)),
    # --- registration: the invited; the link is the key
    Door("invited", "pk=invitation token", reads(EVERYBODY)),
    Door("invited_confirm", "pk=invitation token", {"POST": INVITED}),
    Door("invited_decline", "pk=invitation token", {"POST": DECLINED}),
    # --- registration: organizers, visitors
    Door("applications", SLUG, reads(BOARD)),
    Door("checked_application", "slug pk=application", reads(BOARD), rival=reads(RIVAL_CHECK)),
    Door(
        "application_decision",
        "slug pk=application move=accept",
        {"POST": may(OWN_CITY, "409")},
        rival={"POST": RIVAL_CITY.replace("400", "409")},
    ),
    Door("selection_publication", SLUG, reads(ORGANIZER) | {"POST": may(ORGANIZER, "409")}),
    Door("teams", SLUG, reads(EVERYBODY)),
    # --- judging: judges
    Door("own_rounds", SLUG, reads(JURY)),
    Door("own_conflicts", ROUND, reads(JURY) | {"POST": may(JURY, "400")}),
    Door("own_cards", ROUND, reads(JURY)),
    Door("own_ballot", ROUND, reads(JURY) | {"POST": may(JURY, "400")}),
    Door("card", "slug pk=card", reads(OWN_CARD) | {"PATCH": may(OWN_CARD, "400")}),
    Door("card_hand_in", "slug pk=card", {"POST": may(OWN_CARD, "409")}),
    # --- judging: organizers
    Door(
        "round",
        ROUND,
        reads(AUDITED) | {"POST": may(ORGANIZER, "400"), "PATCH": may(ORGANIZER, "409")},
    ),
    Door(
        "criterion",
        "slug kind=round code=idea",
        {"PUT": may(ORGANIZER, "400")},
        abroad={"PUT": "404"},
    ),
    Door("conflicts", ROUND, reads(AUDITED) | {"POST": may(ORGANIZER, "400")}),
    Door("ranking", ROUND, reads(RANKING)),
    Door("ties", ROUND, reads(TIES) | {"PUT": may(TIES, "400")}),
    Door("judge_cards", "slug kind=round judge", reads(AUDITED)),
    Door("judge_excuse", "slug kind=round judge", {"POST": may(ORGANIZER, "400")}),
    Door("card_take_back", "slug kind=round judge pk=card", {"POST": may(ORGANIZER, "400")}),
    Door("round_move", "slug kind=round move=open", {"POST": may(ORGANIZER, "409")}),
    Door(
        "finalists_publication",
        SLUG,
        reads(ORGANIZER) | {"POST": may(ORGANIZER, "409")},
        abroad={"GET": "404", "POST": "404"},
    ),
    # --- judging: everybody, and a team's own points
    Door("finalists", SLUG, reads(EVERYBODY)),
    Door("own_points", ROUND, reads(POINTS)),
    # --- boot camp and prizes
    Door("certificate_check", "number=certificate", reads(EVERYBODY)),
    Door(
        "certificate_pdf", "number=certificate language=kk", reads(PAPER), rival=reads(RIVAL_PAPER)
    ),
    Door("camp", SLUG, reads(CAMP)),
    Door("mentoring", SLUG, reads(MENTOR)),
    Door("mentors", SLUG, reads(ORGANIZER) | {"POST": may(ORGANIZER, "400")}),
    Door("mentor", "slug pk=mentor_pair", {"DELETE": may(ORGANIZER, "204")}),
    Door("awards", SLUG, reads(AUDITED) | {"PUT": may(ORGANIZER, "400")}),
    Door("fund", SLUG, {"PUT": may(ORGANIZER, "400")}),
    Door("award", "slug pk=award", {"DELETE": may(ORGANIZER, "409")}),
    Door("certificates", SLUG, reads(AUDITED) | {"POST": may(ORGANIZER, "201")}),
    Door("certificate_revoke", "slug pk=certificate_pk", {"POST": may(ORGANIZER, "400")}),
    Door("winners", SLUG, reads(EVERYBODY)),
    Door(
        "winners_publication",
        SLUG,
        reads(ORGANIZER) | {"POST": may(ORGANIZER, "409")},
        abroad={"POST": "200"},
    ),
)
BY_ROUTE = {door.route: door for door in DOORS}
