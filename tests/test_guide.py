"""The guide is true: every command runs, every file exists, and every picture is shown."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from microsite.authoring import THINGS
from microsite.cli import main
from microsite.command_line import help_text, read_command_line
from tests import word_files
from tests.built_sites import SEVERAL
from tests.test_docs import BLOCK, PAGES, ROOT, text_of

GUIDE = [page for page in PAGES if page == "README.md" or page.startswith("docs/guide/")]
STEPS = [page for page in GUIDE if page.startswith("docs/guide/steps/")]
SPAN = re.compile(r"``(.+?)``|`([^`]+)`", re.DOTALL)
#: A command as it is typed: in a line of a block, after `$`, in a timer or in a workflow.
TYPED = re.compile(r"(?:^|\$ |- |run: |&& )((?:python3|py) (?:(?:\S*[\\/])?build\.py|-m tests|scripts/\w+)[^\n|]*)")
NOW = "1801472400"
#: Placeholders for something of the author's own, and their values in these tests.
STANDS_FOR = {
    "S:\\web\\parks": "../web",
    "/srv/www/parks": "../web",
    "FOLDER": "../a-folder",
    "OLD": "archive/2027-05-12-0900.zip",
    "02-play.md": "02-what-would-change.md",
}
#: Commands that are not run here, and why. Their options are still parsed by the real parser.
NOT_RUN = {
    "serve": "it goes on until somebody stops it: tests/preview starts it",
    "check --links": "it asks other websites: tests/unit/test_external_links.py has one of its own",
    "archive --public": "it is of a site that is open on the day on which it is made: tests/test_compare.py has one",
    "-m": "it runs the tests",
    "approve": "it needs the name of a pack: tests/test_sign_off.py has one",
    "review --partner": "it needs a partner of that name: tests/test_sign_off.py has one",
}


def spans(page: str) -> Iterator[str]:
    """Yield every code span in a page's prose, each on one line."""
    for found in SPAN.finditer(BLOCK.sub("", text_of(page))):
        yield " ".join((found[1] or found[2]).split())


def commands(page: str) -> Iterator[list[str]]:
    """Yield every command on a page as a list of words, without the interpreter."""
    blocks = [line for _, content in BLOCK.findall(text_of(page)) for line in content.split("\n")]
    typed = [found[1] for line in blocks for found in [TYPED.search(line)] if found]
    things = tuple(f"new {thing}" for thing in THINGS)
    for span in spans(page):
        if re.match(r"(?:(?:py|python3) )?(?:\S*[\\/])?build\.py(?: |$)|(?:py|python3) (?:-m|scripts/)", span):
            typed.append(span)
        elif span.startswith(things):
            typed.append(f"build.py {span}")
    for each in typed:
        said = re.split(r" {3,}| > ", each)[0]
        words = shlex.split(said.replace("\\", "\\\\"))
        yield words[1:] if words[0] in ("py", "python3") else words


COMMANDS = sorted({tuple(words) for page in GUIDE for words in commands(page)})


def test_commands_are_found():
    """Commands are found in blocks and in prose, in the spelling of Windows and of other systems."""
    found = {" ".join(words) for words in COMMANDS}
    assert {
        "..\\microsite\\build.py check",
        "../microsite/build.py check",
        "build.py new ../our-plan",
        "build.py new partner",
        "scripts/bench live",
        "-m tests",
        "..\\microsite\\build.py publish --to S:\\web\\parks --dry-run",
    } <= found
    assert len(found) > 50


@pytest.fixture(scope="module")
def a_site(tmp_path_factory) -> Path:
    """A new site, with a Word document in its folder."""
    place = tmp_path_factory.mktemp("guide")
    site = place / "our-plan"
    facts = {"title": "Parks for everyone", "organisation": "Millbrook Town Council", "kind": "plan"}
    facts |= {"opens": "2027-03-01", "closes": "2027-05-31", "place": "", "survey": ""}
    assert main(["new", str(site), *[f"--{key}={value}" for key, value in facts.items()]]) == 0
    text = word_files.heading("Why parks matter") + word_files.paragraph("Most people live near a park.")
    (site / "strategy.docx").write_bytes(word_files.docx(text))
    return site


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_command_runs(words: tuple[str, ...], a_site, tmp_path, monkeypatch, capsys):
    """Each command succeeds; if it asks for something, it does once its advice is followed word for word."""
    program, *arguments = words
    if program.startswith("scripts/"):
        assert (ROOT / program).stat().st_mode & 0o100
        return
    if program == "-m":
        assert (ROOT / arguments[0] / "__main__.py").is_file()
        assert all((ROOT / each).exists() for each in arguments[1:] if each.startswith("tests/"))
        return
    assert program.replace("\\", "/") in ("build.py", "../microsite/build.py")
    given = [STANDS_FOR.get(each, each) for each in arguments]
    if any(" ".join(given).startswith(each) for each in NOT_RUN):
        assert read_command_line(given)["command"] == given[0]
        return
    site = tmp_path / "our-plan"
    shutil.copytree(a_site, site)
    if "--site" in given:
        other = site / given[given.index("--site") + 1]
        shutil.copytree(ROOT / other.relative_to(site) if "tests" in other.parts else a_site, other)
    if given[:1] == ["new"] and given[1] not in THINGS:
        site = site.rename(tmp_path / "microsite")
    (tmp_path / "web").mkdir()
    monkeypatch.chdir(site)
    if "translation" in given or "--language" in given:
        in_two_languages(site, given)
    if "--strict-duties" in given:
        with_duties_met(site)
    if given[:1] == ["results"]:
        with_answers(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    monkeypatch.setenv("MICROSITE_BROWSER", "")
    if given[:1] == ["compare"]:
        assert main(["archive", "--to", given[1]]) == 0
    code = main(given)
    said = capsys.readouterr().out
    if code == 2 and "NEW-004" in said:
        advice = re.search(r"→ .+?: build\.py (.+)", said)
        assert advice, said
        code = main(shlex.split(advice[1]))
    assert code == 0, said


def with_answers(site: Path) -> None:
    """Put an export next to the site, and the questions it answers into the site."""
    shutil.copy(ROOT / "tests/exports/microsoft-forms/answers.csv", site.parent)
    shutil.copy(ROOT / "tests/exports/site/content/data/questions.yaml", site / "content/data/questions.yaml")


def with_duties_met(site: Path) -> None:
    """Add the kind of body that consults to the configuration, and waive its one duty."""
    waiver = "{duty: privacy, by: Ida Crane, date: 2027-01-12, reason: There is no survey yet.}"
    with (site / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write(f"\nbody: other\nnation: england\nwaived: [{waiver}]\n")


def in_two_languages(site: Path, given: list[str]) -> None:
    """Add a second language to a site; what the translator sends back has the headings of its one chapter."""
    config = site / "site_config.yaml"
    lines = [line for line in config.read_text("utf-8").splitlines() if not line.startswith("language:")]
    config.write_text("\n".join(["languages: [en-GB, cy]", "accept_unreviewed: yes", *lines, ""]), "utf-8")
    for chapter in site.glob("content/*.md"):
        chapter.unlink()
    (site / "content/02-paths.md").write_text("# Paths\n\nMost people live near a path.\n", "utf-8")
    text = word_files.heading("Llwybrau") + word_files.paragraph("Mae'r rhan fwyaf o bobl yn byw ger llwybr.")
    (site / "brief.docx").write_bytes(word_files.docx(text))
    if "--checked" in given:
        assert main(["new", "translation", "02-paths.md", "cy"]) == 0
        welsh = site / "content/cy/02-paths.md"
        text = welsh.read_text("utf-8").replace("Paths", "Llwybrau")
        welsh.write_text(text.replace("Most people live near a path.", "Mae llwybr ger pob tŷ."), "utf-8")


def test_options_exist():
    """Every option that the guide names exists."""
    known = set(re.findall(r"(?<![\w-])--?[a-z-]+\b", help_text()))
    named = {span.split()[0]: page for page in GUIDE for span in spans(page) if re.match(r"--[a-z]", span)}
    others = {"--all": "of the tests", "--measure": "of a stylesheet", "--round": "of a stylesheet"}
    assert len(named) > 15
    assert {name: page for name, page in named.items() if name not in known | others.keys()} == {}


def test_windows_commands_are_the_others():
    """Commands for Windows differ only in `py` and the backslashes."""
    windows = {" ".join(words).replace("\\", "/") for words in COMMANDS if "\\" in words[0]}
    assert len(windows) > 10
    assert all(each.startswith("../microsite/build.py ") for each in windows)


def test_steps_lead_on():
    """Each of the ten steps has at most sixty lines, links to the next, and says how to tell that it worked or not."""
    assert [Path(page).name[:3] for page in STEPS] == [f"{number:02}-" for number in range(1, 11)]
    for number, page in enumerate(STEPS, 1):
        text = text_of(page)
        assert text.startswith(f"# {number}. ") and len(text.splitlines()) <= 60, page
        assert "**It worked** if" in text and re.search(r"\*\*If not|## If it did not", text), page
        last = text.rstrip().split("\n")[-1]
        title = text_of(STEPS[number]).split("\n")[0].removeprefix("# ") if number < 10 else ""
        assert last == f"Next: [{title}]({Path(STEPS[number]).name})" if title else "Next:" not in text
        assert f"(steps/{Path(page).name})" in text_of("docs/guide/README.md")
        assert "](../../pictures/guide-" in text, page


def test_pictures_are_those_of_the_script():
    """Every picture in the guide's steps is made by the script, is shown once with alternative text, and is small."""
    made = set(re.findall(r'"(guide-\d\d-[a-z-]+)"', text_of("scripts/take_guide_pictures.py")))
    files = {file.stem: file for file in (ROOT / "docs/pictures").glob("guide-*.png")}
    shown = [
        (alt, name, page)
        for page in STEPS
        for alt, name in re.findall(r"^!\[(.+)\]\(\.\./\.\./pictures/([\w-]+)\.png\)$", text_of(page), re.MULTILINE)
    ]
    assert sorted(name for _, name, _ in shown) == sorted(made) == sorted(files)
    assert [name for _, name, page in shown if name[6:8] != Path(page).name[:2]] == []
    assert [name for alt, name, _ in shown if len(alt) < 40] == []
    assert {name: file.stat().st_size for name, file in files.items() if file.stat().st_size > 60_000} == {}


#: Files that an author, host or engineer makes, so that no site has them; and names with a slash that aren't files.
MADE_BY_PEOPLE = {
    **dict.fromkeys(("NN-name.md", "content/NN-name.md"), "stands for any chapter"),
    **dict.fromkeys(("01-why.md", "02-trees.md", "trees.html"), "a chapter of an example"),
    **dict.fromkeys(("about.md", "about.html", "content/pages/about.md"), "a page of an example"),
    **dict.fromkeys(("bench.jpg", "plan.pdf", "content/media/logo.svg"), "a picture or document of an example"),
    **dict.fromkeys(("content/pages/", "content/root/"), "a folder that an author makes"),
    **dict.fromkeys(("results_columns.yaml", "content/data/results.yaml"), "what an import of answers leaves"),
    **dict.fromkeys(("sign-off/approvals.yaml", "sign-off/packs"), "what a review and an approval leave"),
    **dict.fromkeys(("content/root/CNAME", ".well-known/security.txt"), "a file for the root of a site"),
    **dict.fromkeys(("site.css", "theme/locales/", "theme/locales/en.yaml", "theme/templates/"), "a site's own look"),
    **dict.fromkeys(("theme/templates/pages/contact.html", "../council-theme"), "a site's own look"),
    **dict.fromkeys((".github/workflows/pages.yml", ".github/workflows/site.yml"), "a workflow"),
    **dict.fromkeys((".gitlab-ci.yml", "site.xml"), "a timer"),
    "archive/2027-09-03-1015.zip": "a record of another day",
    "default/": "how templates name the program's own",
    "microsite/__pycache__/": "made by a start that may write there",
    **dict.fromkeys(("document/plan", "event/drop-in", "faq/who-decides", "priority/2"), "a fact to show"),
    **dict.fromkeys(("question/3", "quote/spiros-vassiliou", "term/outer-quays"), "a fact to show"),
    **dict.fromkeys(("cy/", "content/cy/data/"), "folders of a language, in the output and for lists of its own"),
    **dict.fromkeys(("Europe/London", "image/webp"), "a time zone, a type of file"),
}
ENDINGS = r"md|yaml|yml|py|bat|command|html|docx|css|js|zip|ics|txt|json|svg|png|jpe?g|pdf|xml|webp|sqlite|toml"
PATH = re.compile(rf"(?=.*[/\\]|.+\.(?:{ENDINGS})$)\.?[\w.\\/-]+")
EVERY_HOST = "\nhosts: [iis, apache, nginx, netlify, cloudflare, azure, github, gitlab, s3]\n"


@pytest.fixture(scope="module")
def places(a_site, tmp_path_factory) -> list[Path]:
    """The folders to find the guide's files in: the project, and two sites with everything that is made from them."""
    place = tmp_path_factory.mktemp("places")
    site, town = place / "our-plan", place / "town"
    shutil.copytree(a_site, site)
    shutil.copytree(ROOT / "tests/sites/harbour-town", town)
    with (town / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write(EVERY_HOST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOW)
        patch.setenv("MICROSITE_BROWSER", "")
        for folder in (site, town):
            patch.chdir(folder)
            for command in ("build", "rehearse", "archive", "package", "dates", "components"):
                assert main([command]) == 0
        patch.chdir(site)
        assert main(["import", "strategy.docx"]) == 0
    inside = ("", "content", "content/data", "output", "output/.host-files")
    ours = [ROOT / each for each in ("", "microsite", "docs/guide", "templates", "templates/locales")]
    later = ROOT / "tests/added/harbour-town-later"
    return [*(top / each for top in (site, town, later) for each in inside), *ours, SEVERAL["english-and-welsh"]]


def test_files_exist(places):
    """Every file or folder that the guide names exists, or is one that people make."""
    named = {
        span.replace("\\", "/"): page
        for page in GUIDE
        for span in spans(page)
        if PATH.fullmatch(span) and not span.startswith(("/", "C:", "S:", "..\\microsite"))
    }
    assert len(named) > 100
    missing = {
        name: page
        for name, page in named.items()
        if name not in MADE_BY_PEOPLE and not any((place / name).exists() for place in places)
    }
    assert missing == {}
    assert [name for name in MADE_BY_PEOPLE if name not in named] == []
