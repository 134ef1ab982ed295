"""Pages that are assembled from what earlier builds drew equal those of a first build."""

from datetime import datetime

import pytest

from microsite import finished_pages
from microsite.cli import engine_templates
from microsite.finished_pages import PARTS_PER_ROW
from microsite.pipeline import make_site
from microsite.render.pages import PageRenderer
from microsite.site_output import SiteOutput
from microsite.store import Store
from tests.small_sites import CONFIG, write_files

NOW = datetime(2027, 4, 1, 12)
PRIORITIES = "priorities:\n  - title: Play\n    summary: Room to play.\n"
CHAPTERS = {
    f"content/{number:02}-part-{number}.md": f"# Part {number}\n\nA path for all.\n\n## Where {number}\n\nNear by.\n"
    for number in range(1, PARTS_PER_ROW + 5)
}
CHAPTERS["content/03-part-3.md"] += "\nSee [what we do](show:priority/1).\n\n[When](show:closes)\n"
CHAPTERS["content/05-part-5.md"] = "---\npriority: 1\n---\n\n" + CHAPTERS["content/05-part-5.md"]
FILES = {"site_config.yaml": CONFIG + PRIORITIES, **CHAPTERS}
#: A template that reads the texts that it shows.
LOOKS = """\
{% extends "default/pages/whole_document.html" %}
{% block lede %}{% for chapter in site.chapters %}
<p class="lede">{{ chapter.html_in_whole|length }} {{ "stile" in chapter.html_in_whole }}
{{ (chapter.html_in_whole ~ "")|striptags|truncate(30) }}</p>
{% endfor %}
{{ text_of(site.chapters[0].html_in_whole|replace(' id="', ' data-id="')|replace("path", "way")) }}
{% endblock %}
"""


def built(folder, store=None):
    """Build a site and return every file, the problems and the summary of each page."""
    build = make_site(folder, engine_templates(), NOW, store=store)
    (pages,) = build.files.rendered
    assert pages is not None
    return dict(build.files), build.problems, {path: pages.finished(path) for path in pages.renderer.pages}


def edited(files, number, old, new):
    """Return the files after one replacement in one chapter."""
    name = f"content/{number:02}-part-{number}.md"
    assert old in files[name]
    return {**files, name: files[name].replace(old, new)}


@pytest.mark.parametrize("theme", ["", pytest.param(LOOKS, marks=pytest.mark.full)])
def test_same_as_made_anew(theme, tmp_path):
    """After any edit of a text, a title, an order or a fact, all files and problems equal those of a first build."""
    files = dict(FILES)
    if theme:
        files["theme/templates/pages/whole_document.html"] = theme
    site, kept = write_files(files, tmp_path / "site"), tmp_path / "kept"
    states = [
        files,
        files := edited(files, 7, "A path", "A stile"),
        files := edited(files, 2, "## Where 2", "## Here 2"),
        files := edited(files, 1, "# Part 1", "# First part"),
        files := edited(files, 1, "Near by", "Far away"),
        files := {
            **files,
            "content/05-part-5.md": CHAPTERS["content/05-part-5.md"].replace("priority: 1", "updated: 2027-03-02"),
        },
        files := edited(files, 4, "# Part 4", "---\npriority: 1\n---\n\n# Part 4"),
        files := {**files, "content/00-before.md": "# Before\n\nAll of it.\n"},
        files := {**files, "site_config.yaml": files["site_config.yaml"].replace("2027-05-31", "2027-06-15")},
        FILES | {path: text for path, text in files.items() if path.startswith("theme/")},
    ]
    for state in states:
        for path in [path for path in (site / "content").iterdir() if f"content/{path.name}" not in state]:
            path.unlink()
        write_files(state, site)
        store = Store(kept)
        made = built(site)
        assert built(site, store) == made and "whole-document.html" in made[0]
        store.flush()


@pytest.fixture
def drawn(monkeypatch):
    """Return a list that collects the paths of the pages that are drawn, and the slugs of parts of pages."""
    names: list[str] = []
    draw, draw_part = PageRenderer.render, PageRenderer.render_part
    monkeypatch.setattr(PageRenderer, "render", lambda self, page: (names.append(page.path), draw(self, page))[1])
    monkeypatch.setattr(
        PageRenderer, "render_part", lambda self, page, part: (names.append(part.slug), draw_part(self, page, part))[1]
    )
    return names


def test_only_what_is_new_is_drawn(tmp_path, drawn):
    """After an edit to one text, only its page and part are drawn, plus any part that places something by name."""
    site, kept = write_files(FILES, tmp_path / "site"), tmp_path / "kept"
    make_site(site, engine_templates(), NOW, store=Store(kept))
    assert "whole-document.html" in drawn and "part-20" in drawn
    drawn.clear()
    write_files(edited(FILES, 20, "Near by", "Far off, behind the old mill"), site)
    make_site(site, engine_templates(), NOW, store=Store(kept))
    assert sorted(drawn) == ["part-20", "part-20.html", "part-3"]


def test_lists_are_drawn_again_when_a_chapter_takes_longer(tmp_path, drawn):
    """Lists of few chapters show reading times: another sentence changes none of them, another page of text does."""
    few = dict(list(FILES.items())[:4])
    site, kept = write_files(few, tmp_path / "site"), tmp_path / "kept"
    for text, lists in (("", None), ("Near by, and further.", 0), ("A lane. " * 300, 2), ("A lane. " * 301, 0)):
        drawn.clear()
        write_files({"content/02-part-2.md": f"{few['content/02-part-2.md']}\n{text}\n"}, site)
        store = Store(kept)
        make_site(site, engine_templates(), NOW, store=store)
        store.flush()
        assert {"part-2", "part-2.html"} <= set(drawn)
        if lists is not None:
            assert len({"index.html", "site-map.html"} & set(drawn)) == lists, text[:20]


def test_page_without_texts_of_chapters(tmp_path):
    """A page that is in the store is not drawn again, and its content is still available."""
    site, kept = write_files(FILES, tmp_path / "site"), tmp_path / "kept"
    store = Store(kept)
    first = make_site(site, engine_templates(), NOW, store=store)
    again = make_site(site, engine_templates(), NOW, store=Store(kept))
    (pages,) = again.files.rendered
    assert not pages.is_rendered("whole-document.html")
    assert {path: again.files[path] for path in again.files} == dict(first.files)


def test_page_in_pieces(tmp_path, monkeypatch):
    """A page is yielded in pieces, none of them large, and together they are the page."""
    monkeypatch.setattr(finished_pages, "_PIECE_BYTES", 1000)
    site = write_files(FILES, tmp_path / "site")
    files = make_site(site, engine_templates(), NOW, store=Store()).files
    assert isinstance(files, SiteOutput)
    pieces = {path: list(files.pieces(path)) for path in files.pages}
    assert {path: b"".join(each) for path, each in pieces.items()} == {path: files[path] for path in files.pages}
    assert len(pieces["whole-document.html"]) > 5 and max(map(len, pieces["whole-document.html"])) <= 1000


#: A page that links to a heading of a chapter, and has a title that a chapter could have.
LEADS = """\
{% extends "default/pages/contact.html" %}
{% block lede %}<p class="lede"><a href="part-9.html#where-9">There</a></p>{% endblock %}
"""


def test_what_stands_between_pages(tmp_path):
    """A link broken by an edit to another page is reported until the next edit mends it, and so are equal titles."""
    files = {**FILES, "theme/templates/pages/contact.html": LEADS}
    site, kept = write_files(files, tmp_path / "site"), tmp_path / "kept"
    states = [
        (files, set()),
        (edited(files, 9, "## Where 9", "## Here 9"), {"PAGE-001"}),
        (edited(files, 9, "Near by", "Far away"), set()),
        (edited(files, 9, "# Part 9", "# Part 8"), {"PAGE-007"}),
        (files, set()),
    ]
    for state, codes in states:
        write_files(state, site)
        store = Store(kept)
        found = make_site(site, engine_templates(), NOW, store=store).problems
        assert {problem.code for problem in found if problem.code.startswith("PAGE")} == codes
        assert found == make_site(site, engine_templates(), NOW).problems
        store.flush()


OLD_NAMES = """\
{% extends "default/pages/contact.html" %}
{% block lede %}<p class="lede">
{{ page.known_by }} {{ site.plans_are_past }} {{ wording.said_day(facts.opens) }}
</p>{% endblock %}
"""


def test_templates_made_for_an_earlier_version(tmp_path):
    """Names that templates of 1.0 use still work."""
    files = {**FILES, "theme/templates/pages/contact.html": OLD_NAMES}
    build = make_site(write_files(files, tmp_path), engine_templates(), NOW)
    page = build.files["contact.html"].decode()
    assert 'contact.html False <time datetime="2027-03-01">Monday 1 March 2027</time>' in " ".join(page.split())
