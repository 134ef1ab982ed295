"""Decisions (“We asked, you said, we did”) and the progress of actions, as options of components."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup

from microsite.model.addresses import action_path, anchor_of_changes
from microsite.model.chapter import Chapter
from microsite.model.results import Action, Decision, ProgressReport
from microsite.model.site import Site
from microsite.render.answers_view import PAGE as ANSWERS
from microsite.render.wording import Wording
from microsite.render.words import Words
from microsite.validate.date_types import zone_of

Options = dict[str, Any]
Link = Callable[[str], str]
#: The page with all decisions and actions.
PAGE = "what-we-did.html"
CHANGES = "changes-to-the-text.html"


class DecisionsView:
    """The decisions and actions of one consultation, in one language."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates."""
        self._site, self._words, self._wording = site, words, wording
        self._zone = zone_of(site.consultation.time_zone)

    @property
    def has_page(self) -> bool:
        """Whether the site has a page for decisions and actions."""
        return self._site.has_page(PAGE)

    def parts(self, link: Link, *, calendars: bool = True) -> list[Options]:
        """Return decisions and actions by priority, and last those without one, with the number 0.

        Args:
            link: returns addresses relative to the page.
            calendars: whether actions with a due day link to their calendar files, as they do on the web.
        """
        lists, consultation = self._site.lists, self._site.consultation
        found: list[Options] = []
        for number, priority in [*enumerate(consultation.priorities, 1), (0, None)]:
            decisions = [each for each in lists.decisions if int(each.priority or 0) == number]
            actions = [each for each in lists.actions if int(each.priority or 0) == number]
            if decisions or actions:
                title = priority.title if priority else self._words("did.others" if found else "did.all")
                found.append(
                    {
                        "anchor": f"site-priority-{number}",
                        "number": number,
                        "title": title,
                        "decisions": [self.decision(each, link) for each in decisions],
                        "actions": self.actions(actions, link, calendars=calendars),
                    }
                )
        return found

    def decision(self, decision: Decision, link: Link) -> Options:
        """Return one decision: asked, said, did, with links to its record and to the passage of the text."""
        return {
            "anchor": f"decision-{decision.id}",
            "asked": decision.asked,
            "said": decision.said,
            "did": decision.did,
            "not_changed": [{"what": each.what, "why": each.why} for each in decision.not_changed],
            "decided_html": self._decided(decision),
            "links": self._links(decision, link),
        }

    def on_chapter(self, chapter: Chapter, link: Link) -> Options | None:
        """Return what came of a chapter: its decisions in brief, and its actions; None if there are none."""
        own = chapter.file_name
        lists = self._site.lists
        decisions = [each for each in lists.decisions if each.chapter == own]
        actions = [each for each in lists.actions if each.chapter == own]
        if not decisions and not actions:
            return None
        return {
            "decisions": [
                {
                    "said": each.said,
                    "did": each.did,
                    "href": f"{link(PAGE)}#decision-{each.id}",
                    "text": self._words("did.more", asked=each.asked),
                }
                for each in decisions
            ],
            "actions": self.actions(actions, link),
        }

    def in_brief(self, link: Link) -> list[Options]:
        """Return each decision in one sentence, for the home page."""
        priorities = self._site.consultation.priorities
        return [
            {
                "title": priorities[int(each.priority) - 1].title if each.priority else each.asked,
                "text": each.did,
                "href": f"{link(PAGE)}#decision-{each.id}",
            }
            for each in self._site.lists.decisions
        ]

    @cached_property
    def counts_html(self) -> Markup | str:
        """How many actions are in each state, and as of when; empty if there are none."""
        actions = self._site.lists.actions
        states = ("done", "under_way", "planned", "dropped")
        late = [each for each in actions if self._is_late(each)]
        amounts = [(state, sum(each.state == state and each not in late for each in actions)) for state in states]
        amounts.append(("late", len(late)))
        amounts_in_words = [self._words(f"did.count.{state}", number=number) for state, number in amounts if number]
        moments = [each.date.start(self._zone) for action in actions for each in self._reports(action)]
        moments += [each.due.end(self._zone) for each in late if each.due]
        if not amounts_in_words or not moments:
            return ""
        newest = self._wording.starting(max(moments))
        return self._html("did.counts", date=newest, amounts=self._words.listed(amounts_in_words))

    def actions(self, actions: Sequence[Action], link: Link, *, calendars: bool = True) -> list[Options]:
        """Return actions, each with its state, all reports on it and the day it is due."""
        return [self._action(each, link, calendars=calendars) for each in actions]

    def _action(self, action: Action, link: Link, *, calendars: bool) -> Options:
        late = self._is_late(action)
        due = action.due
        return {
            "anchor": f"action-{action.id}",
            "what": action.what,
            "who": action.who,
            "state": action.state,
            "late": late,
            "said": self._words("did.late" if late else f"did.state.{action.state}"),
            "due_html": self._html("did.was_due" if late else "did.due", date=self._wording.ending(due.end(self._zone)))
            if due and not action.has_ended
            else "",
            "reports": [
                {
                    "said_html": self._html(
                        "did.report",
                        state=self._words(f"did.state.{each.state}"),
                        date=self._wording.day_element(each.date),
                    ),
                    "note": each.note,
                }
                for each in reversed(self._reports(action))
            ],
            "calendar": link(action_path(action)) if calendars and due and not action.has_ended and not late else "",
        }

    def _reports(self, action: Action) -> tuple[ProgressReport, ...]:
        """Return the reports on an action; if there are none, that it was planned when the outcome was published."""
        outcome = self._site.consultation.known_outcome
        if action.progress or outcome is None or outcome.published is None:
            return action.progress
        return (ProgressReport(date=outcome.published, state="planned"),)

    def _is_late(self, action: Action) -> bool:
        due = action.due
        return due is not None and not action.has_ended and self._site.clock.has_come(due.end(self._zone))

    def _decided(self, decision: Decision) -> Markup | str:
        who, day = decision.decided_by, decision.decided
        if not who and not day:
            return ""
        key = "did.decided" if who and day else "did.decided_by" if who else "did.decided_on"
        return self._html(key, who=who or "", date=self._wording.day_element(day) if day else "")

    def _numbers(self, decision: Decision, link: Link) -> Iterator[Options]:
        """Yield links to the results of the questions about the decision's chapter."""
        chapter = self._site.chapter_of_file(str(decision.chapter)) if decision.chapter else None
        with_results = {int(each.question) for each in self._site.lists.results if each.counts}
        for number, _ in self._site.questions_on(chapter) if chapter else ():
            if number in with_results:
                text = self._words("did.numbers", number=number)
                yield {"href": f"{link(ANSWERS)}#result-{number}", "text": text}

    def _links(self, decision: Decision, link: Link) -> list[Options]:
        found = [*self._numbers(decision, link)]
        if decision.record:
            found.append({"href": str(decision.record), "text": self._words("did.record")})
        file, _, heading = str(decision.passage or "").partition("#")
        chapter = self._site.chapter_of_file(file) if file else None
        if chapter:
            title = next((each.text for each in chapter.headings if each.id == heading), chapter.nav_title)
            href = link(chapter.path) + (f"#{heading}" if heading else "")
            found.append({"href": href, "text": self._words("did.passage", title=title)})
        if self._site.earlier is not None and (decision.passage or decision.chapter):
            about = chapter or self._site.chapter_of_file(str(decision.chapter))
            # A chapter whose translation is missing is not compared.
            anchor = f"#{anchor_of_changes(about.slug)}" if about and not about.language else ""
            found.append({"href": f"{link(CHANGES)}{anchor}", "text": self._words("did.changed")})
        return found

    def _html(self, key: str, **values: object) -> Markup:
        return self._words.html(key, zone=self._wording.zone, **values)
