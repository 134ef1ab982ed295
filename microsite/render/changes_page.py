"""The context of the page that compares the text with the one people were consulted on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from microsite.compare.compare import compare
from microsite.compare.reading import passages_of_rendered
from microsite.compare.site_texts import texts_of_pages
from microsite.model.chapter import Chapter
from microsite.model.earlier import EarlierText
from microsite.model.site import Site
from microsite.render.comparison_view import ComparisonView
from microsite.render.wording import Wording
from microsite.render.words import Words


def changes_since(
    site: Site,
    earlier: EarlierText,
    rendered: Iterable[tuple[Chapter, str]],
    words: Words,
    wording: Wording,
    link: Callable[[str], str],
) -> dict[str, Any]:
    """Compare the text with the earlier one, and return the context for the page of changes.

    Args:
        site: the site as it is now.
        earlier: the text that people were consulted on.
        rendered: the chapters, each with its rendered text.
        words: the interface's words.
        wording: the sentences about dates.
        link: returns addresses relative to the page.
    """
    day = earlier.as_of.astimezone(site.clock.zone).date()
    new = [passages_of_rendered(chapter, html) for chapter, html in rendered if not chapter.language]
    # A chapter that is held back was not removed, and one whose translation is missing was not added.
    waiting = {each.slug for each in site.held_back} | {each.slug for each in site.chapters if each.language}
    texts = texts_of_pages(earlier.pages)
    old = [chapter for text in texts for chapter in text.chapters if chapter.name not in waiting]
    view = ComparisonView(compare(old, new), words)
    return {
        "compared_day": Markup('<time datetime="{}">{}</time>').format(day.isoformat(), wording.day(day)),
        "headline": view.headline,
        "in_short": {"entries": view.summary()},
        "unchanged": view.unchanged(),
        "changes": view.options(lambda text: link(f"{text.name}.html")),
    }
