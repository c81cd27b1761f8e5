"""What is always true of people, stages, texts, letters and the trail."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.invariants import Offence, invariant
from hackathon.kit.translated import missing_languages
from hackathon.models import AuditEntry, Badge, Hackathon, LegalText, Letter, Stage
from hackathon.queries import numbered_with_gaps, unrecorded
from hackathon.states import PUBLISHES, STAGE_MOVES, StageKind, StageStatus

BOARD = "hackathon:board"


def offence(what: Any, slug: str, page: str = BOARD, *more: Any) -> Offence:
    """A row that breaks a rule, with the organizer's page of it."""
    return Offence(f"{slug}: {what}", reverse(page, args=[slug, *more]))


@invariant("R1.7", _("Nobody who takes part also runs, judges, mentors or audits the hackathon."))
def participants_decide_nothing() -> Iterator[Offence]:
    decides = Q(is_organizer=True) | Q(is_judge=True) | Q(is_mentor=True) | Q(is_auditor=True)
    badges = Badge.objects.filter(decides, is_participant=True)
    for badge in badges.select_related("person", "hackathon"):
        yield offence(badge.person, badge.hackathon.slug, "hackathon:badges")


@invariant("R1.6", _("The chair is a member of the jury."))
def chair_is_a_judge() -> Iterator[Offence]:
    badges = Badge.objects.filter(is_chair=True, is_judge=False)
    for badge in badges.select_related("person", "hackathon"):
        yield offence(badge.person, badge.hackathon.slug, "hackathon:badges")


@invariant("R1.6", _("Every hackathon has an organizer of the whole."))
def hackathon_has_an_organizer() -> Iterator[Offence]:
    whole = Badge.objects.filter(hackathon=OuterRef("pk"), is_organizer=True, city=None)
    for hackathon in Hackathon.objects.exclude(Exists(whole)):
        yield offence(hackathon, hackathon.slug, "hackathon:badges")


@invariant("R2.1", _("Every hackathon has each stage of the calendar once."))
def hackathon_has_every_stage() -> Iterator[Offence]:
    counted = Hackathon.objects.annotate(
        n_stages=Count("stages"), n_kinds=Count("stages__kind", distinct=True)
    )
    every = len(StageKind)
    for hackathon in counted.exclude(n_stages=every, n_kinds=every):
        yield offence(hackathon, hackathon.slug)


@invariant("R2.1", _("A stage opens before it closes."))
def stage_opens_before_it_closes() -> Iterator[Offence]:
    turned = Stage.objects.filter(opens_at__gte=F("closes_at"))
    for stage in turned.select_related("hackathon"):
        yield offence(stage, stage.hackathon.slug)


@invariant("R4.1", _("Stages have a known kind and status, and only those with a list publish."))
def stage_status_is_known() -> Iterator[Offence]:
    known = Q(kind__in=StageKind.values, status__in=StageStatus.values)
    lists = ~Q(status=StageStatus.PUBLISHED) | Q(kind__in=PUBLISHES)
    for stage in Stage.objects.exclude(known & lists).select_related("hackathon"):
        yield offence(f"{stage.kind} {stage.status}", stage.hackathon.slug)


@invariant("R4.1", _("Every status of a stage has its line in the trail."))
def stage_status_is_recorded() -> Iterator[Offence]:
    for stage in unrecorded(Stage.objects.select_related("hackathon"), STAGE_MOVES):
        yield offence(f"{stage.kind} {stage.status}", stage.hackathon.slug)


@invariant("R7.1", _("The versions of a text are numbered without a gap."))
def text_versions_have_no_gap() -> Iterator[Offence]:
    groups = numbered_with_gaps(
        LegalText.objects.all(), "hackathon__slug", "kind", number="version"
    )
    for slug, kind in groups:
        yield offence(kind, slug, "hackathon:legal_texts")


@invariant("R7.1", _("A published text is what its fingerprint says, in every language."))
def text_is_what_was_published() -> Iterator[Offence]:
    for text in LegalText.objects.select_related("hackathon"):
        if fingerprint(text.text) != text.sha256 or missing_languages(text.text):
            yield offence(text, text.hackathon.slug, "hackathon:legal_texts")


@invariant("R1.4", _("Nobody has the same letter twice."))
def letter_is_written_once() -> Iterator[Offence]:
    same = ("letter", "about", "version")
    rows = Letter.objects.order_by()
    for whose in ("address", "recipient"):
        known = rows.exclude(recipient=None) if whose == "recipient" else rows
        double = known.values_list(whose, *same).annotate(n=Count("pk")).filter(n__gt=1)
        for receiver, letter, about, version, count in double:
            yield Offence(f"{letter} {about} {version}: {receiver} ({count})")


@invariant("R1.4", _("A letter is delivered or given up, not both, and never before its time."))
def letter_has_one_end() -> Iterator[Offence]:
    both = Q(sent_at__isnull=False, bounced_at__isnull=False)
    early = Q(sent_at__lt=F("created_at"))
    for letter in Letter.objects.filter(both | early):
        yield Offence(str(letter))


@invariant("R1.4", _("The trail tells of nothing that happened before its hackathon was set up."))
def trail_begins_with_the_hackathon() -> Iterator[Offence]:
    early = AuditEntry.objects.filter(happened_at__lt=F("hackathon__created_at"))
    for line in early.select_related("hackathon"):
        yield offence(line, line.hackathon.slug if line.hackathon else "")
