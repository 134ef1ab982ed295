"""Checks of the rendered files, before anything is written: one rule per module.

A page is parsed when it is rendered, and its facts are stored; rules that compare pages run on those facts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from urllib.parse import urlsplit

from microsite.checks.rendered.broken_links import broken_links
from microsite.checks.rendered.contrast_too_low import contrast_too_low
from microsite.checks.rendered.cookies_set import cookies_set, kept_by_scripts
from microsite.checks.rendered.headings_out_of_order import headings_out_of_order
from microsite.checks.rendered.landmarks_missing import landmarks_missing
from microsite.checks.rendered.language_missing import language_missing, language_unknown
from microsite.checks.rendered.links_alike import links_alike
from microsite.checks.rendered.page_facts import OpenPage, PageFacts, facts_of
from microsite.checks.rendered.page_text import PageText
from microsite.checks.rendered.pages_too_heavy import page_too_heavy
from microsite.checks.rendered.pages_without_way import pages_without_way
from microsite.checks.rendered.pictures_without_size import pictures_without_size
from microsite.checks.rendered.repeated_ids import repeated_ids
from microsite.checks.rendered.script_against_language import script_against_language
from microsite.checks.rendered.third_parties import third_parties, third_parties_of_style
from microsite.checks.rendered.titles_alike import titles_alike
from microsite.checks.rendered.written_into_page import written_into_page
from microsite.model.site import Site
from microsite.problems import Problem
from microsite.store import Store, digest_of

#: Rules about single elements, which work on a part of a page as well.
PART_RULES = (third_parties, written_into_page, pictures_without_size, language_unknown)
#: Rules about one page as a whole.
PAGE_RULES = (cookies_set, landmarks_missing, language_missing, script_against_language, links_alike)
#: Rules about ids and headings, which only need the facts of a page.
FACT_RULES = (repeated_ids, headings_out_of_order)


def read_page(path: str, content: bytes, shared_bytes: int) -> PageFacts:
    """Parse a page and run the rules about single pages on it.

    Args:
        path: its path below the output folder.
        content: the page.
        shared_bytes: compressed size of style and script.
    """
    page = PageText(path, content.decode())
    found = [problem for rule in (*PART_RULES, *PAGE_RULES, *FACT_RULES) for problem in rule(page)]
    return facts_of(page, [*found, *page_too_heavy(path, content, shared_bytes)])


def read_part(path: str, html: str) -> PageFacts:
    """Parse a part of a page, such as one chapter of the whole document, and run the rules about elements on it."""
    page = PageText(path, html)
    return facts_of(page, [problem for rule in PART_RULES for problem in rule(page)])


def check_site(
    pages: Sequence[PageFacts], files: Mapping[str, bytes], paths: Collection[str], site: Site, store: Store
) -> list[Problem]:
    """Run the rules that compare pages and those about style and scripts; return these and the pages' own problems.

    Args:
        pages: the facts of every page that was rendered.
        files: every other file that was made, by path, without those that the author provided ready-made.
        paths: the paths of everything that would be published.
        site: what the pages were rendered from.
        store: caches what comparing the pages found, for as long as they stay the same.
    """
    address = site.consultation.site_address
    root = urlsplit(str(address.value)).path if address and address.supplied else ""
    problems = [problem for page in pages for problem in page.problems]
    page_facts = (part for page in pages for part in (page.path, page.title, page.is_redirect, page.digest))
    unlisted = {page.path: page.file for page in site.pages if not page.in_footer}
    inputs = (root, digest_of(*paths), digest_of(*page_facts), repr(unlisted))
    problems += store.get("between pages", inputs, lambda: _between(pages, paths, root, unlisted), tuple[Problem, ...])
    problems += kept_by_scripts(files)
    for path, content in files.items():
        if path.endswith(".css"):
            look = partial(_in_style, path, content)
            problems += store.get("rules of style", (path, digest_of(content)), look, tuple[Problem, ...])
    return problems


def _in_style(path: str, content: bytes) -> tuple[Problem, ...]:
    style = content.decode("utf-8", "replace")
    return (*contrast_too_low(path, style), *third_parties_of_style(path, style))


def _between(
    pages: Sequence[PageFacts], paths: Collection[str], root: str, unlisted: Mapping[str, str]
) -> tuple[Problem, ...]:
    opened = [OpenPage(page) for page in pages]
    return (*broken_links(opened, paths, root), *titles_alike(opened), *pages_without_way(opened, unlisted))
