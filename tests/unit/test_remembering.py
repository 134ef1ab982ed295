"""What Markdown became and what was found in it is remembered from one run to the next; only the time changes."""

from datetime import datetime

from microsite import cache as cache_module
from microsite.cache import Cache
from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.text.convert import convert_markdown
from microsite.text.remembering import remembering
from tests.small_sites import SMALLEST, tree, write_files

TEXT = "# Why\n\n*Parks*[^1] are for all.\n\n```\nkept as it is\n```\n\n[^1]: And ponds.\n"


def test_converted_once():
    """Within the block the same text is converted once, another anew; what comes out is the same as without."""
    asked, known = [], {}

    def remember(key, make):
        asked.append(key)
        return known.setdefault(key, make() if key not in known else b"")

    alone = convert_markdown(TEXT)[0]
    with remembering(remember):
        assert [convert_markdown(TEXT)[0] for _ in range(2)] == [alone, alone]
        assert convert_markdown(f"{TEXT}\nMore.")[0] != alone
    assert convert_markdown(TEXT)[0] == alone
    assert (len(asked), len(known)) == (3, 2)


def test_same_bytes_from_what_is_remembered(tmp_path, monkeypatch):
    """A second run gives the same files from what the first has kept; a changed chapter is read anew."""
    site = write_files({**SMALLEST, "content/02-how.md": TEXT}, tmp_path / "site")
    now, kept = datetime(2027, 4, 1), tmp_path / "cache"

    def built():
        monkeypatch.setattr(cache_module, "_memory", {})
        return make_site(site, engine_templates(), now, cache=Cache(kept)).files

    first = built()
    before = tree(kept)
    assert any(b"kept as it is" not in content and b"<em>Parks</em>" in content for content in before.values())
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


def test_findings_are_remembered(tmp_path, monkeypatch):
    """What was found in a chapter is remembered as it was, until the chapter or the glossary changes."""
    chapter = "# How\n\nSee [here](01-why.md). The RNLI came last year.\n"
    site = write_files({**SMALLEST, "content/02-how.md": chapter}, tmp_path / "site")
    kept = tmp_path / "cache"

    def found():
        monkeypatch.setattr(cache_module, "_memory", {})
        problems = make_site(site, engine_templates(), datetime(2027, 4, 1), cache=Cache(kept)).problems
        return [problem for problem in problems if problem.location.file == "content/02-how.md"]

    first = found()
    assert [problem.code for problem in first] == ["LINK-002", "LANG-005", "LANG-008"]
    assert found() == first
    write_files({"content/data/glossary.yaml": "- term: RNLI\n  meaning: Those with the boats.\n"}, site)
    assert [problem.code for problem in found()] == ["LINK-002", "LANG-008"]
    write_files({"content/02-how.md": chapter.replace("here", "why")}, site)
    assert [problem.code for problem in found()] == ["LANG-008"]
