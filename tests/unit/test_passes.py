"""The passes over a chapter's HTML: they add nothing unsafe, and work on the parsed tree."""

import subprocess
import sys

import msgspec
import nh3
import pytest
from hypothesis import given
from msgspec.structs import replace

from microsite.html.chapter import ChapterText, Converted, convert_chapter, finish_chapter
from microsite.html.context import Context, Target, Term
from microsite.html.passes import PASSES, PASSES_IN_WHOLE
from microsite.html.sanitise import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, SCHEMES
from microsite.html.tree import parse, serialise
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from tests.built_sites import ROOT, SITES
from tests.cases import read_cases
from tests.unit.test_text_properties import BLOCKS, PROSE, examples, texts

#: What the passes may add, beyond what authors may write.
OURS = {
    "div": {"aria-label", "data-show", "role", "tabindex"},
    "pre": {"tabindex"},
    "show-words": {"data-show"},
    "table": {"role"},
}
SECOND = nh3.Cleaner(
    tags={*ALLOWED_TAGS, "show-words"},
    attributes={
        name: {*ALLOWED_ATTRIBUTES.get(name, ()), *OURS.get(name, ())} for name in {*ALLOWED_ATTRIBUTES, *OURS}
    },
    url_schemes=set(SCHEMES - {"show"}),
    link_rel=None,
)
TERM = Term(names=("care home",), short="A home where care is given.", address="glossary.html#term-care")
CASES = read_cases("markdown")
CHAPTERS = sorted(file for site in SITES.values() for file in site.glob("content/*.md"))


def resolved(address: str, is_picture: bool) -> Target:
    """Resolve any address to itself, with a note for PDFs."""
    note = "PDF, 2 kB" if address.endswith(".pdf") and not is_picture else ""
    return Target(address, fragment=address[1:] if address.startswith("#") else "", note=note)


def finished(text: str, file: str = "content/01-why.md") -> ChapterText:
    """Return the finished text of a chapter."""
    source, _ = parse_chapter(SourceText(file, text))
    context = Context(
        title="Why",
        table_label="Table 1",
        slug="why",
        resolve=resolved,
        terms=(TERM,),
    )
    return finish_chapter(convert_chapter(source), source, context, ("survey",))


def assert_safe(text: ChapterText) -> None:
    """Assert that sanitising the finished text again removes nothing."""
    for html in (text.html, text.html_in_whole):
        assert serialise(parse(SECOND.clean(html))) == serialise(parse(html))


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: f"{file.parts[-3]}/{file.name}")
def test_chapters_are_safe_after_the_passes(file):
    """Sanitising the finished chapters of every site again removes nothing."""
    assert_safe(finished(file.read_text(encoding="utf-8")))


def test_examples_are_safe_after_the_passes():
    """Sanitising every finished Markdown example again removes nothing."""
    assert len(CASES) > 80
    for case in CASES:
        assert_safe(finished(case["typed"]))


@examples(150)
@given(texts([*PROSE, *BLOCKS]))
def test_any_text_is_safe_after_the_passes(text):
    """Sanitising any finished text again removes nothing."""
    assert_safe(finished(text))


def test_what_is_unsafe_is_noticed():
    """The second sanitising removes what no pass may add: proof that the check works."""
    with pytest.raises(AssertionError):
        assert_safe(replace(finished("Text."), html='<p onclick="x">a</p>'))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (  # A nested table has its own scrolling region, inside that of the outer table.
            "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
            '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1.1"><table><tbody><tr><td>'
            '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1.2"><table><tbody><tr><td>a</td>'
            "</tr></tbody></table></div></td></tr></tbody></table></div>",
        ),
        (  # Bold text at both ends of a row header stays bold.
            "<table><tr><th></th><th>a</th></tr><tr><td><b>b</b></td><td>c</td></tr>"
            "<tr><td><strong>d</strong> e <strong>f</strong></td><td>g</td></tr></table>",
            '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1.1"><table><tbody><tr><td></td>'
            '<th scope="col">a</th></tr><tr><th scope="row"><b>b</b></th><td>c</td></tr>'
            '<tr><th scope="row"><strong>d</strong> e <strong>f</strong></th><td>g</td></tr></tbody></table></div>',
        ),
        (  # A link to a fact becomes a placeholder, whatever attributes it has; the scheme never reaches a page.
            "See [the survey](show:survey){: .big #here }.",
            '<p>See <show-words data-show="survey">the survey</show-words>.</p>',
        ),
        (  # A bare address is marked, whatever other links there are.
            "[example.org](https://example.org)",
            '<p><a class="address" href="https://example.org">example.org</a></p>',
        ),
        (  # A term is found with a no-break space in it.
            "A care&nbsp;home.",
            '<p>A <dfn><a href="glossary.html#term-care">care&nbsp;home</a></dfn> '
            '<span class="gloss">(A home where care is given)</span>.</p>',
        ),
        (  # An empty first line of a listing is kept.
            "<pre>\n\na</pre>",
            '<pre tabindex="0">\na</pre>',
        ),
        (
            '![a](a.png "The council\'s \\"park\\"")',
            '<figure><img alt="a" src="a.png"><figcaption>The council&#x27;s &quot;park&quot;</figcaption></figure>',
        ),
    ],
)
def test_passes_read_a_tree(typed, shown):
    """Passes work on elements, not on the text of the HTML."""
    assert finished(typed).html == shown


def test_in_whole():
    """In the whole document, headings are one level deeper, and ids and links to them are prefixed."""
    text = finished("## Where\n\n[Up](#where) and [on](how.html).\n")
    assert text.html_in_whole == (
        '<h3 id="why--where">Where</h3>\n<p><a href="#why--where">Up</a> and <a href="how.html">on</a>.</p>'
    )


def test_results_can_be_stored():
    """The results of converting and finishing survive a round trip through JSON."""
    source, _ = parse_chapter(
        SourceText("content/01-why.md", "# Why\n\n## [A](#b)\n\nSee <u>this</u>, to be supplied.\n")
    )
    converted = convert_chapter(source)
    assert converted.problems
    assert msgspec.json.decode(msgspec.json.encode(converted), type=Converted) == converted
    text = finished(source.body)
    assert text.headings and text.to_headings and text.problems and text.ids
    assert msgspec.json.decode(msgspec.json.encode(text), type=ChapterText) == text


def test_each_pass_is_listed_once():
    """Every pass is in one of the two lists, and only once."""
    listed = [*PASSES, *PASSES_IN_WHOLE]
    files = {file.stem for file in (ROOT / "microsite/html/passes").glob("*.py")} - {"__init__"}
    assert len(set(listed)) == len(listed)
    assert {each.__module__.rsplit(".", 1)[-1] for each in listed} == files


def test_nothing_heavy_is_imported_before_a_text_is_converted():
    """The converter, the sanitiser and the parser are only imported when a text is converted."""
    program = (
        "import sys, pkgutil, importlib, microsite.html as html\n"
        "for each in pkgutil.walk_packages(html.__path__, 'microsite.html.'):\n"
        "    if '.markdown' not in each.name: importlib.import_module(each.name)\n"
        "print(sorted({'markdown', 'pymdownx', 'nh3', 'selectolax'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[![map](https://x.org/p.png)](https://y.org)", '<a href="https://y.org">map</a>'),
        ("[![](https://x.org/p.png?a=1)](https://y.org)", '<a href="https://y.org">p.png</a>'),
        ("[the map ![](https://x.org/p.png)](https://y.org)", '<a href="https://y.org">the map </a>'),
        ('[![map](https://x.org/p.png "May")](https://y.org)', '<a href="https://y.org">map (May)</a>'),
        ('![map](https://x.org/p.png "May")', '<a href="https://x.org/p.png">map (May)</a>'),
        ('<a href="https://y.org"><b><img src="https://x.org/p.png" alt="map"></b></a>',
         '<a href="https://y.org"><b>map</b></a>'),
    ],
)  # fmt: skip
def test_picture_elsewhere_in_a_link(typed, expected):
    """A remote picture in a link is replaced by its alt text, and the problem gives its address."""
    chapter = finished(typed)
    assert chapter.html == f"<p>{expected}</p>"
    (problem,) = [each for each in chapter.problems if each.code == "TEXT-005"]
    assert "https://x.org/p.png" in problem.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Parks are for all.[^1]\n\n[^1]: Here.", "Parks are for all."),
        ("مرحبا بكم\n{: lang=ar }\n\nWelcome to the park.", "Welcome to the park."),
        ('<div lang="cy" markdown>\n\nCroeso i\'r parc.\n\n</div>\n\nWelcome to the park.', "Welcome to the park."),
        ('<span lang="cy">Croeso i\'r parc.</span>\n\nWelcome to the park.', "Welcome to the park."),
        ('The park is called <span lang="cy">Parc y Felin</span>.', "The park is called Parc y Felin."),
        ("!!! note\n    Bring a coat.", "Bring a coat."),
        ("![](media/map.png)\n\nThe map shows the park.", "The map shows the park."),
        ("- One\n- Two", ""),
        (f"{'The park is for all. ' * 7}{'x' * 30}", "The park is for all. " * 6 + "The park is for all."),
        (f"{'The park is for all ' * 7}{'x' * 30}", "The park is for all " * 6 + "The park is for all…"),
    ],
)
def test_first_words(text, words):
    """A chapter's excerpt is its first paragraph with words in the chapter's own language."""
    assert finished(f"# Why\n\n{text}\n").first_words == words
