"""A site's own interface words replace the engine's, and are marked with the language that they are in."""

import re

import pytest

from microsite.cli import engine_templates
from microsite.render.own_words import read_own_words
from microsite.render.words import read_words
from microsite.store import Store
from tests.small_sites import made

ENGLISH = engine_templates() / "locales/en.yaml"


def read(text: str, language: str = "en-GB"):
    """Parse one file of words."""
    return read_own_words({"theme/locales/en.yaml": text.encode()}, language, engine_templates(), Store())


def test_pages(tmp_path):
    """The site's words are on the pages; those that are not replaced stay."""
    words = 'nav.contact: Get in touch\nstatus.open: "Answers are welcome {spans} ({zone})"\n'
    build = made({"theme/locales/en.yaml": words}, tmp_path)
    assert not build.has_errors
    home = build.files["index.html"].decode()
    assert "Get in touch</a>" in home and "Contact us</a>" not in home
    assert "Answers are welcome until <time" in home
    assert "Have your say" in home


def test_language_without_words(tmp_path):
    """Words in a language that the engine does not have are not marked as English; the others still are."""
    files = {
        "config": "language: es\n",
        "theme/locales/es.yaml": 'nav.contact: Contacto\nwhole.title: "{Kind} en una página"\n',
        "theme/locales/en.yaml": "nav.privacy: Your data\n",
    }
    build = made(files, tmp_path)
    home = build.files["index.html"].decode()
    assert ">Contacto</a>" in home
    assert '<li lang="en"><a href="privacy.html">Your data</a></li>' in home
    assert '<span lang="en">Proposal</span> en una página' in build.files["whole-document.html"].decode()


def test_words_in_chapters(tmp_path):
    """Callouts, tables and footnote backlinks have the site's own words too, marked with their language."""
    callouts = "!!! note\n    Bring a coat.\n\n!!! tip\n    Come early.\n\n"
    text = f"{callouts}| A | B |\n| --- | --- |\n| 1 | 2 |\n\nSee.[^1]\n\n[^1]: Here.\n"
    files = {
        "config": "language: es\n",
        "content/02-a.md": f"# A\n\n{text}",
        "theme/locales/es.yaml": 'callout.note: Nota\ntable.number: "Tabla {number}"\n',
        "theme/locales/en.yaml": 'callout.tip: Good to know\nfootnote.back: "Back to note {number}"\n',
    }
    page = made(files, tmp_path).files["a.html"].decode()
    assert '<p class="admonition-title">Nota</p>' in page
    assert '<p class="admonition-title" lang="en">Good to know</p>' in page
    assert "Tabla 2.1" in page
    assert re.search('<a class="footnote-backref"[^>]* title="Back to note 1" lang="en"', page)


def test_every_word_of_the_engine():
    """The engine's own file can be copied whole: it has no problems, and its words stay as they are."""
    text = ENGLISH.read_text(encoding="utf-8")
    found = read(text)
    assert not found.problems
    assert found.words.in_site_language == read_words(text)


def test_region_wins_over_language():
    """The words of a region take precedence over those of its language; those of other languages are not used."""
    files = {
        "theme/locales/en-GB.yaml": b"nav.contact: Ring us",
        "theme/locales/en.yaml": b"nav.contact: Call us\nnav.privacy: Your data",
        "theme/locales/fr.yaml": b"nav.contact: Contact",
    }
    found = read_own_words(files, "en-GB", engine_templates(), Store())
    assert found.words.in_site_language == {"nav.contact": "Ring us", "nav.privacy": "Your data"}
    assert found.unused == ("theme/locales/fr.yaml",)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("Nav.Contact: Hello", "CONF-001", "“nav.contact”"),
        ("status.open: Open", "THEME-003", "leave out {spans} and {zone}"),
        ("status.open: Open {spans} {zome}", "THEME-003", "Did you mean {zone}?"),
        ("status.open: Open {spans} ({zone!r}) {zone}", "THEME-003", "cannot use {zone!r}"),
        ("status.open: Open {spans} ({zone}) {", "THEME-003", "curly bracket"),
        ("status.open: {spans}", "CONF-003", "status.open: Open {spans} ({zone})"),
        ("nav.contact: [a, b]", "CONF-003", "nav.contact: Contact us"),
        ('nav.contact: ""', "CONF-004", "delete the line"),
        ("- nav.contact", "CONF-003", "no keys"),
        ('nav.contact: "Get', "YAML-005", ""),
        ("# nothing", "FILE-003", "empty"),
    ],
)
def test_mistakes(line, code, says):
    """Each problem is reported with its line."""
    found = read(line)
    told = [problem for problem in found.problems if problem.code == code]
    assert told and says in f"{told[0].message} {told[0].advice}", found.problems
    assert told[0].location.line == (0 if code == "FILE-003" else 1)
