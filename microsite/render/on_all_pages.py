"""The context that the templates of all pages share, made once for a site."""

from __future__ import annotations

from functools import partial
from typing import Any

from microsite.model.directions import direction_of
from microsite.model.site import Site
from microsite.render.answers_view import AnswersView
from microsite.render.data_block import content_hash
from microsite.render.dated_facts import DatedFacts
from microsite.render.decisions_view import DecisionsView
from microsite.render.head import Head
from microsite.render.life_view import LifeView
from microsite.render.list_view import ListView
from microsite.render.navigation import Navigation
from microsite.render.next_step import next_steps
from microsite.render.proposal_view import ProposalView
from microsite.render.stages_to_come import StagesToCome
from microsite.render.statement_view import StatementView
from microsite.render.structured_data import structured_data
from microsite.render.timeline import timeline_points
from microsite.render.view import View
from microsite.render.wording import Wording
from microsite.render.words import Words


def shared_context(site: Site, words: Words, style_path: str, script_path: str, head: Head) -> dict[str, Any]:
    """Return the context that every template gets.

    Args:
        site: the model, whose chapters may record what is read of them.
        words: the interface's words.
        style_path: the path of the stylesheet.
        script_path: the path of the script.
        head: what the heads of pages need.
    """
    language = str(site.consultation.language)
    wording = Wording(site, words)
    life = LifeView(site, words, wording)
    view = View(site, words, wording, life)
    return {
        "life": life,
        "next_steps": partial(next_steps, site, words, life),
        "stages_to_come": StagesToCome(site, words, view, life),
        "hash_of": content_hash,
        "timeline_points": timeline_points(site, words, wording),
        "structured_data": structured_data(site),
        "dated": DatedFacts(site, words, wording),
        "script_path": script_path,
        **context_of_words(site, words, wording),
        "view": view,
        "asked": ProposalView(site, words),
        "answers": AnswersView(site, words, wording),
        "decisions": DecisionsView(site, words, wording),
        "listed": ListView(site, words, wording),
        "navigation": Navigation(site, words),
        "site": site,
        "facts": site.consultation,
        "language": language,
        "direction": direction_of(language),
        "direction_of": direction_of,
        "style_path": style_path,
        "head": head,
    }


def context_of_words(site: Site, words: Words, wording: Wording) -> dict[str, Any]:
    """Return the part of the context that depends on the words used."""
    return {"t": words, "th": words.html, "wording": wording, "statement": StatementView(site, words, wording)}
