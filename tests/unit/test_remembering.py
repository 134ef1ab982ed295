"""What became of a text is remembered from one run to the next, and changes nothing but the time."""

import shutil
from datetime import datetime

import microsite.checks.content as content_checks
from microsite import cache as cache_module
from microsite.cache import Cache
from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import ROOT
from tests.small_sites import SMALLEST, tree, write_files

TEXT = "# Why\n\n*Parks*[^1] are for all.\n\n```\nkept as it is\n```\n\n[^1]: And ponds.\n"


def test_same_bytes_from_what_is_remembered(tmp_path, monkeypatch):
    """A second run gives the same files from what the first has kept; a changed chapter is read anew."""
    site = write_files({**SMALLEST, "content/02-how.md": TEXT}, tmp_path / "site")
    now, kept = datetime(2027, 4, 1), tmp_path / "cache"

    def built():
        monkeypatch.setattr(cache_module, "_memory", {})
        return make_site(site, engine_templates(), now, cache=Cache(kept)).files

    first = built()
    before = tree(kept)
    assert built() == first and tree(kept) == before
    for entry in kept.iterdir():
        entry.write_bytes(b"damaged")
    assert built() == first and tree(kept) == before
    (site / "content/02-how.md").write_text(TEXT.replace("Parks", "Paths"), encoding="utf-8")
    assert b"<em>Paths</em>" in built()["how.html"]


def test_nothing_is_kept_without_a_folder(tmp_path, monkeypatch):
    """A build that has no folder to remember in converts every time."""
    monkeypatch.setattr(cache_module, "_memory", {})
    make_site(write_files(SMALLEST, tmp_path), engine_templates(), datetime(2027, 4, 1))
    assert not any(b"Parks are" in content for content in cache_module._memory.values())


def test_findings_from_what_is_remembered(tmp_path, monkeypatch):
    """What is wrong with a text is told the same from what a first run has kept; a changed file or glossary counts."""
    pictures = ROOT / "tests/problems/PIC-010-for-ever/site/content/media"
    text = "# How\n\nSee [here](https://example.org/a). The QZX pays.\n\n![Ducks in a row](media/a.gif)\n"
    files = {"content/02-how.md": text, "content/media/a.gif": (pictures / "ducks.gif").read_bytes()}
    site = write_files({**SMALLEST, **files}, tmp_path / "site")
    check_chapter, asked = content_checks.check_chapter, []
    monkeypatch.setattr(content_checks, "check_chapter", lambda *given: asked.append(1) or check_chapter(*given))

    def told(folder=tmp_path / "cache"):
        monkeypatch.setattr(cache_module, "_memory", {})
        asked.clear()
        return make_site(site, engine_templates(), datetime(2027, 4, 1), cache=Cache(folder)).problems

    def codes():
        return {problem.code for problem in told()}

    first = told()
    assert {"LINK-002", "LANG-005", "PIC-010"} <= {problem.code for problem in first} and len(asked) == 2
    assert told() == first and asked == []
    assert told(None) == first and len(asked) == 2
    (site / "content/02-how.md").write_text(text.replace("[here]", "[the plan]"), encoding="utf-8")
    assert "LINK-002" not in codes() and len(asked) == 1
    shutil.copy(pictures / "duck.gif", site / "content/media/a.gif")
    assert "PIC-010" not in codes() and len(asked) == 2
    write_files({"content/data/glossary.yaml": "- term: QZX\n  meaning: A fund.\n"}, site)
    assert "LANG-005" not in codes() and len(asked) == 2
