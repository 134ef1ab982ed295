"""Sentences about a consultation's stages: each names its moments and time zone, so that it is always true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from microsite.model.site import Site
from microsite.model.status import Span, Stage, Status
from microsite.render.wording import Wording
from microsite.render.words import Words

#: Earlier than any moment: when the first stage, which has no start, counts as having begun.
ALWAYS = float("-inf")


class LifeWording:
    """The sentences about each stage of one site, in one language."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates."""
        self._dates = site.dates
        self._words = words
        self._wording = wording

    def sentence(self, stage: Stage) -> Markup:
        """Describe a stage in a sentence that stays true for good."""
        status = stage.status
        if status in (Status.WITHDRAWN, Status.SUPERSEDED) or not self._dates.taking:
            return self._ended(status)
        coming = self._coming(stage)
        if status is Status.PAUSED:
            return self._paused(coming, stage)
        if not status.is_over:
            key = "status.reopened" if status is Status.REOPENED else "status.open"
            return self._html(key, spans=self.spans(coming, begun=status.takes_answers))
        closed = self._last_end(stage)
        if coming:
            return self._html("status.closed_between", closing=closed, spans=self.spans(coming, begun=False))
        return self._closed(status, closed)

    def survey_until(self, stage: Stage) -> Markup:
        """Say until when, or from when until when, the survey takes answers; it is next to every link to the survey."""
        coming = self._coming(stage)
        if not coming:
            return self.survey_took
        return self._html("survey.until", spans=self.spans(coming, begun=stage.status.takes_answers))

    @property
    def survey_took(self) -> Markup:
        """When the survey took answers; for the time when it does not take any more."""
        return self._took("survey.closed", "survey.never")

    @property
    def answers_came(self) -> Markup:
        """When people could answer, in any way; for the time when they cannot any more."""
        return self._took("say.lede_closed", "say.lede_never")

    def _took(self, key: str, never: str) -> Markup:
        taking = self._dates.taking
        return self._html(key, spans=self.spans(taking, begun=False)) if taking else self._words.html(never)

    @property
    def answers_count(self) -> Markup:
        """During which spans answers count, in whichever way they are sent."""
        return self._html("say.other_until", spans=self.spans(self._dates.taking, begun=False))

    def spans(self, spans: Sequence[Span], *, begun: bool) -> Markup:
        """Say when answers are taken; with `begun`, the start of the first span is left out."""
        first, *others = spans
        key = "spans.until" if begun else "spans.from"
        spans_html = self._words.html(
            key, start=self._wording.starting(first.starts), end=self._wording.ending(first.ends)
        )
        for each in others:
            start, end = self._wording.starting(each.starts), self._wording.ending(each.ends)
            spans_html = self._words.html("spans.again", spans=spans_html, start=start, end=end)
        return spans_html

    def _coming(self, stage: Stage) -> list[Span]:
        begins = stage.since.timestamp() if stage.since else ALWAYS
        return [span for span in self._dates.taking if span.ends.timestamp() > begins]

    def _last_end(self, stage: Stage) -> Markup:
        """Return when answers were last taken before a stage."""
        begins = stage.since.timestamp() if stage.since else ALWAYS
        ended = [span.ends for span in self._dates.taking if span.ends.timestamp() <= begins]
        return self._wording.ending(ended[-1] if ended else self._dates.last_closing)

    def _paused(self, coming: Sequence[Span], stage: Stage) -> Markup:
        if coming:
            end = self._wording.ending(coming[0].starts)
            return self._html("status.paused", end=end, spans=self.spans(coming, begun=True))
        return self._html("status.paused_last", start=self._wording.starting(stage.since or self._dates.opens))

    def _closed(self, status: Status, closed: Markup) -> Markup:
        if status is Status.OUTCOME_OVERDUE and self._dates.outcome_due:
            return self._html(
                "status.outcome_overdue", closing=closed, due=self._wording.ending(self._dates.outcome_due)
            )
        if status is Status.OUTCOME_PUBLISHED and self._dates.outcome_published:
            published = self._wording.starting(self._dates.outcome_published)
            return self._html("status.outcome_published", closing=closed, published=published)
        key = "status.no_outcome_expected" if status is Status.NO_OUTCOME_EXPECTED else "status.closed"
        return self._html(key, closing=closed)

    def _ended(self, status: Status) -> Markup:
        """Say that it is withdrawn or superseded; also used if it never took answers."""
        moments = {Status.WITHDRAWN: self._dates.withdrawn, Status.SUPERSEDED: self._dates.superseded}
        if status not in moments:
            status = Status.WITHDRAWN if self._dates.withdrawn else Status.SUPERSEDED
        date: datetime = moments[status] or self._dates.opens
        return self._html(f"status.{status.value}", date=self._wording.starting(date))

    def _html(self, key: str, **values: object) -> Markup:
        return self._words.html(key, zone=self._wording.zone, **values)
