"""Which part of a site each fact belongs to: an approval covers parts, and lapses for one when a word in it changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from microsite.lazy_patterns import lazy_pattern

Part: TypeAlias = Literal["chapters", "facts", "dates", "documents", "contacts", "website"]
#: All parts, in the order in which they are listed.
PARTS: tuple[Part, ...] = get_args(Part)
#: Those that every partner is asked about, and that an approval covers unless it names others.
DEFAULT_PARTS: tuple[Part, ...] = ("chapters", "facts", "dates", "documents")
#: What is in each part, for people.
MEANING: dict[Part, str] = {
    "chapters": "the chapters and further pages, word for word",
    "facts": "title, summary, partners, priorities, survey questions and all else that is said as a fact",
    "dates": "every date and time, and why one changed",
    "documents": "the documents and pictures to download, as they are",
    "contacts": "telephone numbers, addresses, and the link to the survey",
    "website": "what is about the website itself: its address, accessibility statement, colours, news",
}
_TABLE: dict[Part | Literal["none"], str] = {
    "facts": """
        title summary organisation about place audience document_kind
        strategy_period.first_year strategy_period.last_year
        survey.provider survey.language survey.minutes survey.questions survey.privacy_notice
        ways_to_respond.kind ways_to_respond.title ways_to_respond.details ways_to_respond.form
        proposal.why_now proposal.stage proposal.can_change proposal.settled proposal.alternatives.option
        proposal.alternatives.why_not proposal.no_alternatives proposal.costs proposal.equality proposal.welsh_language
        privacy.names privacy.seen_by privacy.controller privacy.processor privacy.lawful_basis privacy.kept
        results.channels.way results.channels.responses events.public_meeting events.discussed
        next_steps decided_by late_answers after_closing withdrawn.reason superseded_by.address superseded_by.title
        results.responses results.summary results.address results.kinds.who results.kinds.responses
        results.over_time.first_day results.over_time.last_day results.over_time.responses results.reached
        results.missing results.hidden_below
        results.question results.answered results.skipped results.counts.answer results.counts.count
        results.counts.hidden results.groups.who results.groups.answered results.groups.counts.answer
        results.groups.counts.count results.groups.counts.hidden
        themes.theme themes.question themes.priority themes.chapter themes.count themes.summary
        themes.quotations.text themes.quotations.who
        decisions.asked decisions.said decisions.did decisions.priority decisions.chapter decisions.not_changed.what
        decisions.not_changed.why decisions.decided_by decisions.record decisions.passage
        actions.what actions.who actions.priority actions.chapter actions.progress.state actions.progress.note
        outcome.expected outcome.summary outcome.address outcome.none_expected
        partners.name partners.kind partners.address partners.logo partners.role partners.as_at
        priorities.title priorities.summary
        quotes.text quotes.name quotes.role quotes.organisation quotes.context quotes.picture quotes.picture_text
        events.what events.where events.address events.step_free events.hearing_loop events.interpreter
        events.booking events.details
        documents.title documents.file documents.address documents.kind documents.pages documents.language
        documents.summary documents.alternatives.kind documents.alternatives.title documents.alternatives.language
        documents.alternatives.file documents.alternatives.address documents.alternatives.page
        documents.alternatives.on_request documents.alternatives.not_offered
        questions.text questions.kind questions.answers questions.chapter
        faqs.question faqs.answer glossary.term glossary.meaning glossary.short glossary.also
        evidence.title evidence.kind evidence.file evidence.address evidence.summary evidence.year
        related.title related.kind related.file related.address related.summary related.year""",
    "dates": """
        period_reason outcome.delays.date outcome.delays.reason
        opens closes time_zone time_zone_words response_deadline
        extensions.old_close extensions.new_close extensions.announced extensions.reopens extensions.reason
        pauses.starts pauses.ends pauses.reason withdrawn.date superseded_by.date results.published outcome.published
        decisions.decided actions.due actions.progress.date
        milestones.when milestones.title milestones.stage events.start events.end events.cancelled""",
    "contacts": """
        survey.address survey.question_link
        ways_to_respond.post ways_to_respond.phone ways_to_respond.email ways_to_respond.address ways_to_respond.hours
        ways_to_respond.text_relay
        contact.name contact.email contact.phone contact.hours contact.post contact.formats
        contact.complaints contact.complaints_page""",
    "website": """
        accessibility.nation accessibility.scope accessibility.overview accessibility.feedback_form
        accessibility.answer_within_days accessibility.visits accessibility.compliance
        accessibility.not_compliant.what accessibility.not_compliant.criterion accessibility.not_compliant.date
        accessibility.not_compliant.instead
        accessibility.disproportionate_burden.what accessibility.disproportionate_burden.criterion
        accessibility.disproportionate_burden.date accessibility.disproportionate_burden.instead
        accessibility.out_of_scope.what accessibility.out_of_scope.criterion accessibility.out_of_scope.date
        accessibility.out_of_scope.instead accessibility.improving accessibility.prepared accessibility.reviewed
        accessibility.tested accessibility.tested_by accessibility.method accessibility.survey_statement host_records
        language languages.tag navigation brand.colour brand.logo brand.logo_text site_address
        updates.date updates.what updates.chapter""",
    #: What no reader sees as words: how the site is made, when something appears, and names for links.
    "none": """
        reviews.date reviews.what changes_from languages.public_since equal publish_only_complete accept_unreviewed
        theme shared formats hosts own_host noindex silence.code silence.reason documents.publish_on documents.expire_on
        body nation bound_by duties.id duties.sentence duties.kind duties.by duties.test duties.nations duties.binds
        duties.only_for duties.document_kinds duties.only_if duties.since duties.source duties.address duties.read
        duties.read_part waived.duty waived.by waived.date waived.reason elections.election elections.starts
        elections.ends questions.anchor
        ways_to_respond.id partners.id priorities.id quotes.id events.id documents.id questions.id faqs.id glossary.id
        updates.id evidence.id related.id results.id themes.id decisions.id actions.id themes.quotations.consent""",
}
#: The part of each fact by its keys, such as `partners.name`; `none` for what no reader sees as words.
PART_OF: Mapping[str, Part | Literal["none"]] = MappingProxyType(
    {key: part for part, keys in _TABLE.items() for key in keys.split()}
)
_ITEM = lazy_pattern(r"\[[^\]]*\]")


def part_of(path: str) -> Part | None:
    """Return the part of a fact by its path, such as `partners[2].name`; None if no reader sees it as words.

    Raises:
        KeyError: the table does not have the key; a test makes sure that it has them all.
    """
    key = _ITEM.sub("", path)
    if key not in PART_OF:  # A record that is to be supplied as a whole.
        key = next((each for each in PART_OF if each.startswith(f"{key}.")), key)
    part = PART_OF[key]
    return None if part == "none" else part
