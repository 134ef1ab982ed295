"""The accessibility statement, prepared for its page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from microsite.model.accessibility import Accessibility, Barrier
from microsite.model.site import Site
from microsite.render.wording import Wording
from microsite.render.words import Words


class StatementView:
    """One site's accessibility statement."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates; a missing statement counts as empty."""
        self.facts = site.consultation.accessibility or Accessibility()
        self._organisation = site.consultation.organisation
        self._words = words
        self._wording = wording

    @property
    def commitment(self) -> str:
        """Says that the organisation is committed to accessibility; until a statement is prepared, what the law is."""
        prepared = self.facts.prepared
        if prepared is None or not prepared.supplied:
            return self._words("accessibility.law")
        return self._words("accessibility.committed", organisation=self._organisation)

    @property
    def compliance_html(self) -> Markup | str:
        """How far the site complied on the day of its test; empty if that is not known, or claimed without a test."""
        shown, tested = self.facts.shown_compliance, self.facts.tested_on
        if not shown or not tested:
            return ""
        return self._words.html(f"accessibility.compliance.{shown}", day=self._wording.day_element(tested))

    @property
    def nothing_found_html(self) -> Markup | str:
        """Says that a test found no barriers; empty if no test found that."""
        tested = self.facts.tested_on
        if self.facts.shown_compliance != "full" or not tested:
            return ""
        return self._words.html("accessibility.barriers_none", day=self._wording.day_element(tested))

    @property
    def barriers(self) -> list[dict[str, Any]]:
        """The barriers of each kind that has any."""
        return [
            {
                "title": self._words(f"accessibility.{kind}"),
                "entries": [self._barrier(kind, barrier) for barrier in barriers],
            }
            for kind, barriers in self.facts.kinds_of_barrier
        ]

    def _barrier(self, kind: str, barrier: Barrier) -> dict[str, Any]:
        date = barrier.date.value
        date_html = self._words.html(f"accessibility.date.{kind}", day=self._wording.day_element(date)) if date else ""
        return {
            "what": barrier.what,
            "criterion": barrier.criterion,
            "day_html": date_html,
            "instead": barrier.instead,
        }
