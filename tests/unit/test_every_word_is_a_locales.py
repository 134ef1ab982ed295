"""Everything on the pages that is not the site's own text comes from the interface's language file."""

import html
import re
import shutil
from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.render.words import read_words
from tests.built_sites import MOMENTS, SITES

ENGLISH = read_words((engine_templates() / "locales/en.yaml").read_text(encoding="utf-8"))
CHAPTER = """\
# 9

> [!NOTE]
> 1

!!! tip
    2

!!! warning "3"
    4

| 5 | 6 |
| - | - |
| 7 | 8[^1] |

[^1]: 9
"""
#: Units and file types, which are the same in every language.
NO_WORDS = {"kb", "mb", "pdf", "csv", "svg"}
TEXTS = (".yaml", ".md", ".csv")
_KEY = re.compile(r"^[ -]*[a-z_]+:(?= |$)", re.MULTILINE)
_SAID = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"|<title>(.*?)</title>|>([^<>]+)<', re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def unmarked(page):
    """Return the words of a page that are not inside the marks around the interface's words."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:time|span|a|strong)\b[^>]*>", "", page) + " " + " ".join(re.findall(r"<[^>]+>", page))
    said = "\n".join("".join(each) for each in _SAID.findall(page))
    while _MARKED.search(said):
        said = _MARKED.sub("", said)
    return {word.casefold() for word in _WORD.findall(html.unescape(said))}


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """Return a copy of the engine's templates with one more language, in which every text is marked."""
    folder = shutil.copytree(engine_templates(), tmp_path_factory.mktemp("engine") / "templates")
    marked = "\n".join(f"{key}: '⟦{text.replace(chr(39), chr(39) * 2)}⟧'" for key, text in ENGLISH.items())
    (folder / "locales/gv.yaml").write_text(marked, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["harbour-town", "right-to-left", "one-page"])
@pytest.mark.parametrize("state", [0, 1, 2])
def test_words(name, state, templates, tmp_path):
    """In a language whose every text is marked, a site shows no unmarked words but its own."""
    site = shutil.copytree(SITES[name], tmp_path / "site")
    config = (site / "site_config.yaml").read_text(encoding="utf-8")
    config = re.sub(r"^language:.*\n", "", config, flags=re.MULTILINE) + "\nlanguage: gv\n"
    (site / "site_config.yaml").write_text(config, encoding="utf-8")
    (site / "content/99-nine.md").write_text(CHAPTER, encoding="utf-8")
    build = make_site(site, templates, datetime.fromisoformat(MOMENTS[name][state]))
    assert not build.has_errors, build.problems
    texts = [_KEY.sub("", file.read_text(encoding="utf-8")) for file in site.rglob("*") if file.suffix in TEXTS]
    own = {word.casefold() for text in texts for word in _WORD.findall(text)} | NO_WORDS
    pages = {path: content.decode() for path, content in build.files.items() if path.endswith(".html")}
    assert {path: found for path, page in pages.items() if (found := unmarked(page) - own)} == {}
    nine = pages["nine.html"]
    for said in ("⟦Note⟧", "⟦Tip⟧", ">3</p>", 'title="⟦Jump back to footnote 1 in the text⟧"', 'aria-label="⟦Table '):
        assert said in nine
