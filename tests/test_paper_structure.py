"""The structure of the PDFs: what screen readers get, and that nothing is lost on the way to paper."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pdfua
import pikepdf
import pytest
from selectolax.lexbor import LexborHTMLParser

from microsite.cli import engine_templates
from microsite.language_plans import plan_languages
from microsite.load.site_files import load_site_files
from microsite.model.in_languages import below_output
from microsite.model.site import Site
from microsite.paper.kinds import DOCUMENTS
from microsite.paper.papers import LONG_WORDS, make_document, source_of
from microsite.paper.pdf_checks import pdf_findings
from microsite.paper.structure import complete_tags
from microsite.paper.structure_tree import attribute, elements_of, tables_of
from microsite.render.pages import PageRenderer
from microsite.store import Store
from tests.built_sites import EVERY_SITE, STATES, built, moment
from tests.pdf_reading import addresses_in, chapter_on_page, read_aloud, told, words
from tests.small_sites import made

#: The two sites that every run tests; the whole matrix tests all sites in all states.
SHOWN = (("harbour-town", "open"), ("first", "closed"))
EVERY = [
    pytest.param(name, state, marks=() if (name, state) in SHOWN else pytest.mark.full, id=f"{name}-{state}")
    for name in EVERY_SITE
    for state in STATES
]

TABLES = """\
# Why a plan

|  | 2025 | 2026 |
| --- | ---: | ---: |
| **Visits** | 10 | 20 |
| **Costs** | 1 | 2 |

<table><thead><tr><td rowspan="2"></td><th colspan="2">Parks</th></tr><tr><th>North</th><th>South</th></tr></thead>
<tbody><tr><th rowspan="2">Benches</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>
<tr><th rowspan="9">Bins</th><td colspan="2">5</td></tr></tbody></table>

<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td></tr><tr><td>2</td><td>3</td><td>4</td></tr></table>
"""

ARABIC = """\
# العنوان (2027) هنا

قال **المجلس** إنّ «الحديقة» مُغلقةٌ حتى 31 مايو 2027، انظر [الخريطة](https://www.example.org/map) أو Town Hall (Room 5).

- الأولى: 50% من 1,200
- لا إله، للأطفال، الآن

| السنة | العدد |
| --- | --- |
| 2027 | 12 مقعدًا |

اللغة English: a park, for all. ثم العربية مرّةً أخرى في جملة طويلة جدًا جدًا حتى تصل إلى السطر التالي ثم الذي يليه بكلمات
كثيرة، وأرقام 1234 و5678، ونقطة.
"""
AMONG_ENGLISH = """\
# A title with عربي in it

The word שלום means peace, and مرحبا بكم means welcome (السلام عليكم). Numbers 12 and مدينة 13 too.

<p lang="he" dir="rtl">שָׁלוֹם עולם, 5 עצים (גדולים).</p>

<p lang="ur" dir="rtl">باغ سب کے لیے ہے، 2027 تک۔</p>
"""
OTHER_SCRIPTS = """\
# योजना क्यों

पार्क सबके लिए हैं। किताबें और मामा, क्षेत्र, ज्ञान, हिन्दी, कृपया।

பூங்கா அனைவருக்கும் கொண்டாட்டம்.

পার্ক সবার জন্য কেন্দ্রীয়।
"""


def pdf_of(chapter: str, folder: Path) -> bytes:
    """Make the PDF of a small site with one chapter."""
    build = made({"content/01-why.md": chapter, "config": "formats: [pdf]\n"}, folder)
    assert not build.has_errors, build.problems
    return build.sites[0].papers[0].content


def cells(pdf: bytes) -> list[list[list[str]]]:
    """Return a string for each cell of each table: its id and scope if it is a header cell, and its header cells."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [[[_told(cell) for cell in row] for row in rows] for rows in tables_of(document)]


def _told(cell) -> str:
    headers = " ".join(str(each) for each in attribute(cell, "Headers", ()))
    if cell.S == "/TH":
        return f"{cell.ID}: {str(attribute(cell, 'Scope'))[1:]}" + (f" {headers}" if headers else "")
    assert "/ID" not in cell
    assert attribute(cell, "Scope") is None
    return headers


def test_rows_have_headers(tmp_path):
    """Header cells have their scope, an empty corner isn't one, and each cell names its header cells."""
    simple, spanning, short = cells(pdf_of(TABLES, tmp_path))
    assert simple == [
        ["", "T1R1C2: Column", "T1R1C3: Column"],
        ["T1R2C1: Row", "T1R1C2 T1R2C1", "T1R1C3 T1R2C1"],
        ["T1R3C1: Row", "T1R1C2 T1R3C1", "T1R1C3 T1R3C1"],
    ]
    assert spanning == [
        ["", "T2R1C2: Column"],
        ["T2R2C2: Column T2R1C2", "T2R2C3: Column T2R1C2"],
        ["T2R3C1: Row", "T2R1C2 T2R2C2 T2R3C1", "T2R1C2 T2R2C3 T2R3C1"],
        ["T2R1C2 T2R2C2 T2R3C1", "T2R1C2 T2R2C3 T2R3C1"],
        ["T2R5C1: Row", "T2R1C2 T2R2C2 T2R2C3 T2R5C1"],
    ]
    assert short == [
        ["T3R1C1: Column", "T3R1C2: Column", "T3R1C3: Column"],
        ["T3R1C1", "T3R1C2", "T3R1C3"],
        ["T3R1C1", "T3R1C2", "T3R1C3"],
    ]


def test_ids_are_listed(tmp_path):
    """The id tree lists exactly the header cells, sorted by id, each with its element."""
    with pikepdf.open(BytesIO(pdf_of(TABLES, tmp_path))) as document:
        names = document.Root.StructTreeRoot.IDTree.Names
        listed = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        heads = [cell for rows in tables_of(document) for row in rows for cell in row if cell.S == "/TH"]
        assert list(listed) == sorted(str(cell.ID) for cell in heads)
        assert all(listed[str(cell.ID)].objgen == cell.objgen for cell in heads)


def test_nothing_else_changes(tmp_path):
    """Completing tables is idempotent, keeps the file's PDF/UA identifier, and is a no-op without tables."""
    pdf = pdf_of(TABLES, tmp_path)
    table = {"t": "table", "k": [{"t": "tr", "k": [{"t": "td", "k": []}]}]}
    again = complete_tags(pdf, [table], right_to_left=False)
    assert complete_tags(again, [table], right_to_left=False) == again
    assert cells(again) == cells(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()
    assert complete_tags(pdf, ["no table"], right_to_left=False) is pdf


class Document(NamedTuple):
    """A site's document in one language."""

    site: Site
    #: What the PDF is made from.
    html: str
    pdf: bytes
    #: Alternative text of the QR code on the cover.
    qr_code: str


@cache
def documents(name: str, state: str, kind: str = "pdf") -> list[Document]:
    """Make the document of a site in each of its languages."""
    folder, store = EVERY_SITE[name], Store()
    made: list[Document] = []
    for plan in plan_languages(load_site_files(folder), folder, engine_templates(), moment(name, state), store):
        assert plan.site is not None
        drawing = PageRenderer(plan.site, templates=plan.templates, store=store, site_style=plan.style)
        source = source_of(plan.site, drawing, plan.templates, plan.written, store)
        html = source.html("document", long_words=LONG_WORDS)
        made.append(Document(plan.site, html, make_document(source, kind), source.words.plain("qr.alt")))
    return made


def heard(document: Document) -> list[list[str]]:
    """Return the words of each part of a document's PDF, as they are read aloud."""
    addresses = addresses_in(document.html, document.site.site_address)
    return [words(part, addresses) for part in read_aloud(document.pdf, document.qr_code)]


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_no_findings(name, state):
    """Our rules find nothing in the document of a site."""
    for document in documents(name, state):
        assert pdf_findings(document.pdf) == []


@pytest.mark.full
@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("name", EVERY_SITE)
def test_no_findings_in_other_settings(name, kind):
    """Our rules find nothing in the document's other formats, such as large print."""
    for document in documents(name, "open", kind):
        assert pdf_findings(document.pdf) == []


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_second_opinion(name, state, tmp_path):
    """An independent checker finds nothing; it skips only one of its rules, the one on headings."""
    for number, document in enumerate(documents(name, state)):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(document.pdf)
        outcomes = pdfua.validate(str(file)).outcomes
        assert [finding for each in outcomes for finding in each.findings] == []
        assert [each.rule_id for each in outcomes if each.skipped_reason] == ["UA-14-001"]


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_reading_order(name, state):
    """In the order of its structure tree, a PDF has the words of the HTML that it was made from, part by part."""
    for document in documents(name, state):
        assert heard(document) == [words(part) for part in told(document.html)]


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_chapters_are_those_of_the_pages(name, state):
    """Each chapter of a PDF begins with the words of the chapter's page; only the line about it may follow."""
    files = built(name, state).files
    for document in documents(name, state):
        parts = heard(document)
        marks = [words(each.text()) for each in LexborHTMLParser(document.html).css(".chapter > .meta")]
        for chapter in document.site.chapters:
            page = files[below_output(f"{chapter.slug}.html", document.site.folder)].decode()
            expected = words(chapter_on_page(page))
            (rest,) = [part[len(expected) :] for part in parts if part[: len(expected)] == expected]
            assert not rest or rest in marks


@pytest.mark.parametrize(("language", "chapter"), [("ar", ARABIC), ("en-GB", AMONG_ENGLISH), ("en-GB", OTHER_SCRIPTS)])
def test_other_scripts_are_read(language, chapter, tmp_path):
    """Text in other scripts is read exactly as on the page, including right-to-left scripts."""
    config = f"language: {language}\nformats: [pdf]\n"
    build = made({"content/01-why.md": chapter, "config": config}, tmp_path)
    assert not build.has_errors, build.problems
    (site,) = build.sites
    pdf = site.papers[0].content
    page = build.files[f"{site.chapters[0].slug}.html"].decode()
    expected = words(chapter_on_page(page))
    assert expected in [words(part, addresses_in(page, "")) for part in read_aloud(pdf, "")]
    assert pdf_findings(pdf) == []


def test_languages_are_marked(tmp_path):
    """Paragraphs and phrases in other languages are marked with them, and so is text that replaces them when read."""
    chapter = """\
# A title

The words <span lang="cy">croeso</span> and <span lang="ar" dir="rtl">مرحبا بكم</span> mean welcome.

<p lang="he" dir="rtl">שלום עולם.</p>

<p lang="fr-CA">Bienvenue à tous.</p>
"""
    with pikepdf.open(BytesIO(pdf_of(chapter, tmp_path))) as document:
        assert str(document.Root.Lang) == "en-GB"
        elements = list(elements_of(document))
        pieces = {
            str(instruction.operands[1].Lang)
            for page in document.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and "/Lang" in instruction.operands[1]
        }
        assert pieces - {"en-GB"} == {"cy", "ar"}
        assert {str(each.Lang) for each in elements if each.S == "/P" and "/Lang" in each} == {"he", "fr-CA"}
        assert [str(each.Lang) for each in elements if str(each.get("/ActualText", "")) == "مرحبا بكم"] == ["ar"]


def test_missing_sentence_is_seen():
    """If a single sentence doesn't match, the comparison of words notices."""
    (document,) = documents("harbour-town", "open")
    sentence = "Every bench has a number."
    assert document.html.count(sentence) == 1
    assert heard(document) != [words(part) for part in told(document.html.replace(sentence, ""))]
