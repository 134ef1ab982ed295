"""Making a new site: the questions, the starter's files, and what can be added later."""

import io
import json
import os
import re
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from microsite.authoring import THINGS
from microsite.authoring.answers import default_answer, tidied
from microsite.authoring.new_site import STARTER
from microsite.cli import engine_templates, main
from microsite.pipeline import make_site
from microsite.problems import Severity
from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.small_sites import SMALLEST, tree, write_files

ANSWERS = {
    "title": "Room for all: a plan",
    "organisation": "Millbrook Town Council",
    "kind": "plan",
    "place": "Millbrook",
    "opens": "2027-09-06",
    "closes": "2027-11-29",
}
OPTIONS = [part for key, text in ANSWERS.items() for part in (f"--{key}", text)]
STAGES = ("2027-08-01T09:00", "2027-09-06T09:00", "2027-11-27T09:00", "2027-12-10T09:00", "2029-01-01T09:00")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """A function that runs a command with empty stdin, in a folder with a space and a non-ASCII letter in its name."""
    folder = tmp_path / "our sité"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def command(*arguments):
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


@pytest.fixture
def site(run):
    """A site that has just been made."""
    code, said = run("new", "plan", *OPTIONS)
    assert (code, said.splitlines()[1]) == (0, "Your site is in plan.")
    return Path("plan")


@pytest.mark.parametrize("now", STAGES)
@pytest.mark.parametrize("survey", ["", "https://survey.example.org/parks"])
def test_starter_builds_clean(run, now, survey):
    """At every stage, the starter has no problems except facts that are still to be supplied."""
    assert run("new", "plan", *OPTIONS, *(["--survey", survey] if survey else []))[0] == 0
    build = make_site(Path("plan"), engine_templates(), datetime.fromisoformat(now))
    assert [each for each in build.problems if each.severity is not Severity.TO_SUPPLY] == []
    assert {"index.html", "why-we-are-asking.html", "from-answers-to-a-decision.html"} <= set(build.files)
    assert not any("what-you-can-write" in path for path in build.files)


def test_check_lists_only_facts(site, run):
    """`check` reports nothing but the facts that are still to be supplied."""
    code, said = run("check", "--site", str(site), "--now", STAGES[0])
    assert code == 0 and said.startswith("Still to be supplied:\n")
    assert said.endswith("\n\nNo problem was found. The site can be built.\n")


def test_page_on_what_can_be_written(site):
    """Without its `draft: yes`, the page for the team has only one problem: it is an example."""
    page = site / "content/00-what-you-can-write.md"
    page.write_text(page.read_text(encoding="utf-8").replace("draft: yes\n", ""), encoding="utf-8")
    for now, severity in ((STAGES[0], Severity.WARNING), (STAGES[1], Severity.ERROR)):
        build = make_site(site, engine_templates(), datetime.fromisoformat(now))
        found = [each for each in build.problems if each.severity is not Severity.TO_SUPPLY]
        assert [(each.code, each.severity) for each in found] == [("START-002", severity)]


@pytest.mark.parametrize("name", sorted(path.name for path in (STARTER / "content/data").iterdir()))
def test_examples_of_lists(name, site):
    """Each example is valid once the # and the space are deleted, and is reported as an example."""
    file = site / "content/data" / name
    head, _, examples = file.read_text(encoding="utf-8").partition("\n\n")
    file.write_text(head + "\n\n" + re.sub(r"^# ?", "", examples, flags=re.MULTILINE), encoding="utf-8")
    build = make_site(site, engine_templates(), datetime.fromisoformat(STAGES[0]))
    found = [each for each in build.problems if each.severity > Severity.HINT]
    assert {(each.code, each.location.file) for each in found} == {("START-002", f"content/data/{name}")}
    items = sum(line.startswith("# - ") for line in examples.split("\n"))
    assert len(found) == items


def test_every_line_is_explained(site):
    """Every block of the configuration starts with a comment, and no placeholder is left in the file."""
    text = (site / "site_config.yaml").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        assert block.startswith("#"), block
    assert not re.search(r"\{\w+\}", text)


def test_files_to_double_click(site):
    """They have the program's path and the line endings of their system; on Windows they wait at the end."""
    path = os.path.relpath(ROOT / "build.py", site)
    shared = os.path.commonpath((ROOT, site.resolve())) != os.sep
    for name, more in (("Build", ""), ("Preview", " serve --open")):
        batch = (site / f"{name}.bat").read_bytes()
        assert batch.count(b"\r\n") == batch.count(b"\n") and batch.rstrip().endswith(b"pause")
        assert f'py -3 "%PROGRAM%"{more}\r\n'.encode() in batch
        shell = site / f"{name}.command"
        assert shell.stat().st_mode & stat.S_IXUSR or os.name == "nt"
        assert b"\r" not in shell.read_bytes() and f'python3 "$PROGRAM"{more}\n' in shell.read_text()
        assert (path if shared else str(ROOT / "build.py")) in shell.read_text()


@pytest.mark.full  # It may set up the program's own environment first.
@pytest.mark.skipif(os.name == "nt", reason="a file of another system")
def test_file_to_double_click_builds(site):
    """Wherever it is started from, the file builds the site in its own folder."""
    ended = subprocess.run(
        [site.resolve() / "Build.command"],
        cwd="/",
        input="\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_S,
    )
    assert "Open this page in a browser" in ended.stdout, ended.stdout + ended.stderr
    assert (site / "output/index.html").is_file()


def test_settings_for_editors(site):
    """The editor's settings name the schema in the site, and the extension that reads it."""
    settings = json.loads((site / ".vscode/settings.json").read_text())
    (schema,) = settings["yaml.schemas"]
    assert (site / schema).read_bytes() == (ROOT / "docs/site_config.schema.json").read_bytes()
    assert json.loads((site / ".vscode/extensions.json").read_text()) == {"recommendations": ["redhat.vscode-yaml"]}


#: What people type, and either the problem they get or, after >, what the file then has.
MISTAKES = [
    ("opens", "1 March 2027", "> 2027-03-01"),
    ("opens", "Monday 1st March 2027 at 9am", "> 2027-03-01 09:00"),
    ("closes", "31.12.2027", "> 2027-12-31"),
    ("opens", "opens: 2027-03-01", "> 2027-03-01"),
    ("opens", "03/04/2027", "DATE-002 “03/04/2027” can be read in two ways. Write 2027-04-03 for 3 April"),
    ("opens", "31 June 2027", "DATE-001 There is no such day as “31 June 2027”."),
    ("opens", "March 2027", "DATE-020 “March 2027” does not say which day."),
    ("closes", "2027-01-01", "DATE-005 The consultation closes (2027-01-01) before it opens (2027-09-06)."),
    ("opens", "TBC", "CONF-006 “opens” cannot stay “TBC”."),
    ("kind", "the Strategy", "> strategy"),
    ("kind", "survey", "CONF-029 “survey” is what people answer with"),
    ("survey", "none", "CONF-026 “none” is not a value for “survey.address”. Write to be supplied"),
    ("survey", "address: to be supplied", "> to be supplied"),
    (
        "survey",
        "survey.example.org/parks",
        "CONF-011 “survey.example.org/parks” is not a web address. Write https",
    ),
    ("survey", "parks@example.org", "CONF-011"),
    ("title", "to be supplied", "CONF-006"),
    ("title", 'Room: the "big" plan # 1', '> Room: the "big" plan # 1'),
    ("title", "xxx", "CONF-026 Readers would see “xxx” just as it is typed."),
    ("organisation", "O'Hanlon & Daughters: parks", "> O'Hanlon & Daughters: parks"),
    ("organisation", "n/a", "CONF-"),
    ("place", "n/a", "CONF-"),
    ("place", "{title}", "> {title}"),
]


@pytest.mark.parametrize(("key", "typed", "said"), MISTAKES)
def test_mistakes_in_answers(key, typed, said, run):
    """A natural mistake in an answer is corrected if the meaning is certain, and reported with a remedy otherwise."""
    given = {**ANSWERS, key: typed}
    options = [part for name, text in given.items() for part in (f"--{name}", text)]
    code, printed = run("new", "plan", *options)
    if said.startswith("> "):
        assert code == 0, printed
        line, *_ = re.findall(
            rf"^ *{ {'kind': 'document_kind', 'survey': 'address'}.get(key, key) }: (.+)$",
            Path("plan/site_config.yaml").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        assert (json.loads(line) if line.startswith('"') else line) == said[2:]
    else:
        assert code == 1 and printed.endswith("\nNothing was made.\n") and not Path("plan").exists()
        flat = " ".join(re.sub(r"→", "", printed).split())
        assert printed.startswith(f"--{key}: ")
        for part in said.split(" ", 1):
            assert part in flat


def test_all_wrong_answers_at_once(run):
    """All wrong answers are reported in one run."""
    said = run("new", "plan", "--title", "xxx", "--opens", "soon", "--closes", "1/2/2027")[1]
    assert [word for word in ("--title", "--opens", "--closes") if f"\n{word}: " not in f"\n{said}"] == []


#: Mistakes in the starter's files: the file, the text that is replaced, what replaces it, and the problem's code.
IN_FILES = [
    ("site_config.yaml", 'title: "Room for all: a plan"', "title: Room for all: a plan", "YAML-003"),
    ("site_config.yaml", 'colour: "#004b6e"', "colour: #004b6e", "YAML-008"),
    ("site_config.yaml", "opens: 2027-09-06", "opens: 6 September 2027", "DATE-003"),
    ("site_config.yaml", "organisation:", "organization:", "CONF-001"),
    ("site_config.yaml", "language: en-GB", "language: English", "CONF-014"),
    ("site_config.yaml", "  email: to be supplied", "  email: TBC", "CONF-026"),
    ("site_config.yaml", "#   logo: content/media/logo.svg", "  logo: content/media/logo.svg", "CONF-021"),
    ("site_config.yaml", "# priorities:\n#   - title: Paths", "# priorities:\n  - title: Paths", "YAML-001"),
    ("site_config.yaml", "partners: []", "partners: []\n  - name: Police", "YAML-001"),
    ("site_config.yaml", 'title: "Room for all: a plan"', 'title: "Room for all: a plan', "YAML-005"),
    ("site_config.yaml", 'organisation: "Millbrook', 'organisation "Millbrook', "YAML-001"),
    ("content/01-why-we-are-asking.md", "(show:dates)", "(show:date)", "TEXT-014"),
    ("content/01-why-we-are-asking.md", "(have-your-say.html)", "(have-your-say.htm)", "TEXT-004"),
]


@pytest.mark.parametrize(("name", "old", "new", "code"), IN_FILES)
def test_mistakes_in_files(name, old, new, code, site, run):
    """A natural mistake in the starter's files is reported at its line, with what to do."""
    file = site / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    _, said = run("check", "--site", str(site), "--now", STAGES[0])
    line = text[: text.index(old)].count("\n") + 1
    assert re.search(rf"^{name}:{line}:\d+: (?:error|warning|hint) {code}", said, re.MULTILINE), said
    assert "→ " in said


def test_nobody_to_ask(run):
    """Without a terminal or options, the command prints a command to type instead, and that works."""
    code, said = run("new", "plan")
    assert code == 2 and "NEW-004 answers-missing" in said and not Path("plan").exists()
    typed = re.search(r"→ .*: build\.py (new .+)", said)
    assert typed
    import shlex

    assert run(*shlex.split(typed[1]))[0] == 0


def test_missing_and_wrong_are_told_together(run):
    """An empty answer counts as missing; missing and wrong ones are reported together, and the command shown works."""
    code, said = run(
        "new", "plan", "--title", "", "--organisation", " ", "--opens", "31/2/2027", "--closes", "2027-05-31"
    )
    assert code == 1 and "DATE-001" in said and "are missing: title, organisation." in said
    typed = re.search(r"→ .*: build\.py (new .+)", said)
    assert typed
    import shlex

    assert run(*shlex.split(typed[1]))[0] == 0


def test_never_overwrites(run):
    """A folder that isn't empty is left untouched, and the one suggested instead works; an empty folder is used."""
    write_files({"plan/notes.docx": "mine", "empty/.DS_Store": ""}, Path())
    code, said = run("new", "plan", *OPTIONS)
    assert code == 1 and "NEW-001 folder-has-something-in-it" in said and "build.py new plan-2" in said
    assert tree(Path("plan")) == {"notes.docx": b"mine"}
    assert run("new", "plan-2", *OPTIONS)[0] == 0
    assert run("new", "empty", *OPTIONS)[0] == 0
    Path("here").mkdir()
    os.chdir("here")
    assert run("new", ".", *OPTIONS)[0] == 0 and Path("site_config.yaml").is_file()


def test_not_inside_another(site, run, monkeypatch):
    """A site can't be made inside the program's folder or inside another site."""
    for folder in (site / "sub", ROOT / "our-plan", ROOT):
        code, said = run("new", str(folder), *OPTIONS)
        assert code == 1 and "NEW-002 folder-inside-another" in said, said
    assert not (ROOT / "our-plan").exists() and not (site / "sub").exists()


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may write everywhere")
def test_not_allowed_to_write(run):
    """If the folder isn't writable, nothing is left behind and the reason is reported."""
    Path("shut").mkdir(mode=0o500)
    code, said = run("new", "shut/plan", *OPTIONS)
    assert code == 1 and "NEW-003 new-files-cannot-be-written" in said
    assert list(Path("shut").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "why", "offered"),
    [
        ("plan.", "it ends with a full stop", "plan"),
        ("our plan ", "it begins or ends with a space", "our-plan"),
        ("aux.site", "Windows keeps the name aux.site for itself", "our-aux.site"),
        ("CON", "Windows keeps the name CON for itself", "our-CON"),
        ("parks: a plan?", "it has : in it", "parks-a-plan"),
        ("~/parks", "it has ~ in it", f"our-plan{os.sep}parks"),
        ("'plan'", "it has ' in it", "plan"),
        ("...", "it ends with a full stop", "our-plan"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="some of these names are other paths there")
def test_names_that_not_every_computer_has(name, why, offered, run):
    """A name that a folder can't have on Windows is rejected, and the name that is suggested works."""
    code, said = run("new", name, *OPTIONS)
    assert code == 1 and f"Not every computer can have a folder of this name: {why}." in said
    assert list(Path().iterdir()) == []
    assert f"Choose another name: build.py new {offered}\n" in said
    assert run("new", offered, *OPTIONS)[0] == 0 and Path(offered, "site_config.yaml").is_file()
    assert "Choose a shorter name." in run("new", "x" * 300, *OPTIONS)[1]


def test_days_are_said_back(run):
    """The dates are shown in words, with how long people have to answer, and whether a day is past."""
    said = run("new", "plan", *OPTIONS, "--now", "2027-10-01T09:00")[1]
    assert "First day: Monday 6 September 2027. That day is past.\n" in said
    assert "Last day: Monday 29 November 2027, so people have 85 days.\n" in said


def test_a_file_in_the_way(run):
    """If part of the path is a file, that is reported and the file is left untouched."""
    Path("file").write_text("mine")
    code, said = run("new", "file/plan", *OPTIONS)
    assert code == 1 and ("NEW-003" in said or "NEW-001" in said)
    assert Path("file").read_text() == "mine"


def test_offered_wherever_there_is_no_site(run):
    """A command in a folder without a site says what to type to make one."""
    for command in ("build", "check", "dates", "rehearse", "package", "components"):
        assert "type: build.py new ." in run(command)[1]
    Path("notes.docx").write_text("")
    assert "type: build.py new our-plan " in run("check")[1]
    said = run("import", "notes.docx")[1]
    assert "type: build.py new our-plan " in said and "build.py import notes.docx --site FOLDER" in said
    assert "type: build.py new gone" in run("check", "--site", "gone")[1]


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
class TestTerminal:
    """The questions, at a real terminal."""

    @staticmethod
    def controls():
        """Make the terminal the controlling one, so that its Ctrl+C stops this process."""
        import fcntl
        import termios

        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    @staticmethod
    def answered(folder, keys, *arguments):
        """Type answers at a terminal; return the exit code and what is shown."""
        import pty
        import select

        here, there = pty.openpty()
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys; from microsite.cli import main; sys.exit(main(sys.argv[1:]))",
                *arguments,
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1"},
            stdin=there,
            stdout=there,
            stderr=there,
            start_new_session=True,
            preexec_fn=TestTerminal.controls,  # noqa: PLW1509 - this process has one thread
        )
        os.close(there)
        shown = b""
        for typed in keys:
            while not shown.endswith(b"> "):
                part = os.read(here, 4096)
                assert part, shown
                shown += part
            os.write(here, typed)
            shown += b"\n"
        try:
            while True:
                # If Python gets a Ctrl+C just before it starts to wait for a line, only the next one interrupts it.
                while not select.select([here], [], [], 1)[0]:
                    if keys[-1] == b"\x03":
                        os.write(here, keys[-1])
                if not (part := os.read(here, 4096)):
                    break
                shown += part
        except OSError:
            pass  # The other end is closed.
        os.close(here)
        return process.wait(timeout=HANG_S), shown.decode().replace("\r", "")

    def test_questions(self, tmp_path):
        """Each answer is checked at once; Enter accepts the suggestion; a wrong answer is asked for again."""
        typed = [
            b"\n",
            b"Parks for all\n",
            b"Millbrook\n",
            b"the plan\n",
            b"\n",
            b"3/4/2027\n",
            b"1 March 2027\n",
            b"\n",
            b"\n",
        ]
        code, shown = self.answered(tmp_path, typed, "new", "plan")
        assert code == 0, shown
        assert "“3/4/2027” can be read in two ways." in shown and "Monday 1 March 2027" in shown
        text = (tmp_path / "plan/site_config.yaml").read_text(encoding="utf-8")
        for line in ('title: "Parks for all"', "opens: 2027-03-01", "closes: 2027-06-07", "  address: to be supplied"):
            assert f"\n{line}\n" in text
        assert '\ndocument_kind: "plan"\n' in text and "\n# place: " in text

    def test_stopped(self, tmp_path):
        """Ctrl+C and the end of the input leave nothing behind."""
        for key in (b"\x03", b"\x04"):
            code, shown = self.answered(tmp_path, [b"Parks\n", key], "new", "plan")
            assert code == 130 and "Stopped. Nothing was made." in shown
            assert list(tmp_path.iterdir()) == []

    def test_empty_option(self, tmp_path):
        """A required option that is empty is asked for."""
        typed = [b"Parks for all\n", b"Millbrook\n", b"plan\n", b"\n", b"2027-03-01\n", b"2027-05-31\n", b"\n"]
        code, shown = self.answered(tmp_path, typed, "new", "plan", "--title", "")
        assert code == 0, shown
        assert 'title: "Parks for all"' in (tmp_path / "plan/site_config.yaml").read_text()

    def test_item(self, tmp_path):
        """An item's keys are asked for one by one, and empty ones are left out."""
        write_files(SMALLEST, tmp_path)
        typed = [b"Drop-in\n", b"20 May 2027 2pm\n", b"19:00\n", b"\n", b"y\n", b"yes\n", b"\n"]
        code, shown = self.answered(tmp_path, typed, "new", "event")
        assert code == 0, shown
        assert "“y” is neither yes nor no." in shown
        assert (tmp_path / "content/data/events.yaml").read_text() == (
            "- what: Drop-in\n  start: 2027-05-20 14:00\n  end: 2027-05-20 19:00\n  step_free: yes\n"
        )


def test_new_chapter(run):
    """A chapter gets the next free number, its title, and a sentence that its text is to be supplied."""
    write_files({**SMALLEST, "content/05-last.md": "---\norder: 7\n---\n# Last\n\nText.\n"}, Path())
    code, said = run("new", "chapter", "Violence in the home: what we know")
    assert (code, said) == (0, "Made content/08-violence-in-the-home-what-we-know.md. Write the chapter there.\n")
    assert Path("content/08-violence-in-the-home-what-we-know.md").read_text() == (
        '---\ntitle: "Violence in the home: what we know"\n---\n\nThe text of this chapter is to be supplied.\n'
    )
    build = make_site(Path(), engine_templates(), datetime.fromisoformat("2027-04-01"))
    assert [each.code for each in build.problems if each.severity > Severity.HINT] == []
    assert run("new", "chapter", "Between", "--after", "01-why.md")[1].startswith("Made content/03-between.md.")
    for title in ("between!", "Partners", "Why"):
        assert "NEW-005 chapter-already-there" in run("new", "chapter", title)[1]
    assert "NEW-006 no-number-free" in [run("new", "chapter", each, "--after", "01-why.md") for each in "ABC"][-1][1]
    assert "--after" in run("new", "chapter", "X", "--after", "99-gone.md")[1]
    write_files({"content/99-end.md": "# End\n\nText.\n"}, Path())
    assert "There is no number free after 99." in run("new", "chapter", "More")[1]
    assert run("new", "chapter")[0] == 2


def test_facts_as_options(run):
    """Each fact of an item can be given as an option of its own name, in every way that options are written."""
    write_files(SMALLEST, Path())
    for given in (["--name", "Police"], ["--name=Fire"], ["--set", "name=Health", "--role", "Helps us."]):
        assert run("new", "partner", *given)[0] == 0
    assert run("new", "event", "--what", "Drop-in", "--start", "2 March 2027 14:00", "--step-free", "yes")[0] == 0
    assert run("new", "chapter", "--title", "Paths", "--site", ".")[0] == 0
    added = Path("site_config.yaml").read_text().partition("partners:\n")[2]
    assert added == "  - name: Police\n  - name: Fire\n  - name: Health\n    role: Helps us.\n"
    events = Path("content/data/events.yaml").read_text()
    assert events == "- what: Drop-in\n  start: 2027-03-02 14:00\n  step_free: yes\n"
    said = run("new", "partner", "--nam", "Police")[1]
    assert "There is no key “nam” in “partners[4]”.\n  → Did you mean “name”?" in said


@pytest.mark.parametrize(
    ("today", "opens", "closes"),
    [
        ("2026-11-29", "2026-12-14", "2027-03-22"),
        ("2026-12-13", "2027-01-04", "2027-04-12"),
        ("2027-03-12", "2027-04-05", "2027-06-28"),
        ("2027-04-19", "2027-05-10", "2027-08-02"),
        ("2027-05-17", "2027-06-07", "2027-08-31"),
        ("2027-09-30", "2027-10-18", "2028-01-24"),
    ],
)
def test_offered_days_suit(today, opens, closes, run):
    """The suggested days are as expected, and the site has no hint about the dates."""
    day = date.fromisoformat(today)
    first = default_answer("opens", {}, day)
    last = default_answer("closes", {"opens": first}, day)
    assert (first, last) == (opens, closes)
    run("new", "plan", *OPTIONS, "--opens", first, "--closes", last)
    said = run("check", "--site", "plan", "--now", f"{today}T09:00")[1]
    assert "to be supplied" in said and "DATE-" not in said


def test_new_items(run):
    """Items are added to their files, with everything else in the file left as it was."""
    config = SMALLEST["site_config.yaml"] + "partners:\n  - Police # since 2020\n\n# The end.\n"
    write_files({**SMALLEST, "site_config.yaml": config}, Path())
    assert run("new", "partner", "Fire: and rescue", "--set", "kind=Fire")[0] == 0
    added = '  - name: "Fire: and rescue"\n    kind: Fire\n'
    assert Path("site_config.yaml").read_text() == config.replace("# since 2020\n", f"# since 2020\n{added}")
    assert run("new", "faq", "Who decides?", "--set", "answer=The council.")[0] == 0
    assert Path("content/data/faqs.yaml").read_text() == "- question: Who decides?\n  answer: The council.\n"
    code, said = run("new", "update", "--set", "date=2 March 2027", "--set", "what=More", "--set", "chapter=02-no.md")
    assert code == 1 and "LIST-004 no-such-chapter" in said and not Path("content/data/updates.yaml").exists()
    assert (
        run("new", "update", "--set", "date=2 March 2027", "--set", "what=More", "--set", "chapter=01-why.md")[0] == 0
    )
    assert "date: 2027-03-02\n" in Path("content/data/updates.yaml").read_text()
    decision = ("--said", "More trees.", "--did", "We plant them.", "--chapter", "01-why.md")
    assert run("new", "decision", "Should there be trees?", *decision)[0] == 0
    decisions = "- asked: Should there be trees?\n  said: More trees.\n  did: We plant them.\n  chapter: 01-why.md\n"
    assert Path("content/data/decisions.yaml").read_text() == decisions
    assert run("new", "action", "Plant 200 trees", "--who", "The council", "--due", "31/3/2028")[0] == 0
    assert Path("content/data/actions.yaml").read_text() == (
        "- what: Plant 200 trees\n  who: The council\n  due: 2028-03-31\n"
    )
    code, said = run("new", "event", "--set", "wat=Drop-in", "--set", "what=Drop-in", "--set", "start=2027-04-02")
    assert code == 1 and "There is no key “wat” in “events[1]”." in said
    assert run("new", "partner")[0] == 2
    assert "NEW-004 answers-missing" in run("new", "event", "Drop-in")[1]


def test_help_names_all_that_can_be_added(run):
    """--help lists everything that can be added."""
    said = run("--help")[1]
    listed = re.search(r"new THING +adds ([a-z,\s]+?)\n  build\.py", said)
    assert listed and sorted(re.findall(r"[a-z]+", listed[1])) == sorted(THINGS)


def test_file_that_cannot_be_added_to(run):
    """A list on one line is left alone, with the lines to add shown; errors in a list are reported."""
    config = SMALLEST["site_config.yaml"] + "partners: [Police, Fire]\n"
    write_files({**SMALLEST, "site_config.yaml": config, "content/data/faqs.yaml": "- question: A\n"}, Path())
    code, said = run("new", "partner", "Health")
    assert code == 1 and "NEW-007 cannot-add-to-file" in said and "- name: Health" in said
    assert Path("site_config.yaml").read_text() == config
    code, said = run("new", "faq", "B", "--set", "answer=C")
    assert code == 1 and "CONF-002 missing-key" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new"], "Name a folder for the new site: build.py new our-plan"),
        (["new", " "], "Name a folder for the new site: build.py new our-plan"),
        (["new", "chaper", "Paths"], "There is no “new chaper”. Did you mean “chapter”?"),
        (["new", "partners"], "Did you mean “new partner”?"),
        (["new", "our", "site"], 'use quotation marks: build.py new "our site"'),
        (["new", "partner", "--name"], "Say what --name is: --name TEXT."),
        (["new", "partner", "--name", "--role", "x"], "Say what --name is: --name TEXT."),
        (["new", "plan", "--name", "x"], "Unrecognized arguments: --name"),
        (["new", "partner", "--set", "Police"], 'Write --set "KEY=TEXT", such as --set "name=Police"'),
        (["new", "plan", "--set", "a=b"], "You can only use --set with: new chapter, new partner"),
        (["check", "--title", "x"], "You can only use --title with: build.py new"),
        (["check", "more"], "Unrecognized arguments: more."),
        (["explain"], "Say which problem: build.py explain TEXT-009"),
    ],
)
def test_usage(arguments, said, run):
    """An invalid command line exits with 2 and one line that says what to type."""
    code, printed = run(*arguments)
    assert code == 2 and said in printed and printed.count("\n") == 1
    assert list(Path().iterdir()) == []


def test_json(run):
    """With --json, the result says whether the site was made, its files, and the problems."""
    code, said = run("new", "plan", *OPTIONS, "--json")
    assert code == 0 and json.loads(said)["made"] is True and "site_config.yaml" in json.loads(said)["files"]
    code, said = run("new", "plan", *OPTIONS, "--json")
    assert code == 1 and [each["code"] for each in json.loads(said)["problems"]] == ["NEW-001"]


def test_tidied_keeps_words():
    """A title that begins like a key keeps its words."""
    from microsite.authoring.answers import QUESTIONS

    assert tidied(QUESTIONS[0], "Titles and more") == "Titles and more"
