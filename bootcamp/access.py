"""Who may do what in the boot camp, the final and with prizes."""

from bootcamp import queries
from hackathon.access import is_auditor, is_mentor, is_organizer
from hackathon.kit.access import allow
from hackathon.queries import Person
from registration.models import Deliverable


def is_mentor_of_work(person: Person, work: Deliverable) -> bool:
    return is_mentor(person, work) and queries.mentors_team(person, work.entry.team_id)


allow("bootcamp.assign_mentor", is_organizer)
allow("bootcamp.read_mentoring", is_mentor)
allow("bootcamp.read_awards", is_organizer, is_auditor)
allow("bootcamp.give_award", is_organizer)
allow("bootcamp.issue_certificate", is_organizer)
allow("bootcamp.publish_winners", is_organizer)
allow("registration.download_deliverable", is_mentor_of_work)
