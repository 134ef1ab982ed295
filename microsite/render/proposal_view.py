"""The proposal, and what happens to answers, as options of components."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from microsite.model.site import Site
from microsite.render.words import Words
from microsite.validate.field_types import MaybeSupplied

Options = dict[str, Any]
#: Returns the address of a published file relative to the page being rendered.
Link = Callable[[str], str]


class ProposalView:
    """The proposal of one site, and what people read before they answer."""

    def __init__(self, site: Site, words: Words) -> None:
        """Take the site, and the interface's words."""
        self._site = site
        self._words = words

    def choice(self, level: int) -> Options | None:
        """Return what answers can change and what is settled; None if neither is given. `level` is that of headings."""
        proposal = self._site.consultation.proposal
        if proposal is None or not proposal.says_what_can_change:
            return None
        return {"level": level, "can_change": proposal.can_change, "settled": proposal.settled}

    def proposal(self, level: int, link: Link) -> Options | None:
        """Return everything about the proposal; None if there is nothing. `level` is that of headings."""
        proposal = self._site.consultation.proposal
        if proposal is None:
            return None
        return {
            "level": level,
            "can_change": proposal.can_change,
            "settled": proposal.settled,
            "facts": [{"label": self._words(f"proposal.{name}"), "fact": fact} for name, fact in proposal.facts],
            "evidence": f"{link('documents.html')}#site-evidence" if self._site.lists.evidence else "",
            "alternatives": [{"option": each.option, "why_not": each.why_not} for each in proposal.alternatives],
            "no_alternatives": proposal.no_alternatives,
        }

    @cached_property
    def privacy(self) -> Options | None:
        """What happens to answers, starting with whether people give names; None if nothing is given."""
        privacy = self._site.consultation.privacy
        if privacy is None:
            return None
        facts: list[Options] = []
        if privacy.names is not None:
            answer = self._words(f"privacy.names.{privacy.names.value}") if privacy.names.supplied else None
            facts.append({"label": self._words("privacy.names"), "fact": MaybeSupplied(answer)})
        facts += [{"label": self._words(f"privacy.{name}"), "fact": fact} for name, fact in privacy.facts]
        return {"facts": facts} if facts else None
