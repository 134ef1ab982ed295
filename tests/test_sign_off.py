"""Sign-off as people use it: a pack is made, a partner approves, words change; no approver's name is ever public."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from microsite.cli import main
from tests.small_sites import CHAPTER, CONFIG, tree, write_files

PARTNERS = """\
contact:
  email: parks@example.org
partners:
  - name: Millbrook Parks Trust
    id: trust
    logo: content/media/trust.svg
    role: Looks after the ponds.
  - Millbrook Police
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
SITE = {
    "site_config.yaml": CONFIG + PARTNERS,
    "content/01-why.md": f"{CHAPTER}\nThe Millbrook Parks Trust mends what is broken.\n",
    "content/02-later.md": "---\ntitle: Later\npublish_on: 2027-04-01\n---\n# Later\n\nA secret until April.\n",
    "content/03-draft.md": "---\ntitle: A draft\ndraft: yes\n---\n\nNobody reads it.\n",
    "content/data/documents.yaml": "- title: Costs\n  file: content/media/costs.csv\n  publish_on: 2027-04-01\n",
    "content/media/costs.csv": "Year,Pounds\n2027,1000\n",
    "content/media/trust.svg": LOGO,
}
#: What must never be public: who approved, the evidence for it, and who recorded it.
NAMES = ("Asha Bellweather", "Head of Ponds", "Mail in the file PK/7", "Sam Reedmace")
NOW = "2027-02-01T12:00"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """A site with two partners and some held-back content, for which a pack has been made."""
    site = write_files(SITE, tmp_path_factory.mktemp("reviewed") / "site")
    review(site)
    return site


@pytest.fixture
def site(reviewed, tmp_path, monkeypatch):
    """A copy of that site."""
    monkeypatch.setenv("MICROSITE_BROWSER", "")
    return shutil.copytree(reviewed, tmp_path / "site")


@pytest.fixture
def pack(reviewed):
    """The name of that pack."""
    return next(reviewed.glob("sign-off/packs/*")).stem


def run(*arguments, now=NOW):
    """Run a command and return its exit code."""
    return main([*map(str, arguments), "--now", now])


def review(site, *arguments, now=NOW) -> str:
    """Make a pack and return its name; "" if the pack isn't a new one."""
    before = {*site.glob("sign-off/packs/*")}
    assert run("review", "--site", site, *arguments, now=now) == 0
    new = {*site.glob("sign-off/packs/*")} - before
    return new.pop().stem if new else ""


def approve(site, name, pack, *arguments, now=NOW, **facts) -> int:
    """Record an approval and return the exit code."""
    given = dict(zip(("person", "role", "evidence", "recorded-by"), NAMES, strict=True))
    given |= {"date": "2027-01-30", **facts}
    options = [word for key, text in given.items() for word in (f"--{key}", text)]
    return run("approve", name, "--site", site, "--pack", pack, *options, *arguments, now=now)


def told(site, capsys, *arguments, now=NOW) -> list[tuple[str, str]]:
    """Return the code and message of each problem that `check` reports about approvals, in order."""
    capsys.readouterr()
    run("check", "--json", "--site", site, *arguments, now=now)
    found = json.loads(capsys.readouterr().out)["problems"]
    return [(each["code"], each["message"]) for each in found if each["code"].startswith("APPR")]


def change(site, old, new, file="content/01-why.md"):
    """Replace some words in a file, once."""
    path = site / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_from_pack_to_approval_and_back(site, pack, capsys):
    """A changed word or date ends the approval of its part, a changed email address doesn't; undone, it holds again."""
    assert told(site, capsys) == []  # Approvals are not used yet.
    assert approve(site, "millbrook parks trust", pack.lower().replace("-", "")) == 0
    said = capsys.readouterr().out
    assert "Millbrook Parks Trust approves pack" in said
    assert "1. Why a plan" in said
    assert "Nothing has changed since the pack was made." in said
    police = ("APPR-001", "“Millbrook Police” has not approved this site yet.")
    assert told(site, capsys) == [police]
    change(site, "email: parks@example.org", "email: greens@example.org", "site_config.yaml")
    assert told(site, capsys) == [police]
    change(site, "for everyone", "for nearly everyone")
    change(site, "closes: 2027-05-31", "closes: 2027-06-07", "site_config.yaml")
    earlier = (
        "APPR-002",
        "“Millbrook Parks Trust” approved earlier words, on 2027-01-30. These have changed since: chapters "
        "(“Why a plan”); dates (closes).",
    )
    assert told(site, capsys) == [earlier, police]
    assert approve(site, "Millbrook Police", pack) == 0
    assert (
        "This has changed since the pack was made, so it is not covered:\n  chapters: “Why a plan”\n"
        in capsys.readouterr().out
    )
    assert [code for code, _ in told(site, capsys)] == ["APPR-002", "APPR-002"]
    change(site, "for nearly everyone", "for everyone")
    change(site, "closes: 2027-06-07", "closes: 2027-05-31", "site_config.yaml")
    assert told(site, capsys) == []
    assert run("check", "--strict-approvals", "--site", site) == 0


def test_new_pack_after_a_change(site, pack, capsys):
    """The next pack shows what has changed, by numbered passage, and its approval counts."""
    first = pack
    approve(site, "trust", first)
    change(site, "mends what is broken", "mends what is broken within a week")
    change(site, "closes: 2027-05-31", "closes: 2027-06-07", "site_config.yaml")
    second = review(site, "--partner", "Millbrook Parks Trust", "--by", "2027-02-15")
    assert second != first
    changes = (site / "review/changes.html").read_text("utf-8")
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", changes))
    assert f"Since pack {first}" in words
    assert "1.2 Reworded The Millbrook Parks Trust mends what is broken[added: within a week]." in words
    assert "Closes Reworded" in words
    assert "7 June" in words
    page = (site / "review/index.html").read_text("utf-8").replace("\u00a0", " ")
    assert "2 changes since pack" in page
    assert "<strong>Monday 15 February 2027</strong>" in page
    assert "2-open/media/trust.svg" in page
    assert 'why.html#p-1.2">1.2</a> The Millbrook Parks Trust mends' in page
    assert f"Millbrook Parks Trust approves review pack {second}." in page
    approve(site, "trust", second)
    assert [code for code, _ in told(site, capsys)] == ["APPR-001"]


RESULTS = """\
results:
  {published: 2027-07-01, responses: 1200, summary: Most people want benches., kinds: [{who: All, responses: 1200}]}
outcome: {published: 2027-09-01, summary: There will be benches.}
"""
DECISION = "- {asked: Where?, said: By the pond., did: Two benches stand by the pond.}\n"
CAME_OF_IT = ("what-people-said.html", "what-we-did.html")


@pytest.mark.full
def test_what_came_of_it_waits_for_its_stage(tmp_path, monkeypatch):
    """Results and decisions are in a pack only from their day, unless asked for, and only in stages that have them."""
    monkeypatch.setenv("MICROSITE_BROWSER", "")
    config = {"site_config.yaml": CONFIG + RESULTS, "content/data/decisions.yaml": DECISION}
    site = write_files({**config, "content/01-why.md": CHAPTER}, tmp_path / "site")

    def stages_with(page):
        return sorted(path.parent.name for path in (site / "review").glob(f"*/{page}"))

    review(site)
    assert [stages_with(page) for page in CAME_OF_IT] == [[], []]
    assert not [path for path, content in tree(site / "review").items() if b"benches" in content]
    both = ["5-results", "6-outcome-published"], ["6-outcome-published"]
    for given, now in ((("--with-held-back",), NOW), ((), "2027-09-02T12:00")):
        review(site, *given, now=now)
        assert tuple(map(stages_with, CAME_OF_IT)) == both
        facts = (site / "review/facts.html").read_text("utf-8")
        assert "Most people want benches." in facts
        assert "Two benches stand by the pond." in facts


def test_what_is_held_back(site, pack, capsys):
    """Held-back content is left out of every stage and listed; with --with-held-back it is included."""
    assert review(site) == ""  # The words are the same, so the name is too.
    said = capsys.readouterr().out
    assert "left out: Later (not published until 2027-04-01)" in said
    assert "left out: Costs (not published until 2027-04-01)" in said
    assert "left out: A draft (a draft)" in said
    files = tree(site / "review")
    assert not [path for path in files if "later" in path or "costs" in path or "draft" in path]
    assert not [path for path, content in files.items() if b"secret until" in content or b"Nobody reads" in content]
    assert b"Later: not published until 2027-04-01" in files["index.html"]
    more = review(site, "--with-held-back")
    assert more not in ("", pack)
    files = tree(site / "review")
    assert (
        len([path for path, content in files.items() if path.endswith("/later.html") and b"secret until" in content])
        > 3
    )
    assert b"Nothing is left out. Chapters and documents that are held back" in files["index.html"]
    for name in ("trust", "Millbrook Police"):
        approve(site, name, more)
    assert told(site, capsys) == []  # Still held back, and approved.
    assert [code for code, _ in told(site, capsys, now="2027-04-02T12:00")] == []
    approvals = site / "sign-off/approvals.yaml"
    approvals.unlink()
    for name in ("trust", "Millbrook Police"):
        approve(site, name, pack)
    assert told(site, capsys) == []
    late = dict(told(site, capsys, now="2027-04-02T12:00"))
    assert late.keys() == {"APPR-002"}
    assert "“Later”" in late["APPR-002"]


def test_every_page_says_that_it_is_a_draft(site):
    """Each page is marked as a draft in text and title, asks not to be indexed, and runs no script."""
    pages = {path: content.decode() for path, content in tree(site / "review").items() if path.endswith(".html")}
    assert len(pages) >= 40
    for path, page in pages.items():
        assert page.count("<strong>Draft for review. Not public.</strong>") == 1, path
        assert "<title>Draft for review: " in page, path
        assert page.count('<meta name="robots" content="noindex">') == 1, path
        assert "<script src" not in page, path
        assert 'rel="canonical"' not in page, path
        assert 'review.css"' in page, path
    others = {path.rpartition(".")[2] for path in tree(site / "review")}
    assert others.isdisjoint({"js", "json"}), others
    assert not [path for path in tree(site / "review") if path.endswith(("robots.txt", "_headers", ".htaccess"))]


def test_same_input_same_bytes(site, pack, tmp_path):
    """Two runs give the same bytes, the zip has the same files as the folder, and no other file is overwritten."""
    shutil.rmtree(site / "review/../.microsite-cache")
    one = tree(site / "review")
    review(site, "--to", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            p: c for p, c in one.items() if p != ".microsite"
        }
    assert [path.stem for path in site.glob("sign-off/packs/*")] == [pack]
    own = review(site, "--to", tmp_path / "c.zip", "--partner", "trust")
    assert own == ""  # The words are the same, so the name is too.
    assert (tmp_path / "a.zip").read_bytes() != (tmp_path / "c.zip").read_bytes()
    (tmp_path / "mine.zip").write_text("mine")
    assert run("review", "--site", site, "--to", tmp_path / "mine.zip") == 1
    assert (tmp_path / "mine.zip").read_text() == "mine"


def test_names_are_nowhere_public(site, pack, tmp_path):
    """No page, feed, package, record or pack names who approved, the evidence, or who recorded it."""
    approve(site, "trust", pack)
    approve(site, "Millbrook Police", pack)
    change(site, "for everyone", "for all")
    with (site / "sign-off/approvals.yaml").open("a") as file:
        file.write(f"- partner: trust\n  persn: {NAMES[0]}\n")
    for command in (
        ("build", "--output", site / "output"),
        ("package", "--to", tmp_path / "package.zip"),
        ("archive", "--to", tmp_path / "record.zip"),
        ("review", "--to", tmp_path / "own.zip", "--partner", "trust"),
        ("rehearse", "--output", tmp_path / "rehearsal"),
    ):
        assert run(*command, "--site", site) == 0
    looked_at = {
        **tree(site / "output"),
        **{f"rehearsal/{path}": each for path, each in tree(tmp_path / "rehearsal").items()},
    }
    for file in tmp_path.glob("*.zip"):
        with zipfile.ZipFile(file) as packed:
            looked_at |= {f"{file.name}/{name}": packed.read(name) for name in packed.namelist()}
    looked_at |= {path: each for path, each in tree(site).items() if path.startswith("sign-off/packs")}
    assert len(looked_at) > 100
    words = [word.encode() for name in NAMES for word in (name, name.split()[-1])]
    assert [path for path, content in looked_at.items() if any(word in content for word in words)] == []
    assert not [path for path in looked_at if "approvals" in path or "sign-off" in path.removeprefix("sign-off/packs")]
    everything = (site / "sign-off/approvals.yaml").read_bytes()
    assert all(name.encode() in everything for name in NAMES)


def test_file_stays_as_it_is_written(site, pack):
    """An approval is added as text: the file keeps its comments, order, quotation marks and line endings."""
    approve(site, "trust", pack)
    file = site / "sign-off/approvals.yaml"
    before = file.read_bytes().replace(b"role: Head", b"role:   'Head").replace(b"Ponds\n", b"Ponds'  # by mail\n")
    before = before.replace(b"\n", b"\r\n") + b"# The end\r\n"
    file.write_bytes(before)
    assert approve(site, "Millbrook Police", pack, person='Tom "Tim" Hill: deputy') == 0
    after = file.read_bytes()
    added = after.replace(before.removesuffix(b"# The end\r\n"), b"", 1)
    assert b"\r\n" in added
    assert b"\n" not in added.replace(b"\r\n", b"")
    assert approve(site, "Millbrook Police", pack, person='Tom "Tim" Hill: deputy') == 0
    assert file.read_bytes() == after  # It is there already.


REFUSED = [
    (("Milbrook Police",), {}, "APPR-003", "Did you mean “Millbrook Police”?"),
    (("trust",), {"date": "2027-02-02"}, "APPR-004", "that day has not come yet"),
    (("trust",), {"date": "soon"}, "CONF-006", "“date” cannot stay “soon”"),
    (("trust", "--covers", "chapter"), {}, "CONF-005", "Did you mean “chapters”?"),
    (("trust", "--pack", "7K3MQ-9TX2B"), {}, "APPR-005", "The packs there are"),
    (("trust", "--pack", "the last one of all"), {}, "APPR-005", "is not the name of a review pack"),
]


@pytest.mark.parametrize(("arguments", "facts", "code", "words"), REFUSED, ids=[row[2] + row[3][:9] for row in REFUSED])
def test_refused(arguments, facts, code, words, site, pack, capsys):
    """Invalid approvals aren't recorded, and the message says what to do."""
    assert approve(site, arguments[0], pack, *arguments[1:], **facts) == 1
    said = capsys.readouterr().out
    assert code in said
    assert words in said
    assert said.endswith("Nothing was written down.\n")
    assert not (site / "sign-off/approvals.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--by", "2027-01-31"), "APPR-006"),
        (("--to", "{site}/output"), "OUT-001"),
        (("--to", "{site}/output/pack.zip"), "OUT-001"),
        (("--to", "{site}/content/pack.zip"), "OUT-001"),
    ],
    ids=["past day", "over the site", "among the pages", "among the chapters"],
)
def test_no_pack_where_it_does_not_belong(arguments, code, site, capsys):
    """A pack can't have a past deadline, and can't be written over or into the built site, or among the chapters."""
    assert run("build", "--site", site) == 0
    before = tree(site)
    assert run("review", "--site", site, *(each.format(site=site) for each in arguments)) == 1
    said = capsys.readouterr().out
    assert code in said
    assert said.endswith("The review pack was not written.\n")
    assert {path: content for path, content in tree(site).items() if ".microsite-cache" not in path} == {
        path: content for path, content in before.items() if ".microsite-cache" not in path
    }


def test_what_is_missing_is_named(site, pack, capsys):
    """Without a terminal, the advice is the whole command; followed word for word, it works."""
    assert run("approve", "trust", "--site", site, "--person", "Asha Bellweather") == 2
    said = capsys.readouterr().out
    typed = re.search(r"in your own words: build.py (.+)", said)
    assert typed
    assert run(*shlex.split(typed[1]), "--site", site) == 0
    assert "missing: pack, role, date, evidence, recorded_by" in said
    assert f'--pack "{pack}"' in said
    assert main(["approve"]) == 2


def test_strict(site, capsys):
    """--strict-approvals stops build, check, package and publish; without it, a build succeeds."""
    output = site / "output"
    assert run("build", "--site", site, "--output", output) == 0
    before = tree(output)
    change(site, "for everyone", "for all")
    for command in (("build", "--output", output), ("check",), ("package", "--to", site / "p.zip")):
        assert run(*command, "--site", site, "--strict-approvals") == 1, command
    assert "error APPR-001" in capsys.readouterr().out
    assert tree(output) == before
    assert not (site / "p.zip").exists()
    assert (
        run("publish", "--to", site.parent / "web", "--site", site, "--strict-approvals", now="2021-01-01T09:00") == 1
    )
    assert run("build", "--site", site, "--output", output) == 0


def test_a_build_sees_a_new_approval(site, capsys):
    """A build in which nothing else has changed notices that the file of approvals is there."""
    output = site / "output"
    run("build", "--site", site, "--output", output)
    (site / "sign-off/approvals.yaml").write_text("# None yet\n")
    capsys.readouterr()
    run("build", "--json", "--site", site, "--output", output)
    assert "APPR-001" in capsys.readouterr().out


def test_broken_file_stops_nothing(site, capsys):
    """A mistake in the file of approvals is reported with its line, and the site is still built."""
    write_files({"sign-off/approvals.yaml": "- partner: trust\n  persn: X\n"}, site)
    assert run("build", "--site", site, "--output", site / "output") == 0
    assert run("check", "--site", site) == 0
    said = capsys.readouterr().out
    assert "sign-off/approvals.yaml:2:3: warning" in said
    assert run("check", "--site", site, "--strict-approvals") == 1


def test_a_name_of_before(site, pack, capsys):
    """An approval under a partner's old name is reported; with the partner's id in its place, it isn't."""
    approve(site, "trust", pack)
    change(site, "name: Millbrook Parks Trust", "name: Millbrook Greens", "site_config.yaml")
    found = dict(told(site, capsys))
    assert found["APPR-003"] == "“Millbrook Parks Trust” is not the name of a partner any more."
    change(site, "partner: Millbrook Parks Trust", "partner: trust", "sign-off/approvals.yaml")
    assert "APPR-003" not in dict(told(site, capsys))


def test_a_normal_build_imports_none_of_it(site):
    """A build of a site without approvals imports nothing for them."""
    code = (
        "import sys; from microsite.cli import main; assert main(sys.argv[1:]) == 0; "
        "print([name for name in sys.modules if name.startswith(('microsite.sign_off', 'microsite.compare'))])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "build", "--site", site, "--output", site / "output", "--now", NOW],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_no_approval_of_a_real_partner():
    """This repository has no approvals by partners of the first site."""
    assert not (Path(__file__).parent.parent / "sign-off").exists()
