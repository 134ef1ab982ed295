"""How an import handles odd files and places, and that it never reveals anything of anybody's answers."""

import io
import shutil
import string
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from microsite import command_packages
from microsite.authoring.results import importing
from microsite.authoring.results.counting import QuestionPlan, Uncounted, read_answers, tally_of
from microsite.authoring.results.csv_file import parse_csv
from microsite.authoring.results.days import read_days
from microsite.authoring.results.importing import import_answers
from microsite.authoring.results.personal import personal_cells, personal_heading
from microsite.authoring.results.survey_words import Question
from microsite.authoring.results.table import ExportRefused, Row, column_at, letters
from microsite.authoring.results.writing import months, weeks
from microsite.bootstrap import SetUpFailed
from microsite.cli import engine_templates, main
from microsite.pipeline import make_site
from tests.built_sites import ROOT

SITE = ROOT / "tests/exports/site"
RESULTS, COLUMNS = "content/data/results.yaml", "results_columns.yaml"
QUESTIONS = [
    "How do you use the parks?",
    "How good is the park nearest to you?",
    "Should the paths be lit at night?",
    "What else would you like to tell us?",
]
HEADINGS = ["Response ID", "Date", *QUESTIONS]


@pytest.fixture
def site(tmp_path) -> Path:
    """A copy of the small site."""
    return Path(shutil.copytree(SITE, tmp_path / "site"))


def rows(count: int = 12) -> list[Any]:
    """Return the given number of responses, all alike but for id and date."""
    return [[f"R{n}", date(2027, 3, 1 + n), "Walking", "Good", "Yes", "Benches"] for n in range(1, count + 1)]


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved(tmp_path: Path, content: bytes, name: str = "answers.xlsx") -> Path:
    """Save an export next to the site."""
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def told(outcome: importing.Outcome) -> list[str]:
    """Return the codes and messages of the problems."""
    return [f"{each.code} {each.message}" for each in outcome.problems]


def test_workbook(site, tmp_path):
    """A workbook with dates and numbers as typed cells is counted like the same table in text."""
    numbered = [[float(number), datetime(2027, 3, number, 9, 30), *row[2:]] for number, row in enumerate(rows(), 1)]
    export = saved(tmp_path, workbook(("Form1", [HEADINGS, *numbered])))
    outcome = import_answers(site, export)
    assert told(outcome) == []
    assert "Counted: the answers of 12 people to 4 questions." in outcome.lines
    assert b"- question: 2  # How good is the park nearest to you?\n  answered: 12\n" in outcome.files[RESULTS]


def test_sheets(site, tmp_path):
    """If several sheets have content, one must be named; a hidden one is mentioned and not read."""
    table = [HEADINGS, *rows()]
    export = saved(tmp_path, workbook(("Form1", table), ("Notes", [["Dilys Penhale"]])))
    asked = import_answers(site, export)
    assert told(asked) == ["SURVEY-001 Several sheets of this workbook have something in them."]
    assert asked.problems[0].advice == (
        'Say which one has the answers, “Form1” or “Notes”. Add it to the command: --sheet "Form1"'
    )
    assert import_answers(site, export, "form1").counted
    wrong = import_answers(site, export, "From1")
    assert wrong.problems[0].advice == "Did you mean “Form1”? There is “Form1” and “Notes”."
    hidden = saved(tmp_path, workbook(("Form1", table), ("Old", table), hidden="Old"), "hidden.xlsx")
    found = import_answers(site, hidden)
    assert found.counted and "The hidden sheet “Old” is not read." in found.lines


def test_formulas(site, tmp_path):
    """If the result of a formula is not stored, its location is reported."""
    cells = [*rows()[:3], ["R4", date(2027, 3, 5), "Walking", '=IF(1=1,"Good","")', "Yes", ""], *rows()[4:]]
    outcome = import_answers(site, saved(tmp_path, workbook(("Form1", [HEADINGS, *cells]))))
    assert told(outcome) == ["SURVEY-001 There are formulas in this file whose results are not stored: row 5."]
    assert (outcome.problems[0].location.line, outcome.problems[0].location.column) == (5, 4)


def test_workbook_with_odd_cells(site, tmp_path, capsys):
    """An odd cell of a workbook is reported only by its location, and the library's own warnings are suppressed."""
    cells: list[Any] = [["qz1xj", 1e12, "qz2xj", True, 0.25, "qz3xj\nqz4xj"], *rows()]
    export = saved(tmp_path, workbook(("qzxj", [HEADINGS, *cells])))
    book = load_workbook(export)
    book.worksheets[0]["B2"].number_format = "yyyy-mm-dd"
    book.worksheets[0].title = "Form1"
    book.save(export)
    assert main(["results", "import", str(export), "--site", str(site)]) == 1
    said = "".join(capsys.readouterr()) + (site / COLUMNS).read_text(encoding="utf-8")
    assert "In column D, 1 cell is none of the answers to question 2: row 2." in said
    assert "qz" not in said and "xj" not in said and "Warning" not in said


def packed(**parts: bytes) -> bytes:
    """Return a ZIP file with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (packed(xl__workbook_xml=b"0" * 30_000_000), "This file is larger than we read: unpacked, it would be 30 MB."),
        (packed(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]>'), "This workbook is not as Excel writes it."),
        (packed(xl__workbook_xml=b"<workbook/>"), "This workbook is damaged, or not as Excel writes it."),
        (packed(mimetype=b"application/vnd"), "This file (.ods) is from LibreOffice or OpenOffice."),
        (packed(word__document_xml=b"<w/>"), "This is a Word document, not an export of answers."),
        (packed(Index__Tables__DataList_iwa=b""), "This is a ZIP file."),
    ],
    ids=["bomb", "entities", "damaged", "ods", "docx", "zip"],
)  # fmt: skip
def test_no_workbook(site, tmp_path, content, message):
    """A ZIP bomb, or a file that is no workbook, is refused with one sentence."""
    assert told(import_answers(site, saved(tmp_path, content))) == [f"SURVEY-001 {message}"]


def test_in_the_site(site, monkeypatch):
    """An export in the site's folder is refused, whatever its name, and the hint works as written."""
    (site / "content/media").mkdir()
    for name in ("answers.csv", "content/media/answers.csv", "notes.txt"):
        (site / name).write_text("Response ID,Date\n", encoding="utf-8")
        outcome = import_answers(site, site / name)
        assert told(outcome) == [
            "SURVEY-002 This file is in the folder of the site. People’s answers must not be there."
        ]
        assert outcome.problems[0].advice.endswith(f" results import {site.parent / Path(name).name} --site {site}")
    monkeypatch.chdir(site)
    assert import_answers(Path(), Path("answers.csv")).problems[0].advice.endswith(" results import ../answers.csv")
    (site / "answers.csv").rename(site.parent / "answers.csv")
    assert main(["results", "import", "../answers.csv"]) == 1
    link = site.parent / "linked.csv"
    link.symlink_to(site / "notes.txt")
    assert told(import_answers(site, link))[0].startswith("SURVEY-002")


def test_packages_cannot_be_fetched(site, tmp_path, monkeypatch):
    """If the packages that read workbooks can't be fetched, the message says how to get them, or to export as CSV."""

    def no_network(*_: object) -> None:
        raise SetUpFailed("Excel workbooks need a few more packages. Ask for them.")

    monkeypatch.setattr(command_packages, "ensure_packages", no_network)
    outcome = import_answers(site, saved(tmp_path, workbook(("Form1", [HEADINGS, *rows()]))))
    assert told(outcome) == ["SURVEY-001 What reads an Excel workbook is not there yet."]
    assert outcome.problems[0].advice.endswith("Ask for them. – or export the answers as .csv, and import that.")


def test_not_there(site, tmp_path):
    """For a file name that is nearly right, the hint suggests the right one."""
    saved(tmp_path, b"a", "answers.csv")
    outcome = import_answers(site, tmp_path / "answer.csv")
    assert told(outcome) == ["SURVEY-001 There is no such file."]
    assert outcome.problems[0].advice == "Did you mean “answers.csv”?"


def test_first_site(tmp_path, capsys):
    """A site without questions gets SURVEY-004."""
    export = saved(tmp_path, b"Response ID,Date\nR1,2027-03-01\n", "answers.csv")
    assert main(["results", "import", str(export), "--site", str(ROOT)]) == 1
    assert "content/data/questions.yaml: error SURVEY-004 questions-missing" in capsys.readouterr().out


def test_dry_run(site, tmp_path, capsys):
    """With --dry-run, everything is reported and nothing is written."""
    before = sorted(site.rglob("*"))
    export = saved(tmp_path, workbook(("Form1", [HEADINGS, *rows()])))
    assert main(["results", "import", str(export), "--site", str(site), "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith(
        f"Nothing was written: with --dry-run, this would be {RESULTS} and {COLUMNS}.\n"
    )
    assert sorted(site.rglob("*")) == before


def test_summaries_stay(site, tmp_path):
    """A summary that somebody wrote is kept by the next import; if somebody changed a count, the import refuses."""
    export = saved(tmp_path, workbook(("Form1", [HEADINGS, *rows()])))
    first = import_answers(site, export).files[RESULTS].decode()
    said = "  summary: 'Everybody likes it: really.'\n"
    with_summary = first.replace("- question: 3", f"{said}- question: 3")
    (site / RESULTS).write_text(with_summary, encoding="utf-8")
    again = import_answers(site, saved(tmp_path, workbook(("Form1", [HEADINGS, *rows(20)]))))
    assert b'  summary: "Everybody likes it: really."\n- question: 3' in again.files[RESULTS]
    assert b"answered: 20" in again.files[RESULTS]
    (site / RESULTS).write_text(with_summary.replace("count: 12", "count: 13"), encoding="utf-8")
    assert told(import_answers(site, export))[0].startswith("SURVEY-011")


def test_languages(site, tmp_path):
    """In a site with several languages, answers in any of them count, and are written in all of them."""
    config = site / "site_config.yaml"
    config.write_text(f"languages: [en-GB, cy]\naccept_unreviewed: yes\n{config.read_text()}", encoding="utf-8")
    (site / "content/data/questions.yaml").write_text(
        "- text: {en-GB: How good is it?, cy: Pa mor dda yw?}\n  kind: scale\n"
        "  answers: [{en-GB: Good, cy: Da}, {en-GB: Poor, cy: Gwael}]\n",
        encoding="utf-8",
    )
    text = "Response ID,Date,Pa mor dda yw?\n" + "".join(
        f"R{n},2027-03-0{n},{'Da' if n % 2 else 'Good'}\n" for n in range(1, 9)
    )
    outcome = import_answers(site, saved(tmp_path, text.encode(), "answers.csv"))
    assert told(outcome) == []
    assert "    - answer: {en-GB: Good, cy: Da}\n      count: 8\n" in outcome.files[RESULTS].decode()
    (site / RESULTS).write_bytes(outcome.files[RESULTS])
    with config.open("a", encoding="utf-8") as more:
        more.write("results:\n  published: 2027-05-20\n  responses: 8\n")
    build = make_site(site, engine_templates(), datetime(2027, 6, 1))
    assert [each for each in build.problems if each.code.startswith("RESULT-")] == []
    assert "Gwael" in str(build.files["cy/what-people-said.html"])


def test_blank_answers(site, tmp_path):
    """A response without answers is not counted, and the report says so."""
    blank = ["R99", date(2027, 3, 9), "", "", "Not Answered", ""]
    export = saved(tmp_path, workbook(("Form1", [HEADINGS, *rows(), blank])))
    outcome = import_answers(site, export)
    assert "Left out: 1 answer to no question." in outcome.lines and "  responses: 12" in outcome.lines


def test_few_people_of_a_kind(site, tmp_path):
    """Ways with few people are merged with the next smallest, so that the sum is everybody."""
    who = ["web"] * 8 + ["post"] * 6 + ["phone"] * 2 + [""]
    table = [[*row, way] for row, way in zip(rows(17), who, strict=True)]
    export = saved(tmp_path, workbook(("Form1", [[*HEADINGS, "Channel"], *table])))
    ways = "[{written: web, means: Online}, {written: post, means: By post}, {written: phone, means: By phone}]"
    columns = import_answers(site, export).files[COLUMNS].decode()
    columns = columns.replace("use: undecided  # perhaps way", f"use: way\n    answers: {ways}")
    (site / COLUMNS).write_text(columns, encoding="utf-8")
    lines = import_answers(site, export).lines
    at = lines.index("  channels:")
    assert lines[at + 1 : at + 5] == [
        "    - way: Online",
        "      responses: 8",
        "    - way: By post, By phone or not known",
        "      responses: 9",
    ]


def test_fault_in_the_program(site, tmp_path, monkeypatch, capsys):
    """A bug report contains nothing of the export, not even the exception's message."""

    def breaks(*_: object) -> None:
        raise KeyError("Dilys Penhale")

    monkeypatch.setattr(importing, "count_rows", breaks)
    monkeypatch.chdir(tmp_path)
    export = saved(tmp_path, workbook(("Form1", [HEADINGS, *rows()])))
    assert main(["results", "import", str(export), "--site", str(site)]) == 3
    report = (tmp_path / "microsite-bug.report.txt").read_text(encoding="utf-8")
    assert "ImportFailed: KeyError while an export was read" in report and "in breaks" in report
    assert "Dilys Penhale" not in report.replace('raise KeyError("Dilys Penhale")', "") + "".join(capsys.readouterr())


SEVERAL = Question(
    number=1,
    kind="several",
    texts=("?",),
    answers=(("Walking",), ("No",), ("No, more is fine",), ("Sport, games; or play",), ("Other (please say)",)),
)


@pytest.mark.parametrize(
    ("cell", "found", "is_known"),
    [
        ("Walking", {0}, True),
        ("walking ;  NO;", {0, 1}, True),
        ("No, more is fine", {2}, True),
        ("No, more is fine, No", {1, 2}, True),
        ("Walking, Sport, games; or play", {0, 3}, True),
        ("Walking\nNo\n", {0, 1}, True),
        ("Other (please say)", {4}, True),
        ("Walking; Kites, mostly", {0}, False),
        ("Walkingstick", set(), False),
        ("", set(), True),
        ("Not Answered", set(), True),
    ],
)
def test_several_in_one_cell(cell, found, is_known):
    """Several answers in one cell are split correctly, even if an answer contains the separator."""
    uncounted = Uncounted()
    plan = QuestionPlan(question=SEVERAL, at=0)
    assert read_answers([Row(number=7, cells=(cell,))], plan, uncounted) == [frozenset(found)]
    assert uncounted.unknown == ({} if is_known else {0: [7]})


def test_tally():
    """A tally counts who answered, who skipped, and each answer."""
    chosen = [frozenset({0, 2}), frozenset({0}), frozenset[int](), frozenset({4})]
    tally = tally_of(SEVERAL, chosen)
    assert (tally.answered, tally.skipped, tally.counts) == (3, 1, (2, 0, 1, 0, 1))


@given(
    st.lists(st.sampled_from([*(words[0] for words in SEVERAL.answers), ""]), max_size=30),
    st.sampled_from(["choice", "several"]),
)
def test_counts_add_up(cells, kind):
    """Those who answered and those who skipped add up to everybody, and with one answer each, so do the counts."""
    question = replace(SEVERAL, kind=kind)
    table = [Row(number=number, cells=(cell,)) for number, cell in enumerate(cells, 2)]
    tally = tally_of(question, read_answers(table, QuestionPlan(question=question, at=0), Uncounted()))
    assert tally.answered + tally.skipped == len(cells) and tally.answered == sum(tally.counts)


@pytest.mark.parametrize(
    ("cells", "order", "days", "unreadable", "unclear", "both"),
    [
        (["2027-03-04 09:10:11", "2027/03/05 9:10:11 PM GMT+1"], "", ["03-04", "03-05"], [], [], []),
        (["13/03/2027 09:10", "04/03/2027"], "", ["03-13", "03-04"], [], [], []),
        (["3/13/27 9:10:11", "3/4/27 9:10:11"], "", ["03-13", "03-04"], [], [], []),
        (["04/03/2027", "05/03/2027"], "", [], [], [0, 1], []),
        (["04/03/2027", "05/03/2027"], "day first", ["03-04", "03-05"], [], [], []),
        (["04/03/2027"], "month first", ["04-03"], [], [], []),
        (["03/03/2027"], "", ["03-03"], [], [], []),
        (["13/03/2027", "03/14/2027"], "", [], [], [], [0, 1]),
        (["4 March 2027", "Thu, 5 Mar 2027 10:00"], "", ["03-04", "03-05"], [], [], []),
        (["March 6, 2027", "46450.4"], "", ["03-06", "03-04"], [], [], []),
        (["", "soon", "31/02/2027"], "", [], [1, 2], [], []),
    ],
)  # fmt: skip
def test_days(cells, order, days, unreadable, unclear, both):
    """Dates are parsed in the order that their column shows; if nothing shows it, we don't guess."""
    found = read_days(dict(enumerate(cells)), order)
    assert [f"{day:%m-%d}" for day in found.days.values()] == days
    assert ([*found.unreadable], [*found.unclear], [*found.both]) == (unreadable, unclear, both)


def test_spans():
    """Weeks and months cover every day of the consultation exactly once."""
    first, last = date(2027, 11, 29), date(2028, 3, 2)
    for spans in (weeks(first, last), months(first, last)):
        assert spans[0][0] == first and spans[-1][1] == last
        assert {(after[0] - before[1]).days for before, after in pairwise(spans)} == {1}
    assert [str(start) for start, _ in months(first, last)] == [
        "2027-11-29", "2027-12-01", "2028-01-01", "2028-02-01", "2028-03-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Name", "names"), ("What is your name?", "names"), ("First name", "names"), ("Postcode", "postcodes"),
        ("Your full name (optional)", "names"), ("What is your e-mail address?", "email addresses"),
        ("What is your postcode?", "postcodes"), ("Mobile number", "phone numbers"), ("Email", "email addresses"),
        ("Date of birth", "dates of birth"),
        ("What year were you born?", "dates of birth"), ("IP Address", "IP addresses"), ("Address line 1", "addresses"),
        ("Enw llawn", "names"),
        ("Which street should be closed to cars?", ""), ("What would you name the new park?", ""), ("Age band", ""),
        ("How do you use the parks?", ""), ("What is your favourite place name?", ""), ("Ward", ""),
    ],
)  # fmt: skip
def test_personal_headings(heading, what):
    """Columns with personal data are recognised by their heading; questions about places are not mistaken for them."""
    assert personal_heading(heading) == what


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (["a@example.org", "b@example.org", ""], "email addresses"),
        (["MB1 4AB", "mb24cd"], "postcodes"),
        (["192.0.2.7", "2001:db8::1:2:3"], "IP addresses"),
        (["01632 960123", "+44 7700 900123"], "phone numbers"),
        (["4 Mill Lane, Millbrook", "Flat 2, 9 Quarry Road, MB1 4AB"], "addresses"),
        (["12/05/1961", "1988-03-02"], "dates of birth"),
        (["Dilys Penhale", "Huw Uglow", "Mrs Ada Marlowe", "Gwen van Tregear"], "names"),
        (["North Ward", "South Ward", "North Ward", "South Ward", "North Ward"], ""),
        (["Yes", "No", "Yes"], ""),
        (["Write to me at a@example.org about the pond", "More benches"], ""),
    ],
)
def test_personal_cells(cells, what):
    """Columns with personal data are recognised by their cells too."""
    assert personal_cells(cells) == what


def test_columns_are_named_as_in_a_spreadsheet():
    """Column numbers become A, Z, AA and so on, and back."""
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_at(letters(at)) == at for at in range(800))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings(encoding, separator):
    """A table is parsed alike in each encoding and with each separator, even with line breaks in cells."""
    text = separator.join(('"Café, é;\t""x"""', "b")) + "\r\n" + separator.join(('"one\r\ntwo"', "")) + "\r\n\r\n"
    table = parse_csv(text.encode(encoding), "answers.csv")
    assert [row.cells for row in table.rows] == [('Café, é;\t"x"', "b"), ("one\r\ntwo", "")]


#: Marks that stand for people's answers: no word of ours contains `qz` or `xj`.
MARKS = st.builds("qz{}xj".format, st.text(string.ascii_lowercase + string.digits, min_size=3, max_size=6))
OWN = st.sampled_from(["Walking", "Good", "Yes", "", "1", "2027-03-09", "09/03/2027", "Not Answered"])
CELLS = st.one_of(
    MARKS,
    OWN,
    st.builds("{}@example.org".format, MARKS),
    st.builds("{};{}".format, OWN, MARKS),
    st.builds('"{}\n{}"'.format, OWN, MARKS),
    st.builds('{}"'.format, MARKS),
)
USES = ["ignored", "kind", "way", "date", "question 4", "question 2", "respondent"]
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=9)
TOPS = st.sampled_from(
    [
        [],
        HEADINGS,
        ["ID", "Start time", "Completion time", "Email", "Name", *QUESTIONS],
        ["Timestamp", "Email Address", *QUESTIONS],
        ["Respondent ID", "Collector ID", "Start Date", "End Date", QUESTIONS[0], "", QUESTIONS[1]],
        ["UserID", "UserNo", "Started", "Ended", f"Q1. {QUESTIONS[0]}", "", QUESTIONS[3]],
        ["Response ID", '"Submitted', f"{QUESTIONS[0]} - Walking", QUESTIONS[1]],
        [QUESTIONS[3]],
    ]
)


@given(TOPS, TABLES, st.sampled_from(",;\t"), st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_of_anybody_leaves(tmp_path_factory, top, table, separator, data):
    """No mark that stands for an answer is ever printed or written, whatever the file is like."""
    import_with_marks(tmp_path_factory, top, table, separator, data)


@pytest.mark.full
@given(TOPS, TABLES, st.sampled_from(",;\t"), st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_of_anybody_leaves_ever(tmp_path_factory, top, table, separator, data):
    """Nor is it for many more files."""
    import_with_marks(tmp_path_factory, top, table, separator, data)


def import_with_marks(tmp_path_factory, top, table, separator, data):
    """Import a file with marks twice: with the proposed columns file, then with other uses for some columns."""
    place = tmp_path_factory.mktemp("marks")
    site = Path(shutil.copytree(SITE, place / "site"))
    lines = [separator.join(row) for row in ([top] if top else []) + table]
    export = saved(place, "\n".join(lines).encode(), "answers.csv")
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        for turn in range(2):
            code = main(["results", "import", "answers.csv", "--site", str(site)])
            assert code in (0, 1)
            columns = site / COLUMNS
            if turn or not columns.is_file():
                break
            text = columns.read_text(encoding="utf-8")
            for old in ("use: ignored", "use: refused", "use: undecided"):
                new = data.draw(
                    st.sampled_from(["ignored", "kind", "way", "date", "question 4", "question 2", "respondent"])
                )
                text = text.replace(f"    {old}", f"    use: {new}\n    answers: [{{written: Good, means: Good}}]", 1)
            columns.write_text(text, encoding="utf-8")
    files = [file.read_bytes() for file in place.rglob("*") if file.is_file() and file != export]
    everything = out.getvalue() + err.getvalue() + b"".join(files).decode("utf-8", "replace")
    assert "xj" not in everything and "qz" not in everything


def everything_said(site: Path, content: str, capsys) -> str:
    """Return everything that an import prints and writes."""
    export = saved(site.parent, content.encode(), "answers.csv")
    main(["results", "import", str(export), "--site", str(site)])
    return "".join(capsys.readouterr()) + "".join(file.read_text("utf-8") for file in site.rglob("*.yaml"))


@pytest.mark.parametrize(
    "first",
    [
        # Somebody typed a question as an answer, in a file without headings.
        f"qz1xj,{QUESTIONS[3]},qz2xj,qz3xj\n",
        # A quotation mark is missing, so the first row swallows answers of the second.
        f'"Response ID,{QUESTIONS[0]}\nR1,",qz1xj,{QUESTIONS[1]},{QUESTIONS[2]},{QUESTIONS[3]}\n',
        # The same in a survey service's export.
        f'Respondent ID,Collector ID,"Start Date\n1,2,",qz1xj,{QUESTIONS[1]}\n',
    ],
    ids=["question-as-answer", "quotation-mark", "quotation-mark-of-a-service"],
)
def test_answers_that_look_like_headings(site, first, capsys):
    """A cell that may be an answer is never shown as a heading: the column is identified only by its letters."""
    said = everything_said(site, first + "R1,Walking,Good,Yes\n" * 6, capsys)
    assert "use: " in said and "qz" not in said and "xj" not in said


def test_first_answers_are_no_headings(site, tmp_path):
    """Rows without ids and dates are counted, even for a service whose exports have a second row of headings."""
    top = ["Respondent ID", "Collector ID", "Start Date", "End Date", *QUESTIONS[:3], QUESTIONS[3]]
    table = [top, *(["", "", "", "", "Walking", "Good", "Yes", ""] for _ in range(8))]
    outcome = import_answers(site, saved(tmp_path, workbook(("Sheet", table))))
    assert told(outcome) == [] and "Counted: the answers of 8 people to 4 questions." in outcome.lines


def test_words_of_the_columns_file_are_not_repeated(site, tmp_path, capsys):
    """A mistake next to words that the author copied from a cell is reported without those words."""
    table = "\n".join([",".join(HEADINGS), *(f"R{n},2027-03-0{n},Walking,qz1xj,Yes," for n in range(1, 9))])
    everything_said(site, table, capsys)
    columns = (site / COLUMNS).read_text(encoding="utf-8")
    wrong = "    use: question 2\n    answers: [{written: qz1xj, means: Excellent}]"
    (site / COLUMNS).write_text(columns.replace("    use: question 2", wrong), encoding="utf-8")
    assert main(["results", "import", str(tmp_path / "answers.csv"), "--site", str(site)]) == 1
    said = capsys.readouterr().out
    assert "“Excellent” is none of the answers to question 2." in said and "qz" not in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("column: F", "column: 6", "“6” is no column."),
        ("column: F", "column: A", "Column A is there twice."),
        ("use: question 4", "use: tbc", "This does not say yet what the column is."),
        ("use: question 4", "use:", "“use” has no value."),
        ("use: date", "use: respondent", "Two columns are respondent: A and B. There can be one."),
        ("use: question 4", "use: answer 9 of question 2", "Question 2 has 4 answers to choose from."),
        ("use: question 4", "use: question 2", "Several columns are question 2, and only one can be."),
        ("use: question 4", "use: other of question 3", "Question 3 has no answer such as Other, so what people"),
        ("use: question 4", "use: test", "We do not know yet what marks a test answer in column F."),
        ("use: date", "use: date\n    groups: yes", "Column B cannot give the groups: only a kind or a question with"),
    ],
)
def test_mistakes_in_the_columns_file(site, tmp_path, old, new, message):
    """A mistake in the columns file is reported with its location."""
    export = saved(tmp_path, workbook(("Form1", [HEADINGS, *rows()])))
    columns = import_answers(site, export).files[COLUMNS].decode()
    head, _, body = columns.partition("columns:\n")
    (site / COLUMNS).write_text(f"{head}columns:\n{body.replace(old, new, 1)}", encoding="utf-8")
    found = [each for each in import_answers(site, export).problems if each.message.startswith(message)]
    assert [each.location.file for each in found] == [COLUMNS] and found[0].location.line > 20


def test_refusal_knows_no_cell():
    """The exception for an unreadable file contains nothing of the file."""
    with pytest.raises(ExportRefused) as refused:
        parse_csv(b'Response ID,Date\nR1,"Dilys Penhale\n', "answers.csv")
    assert "Dilys" not in repr(refused.value) + str(refused.value) + repr(refused.value.problems)
    assert "Dilys" not in repr(Row(number=1, cells=("Dilys",)))
