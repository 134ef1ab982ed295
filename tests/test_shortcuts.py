"""Shortcuts put the site's facts into a chapter by name: every kind, as a block and in a sentence, in every state."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from microsite.cli import engine_templates
from microsite.html.context import Context, Target
from microsite.html.passes.shortcuts import mark_shortcuts
from microsite.html.shortcuts import fill_shortcuts
from microsite.html.tree import parse, serialise
from microsite.pipeline import make_site
from microsite.problems import Severity
from tests.built_sites import MOMENTS, SITES, STATES, built
from tests.drawn_once import DrawnOnce
from tests.engines.browser import axe_violations, opened_page
from tests.small_sites import write_files

NAMES = """
    survey status opens closes length dates ways contact partners priorities priority/1 quote/{quote} events
    event/{event} documents document/{document} questions question/3 faqs faq/{faq} term/{term} updates
    update/{update} evidence evidence/{evidence} related related/{related}
"""


def built_with(text: str, folder: Path, state: str = "open"):
    """Build the fictional site with one more chapter, in one state."""
    site = folder / "site"
    shutil.copytree(SITES["harbour-town"], site)
    (site / "content" / "90-placed.md").write_text(text, encoding="utf-8")
    now = datetime.fromisoformat(MOMENTS["harbour-town"][STATES.index(state)])
    return make_site(site, engine_templates(), now, store=DrawnOnce())


def all_names() -> list[str]:
    """Return a name of each kind that the fictional site has."""
    lists = built("harbour-town", "open").site.lists  # pyright: ignore[reportOptionalMemberAccess]
    ids = {kind: getattr(lists, f"{kind}s")[0].id for kind in ("quote", "event", "document", "faq", "update")}
    more = {"term": lists.glossary[0].id, "evidence": lists.evidence[0].id, "related": lists.related[0].id}
    return NAMES.format(**ids, **more).split()


def text_with(names: list[str]) -> str:
    """Return a chapter that uses each name as a block and in a sentence."""
    return "# Placed\n\n## Here\n\n" + "".join(
        f"[Words for {name}](show:{name})\n\nA sentence with [words for it](show:{name}) inside.\n\n" for name in names
    )


@pytest.mark.parametrize("state", STATES)
def test_every_name_can_be_placed(state, tmp_path):
    """Each name is rendered as a block and in a sentence, and no markup of shortcuts is left."""
    names = all_names()
    build = built_with(text_with(names), tmp_path, state)
    assert [problem for problem in build.problems if problem.severity > Severity.HINT] == []
    page = build.files["placed.html"].decode()
    assert "data-show" not in page and "show:" not in page and "show-words" not in page
    assert page.count('class="placed"') == len(names) - 5  # Dates are sentences.
    assert len(re.findall(r"<p>A sentence with (?:(?!</p>).)+ inside\.</p>", page)) == len(names)


@pytest.mark.parametrize(
    "state", ["open", *(pytest.param(each, marks=pytest.mark.full) for each in ("upcoming", "closed"))]
)
def test_what_is_placed_is_accessible(state, tmp_path, browser):
    """On a page with every name, axe-core finds nothing, and nothing is wider than a small window."""
    write_files(built_with(text_with(all_names()), tmp_path, state).files, tmp_path / "output")
    with opened_page(browser, (tmp_path / "output" / "placed.html").as_uri(), width=320) as opened:
        assert axe_violations(opened) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= 320


def test_survey_is_not_offered_after_closing(tmp_path):
    """After the close, the survey's shortcut says when it was open, without a link to it."""
    page = built_with("# Placed\n\n[The survey](show:survey)\n", tmp_path, "closed").files["placed.html"].decode()
    assert "data-survey" not in page
    assert re.search(r'<div class="placed">\s*<p>The survey was open from <time', page)


def test_dates_are_those_of_the_configuration(tmp_path):
    """A date in a sentence is the one in site_config.yaml, with its time zone, whatever the link's text is."""
    page = built_with("# Placed\n\nUntil [the last day](show:closes).\n", tmp_path).files["placed.html"].decode()
    assert re.search(r"<p>Until <time [^>]+>11:59pm on Sunday 4.July 2027</time> \(UK time\)\.</p>", page)


def test_mark_and_fill():
    """A link that is alone in its paragraph becomes a block, any other is inline; heading levels follow the text's."""
    body = parse('<h2>A</h2>\n<p><a class="k" href="show:Ways">w</a></p>\n<p>b <a href="show:x/é">c</a></p>')
    context = Context(table_label="Table", slug="why", resolve=lambda address, _: Target(address))
    mark_shortcuts(body, context)
    assert context.found.shortcuts == ["ways", "x/é"]
    filled = fill_shortcuts(
        serialise(body), lambda name, level: f"[{name} {level}]", lambda name, words: f"({name} {words})"
    )
    assert filled == "<h2>A</h2>\n[ways 3]\n<p>b (x/é c)</p>"
