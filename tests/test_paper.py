"""The whole document on paper: reproducible PDFs, and the messages when one can't be made."""

import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from microsite.bootstrap import SetUpFailed
from microsite.cli import main
from microsite.language_plans import plan_languages
from microsite.load.site_files import load_site_files
from microsite.pipeline import make_site
from microsite.preview.edition import Edition
from microsite.store import Store
from tests.small_sites import SMALLEST, write_files

ROOT = Path(__file__).parent.parent
TOWN = ROOT / "tests" / "sites" / "harbour-town"
OPEN = datetime(2027, 5, 12, 9)


def town_with(tmp_path, formats):
    """Copy the harbour town and ask for some formats in its configuration."""
    site = tmp_path / "town"
    shutil.copytree(TOWN, site)
    config = site / "site_config.yaml"
    config.write_text(f"{config.read_text(encoding='utf-8')}formats: [{formats}]\n", encoding="utf-8")
    return site


def made(site, now=OPEN):
    """Build a site."""
    return make_site(site, ROOT / "templates", now)


def test_formats_are_published_and_listed(tmp_path):
    """A build makes the formats that are asked for; the page Documents links to them with type, size and pages."""
    build = made(town_with(tmp_path, "pdf"))
    assert not build.has_errors
    paper = build.sites[0].papers[0]
    assert build.files[paper.path] == paper.content
    assert paper.content.startswith(b"%PDF-")
    page = build.files["documents.html"].decode()
    assert f'href="{paper.path}"' in page
    assert f"PDF, {round(len(paper.content) / 1000)} kB, {paper.pages} pages" in page


def test_way_by_post_leads_to_the_form(tmp_path):
    """Replying by post links to the form that the build makes, unless the author has supplied one."""
    site = town_with(tmp_path, "form")
    own = made(site).files["have-your-say.html"].decode()
    assert 'href="media/answer-form.pdf"' in own
    config = site / "site_config.yaml"
    text = config.read_text(encoding="utf-8").replace("    form: content/media/answer-form.pdf\n", "")
    config.write_text(text, encoding="utf-8")
    (site / "content/media/answer-form.pdf").unlink()
    build = made(site)
    assert f'href="{build.sites[0].papers[0].path}">Form to print (PDF, ' in build.files["have-your-say.html"].decode()


def test_none_is_made_unasked():
    """A build makes no formats unless they are asked for."""
    build = made(TOWN)
    assert not build.sites[0].papers
    assert not any(path.startswith("formats/") for path in build.files)


def test_packages_cannot_be_fetched(tmp_path, monkeypatch):
    """PAPER-002: without the packages for it, no PDF is made; the message says why, and where it was asked for."""

    def fail(*_):
        raise SetUpFailed("There is no connection to the internet.")

    monkeypatch.setattr("microsite.papers_of_plan.ensure_packages", fail)
    build = made(town_with(tmp_path, "pdf"))
    told = [each for each in build.problems if each.code == "PAPER-002"]
    assert [(each.location.file, each.message) for each in told] == [
        ("site_config.yaml", "We cannot make PDFs. There is no connection to the internet.")
    ]
    assert not build.files


def test_preview_names_them(tmp_path):
    """The preview makes no formats, because that would be slow, but lists those that the next build makes."""
    site = town_with(tmp_path, "pdf, large-print")
    store = Store()
    plans = plan_languages(load_site_files(site), site, ROOT / "templates", OPEN, store)
    edition = Edition(plans, store)
    page = (edition.content("documents.html") or b"").decode()
    assert "The next build makes these formats:" in page
    assert "<li>Large print</li>" in page
    assert not edition.complete().has_errors
    assert edition.content("formats/large-print.pdf") is None


def test_same_bytes(tmp_path):
    """At another moment of the same stage, even given in another time zone, the papers are byte-for-byte the same."""
    site = town_with(tmp_path, "pdf")
    papers = made(site).sites[0].papers
    later = made(site, datetime(2027, 5, 15, 4, tzinfo=UTC)).sites[0].papers
    assert [each.content for each in papers] == [each.content for each in later]
    closed = made(site, datetime(2027, 7, 20, 9)).sites[0].papers
    assert papers[0].content != closed[0].content


def paper(*words, site, folder, capsys):
    """Run the command; return its exit code, what it printed, and the names of the files it wrote."""
    code = main(["paper", *words, "--site", str(site), "--output", str(folder), "--now", "2027-05-12T09:00"])
    written = sorted(path.name for path in folder.iterdir() if path.name != ".microsite") if folder.is_dir() else []
    return code, capsys.readouterr().out, written


def test_command_makes_what_is_named(tmp_path, capsys):
    """The command writes only the formats that are named, and rejects unknown ones."""
    code, said, written = paper("pdf", site=TOWN, folder=tmp_path / "paper", capsys=capsys)
    assert (code, written) == (0, ["room-to-grow-the-play-parks-green-spaces.pdf"])
    assert written[0] in said
    assert main(["paper", "cake", "--site", str(TOWN)]) == 2
    assert "There is no format “cake”." in capsys.readouterr().err


def test_command_says_what_a_site_lacks(tmp_path, capsys):
    """Without names, the command makes the formats that the site has the facts for, and says what others need."""
    site = write_files(SMALLEST, tmp_path / "small")
    code, said, written = paper(site=site, folder=tmp_path / "paper", capsys=capsys)
    assert code == 0
    assert "Left out: poster. It needs the address of the site, in site_address." in said
    assert "Left out: form. It needs the survey's questions, in content/data/questions.yaml." in said
    assert any(name.endswith("-large-print.pdf") for name in written)
    assert not any("poster" in name or "form" in name for name in written)


def test_command_keeps_the_site(tmp_path, capsys):
    """The command won't write to the folder of a built site, which it would replace."""
    site = write_files(SMALLEST, tmp_path / "small")
    assert main(["build", "--site", str(site), "--now", "2027-03-01T09:00"]) == 0
    before = sorted((site / "output").rglob("*"))
    code, said, _ = paper("pdf", site=site, folder=site / "output", capsys=capsys)
    assert (code, sorted((site / "output").rglob("*"))) == (1, before)
    assert "OUT-001" in said


HOSTILE = """\
# Signs and orders

#read("/etc/hostname") #import "@preview/cetz:0.3.0" #eval("1 + 1") $x^2$ @reference <label> \\\\ *strong* _soft_ `code`

= No heading

#image("picture-1.svg") #link("here")[here] // no comment /* nor this */ "quoted" '
"""


def test_words_are_no_source(tmp_path):
    """Text that looks like typesetting commands is in the PDF as it was typed."""
    site = write_files({**SMALLEST, "content/01-why.md": HOSTILE}, tmp_path / "site")
    config = site / "site_config.yaml"
    config.write_text(config.read_text("utf-8") + "formats: [pdf]\n", encoding="utf-8")
    build = made(site, datetime(2027, 3, 1, 9))
    assert not build.has_errors, [str(each) for each in build.problems if each.severity.name == "ERROR"]
    words = words_of_pdf(build.sites[0].papers[0].content)
    for said in ('#read("/etc/hostname")', '#import "@preview/cetz:0.3.0"', '#eval("1 + 1")', "$x^2$", "@reference"):
        assert said.replace(" ", "") in words
    assert "=Noheading" in words
    assert "//nocomment/*northis*/" in words


def words_of_pdf(content):
    """Return the text of a PDF without spaces, in the order in which it is drawn."""
    drawn = []
    with pikepdf.open(BytesIO(content)) as document:
        for page in document.pages:
            fonts = {name: letters_of(font) for name, font in page.Resources.Font.items()}
            font = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                elif str(operator) in ("Tj", "TJ"):
                    pieces = operands[0] if str(operator) == "TJ" else operands
                    codes = b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))
                    drawn += [font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)]
    return re.sub(r"\s", "", "".join(drawn))


def letters_of(font):
    """Parse a font's ToUnicode table: the text of each code."""
    table = font.ToUnicode.read_bytes().decode()
    found = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", section):
            found[bytes.fromhex(code)] = bytes.fromhex(letters).decode("utf-16-be")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", section):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + offset).to_bytes(2, "big")] = chr(int(letters, 16) + offset)
    return found
