"""The documentation is true and complete, and its links work.

The info string of an example's block says what it is, so that it can be found and tried: `yaml site_config`,
`yaml quotes`, `markdown chapter`. A `text` block on a problem's page is a report; a `console` block is a run.
"""

import io
import re
import runpy
import shlex
import sys
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from microsite.cli import engine_templates, main
from microsite.model.chapter import FrontMatter
from microsite.pipeline import make_site
from microsite.problem_codes import CODES
from microsite.problems import Severity
from microsite.validate.reference_page import heading_id
from tests.test_problems import ELSEWHERE

ROOT = Path(__file__).resolve().parent.parent
GENERATED = runpy.run_path(str(ROOT / "scripts/reference"))["generated"]()
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CODE_PAGES = [f"docs/problems/{code}.md" for code in CODES]
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")
CODE_SPAN = re.compile(r"``.+?``|`[^`]+`")


def a_photograph() -> bytes:
    """Return the bytes of a small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6)).save(out, "jpeg")
    return out.getvalue()


#: Facts that an example may leave out.
BASE = {
    "title": "Parks for everyone",
    "summary": "A plan for the parks of Millbrook.",
    "organisation": "Millbrook Town Council",
    "opens": "2027-03-01",
    "closes": "2027-05-31",
    "time_zone": "Europe/London",
}
PRIORITIES = "\npriorities:\n  - title: Paths that everyone can use\n"
#: What an example about the outcome relies on: a consultation that is over, its questions, and a decision.
AFTERWARDS = {
    "opens": "2026-03-02",
    "closes": "2026-05-31",
    "results": "{published: 2026-06-29, responses: 412}",
    "outcome": "{published: 2026-10-26, summary: The paths come first.}",
}
AFTERWARDS_LISTS = {
    "questions": """\
- text: Should the paths come first?
  kind: choice
  answers: ["Yes", "No", I do not know]
- text: What do you do in the parks?
  kind: several
  answers: [Walk, Play, Sit]
- text: Which paths do you avoid, and why?
""",
    "decisions": "- {priority: 1, asked: What comes first?, said: The paths., did: The paths come first.}\n",
}
OTHER_FILES = {
    "media/logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "media/map.pdf": b"%PDF-1.7",
    "media/bench.jpg": a_photograph(),
}


def text_of(page: str) -> str:
    """Return the text of one page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a page: the info string and the content of each."""
    return BLOCK.findall(text_of(page))


def links(page: str) -> list[str]:
    """Return the targets of the links to the project itself in a page's prose."""
    return [target for target in LINK.findall(CODE_SPAN.sub("", BLOCK.sub("", text_of(page)))) if "://" not in target]


def headings(page: str) -> set[str]:
    """Return the ids of a page's headings."""
    return {heading_id(heading) for heading in re.findall(r"^#+ (.+)$", BLOCK.sub("", text_of(page)), re.MULTILINE)}


@pytest.mark.parametrize("path", GENERATED)
def test_generated_files_are_up_to_date(path):
    """The schema for editors and the reference page are what scripts/reference writes."""
    assert (ROOT / path).read_text(encoding="utf-8") == GENERATED[path], f"run scripts/reference to write {path} anew"


def test_every_code_has_a_page():
    """There is a page for each code, titled with the code and its name, and no other page."""
    written = {path for path in PAGES if path.startswith("docs/problems/") and not path.endswith("README.md")}
    assert written == set(CODE_PAGES)
    for code, name in CODES.items():
        assert text_of(f"docs/problems/{code}.md").startswith(f"# {code} {name}\n")


def test_problems_are_listed():
    """The list names every code once, in order within its family, with its name, and marks warnings and hints."""
    listed = re.findall(
        r"^- \[(.+)\]\((.+)\.md\) (\S+)( \((?:warning|hint)\))?$", text_of("docs/problems/README.md"), re.MULTILINE
    )
    severities = {
        code: found[1]
        for code in CODES
        if (found := re.search(rf": (warning|hint) {code} ", text_of(f"docs/problems/{code}.md")))
    }
    given = [(code, code, name, f" ({severities[code]})" if code in severities else "") for code, name in CODES.items()]
    assert sorted(listed) == sorted(given)
    for family in {code.split("-")[0] for code in CODES}:
        assert [code for code, *_ in listed if code.startswith(f"{family}-")] == sorted(
            code for code in CODES if code.startswith(f"{family}-")
        )


def reports_of(code):
    """Return the reports of all broken sites for a code, one after the other."""
    return "".join(case.read_bytes().decode() for case in (ROOT / "tests/problems").glob(f"{code}-*/expected.txt"))


def test_examples_are_real_reports():
    """The report on each code's page is one that a broken site gets, word for word."""
    wrong = []
    for code in sorted({*CODES} - {"FACT-001"}):
        (report,) = [content for info, content in blocks(f"docs/problems/{code}.md") if info == "text"]
        begins = re.match(rf"\S.*: (error|warning|hint|repair) {code} {CODES[code]}\n", report)
        if not begins or (code not in ELSEWHERE and f"\n\n{report.rstrip()}\n" not in reports_of(code)):
            wrong.append((code, report))
    assert wrong == []


def test_reports_shown_elsewhere_are_real():
    """Reports on other pages are ones that a broken site gets, too."""
    shown = [
        (page, found[1], content)
        for page in PAGES
        if page not in CODE_PAGES
        for info, content in blocks(page)
        if info == "text" and (found := re.search(r": (?:error|warning|hint) ([A-Z]+-\d{3}) ", content))
    ]
    assert shown
    assert [(page, content) for page, code, content in shown if content not in reports_of(code)] == []


def test_links_lead_somewhere():
    """Every link leads to a file of the project, and to a heading if it has a fragment."""
    lost = []
    for page in PAGES:
        for target in links(page):
            path, _, fragment = target.partition("#")
            file = (ROOT / page).parent / path if path else ROOT / page
            if not file.exists() or (
                fragment and fragment not in headings(file.resolve().relative_to(ROOT).as_posix())
            ):
                lost.append((page, target))
    assert lost == []


def test_many_questions_are_answered():
    """The index of questions has at least sixty, each only once and with a link."""
    rows = re.findall(r"^\| (.+\?) \| (.*) \|$", (ROOT / "docs/guide/how-do-i.md").read_text(encoding="utf-8"), re.M)
    assert len(dict(rows)) == len(rows) >= 60
    assert all(re.fullmatch(r"\[.+\]\(.+\)", answer) for _, answer in rows)


def test_every_page_is_reached():
    """Links from the README reach every page of the documentation."""
    reached, waiting = {"README.md"}, ["README.md"]
    while waiting:
        page = waiting.pop()
        for target in links(page):
            file = ((ROOT / page).parent / target.partition("#")[0]).resolve()
            if file.suffix == ".md" and file.is_relative_to(ROOT):
                name = file.relative_to(ROOT).as_posix()
                if name not in reached:
                    reached.add(name)
                    waiting.append(name)
    assert [page for page in PAGES if page not in reached] == []


def test_commands_and_options_are_documented(capsys):
    """The guide has every command and option that --help names, and --help names every option in the guide's table."""
    main(["--help"])
    shown = capsys.readouterr().out
    guide = text_of("docs/guide/options.md")
    commands = re.findall(r"\w+", re.search(r"^usage: build\.py \[([\w\s|]+)\]", shown)[1])  # type: ignore[index]
    options = set(re.findall(r"(?<![\w-])--?[a-z]+\b", shown))
    assert len(commands) >= 2 and len(options) >= 8
    assert [command for command in commands if f"build.py {command}" not in guide] == []
    table = guide.partition("## Options")[2]
    assert set(re.findall(r"(?<=`)--?[a-z]+\b", table)) == options


def test_front_matter_keys_are_documented():
    """The guide's table of front matter has every key and no others."""
    table = text_of("docs/guide/chapters.md").partition("front matter;")[2].partition("\n\nThe text is")[0]
    keys = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    assert sorted(keys) == sorted(each.encode_name for each in msgspec.structs.fields(FrontMatter))


EXAMPLES = [
    (page, number)
    for page in PAGES
    for number, (info, _) in enumerate(blocks(page))
    if info.startswith(("yaml", "mark")) and info not in ("yaml github", "yaml gitlab")
]


@pytest.mark.parametrize(("page", "number"), EXAMPLES)
def test_examples_are_right(page, number, tmp_path):
    """Examples that authors are shown can be copied into a site without causing a problem."""
    info, content = blocks(page)[number]
    given = set(re.findall(r"^(\w+):", content, re.MULTILINE)) if info == "yaml site_config" else set()
    is_afterwards = info in ("yaml results", "yaml themes", "yaml decisions", "yaml actions")
    base = BASE | AFTERWARDS if is_afterwards else BASE
    config = "".join(f"{key}: {value}\n" for key, value in base.items() if key not in given)
    files = {
        "content/01-why.md": "# Why\n\nText.\n",
        "content/02-paths.md": "# Ways through town\n\n## Where they lead\n\nText.\n",
        "content/pages/about.md": "# About us\n\nText.\n",
    }
    if is_afterwards:
        files |= {f"content/data/{name}.yaml": text for name, text in AFTERWARDS_LISTS.items()}
    if info == "yaml site_config":
        config += content
    elif info.startswith("yaml "):
        files[f"content/data/{info.removeprefix('yaml ')}.yaml"] = content
    elif info == "markdown page":
        files["content/pages/about.md"] = content
    else:
        assert info == "markdown chapter"
        files["content/03-example.md"] = "\n\n".join(
            ["" if content.startswith(("---", "# ")) else "# Title", content, "Text.\n"]
        ).lstrip()
    files["site_config.yaml"] = config + ("" if given & {"priorities", "outcome"} else PRIORITIES)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, content in OTHER_FILES.items():
        (tmp_path / "content" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_bytes(content)
    build = make_site(tmp_path, engine_templates(), datetime.fromisoformat("2027-04-01T12:00"))
    told = [problem for problem in build.problems if problem.severity > Severity.TO_SUPPLY]
    if "languages" in given:  # The rest of the site is in one language.
        told = [each for each in told if not each.code.startswith("TRAN-") or each.severity is Severity.ERROR]
    assert told == []
    assert "index.html" in build.files


RUNS = [
    (page, command)
    for page in PAGES
    for info, content in blocks(page)
    if info == "console"
    for command in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]
]


@pytest.mark.parametrize(("page", "run"), RUNS)
def test_runs_are_real(page, run, tmp_path, monkeypatch, capsys):
    """Commands that are shown exist, and those of build.py print the lines that are shown."""
    command, *lines = run.rstrip().split("\n")
    words = shlex.split(command)
    if words[0].startswith("scripts/"):
        assert (ROOT / words[0]).is_file()
        return
    if words[:3] == ["python3", "-m", "tests"]:
        assert (ROOT / "tests/__main__.py").is_file()
        return
    assert words[:2] == ["python3", "build.py"]
    arguments = words[2:]
    if "check" not in arguments:
        at = arguments.index("--output") if "--output" in arguments else len(arguments)
        arguments[at : at + 2] = ["--output", str(tmp_path / "output")]
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", words[1:])
    assert main(arguments) == 0
    printed = capsys.readouterr().out.replace(str(tmp_path / "output" / "index.html"), "output/index.html")
    real = re.sub(r"in \d+\.\d seconds", "in some seconds", printed).split("\n")
    for line in lines:
        if line != "  …" and not line.startswith("Setting up for the first time."):
            assert re.sub(r"in \d+\.\d seconds", "in some seconds", line) in real


def test_set_up_says_what_is_shown():
    """The line that the pages show for the first run is in the source of the set-up."""
    shown = {line for page, run in RUNS for line in run.split("\n") if line.startswith("Setting up")}
    source = text_of("microsite/bootstrap.py")
    assert shown == {"Setting up for the first time. This takes about a minute."}
    assert 'why = "Setting up for the first time."' in source and "{why} This takes about a minute." in source


def test_files_that_architecture_names_exist():
    """Every file and folder that the architecture page names exists, but for those that the program itself makes."""
    page = text_of("docs/guide/architecture.md")
    named = set(re.findall(r"`([\w./-]+(?:\.py|/))`", page)) - {"formats/"}
    named = {name for name in named if not name.endswith("__pycache__/")}
    assert len(named) > 30
    assert [name for name in named if not any((ROOT / top / name).exists() for top in ("", "microsite"))] == []


def test_decisions_are_listed():
    """The list of decisions has every record with its number and title; numbers have no gaps or duplicates."""
    listed = text_of("docs/decisions/README.md")
    records = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for page in PAGES:
        found = re.fullmatch(r"docs/decisions/((\d{4})-[a-z0-9-]+\.md)", page)
        if found:
            number, title = re.match(r"# (\d+)\. (.+)\n", text_of(page)).groups()  # type: ignore[union-attr]
            assert int(found[2]) == int(number)
            assert f"- [{found[2]} {title}]({found[1]})\n" in listed
            assert re.findall(r"^## (.+)$", text_of(page), re.MULTILINE) == [
                "Context",
                "Decision",
                "Consequences",
                "Alternatives",
            ]


def test_changelog_has_its_order():
    """The sections of each version are in the same order, so that what matters most is read first."""
    order = ["Security", "Removed", "Deprecated", "Added", "Changed", "Fixed"]
    for version in text_of("CHANGELOG.md").split("\n## ")[1:]:
        found = re.findall(r"^### (.+)$", version, re.MULTILINE)
        assert found == [section for section in order if section in found]
        assert found
