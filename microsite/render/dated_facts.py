"""Changes to a consultation's dates, its results and its outcome, as options of components."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

from microsite.model.dates import is_reopening
from microsite.model.life import Results
from microsite.model.site import Site
from microsite.render.wording import Wording
from microsite.render.words import Words
from microsite.validate.date_types import LocalMoment, zone_of

Options = dict[str, Any]
Link = Callable[[str], str]


class DatedFacts:
    """The dated facts of one site, in one language."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates."""
        self._site = site
        self._words = words
        self._wording = wording
        self._zone = zone_of(site.consultation.time_zone)

    @property
    def changes(self) -> list[Options]:
        """Extensions, pauses, withdrawal and successor: each a sentence that stays true, with its reason."""
        return list(self._changes())

    def newest(self, update: Options, day: str, link: Link) -> Options:
        """Return the newest change, with a link to all of them; or the results or the outcome if they are newer.

        Args:
            update: the newest change.
            day: its day, such as 2027-05-04.
            link: returns addresses relative to the page.
        """
        newest = {**update, "all": {"href": link("updates.html"), "text": self._words("updates.all")}}
        consultation = self._site.consultation
        results, outcome = consultation.results, consultation.known_outcome
        published_by_key = {
            "home.results": results and results.published,
            "home.outcome": outcome and outcome.published,
        }
        for key, published in published_by_key.items():
            if published and published.day.isoformat() > day[:10]:
                href = f"{link('have-your-say.html')}#site-outcome"
                newest |= {"day_html": self._wording.day_element(published), "what": self._words(key)}
                newest["all"] = {"href": href, "text": self._words("updates.read_it")}
        return newest

    @property
    def results_published(self) -> Markup | str:
        """When the results were published; empty until they are."""
        results = self._site.consultation.results
        return self._html("outcome.results", date=self._start(results.published)) if results else ""

    def outcome(self, *, leads: bool, with_results: bool = True) -> Options | None:
        """Return the outcome, or what is known about it so far; None if nothing is.

        Args:
            leads: whether it is at the top of the home page.
            with_results: whether to include the results, which may be in a part of their own.
        """
        consultation = self._site.consultation
        results = consultation.results if with_results else None
        if consultation.outcome is None and results is None and consultation.response_deadline is None:
            return None
        outcome = consultation.known_outcome
        due = consultation.response_deadline
        published = outcome.published if outcome else None
        ended_early = self._site.dates.ended_early
        if ended_early and not (published or results or (outcome and outcome.none_expected)):
            return None  # The promised outcome is not expected any more.
        # The title “what happens next” is taken if next steps or who decides are shown: their part of the page has it.
        named = (
            published
            or self._site.life_is_over
            or consultation.next_steps
            or consultation.decided_by
            or consultation.late_answers
        )
        return {
            "title": self._words("say.outcome" if named else "say.outcome_to_come"),
            "leads": leads,
            "told": self._site.has_page("what-people-said.html"),
            "missing": consultation.outcome is not None and not consultation.outcome.supplied,
            "published_html": self._html("outcome.published", date=self._start(published)) if published else "",
            "summary": outcome.summary if outcome else None,
            "address": outcome.address if outcome else None,
            "expected": outcome.expected if outcome and not published and not ended_early else None,
            "delays": [
                {"said_html": self._html("outcome.delayed", date=self._start(each.date)), "reason": each.reason}
                for each in (outcome.delays if outcome and not leads else ())
            ],
            "none_expected": outcome.none_expected if outcome else None,
            "due_html": self._html("outcome.due", date=self._end(due))
            if due and not published and not ended_early
            else "",
            "results": self._results(results) if results else None,
        }

    def _results(self, results: Results) -> Options:
        answers = self._wording.amount("answers", results.responses) if results.responses is not None else ""
        return {
            "published_html": self.results_published,
            "answers": answers,
            "channels": [
                {"way": each.way, "responses": self._words.number(each.responses)} for each in results.channels
            ],
            "summary": results.summary,
            "address": results.address,
        }

    def _changes(self) -> Iterator[Options]:
        consultation = self._site.consultation
        for each in consultation.extensions:
            if not self._site.clock.has_come(each.announced.start(self._zone)):
                continue
            again = is_reopening(each.announced, each.old_close, self._zone)
            sentence = self._html(
                "changes.reopened" if again else "changes.extended",
                old=self._end(each.old_close),
                new=self._end(each.new_close),
                start=self._start(each.starts_again),
                announced=self._start(each.announced),
            )
            yield {"html": sentence, "reason": each.reason}
        for each in consultation.pauses:
            sentence = self._html("changes.paused", start=self._start(each.starts), end=self._end(each.ends))
            yield {"html": sentence, "reason": each.reason}
        if consultation.withdrawn:
            sentence = self._html("changes.withdrawn", date=self._start(consultation.withdrawn.date))
            yield {"html": sentence, "reason": consultation.withdrawn.reason}
        if consultation.superseded_by:
            other = consultation.superseded_by
            name = other.title or self._words("changes.other")
            link = Markup('<a href="{}">{}</a>').format(other.address, name)
            yield {"html": self._html("changes.superseded", date=self._start(other.date), link=link), "reason": None}

    def _html(self, key: str, **values: object) -> Markup:
        return self._words.html(key, zone=self._wording.zone, **values)

    def _start(self, written: LocalMoment) -> Markup:
        return self._wording.starting(written.start(self._zone))

    def _end(self, written: LocalMoment) -> Markup:
        return self._wording.ending(written.end(self._zone))
