"""The whole record of a consultation for other programs: `consultation.json`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from microsite.formats.results_record import (
    ActionRecord,
    DecisionRecord,
    ResultRecord,
    ThemeRecord,
    action_records,
    decision_records,
    result_records,
    theme_records,
)
from microsite.model.site import Site
from microsite.model.status import stages
from microsite.validate.date_types import zone_of
from microsite.validate.field_types import MaybeSupplied

SUMMARY = "consultation.json"
Moment = Annotated[str, Meta(description="A moment with its distance from UTC, as RFC 3339 writes it.")]


class StageRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stage of the consultation, which lasts until the next one begins."""

    status: Annotated[
        str,
        Meta(
            description="upcoming, open, closing_soon, closed, outcome_overdue, outcome_published, "
            "no_outcome_expected, paused, reopened, withdrawn or superseded."
        ),
    ]
    since: Annotated[str | None, Meta(description="When it begins; left out for the first.")] = None


class SpanRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which answers are taken."""

    starts: Moment
    ends: Annotated[str, Meta(description="The first moment that no longer belongs to it.")]


class WayRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A way to answer."""

    kind: str
    title: str
    details: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    post: str = ""


class PartnerRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organisation behind the consultation."""

    name: str
    kind: str = ""
    address: str = ""


class OptionRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An option that was looked at and turned down."""

    option: str
    why_not: str = ""


class ChannelRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How many answered in one way."""

    way: str
    responses: int


class DelayRecord(msgspec.Struct, frozen=True, kw_only=True):
    """That the outcome takes longer, as it was told on a day."""

    date: str
    reason: str


class ProposalRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What people are told of the proposal."""

    why_now: str = ""
    stage: Annotated[str, Meta(description="How far it has come.")] = ""
    can_change: Annotated[str, Meta(description="What answers can change.")] = ""
    settled: Annotated[str, Meta(description="What they cannot change.")] = ""
    alternatives: Annotated[tuple[OptionRecord, ...], Meta(description="Options that were turned down.")] = ()
    no_alternatives: Annotated[str, Meta(description="That there were none, and why.")] = ""
    costs: str = ""
    equality: str = ""
    welsh_language: str = ""


class PrivacyRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happens to the answers."""

    names: Annotated[str, Meta(description="not_asked, optional or required.")] = ""
    seen_by: str = ""
    controller: str = ""
    processor: str = ""
    lawful_basis: str = ""
    kept: Annotated[str, Meta(description="How long.")] = ""


class OutcomeRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of it, as far as it is published."""

    expected: str = ""
    promised_by: Annotated[str | None, Meta(description="The moment by which an outcome was promised.")] = None
    published: Annotated[str | None, Meta(description="When it was published.")] = None
    summary: str = ""
    address: str = ""
    none_expected: Annotated[str, Meta(description="Why there will be none.")] = ""
    responses: Annotated[int | None, Meta(description="How many answered.")] = None
    channels: tuple[ChannelRecord, ...] = ()
    delays: tuple[DelayRecord, ...] = ()


class ConsultationRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A consultation and everything that can happen to it, by date; what is not known is left out."""

    format: Annotated[int, Meta(description="The version of this format; keys are added without a new one.")]
    title: str
    summary: str
    organisation: str
    language: Annotated[str, Meta(description="The language of the texts, as BCP 47 writes it.")]
    opens: Annotated[str, Meta(description="The opening as it was announced: a day, or a day and a time.")]
    closes: Annotated[str, Meta(description="The closing as it was first announced; a day lasts until its end.")]
    time_zone: Annotated[str, Meta(description="Whose clocks opens and closes follow: a zone of the IANA database.")]
    stages: Annotated[
        tuple[StageRecord, ...],
        Meta(description="Every stage in order; the one that holds at a moment is the last that has begun."),
    ]
    takes_answers: Annotated[tuple[SpanRecord, ...], Meta(description="When answers are taken.")]
    place: str = ""
    audience: str = ""
    address: Annotated[str, Meta(description="The address of the site.")] = ""
    ways_to_respond: tuple[WayRecord, ...] = ()
    partners: tuple[PartnerRecord, ...] = ()
    proposal: ProposalRecord | None = None
    period_reason: Annotated[str, Meta(description="Why people have as long as they have.")] = ""
    privacy: PrivacyRecord | None = None
    complaints: Annotated[str, Meta(description="Whom to tell if it is not run as it should be.")] = ""
    outcome: OutcomeRecord | None = None
    results: Annotated[tuple[ResultRecord, ...], Meta(description="What people answered, once it is published.")] = ()
    themes: tuple[ThemeRecord, ...] = ()
    decisions: Annotated[tuple[DecisionRecord, ...], Meta(description="What was decided, with the outcome.")] = ()
    actions: tuple[ActionRecord, ...] = ()


def render_summary(site: Site) -> dict[str, bytes]:
    """Write the record; it says what holds when, so that it stays true whenever it is read."""
    packed = msgspec.json.format(msgspec.json.encode(record_of(site)), indent=2)
    return {SUMMARY: packed + b"\n"}


def record_of(site: Site) -> ConsultationRecord:
    """Return the record of a consultation."""
    consultation = site.consultation
    told = site.shown_dates
    return ConsultationRecord(
        format=1,
        title=str(consultation.title),
        summary=str(consultation.summary),
        organisation=str(consultation.organisation),
        place=str(consultation.place or ""),
        audience=str(consultation.audience or ""),
        language=str(consultation.language),
        address=_known(consultation.site_address),
        opens=str(consultation.opens),
        closes=str(consultation.closes),
        time_zone=str(consultation.time_zone),
        stages=tuple(StageRecord(status=each.status.value, since=_written(each.since)) for each in stages(told)),
        takes_answers=tuple(
            SpanRecord(starts=each.starts.isoformat(), ends=each.ends.isoformat()) for each in told.taking
        ),
        ways_to_respond=tuple(_ways(site)),
        partners=tuple(
            PartnerRecord(name=str(each.name), kind=str(each.kind or ""), address=_known(each.address))
            for each in consultation.partners
        ),
        proposal=_proposal(site),
        period_reason=str(consultation.period_reason or ""),
        privacy=_privacy(site),
        complaints=_known(consultation.contact.complaints) if consultation.contact else "",
        outcome=_outcome(site),
        results=tuple(result_records(site)),
        themes=tuple(theme_records(site)),
        decisions=tuple(decision_records(site)),
        actions=tuple(action_records(site)),
    )


def record_schema() -> dict[str, object]:
    """Return the JSON Schema of the record (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ConsultationRecord)}


def _ways(site: Site) -> list[WayRecord]:
    consultation = site.consultation
    ways = [
        WayRecord(
            kind=each.kind,
            title=str(each.title),
            details=str(each.details),
            address=_known(each.address),
            email=_known(each.email),
            phone=_known(each.phone),
            post=_known(each.post),
        )
        for each in consultation.ways_to_respond
    ]
    if consultation.survey:
        ways.insert(0, WayRecord(kind="online", title="Online", address=_known(consultation.survey.address)))
    return ways


def _proposal(site: Site) -> ProposalRecord | None:
    proposal = site.consultation.proposal
    if proposal is None:
        return None
    return ProposalRecord(
        can_change=_known(proposal.can_change),
        settled=_known(proposal.settled),
        alternatives=tuple(
            OptionRecord(option=str(each.option), why_not=str(each.why_not or "")) for each in proposal.alternatives
        ),
        no_alternatives=str(proposal.no_alternatives or ""),
        **{name: _known(fact) for name, fact in proposal.facts},
    )


def _privacy(site: Site) -> PrivacyRecord | None:
    privacy = site.consultation.privacy
    if privacy is None:
        return None
    return PrivacyRecord(names=_known(privacy.names), **{name: _known(fact) for name, fact in privacy.facts})


def _outcome(site: Site) -> OutcomeRecord | None:
    consultation = site.consultation
    outcome = consultation.known_outcome
    if outcome is None and consultation.response_deadline is None and consultation.results is None:
        return None
    published = outcome.published if outcome else None
    ended_early = site.dates.ended_early is not None
    zone = zone_of(consultation.time_zone)
    return OutcomeRecord(
        expected=str(outcome.expected or "") if outcome and not published and not ended_early else "",
        promised_by=None if ended_early else _written(site.dates.outcome_due),
        published=_written(published.start(zone) if published else None),
        summary=str(outcome.summary or "") if outcome else "",
        address=str(outcome.address or "") if outcome else "",
        none_expected=str(outcome.none_expected or "") if outcome else "",
        channels=tuple(
            ChannelRecord(way=str(each.way), responses=int(each.responses))
            for each in (consultation.results.channels if consultation.results else ())
        ),
        delays=tuple(
            DelayRecord(date=str(each.date), reason=str(each.reason)) for each in (outcome.delays if outcome else ())
        ),
        responses=int(consultation.results.responses)
        if consultation.results and consultation.results.responses is not None
        else None,
    )


def _known(value: MaybeSupplied[Any] | None) -> str:
    return str(value.value) if value is not None and value.supplied else ""


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
