"""The results: numbers with percentages, and what people wrote, as options of components."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup

from microsite.model.chapter import Chapter
from microsite.model.responses import Question
from microsite.model.results import AnswerCount, GroupResult, QuestionResult, Theme
from microsite.model.shares import SMALLEST_BASE, hidden_below, share_of, shares_of
from microsite.model.site import Site
from microsite.render.wording import Wording
from microsite.render.words import Words
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import LocalText

Options = dict[str, Any]
Link = Callable[[str], str]
#: The page with all of the results.
PAGE = "what-people-said.html"


class AnswersView:
    """The results of one consultation, in one language."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates."""
        self._site, self._words, self._wording = site, words, wording

    @property
    def has_page(self) -> bool:
        """Whether the site has a page for the results."""
        return self._site.has_page(PAGE)

    @cached_property
    def answered(self) -> str:
        """How many people answered the survey; empty if not given."""
        results = self._site.consultation.results
        known = results is not None and results.responses is not None
        return self._wording.amount("answers", int(results.responses or 0)) if results and known else ""

    @cached_property
    def how_many(self) -> list[Options]:
        """Tables of how many people answered: by way of answering, by kind of people, and by days."""
        results = self._site.consultation.results
        if results is None:
            return []
        base = None if results.responses is None else int(results.responses)
        tables = (
            ("way", [(each.way, int(each.responses)) for each in results.channels]),
            ("kind", [(each.who, int(each.responses)) for each in results.kinds]),
            ("days", [(self._days(each.first_day, each.last_day), int(each.responses)) for each in results.over_time]),
        )
        return [
            {
                "title": self._words(f"said.by_{name}"),
                "first": self._words(f"said.{name}"),
                **self._shared(rows, base if base is not None and sum(count for _, count in rows) == base else None),
            }
            for name, rows in tables
            if rows
        ]

    @cached_property
    def questions(self) -> list[tuple[int, Question, QuestionResult]]:
        """The questions that have results, in order, each with its number."""
        by_question = {int(each.question): each for each in self._site.lists.results}
        numbered = enumerate(self._site.lists.questions, 1)
        return [(number, question, by_question[number]) for number, question in numbered if number in by_question]

    def results(self) -> list[Options]:
        """Return the results of each question."""
        return [self._result(*each) for each in self.questions]

    @cached_property
    def why_hidden(self) -> str:
        """Why some numbers are hidden; empty if none are."""
        every = [rows for _, _, result in self.questions for rows in (result, *result.groups)]
        if any(row.hidden for each in every for row in each.counts):
            return self._words("said.hidden_why", number=hidden_below(self._site.consultation))
        return ""

    def most_chosen(self, chapter: Chapter, link: Link) -> list[Options]:
        """Return the most frequent answer to each question about a chapter, with a link to the rest."""
        own = {number for number, _ in self._site.questions_on(chapter)}
        return [
            {
                "href": f"{link(PAGE)}#result-{number}",
                "text": self._words("said.question_named", number=number, text=question.text),
                "said": self._most(result),
            }
            for number, question, result in self.questions
            if number in own
        ]

    def themes(self, themes: Sequence[Theme], *, anchored: bool = True) -> list[Options]:
        """Return themes, most frequent first.

        Args:
            themes: some of the themes.
            anchored: whether they have ids here; False if the page may show them elsewhere as well.
        """
        in_order = sorted(themes, key=lambda each: -int(each.count or 0))
        return [
            {
                "anchor": f"theme-{each.id}" if anchored else "",
                "title": each.theme,
                "count": self._wording.amount("wrote", int(each.count)) if each.count is not None else "",
                "summary": each.summary,
                "quotations": [{"text": quotation.text, "who": quotation.who} for quotation in each.quotations],
            }
            for each in in_order
        ]

    @cached_property
    def general_themes(self) -> list[Options]:
        """Themes that do not belong to a question that has results."""
        with_results = {number for number, *_ in self.questions}
        return self.themes([each for each in self._site.lists.themes if each.question not in with_results])

    def themes_on(self, chapter: Chapter) -> list[Options]:
        """Return the themes about a chapter."""
        own = chapter.file_name
        return self.themes([each for each in self._site.lists.themes if each.chapter == own], anchored=False)

    def _result(self, number: int, question: Question, result: QuestionResult) -> Options:
        several = question.kind == "several"
        themes = self.themes([each for each in self._site.lists.themes if each.question == number])
        skipped = result.skipped
        about = {
            "anchor": f"result-{number}",
            "number": number,
            "text": question.text,
            "summary": result.summary,
            "base": self._words("said.base", amount=self._wording.amount("people", int(result.answered)))
            if result.answered is not None
            else "",
            "skipped": self._words("said.skipped", amount=self._wording.amount("people", int(skipped)))
            if skipped
            else "",
            "notes": [{"text": each} for each in self._notes(result, several=several)],
        }
        return {
            "about": about,
            "table": self._table(result, question) if result.counts else None,
            "groups": self._groups(result, several=several),
            "themes": themes,
        }

    def _notes(self, result: QuestionResult, *, several: bool) -> Iterator[str]:
        if not result.counts:
            return
        enough = result.answered is not None and result.answered >= SMALLEST_BASE
        if several and enough:
            yield self._words("said.several")
        if result.answered is not None and not enough:
            yield self._words("said.too_few", number=SMALLEST_BASE)

    def _table(self, result: QuestionResult, question: Question) -> Options:
        base = None if result.answered is None else int(result.answered)
        rows = [(each.answer, None if each.count is None else int(each.count)) for each in result.counts]
        shared = self._shared(rows, base, several=question.kind == "several")
        caption = self._words("said.caption", number=result.question)
        return {"title": caption, "first": self._words("said.answer"), **shared}

    def _shared(
        self, rows: Sequence[tuple[LocalText | Markup, int | None]], base: int | None, *, several: bool = False
    ) -> Options:
        """Return rows with numbers, and with percentages if there are enough people."""
        shares = _shares([count for _, count in rows], base, several=several)
        return {
            "has_shares": any(each is not None for each in shares),
            "rows": [
                {
                    "name": name,
                    "count": self._words("said.hidden") if count is None else self._words.number(count),
                    "share": self._percent(share, count or 0, base or 0) if share is not None else "",
                    "width": share,
                }
                for (name, count), share in zip(rows, shares, strict=True)
            ],
        }

    def _groups(self, result: QuestionResult, *, several: bool) -> Options | None:
        """Return a table that compares groups of people; None unless at least two are large enough."""
        large = [each for each in result.groups if each.answered >= SMALLEST_BASE]
        if len(large) < 2:
            return None
        small = [each for each in result.groups if each.answered < SMALLEST_BASE]
        shares = [_shares(_counts(each), int(each.answered), several=several) for each in large]
        left_out = [self._words("said.group_of", who=each.who, number=int(each.answered)) for each in small]
        return {
            "title": self._words("said.groups", number=result.question),
            "first": self._words("said.answer"),
            "heads": [{"name": each.who, "base": self._wording.amount("people", int(each.answered))} for each in large],
            "rows": [
                {
                    "name": row.answer,
                    "cells": [self._cell(each, at, some) for each, some in zip(large, shares, strict=True)],
                }
                for at, row in enumerate(large[0].counts)
            ],
            "left_out": self._words("said.groups_small", number=SMALLEST_BASE, names=self._words.listed(left_out))
            if left_out
            else "",
        }

    def _cell(self, group: GroupResult, at: int, shares: Sequence[int | None]) -> Options:
        row, share = group.counts[at], shares[at]
        if row.count is None or share is None:
            return {"text": self._words("said.hidden"), "width": None}
        return {"text": self._percent(share, int(row.count), int(group.answered)), "width": share}

    def _percent(self, share: int, count: int, base: int) -> str:
        """Format a percentage; some people are never shown as 0 per cent, nor less than all people as 100."""
        nearly_all = share == 100 and count < base
        key = "under_1" if count and not share else "over_99" if nearly_all else ""
        return self._words(f"number.percent_{key}" if key else "number.percent", number=share)

    def _most(self, result: QuestionResult) -> str:
        """Say what most people answered; just how many answered if there are no numbers for the answers."""
        if result.answered is None:
            return ""
        base = self._words.number(int(result.answered))
        counted = [each for each in result.counts if each.count is not None]
        if not counted:
            return self._words("said.base", amount=self._wording.amount("people", int(result.answered)))
        most = max(counted, key=lambda each: int(each.count or 0))
        count = self._words.number(int(most.count or 0))
        return self._words("said.most", answer=most.answer, count=count, base=base)

    def _days(self, first: LocalMoment, last: LocalMoment) -> Markup:
        start, end = self._wording.day_element(first), self._wording.day_element(last)
        return self._words.html("events.from_to", start=start, end=end) if first.day != last.day else start


def _counts(group: GroupResult) -> list[int | None]:
    rows: Sequence[AnswerCount] = group.counts
    return [None if each.count is None else int(each.count) for each in rows]


def _shares(counts: Sequence[int | None], base: int | None, *, several: bool = False) -> list[int | None]:
    """Return the percentage of each known count; all None if too few people answered, or the counts do not add up."""
    known = [each for each in counts if each is not None]
    fits = base is not None and base >= SMALLEST_BASE
    if base is None or not fits or (max(known, default=0) if several else sum(known)) > base:
        return [None] * len(counts)
    made = iter([share_of(each, base) for each in known] if several else shares_of(known, base))
    return [None if each is None else next(made) for each in counts]
