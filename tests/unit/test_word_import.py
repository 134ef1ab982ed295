"""Importing Word documents: the Markdown of their chapters, and what readers see."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from selectolax.lexbor import LexborHTMLParser

from microsite.authoring.word.importing import Choices, ConvertedDocument, import_documents
from microsite.html.convert import convert_markdown
from microsite.html.sanitise import plain_text, sanitise
from microsite.problems import OutputRefused
from scripts.word_numbers import shown_numbers
from tests.drawing_files import emf, text_out
from tests.word_files import SPACES, docx, heading, item, numbering, paragraph, run

TINY = '<a:ext cx="100" cy="100"/>'


def imported(tmp_path: Path, content: bytes, name: str = "plan.docx", **choices) -> ConvertedDocument:
    """Save a document with this content and import it."""
    (tmp_path / name).write_bytes(content)
    return import_documents([tmp_path / name], Choices(**choices), [], 1)


def text_of(made: ConvertedDocument) -> str:
    """Return the first chapter's text, without front matter."""
    return made.files[made.chapters[0]].decode().partition("\n---\n")[2].strip()


def shown(markdown: str) -> str:
    """Return the HTML of a Markdown text."""
    return sanitise(convert_markdown(markdown)[0])


def refusal(tmp_path: Path, content: bytes, name: str = "plan.docx", **choices):
    """Import a document that must be refused, and return the problem."""
    with pytest.raises(OutputRefused) as refused:
        imported(tmp_path, content, name, **choices)
    return refused.value.problem


def test_chapters_begin_at_the_first_level_with_three(tmp_path):
    """A level-1 heading with three level-2 headings below it gives three chapters, in a section of that name."""
    body = heading("Our plan") + "".join(heading(f"Part {n}", 2) + paragraph(f"Words {n}.") for n in "abc")
    made = imported(tmp_path, docx(body))
    assert made.chapters == ["content/01-part-a.md", "content/02-part-b.md", "content/03-part-c.md"]
    assert made.files[made.chapters[1]] == b'---\ntitle: "Part b"\nsection: "Our plan"\n---\n\nWords b.\n'
    assert imported(tmp_path, docx(body), split=0).chapters == ["content/01-plan.md"]


def test_numbers_are_those_that_word_shows(tmp_path):
    """Letters, Roman numerals, continued levels and an overridden start are numbered as in Word."""
    lists = numbering(
        (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3.")),
        (("decimal", "%1."), ("decimal", "%1.%2")),
        further='<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>",
    )
    body = item("one") + item("first", level=1) + item("deep", level=2) + item("second", level=1) + item("two")
    body += paragraph("Between.") + item("three") + item("seven", 9) + item("eight", 9)
    assert text_of(imported(tmp_path, docx(body, numbers=lists))) == (
        "1. one\n   (a) first\n       i. deep\n   (b) second\n2. two\n\nBetween.\n\n3. three\n7. seven\n8. eight"
    )
    legal = heading("Why", 1, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    made = imported(
        tmp_path, docx(legal + item("It is so.", 2, 1) + item("It stays so.", 2, 1), numbers=lists), split=1
    )
    assert made.files[made.chapters[0]].decode() == '---\ntitle: "1. Why"\n---\n\n1.1 It is so.\n\n1.2 It stays so.\n'


#: Two lists with the first definition, starting at 1 and at 7.
STARTS = "".join(
    f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride '
    f'w:val="{start}"/></w:lvlOverride></w:num>'
    for list_id, start in ((8, 1), (9, 7))
)


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ([(1, 0, "one"), (3, 0, "point"), (3, 0, "more"), (9, 0, "seven"), (9, 0, "eight")], ["1.", "7.", "8."]),
        ([(1, 0, "one"), (2, 0, "a text"), (2, 1, "deep"), (1, 0, "two")], ["1.", "(a)", "(i)", "2."]),
        ([(3, 0, "point"), (9, 1, "inside"), (3, 0, "point two"), (9, 0, "last")], ["(a)", "7."]),
        ([(1, 0, "one"), (8, 0, "again")], ["1.", "1."]),
        ([(1, 0, "one"), (8, 0, "again"), (8, 0, "next")], ["1.", "1.", "2."]),
        ([(2, 0, "a text"), (4, 0, "roman"), (4, 0, "second"), (2, 0, "b text")], ["(a)", "(i)", "(ii)", "(b)"]),
        ([(1, 0, "one"), (1, 0, None), (1, 0, "three")], ["1.", "3."]),
        (
            [(1, 0, "one"), (1, 1, "in"), (9, 1, "other"), (9, 2, "deep"), (1, 0, "two")],
            ["1.", "(a)", "(b)", "i.", "2."],
        ),
    ],
)
def test_a_page_shows_the_numbers_of_word(tmp_path, body, numbers):
    """A list that starts in the middle of another, or after it, has the same numbers on the page as in Word.

    The body is the list, the level and the words of each item; an item without words is hidden.
    """
    lists = numbering(
        (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3.")),
        (("lowerLetter", "(%1)"), ("lowerRoman", "(%2)")),
        (("bullet", "•"),),
        (("lowerRoman", "(%1)"),),
        further=STARTS,
    )
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    content = "".join(
        item(words, list_id, level)
        if words
        else f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{hidden}</w:pPr></w:p>'
        for list_id, level, words in body
    )
    page = LexborHTMLParser(shown(text_of(imported(tmp_path, docx(content, numbers=lists)))))
    there = shown_numbers(page.body, lambda text: text.casefold().split())
    named = [(words, there.get(words, ["lost"])[0]) for list_id, _, words in body if words and list_id != 3]
    assert [number for _, number in named] == numbers


def test_bullets_of_symbol_fonts_are_bullets(tmp_path):
    """A bullet from Symbol or Wingdings makes a list item; such a character in text becomes the one it looks like."""
    lists = numbering((("bullet", "\uf0b7"), ("bullet", "\uf0a7")))
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    body = item("a") + item("b", level=1) + paragraph(run("Done ") + sign)
    assert text_of(imported(tmp_path, docx(body, numbers=lists))) == "- a\n  - b\n\nDone ✓"


def test_what_word_hides_is_left_out(tmp_path):
    """Hidden text, comments and a table of contents are left out, and the report says so."""
    contents = (
        paragraph("Contents")
        + paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Why 3"),
            '<w:pStyle w:val="TOC1"/>',
        )
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )
    hidden = run("Shown. ") + run("secret", "<w:vanish/>") + run("hidden", '<w:rStyle w:val="Secret"/>')
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    made = imported(tmp_path, docx(contents + paragraph(hidden + comment)))
    assert text_of(made) == "Shown."
    said = [remark.text for _, _, remark in made.remarks]
    assert "The table of contents is left out: the site makes its own." in said
    assert "Hidden text is left out, in 2 places." in said
    assert "Comments are left out: there were 1." in said


def test_changes_stop_an_import_until_somebody_decides(tmp_path):
    """WORD-007 lists each tracked change; accepting and rejecting them both work as in Word."""
    inserted = f'<w:ins w:author="Ada" w:id="1">{run("new ")}</w:ins>'
    deleted = '<w:del w:author="Ada" w:id="2"><w:r><w:delText>old </w:delText></w:r></w:del>'
    joined = '<w:rPr><w:del w:author="Ada" w:id="3"/></w:rPr>'
    content = docx(paragraph(run("The ") + inserted + deleted + run("plan"), joined) + paragraph(" goes on."))
    problem = refusal(tmp_path, content)
    assert problem.code == "WORD-007"
    assert "inserted: “new” (Ada)" in problem.message and "deleted: “old” (Ada)" in problem.message
    assert text_of(imported(tmp_path, content, changes="accept")) == "The new plan goes on."
    assert text_of(imported(tmp_path, content, changes="reject")) == "The old plan\n\ngoes on."


def test_merged_cells_and_headers(tmp_path):
    """Column and row spans are kept; a plain table is written with pipes, with its caption above."""

    def cell(text: str, about: str = "") -> str:
        return f"<w:tc><w:tcPr>{about}</w:tcPr>{paragraph(text)}</w:tc>"

    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Year')}{cell('Cost | £')}</w:tr>"
    plain = f"<w:tbl>{head}<w:tr>{cell('2027')}{cell('4')}</w:tr></w:tbl>"
    caption = paragraph("Table 1: Costs", '<w:pStyle w:val="Caption"/>')
    assert text_of(imported(tmp_path, docx(caption + plain))) == (
        "Table: Table 1: Costs\n\n| Year | Cost \\| £ |\n| --- | --- |\n| 2027 | 4 |"
    )
    over_two, begun, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = f"<w:tr>{cell('All', over_two)}</w:tr>"
    tall = f"<w:tr>{cell('Up', begun)}{cell('1')}</w:tr><w:tr>{cell('', goes_on)}{cell('2')}</w:tr>"
    html = shown(text_of(imported(tmp_path, docx(f"<w:tbl>{head}{wide}{tall}</w:tbl>"))))
    assert '<td colspan="2">All</td>' in html and '<td rowspan="2">Up</td>' in html
    assert html.count("<td") + html.count("<th") - html.count("<thead") == 6


def test_text_boxes_once(tmp_path):
    """A text box, which Word stores in two versions, is imported once, below its paragraph."""
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>{box}</wps:txbx>'
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of(imported(tmp_path, docx(paragraph(both + run("Beside it."))))) == "Beside it.\n\nIn the box."


def test_notes_links_and_references(tmp_path):
    """Footnotes, web links and cross-references to another chapter's headings are kept."""
    note = f'<w:footnote w:id="2">{paragraph(run(" See the act."))}</w:footnote>'
    link = '<w:hyperlink r:id="web">' + run("the act") + "</w:hyperlink>"
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    refer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("What it costs")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = heading("One") + paragraph(run("Read ") + link + mark + run(" and ") + refer + run("."))
    body += heading("Two") + paragraph("Text.")
    named = '<w:bookmarkStart w:name="_Ref1"/>' + run("What it costs")
    body += paragraph(named, '<w:pStyle w:val="Heading2"/>')
    body += paragraph("Much.") + heading("Three") + paragraph("End.")
    web = '<Relationship Id="web" Type="x/hyperlink" Target="https://example.org/act" TargetMode="External"/>'
    made = imported(tmp_path, docx(body, notes=note, relations=web))
    assert text_of(made) == (
        "Read [the act](<https://example.org/act>)[^1] and [What it costs](<02-two.md#what-it-costs>).\n\n"
        "[^1]: See the act."
    )
    assert made.files["content/02-two.md"].decode().endswith("## What it costs\n\nMuch.\n")


def test_bold_lines_become_headings(tmp_path):
    """Short bold paragraphs above text become headings, unless only styles count; a bold sentence stays."""
    bold = "".join(paragraph(run(f"Aim {n}", "<w:b/>")) + paragraph("Text.") for n in "abc")
    stays = paragraph(run("We mean this.", "<w:b/>")) + paragraph("End.")
    made = imported(tmp_path, docx(bold + stays))
    assert made.chapters == ["content/01-aim-a.md", "content/02-aim-b.md", "content/03-aim-c.md"]
    assert made.files[made.chapters[2]].decode().endswith("Text.\n\n**We mean this.**\n\nEnd.\n")
    assert len(imported(tmp_path, docx(bold), headings="styles").chapters) == 1


def picture(cut: str = "", described: str = "", kind: str = "embed") -> str:
    """Return a run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{described}"/><a:graphic><pic:pic>'
        f'<pic:blipFill><a:blip r:{kind}="pic"/>{cut}</pic:blipFill></pic:pic></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def photograph() -> bytes:
    """Return a rotated photograph with its author's name in the EXIF data."""
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (20, 0, 40, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Ada Lovelace"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_pictures_are_upright_cut_and_without_names(tmp_path):
    """A picture is rotated, cropped as in Word and stripped of EXIF data; its alt text is taken from Word."""
    inside = '<Relationship Id="pic" Type="x/image" Target="media/image1.jpeg"/>'
    files = {"word/media/image1.jpeg": photograph()}
    body = paragraph(picture('<a:srcRect b="50000"/>', "A bench. Description automatically generated"))
    made = imported(tmp_path, docx(body, files=files, relations=inside))
    assert text_of(made) == "![A bench.](media/01-plan-1.jpg)"
    content = made.files["content/media/01-plan-1.jpg"]
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (20, 20) and not dict(image.getexif())
        assert image.convert("RGB").tobytes()[0] > 200
    assert b"Lovelace" not in content


def test_pictures_keep_their_colours_and_no_comment(tmp_path):
    """A photograph keeps its colour profile, which the build needs to convert its colours, and loses its comment."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", comment=b"Taken by Ada Lovelace", icc_profile=profile)
    inside = '<Relationship Id="pic" Type="x/image" Target="media/image1.jpeg"/>'
    files = {"word/media/image1.jpeg": out.getvalue()}
    for cut in ("", '<a:srcRect b="50000"/>'):
        made = imported(tmp_path, docx(paragraph(picture(cut, "A bench.")), files=files, relations=inside))
        content = made.files["content/media/01-plan-1.jpg"]
        assert b"Lovelace" in out.getvalue()
        assert b"Lovelace" not in content
        with Image.open(io.BytesIO(content)) as image:
            assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("cut", ["", '<a:srcRect b="50000"/>'])
def test_photographs_of_many_phones(cut, tmp_path):
    """A photograph with a second picture in its file is taken as any other."""
    out = io.BytesIO()
    first, second = (Image.new("RGB", (40, 20), colour) for colour in ("red", "blue"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    inside = '<Relationship Id="pic" Type="x/image" Target="media/image1.jpeg"/>'
    files = {"word/media/image1.jpeg": out.getvalue()}
    made = imported(tmp_path, docx(paragraph(picture(cut, "A bench.")), files=files, relations=inside))
    with Image.open(io.BytesIO(made.files["content/media/01-plan-1.jpg"])) as image:
        assert image.convert("RGB").tobytes()[0] > 200


def test_pictures_of_many_greys(tmp_path):
    """A picture with 65,536 shades of grey does not become white."""
    out = io.BytesIO()
    Image.frombytes("I;16", (256, 1), b"".join(bytes((0, level)) for level in range(256))).save(out, "PNG")
    inside = '<Relationship Id="pic" Type="x/image" Target="media/image1.png"/>'
    files = {"word/media/image1.png": out.getvalue()}
    made = imported(tmp_path, docx(paragraph(picture("", "A bench.")), files=files, relations=inside))
    with Image.open(io.BytesIO(made.files["content/media/01-plan-1.png"])) as image:
        shades = image.convert("L").tobytes()
    assert (shades[0], shades[128], shades[255]) == (0, 128, 255)


def test_pictures_without_words_are_not_called_decorative(tmp_path):
    """A picture without alt text in Word has none in the chapter, even in a table, so that the check reports it."""
    inside = '<Relationship Id="pic" Type="x/image" Target="media/image1.jpeg"/>'
    files = {"word/media/image1.jpeg": photograph()}
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(picture())}</w:tc>'
    body = f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{'<w:tc><w:p/></w:tc>' * 2}</w:tr></w:tbl>" + paragraph(picture())
    text = text_of(imported(tmp_path, docx(body, files=files, relations=inside)))
    assert '<img src="media/01-plan-1.jpg">' in text and "![](media/" in text


def test_pictures_from_elsewhere_are_not_fetched(tmp_path):
    """A picture outside the document is reported and never read; one that browsers can't show is reported too."""
    outside = '<Relationship Id="pic" Type="x/image" Target="file:///etc/passwd" TargetMode="External"/>'
    made = imported(tmp_path, docx(paragraph("Text.") + paragraph(picture(kind="link")), relations=outside))
    assert list(made.files) == made.chapters
    assert any("kept outside of the document" in remark.text for _, _, remark in made.remarks)
    drawing = '<Relationship Id="pic" Type="x/image" Target="media/image1.emf"/>'
    content = docx(paragraph("Text.") + paragraph(picture()), files={"word/media/image1.emf": b"x"}, relations=drawing)
    assert any("(EMF)" in remark.text for _, _, remark in imported(tmp_path, content).remarks)


def test_words_of_drawings_that_browsers_cannot_show_are_kept(tmp_path):
    """The words of an EMF drawing are listed below its paragraph, and the report says so."""
    drawing = '<Relationship Id="pic" Type="x/image" Target="media/image1.emf"/>'
    files = {"word/media/image1.emf": emf(text_out("Council"), text_out("*Parks* team", y=9))}
    made = imported(tmp_path, docx(paragraph("Who:") + paragraph(picture()), files=files, relations=drawing))
    assert text_of(made) == "Who:\n\n- Council\n- \\*Parks\\* team"
    said = next(remark.text for _, _, remark in made.remarks if "EMF" in remark.text)
    assert said == (
        "A drawing that browsers cannot show (EMF) is left out: save it as a PNG picture, and add it. "
        "Its words are here as a list. Delete the list once the picture is there and described."
    )


def test_charts_become_tables(tmp_path):
    """A chart becomes a table of its figures, with the names of its series and categories."""

    def points(*values: str) -> str:
        return "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))

    chart = (
        f"<c:chartSpace {SPACES}><c:title><a:t>Trees</a:t></c:title><c:ser><c:tx>{points('Planted')}</c:tx>"
        f"<c:cat>{points('2026', '2027')}</c:cat><c:val>{points('4', '6.50')}</c:val></c:ser></c:chartSpace>"
    )
    body = paragraph(
        '<w:r><w:drawing><wp:inline><a:graphic><c:chart r:id="ch"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    relation = '<Relationship Id="ch" Type="x/chart" Target="charts/chart1.xml"/>'
    made = imported(tmp_path, docx(body, files={"word/charts/chart1.xml": chart.encode()}, relations=relation))
    html = shown(text_of(made))
    assert "Trees" in html and '<th scope="row">2027</th>' in html and "<td>6.5</td>" in html


def test_equations_keep_their_signs(tmp_path):
    """An equation becomes one line, and the report asks to check it."""
    equation = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    made = imported(tmp_path, docx(paragraph(run("So ") + equation)))
    assert text_of(made) == "So (a)/(b)"
    assert any("an equation" in remark.text for _, _, remark in made.remarks)


def test_what_is_no_document_is_said(tmp_path):
    """Each kind of file that is no Word document gets its own message and hint."""
    odt = io.BytesIO()
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    cases = (
        (b"", "WORD-004", "This file is empty."),
        (b"\0" * 500, "WORD-004", "This file has nothing but zeros in it: a copy was cut off."),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "WORD-004", "(Git LFS)"),
        (b"%PDF-1.7 and so on", "WORD-001", "This is a PDF, not a Word document."),
        (b"{\\rtf1", "WORD-001", "This is a Rich Text document (.rtf)."),
        (old + b"x" * 600, "WORD-001", "a document of an old Word (.doc)"),
        (old + "EncryptedPackage".encode("utf-16-le"), "WORD-002", "protected with a password"),
        (odt.getvalue(), "WORD-001", "This file (.odt) is from LibreOffice"),
        (docx(paragraph("x"))[:-40], "WORD-005", "This document is damaged"),
        (docx(""), "WORD-010", "There is no text in this document."),
    )
    for content, code, words in cases:
        problem = refusal(tmp_path, content)
        assert (problem.code, words in problem.message, bool(problem.advice)) == (code, True, True), problem
    with pytest.raises(OutputRefused) as refused:
        import_documents([tmp_path / "plam.docx"], Choices(), [], 1)
    assert refused.value.problem.code == "WORD-003" and refused.value.problem.advice == "Did you mean “plan.docx”?"


def test_traps_are_refused(tmp_path):
    """WORD-005 and WORD-006: entities, deep nesting and ZIP bombs are refused."""

    def with_body(xml: bytes) -> bytes:
        return docx("", files={"word/document.xml": xml})

    entity = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    assert "declares entities" in refusal(tmp_path, with_body(entity)).message
    assert "nested" in refusal(tmp_path, with_body(b"<a>" * 5000 + b"</a>" * 5000)).message
    assert refusal(tmp_path, docx("", files={"word/media/x.bin": bytes(40_000_000)})).code == "WORD-006"
    many = {f"word/media/{number}": b"" for number in range(10_001)}
    assert refusal(tmp_path, docx("", files=many)).code == "WORD-006"


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab1 .,-+*_`~#>|[](){}<>!&;:=^@\\/“’£•\t"), min_size=1, max_size=40))
def test_words_mean_themselves(tmp_path_factory, words):
    """Whatever is typed in Word appears the same on the page, in a paragraph and in a table."""
    if not any(sign.isalnum() for sign in words):
        return
    folder = tmp_path_factory.getbasetemp()
    row = f"<w:tr><w:tc>{paragraph(run(words))}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    for body in (paragraph(run(words)), f"<w:tbl>{row}{row}</w:tbl>"):
        html = shown(text_of(imported(folder, docx(body))))
        seen = plain_text(html)[0]
        letters = [sign for sign in words if sign.isalnum()]
        got = [sign for sign in seen if sign.isalnum()]
        times = 2 if "<w:tbl>" in body else 1
        assert [sign for sign in got if sign in "a1"] == [sign for sign in letters if sign in "a1"] * times, (
            words,
            html,
        )
