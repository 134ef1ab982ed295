"""What norms and good practice ask of a site: found, not found or waived; whose duty it is; and how it is listed.

`MICROSITE_REWRITE=1 python3 -m tests tests/unit/test_duties.py` rewrites the stored checklists.
"""

import copy
import json
import os
import re
import shutil
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
import yaml

from microsite.cli import engine_templates, main
from microsite.duties.case import State
from microsite.duties.checklist import BODIES, NATIONS, checklist_of, strict_problems
from microsite.duties.data import NATIONS as WITH_FILES
from microsite.duties.data import known_duties, known_polls
from microsite.duties.elections import first_thursday_in_may
from microsite.duties.page import render_checklist, render_checklist_page
from microsite.duties.tests_of_duties import TESTS
from microsite.duties.text import checklist_text
from microsite.language_plans import plan_languages
from microsite.load.site_files import load_site_files
from microsite.model.duty_records import Body, Nation, TestName
from microsite.store import Store
from tests.built_sites import ROOT, SITES, built
from tests.cases import read_cases
from tests.small_sites import SMALLEST, write_files

CASES = read_cases("duties")
STORED = ROOT / "tests/duties"
STORE = Store()
NOW = "2027-03-01T12:00"


def changed(change):
    """Return the configuration of the whole site with some keys changed."""
    site = copy.deepcopy(CASES["site"])
    for path, value in change.items():
        *records, key = [path] if path.startswith("data/") else path.split(".")
        inner = site
        for name in records:
            inner = inner[name]
        if value is None:
            inner.pop(key, None)
        else:
            inner[key] = value
    return site


def checklist(folder, change, now=NOW):
    """Return the checklist of the whole site with some keys changed, without drawing any page."""
    site = changed({each: value for each, value in change.items() if each != "chapters"})
    lists = {key: site.pop(key) for key in list(site) if key.startswith("data/")}
    files = {f"content/{key}.yaml": yaml.safe_dump(value, allow_unicode=True) for key, value in lists.items()}
    files["site_config.yaml"] = yaml.safe_dump(site, allow_unicode=True, sort_keys=False)
    if "chapters" not in change:
        files["content/01-why.md"] = SMALLEST["content/01-why.md"]
    if "languages" in site:
        files["content/cy/01-why.md"] = "# Pam cynllun\n\nMae parciau i bawb.\n"
    else:
        files["content/media/x.txt"] = "x"
    return of_folder(write_files(files, folder), now)


def of_folder(folder, now):
    """Return the checklist of the site in a folder."""
    plans = plan_languages(load_site_files(folder), folder, engine_templates(), datetime.fromisoformat(now), STORE)
    assert plans[0].site, [str(each) for each in plans[0].found]
    sites = [plan.site for plan in plans if plan.site]
    return checklist_of(sites, plans[0].facts.places)


def states(made):
    """Return the state of each duty by its short name."""
    return {str(item.duty.id): item.state for item in made.items}


def name_of(case):
    """Return the test id of a case: its duty and its nation."""
    return f"{case['duty']}-{case.get('with', {}).get('nation', 'england')}"


@cache
def found_with(given):
    """Return the states for the whole site with some keys changed, which are passed as JSON."""
    with TemporaryDirectory() as folder:
        return states(checklist(Path(folder), json.loads(given)))


@pytest.mark.parametrize("case", CASES["duties"], ids=name_of)
def test_found_missing_waived(case, tmp_path):
    """A duty is found on a site that has what it asks for, not found on one that lacks it, and waived by a waiver."""
    duty, given, change = case["duty"], case.get("with", {}), case["change"]
    before = found_with(json.dumps(given))
    lacks = checklist(tmp_path, given | change)
    assert (before[duty], states(lacks)[duty]) == (State.MET, State.MISSING)
    assert {each for each, state in states(lacks).items() if before.get(each) is not state} == {
        duty,
        *case.get("also", ()),
    }
    assert next(item.answer.note for item in lacks.items if item.duty.id == duty), "what would be there is said"
    waiver = {"duty": duty, "by": "Ida Crane, Director", "date": "2026-08-20", "reason": "It is on paper."}
    waived = checklist(tmp_path, given | change | {"waived": [waiver]})
    assert next(item.state for item in waived.items if item.duty.id == duty) is State.WAIVED
    said = checklist_text(waived).replace("\n    ", " ")
    assert "Waived by Ida Crane, Director on 20 August 2026: It is on paper." in said


def test_every_duty_has_a_case():
    """Every duty that comes with the program has a case in the table."""
    tried = {case["duty"] for case in CASES["duties"]}
    assert {str(duty.id) for nation in WITH_FILES for duty in known_duties(nation)} == tried


def test_a_waiver_of_what_is_found_says_nothing(tmp_path):
    """If what a duty asks for is on the site, its waiver is ignored."""
    waiver = {"duty": "costs", "by": "Ida Crane", "date": "2026-08-20", "reason": "Not known."}
    made = checklist(tmp_path, {"waived": [waiver]})
    item = next(item for item in made.items if item.duty.id == "costs")
    assert (item.state, item.waiver) == (State.MET, None)


@pytest.mark.parametrize("case", CASES["standing"], ids=lambda case: "-".join(map(str, case["with"].values())))
def test_whose_duty(case, tmp_path):
    """Only law that binds the body is called its duty."""
    made = checklist(tmp_path, case["with"])
    assert {str(item.duty.id) for item in made.items if item.is_duty} == set(case["duties"])


def test_norms_were_read():
    """Every law, judgment and guidance document says where it can be read and when we read it; ids are unique."""
    for nation in WITH_FILES:
        duties = known_duties(nation)
        assert len({duty.id for duty in duties}) == len(duties)
        for duty in duties:
            if duty.kind != "custom":
                assert duty.source and duty.address and duty.read and duty.read_part, duty.id
            assert duty.kind == "law" or not duty.binds, duty.id
    assert all(poll.source and poll.read for poll in known_polls())


def test_names_agree():
    """The names that the keys allow are those that the program knows."""
    assert set(get_args(TestName)) == set(TESTS)
    assert set(get_args(Body)) == set(BODIES)
    assert set(get_args(Nation)) == set(NATIONS)


def test_polling_days():
    """The ordinary day of elections is the first Thursday in May."""
    assert [str(first_thursday_in_may(year)) for year in (2022, 2025, 2026, 2027)] == [
        "2022-05-05",
        "2025-05-01",
        "2026-05-07",
        "2027-05-06",
    ]


@pytest.mark.parametrize(
    ("nation", "opens", "state"),
    [
        ("england", "2027-03-24", State.MET),
        ("england", "2027-03-25", State.MISSING),
        ("england", "2027-05-06", State.MISSING),
        ("england", "2027-05-07", State.MET),
        ("wales", "2026-04-30", State.MET),
        ("wales", "2027-04-30", State.MISSING),
        ("scotland", "2026-04-30", State.MISSING),
        ("scotland", "2025-04-30", State.MET),
        ("northern_ireland", "2027-04-30", State.MISSING),
    ],
)
def test_elections(nation, opens, state, tmp_path):
    """The period before a poll is six weeks, in the nation and the years in which the poll is held."""
    own = {"id": "own", "sentence": "No election.", "kind": "custom", "by": "before_opening", "test": "not_in_election"}
    late = {"extensions": None, "results": None, "outcome": None, "response_deadline": None}
    made = checklist(
        tmp_path, {"nation": nation, "opens": opens, "closes": "2027-12-01", "duties": [own], **late}, "2027-03-01"
    )
    assert states(made)["own"] is state


def test_no_outcome_yet(tmp_path):
    """Nothing is asked until twelve weeks are over; after that, a dated delay is as good as the outcome."""
    silent = {"outcome": None, "response_deadline": None, "results": None}
    early = checklist(tmp_path / "early", silent, "2027-02-01")
    assert {states(early)[each] for each in ("outcome", "answers-by-channel")} == {State.NOT_APPLICABLE}
    late = checklist(tmp_path / "late", silent, "2027-04-01")
    assert states(late)["outcome"] is State.MISSING
    delay = {"date": "2027-02-25", "reason": "It comes in May."}
    told = checklist(tmp_path / "told", silent | {"outcome": {"delays": [delay]}}, "2027-04-01")
    assert states(told)["outcome"] is State.MET
    late = {"date": "2027-03-31", "reason": "It comes in June."}
    for name, delays, state in (("late", [late], State.MISSING), ("both", [late, delay], State.MET)):
        told = checklist(tmp_path / name / "told", silent | {"outcome": {"delays": delays}}, "2027-04-01")
        assert states(told)["outcome"] is state


def test_strict(tmp_path):
    """Each duty that was not found is an error; missing good practice is not, nor is what is only due later."""
    lacks = {"privacy": None, "accessibility.method": None, "proposal": None}
    assert [each.path for each in strict_problems(checklist(tmp_path / "a", lacks))] == [
        "accessibility-statement",
        "privacy",
    ]
    assert not strict_problems(checklist(tmp_path / "b", {"proposal": None}))
    unknown = strict_problems(checklist(tmp_path / "c", {"body": None}))
    assert [(each.code, each.path) for each in unknown] == [("DUTY-006", "body")]
    assert "privacy" not in {each.path for each in strict_problems(checklist(tmp_path / "d", {"body": None, **lacks}))}


def test_strict_duties_keep_the_last_site(tmp_path, capsys):
    """A build with --strict-duties stops, names each duty and leaves the output alone; without it, none is an error."""
    site = write_files({**SMALLEST, "site_config.yaml": SMALLEST["site_config.yaml"] + "body: council\n"}, tmp_path)
    assert main(["build", "--site", str(site), "--now", "2027-04-01"]) == 0
    before = (site / "output/index.html").read_bytes()
    capsys.readouterr()
    (site / "content/01-why.md").write_text("# Why a plan\n\nParks are for you.\n", encoding="utf-8")
    config = (site / "site_config.yaml").read_text(encoding="utf-8") + "nation: england\n"
    (site / "site_config.yaml").write_text(config, encoding="utf-8")
    assert main(["build", "--site", str(site), "--now", "2027-04-01", "--strict-duties"]) == 1
    shown = capsys.readouterr().out
    assert shown.count("error DUTY-001 duty-not-found") == 2
    assert "Not found on this site: The site has an accessibility statement" in shown
    assert (site / "output/index.html").read_bytes() == before
    assert main(["check", "--site", str(site), "--now", "2027-04-01", "--strict-duties"]) == 1
    assert main(["check", "--site", str(site), "--now", "2027-04-01", "--duties"]) == 0


def test_cure_of_a_missing_duty_works(tmp_path, capsys):
    """After adding the waiver that the error describes, the build succeeds."""
    config = SMALLEST["site_config.yaml"] + "body: other\nnation: england\n"
    site = write_files({**SMALLEST, "site_config.yaml": config}, tmp_path)
    assert main(["build", "--site", str(site), "--now", "2027-04-01", "--strict-duties"]) == 1
    name = re.search(r"add (\S+) below waived", capsys.readouterr().out)
    assert name
    waiver = f"waived:\n  - {{duty: {name[1]}, by: Ida Crane, date: 2027-01-01, reason: Paper only.}}\n"
    (site / "site_config.yaml").write_text(config + waiver, encoding="utf-8")
    assert main(["build", "--site", str(site), "--now", "2027-04-01", "--strict-duties"]) == 0


def test_page_is_written_beside_the_site_only(tmp_path, capsys):
    """The page needs no other file; it is never written into the site's own folders or over a file that is not ours."""
    site = write_files(SMALLEST, tmp_path / "site")
    asked = ["check", "--site", str(site), "--now", "2027-04-01", "--duties", "--to"]
    file = tmp_path / "checklist.html"
    assert main([*asked, str(file)]) == 0
    page = file.read_text(encoding="utf-8")
    assert "Before it opens" in page
    assert "<link" not in page
    assert "<script" not in page
    assert main([*asked, str(file)]) == 0, "its own page is written again"
    (tmp_path / "mine.html").write_text("mine")
    in_site = (site / "output/checklist.html", site / "content/c.html")
    for refused in (*in_site, tmp_path / "mine.html", tmp_path / "c.pdf"):
        capsys.readouterr()
        assert main([*asked, str(refused)]) == 1
        assert "The checklist was not written." in capsys.readouterr().out
    assert (tmp_path / "mine.html").read_text() == "mine"
    assert not (site / "output").exists()
    assert main(["check", "--site", str(site), "--to", str(file)]) == 2


def test_json(tmp_path, capsys):
    """The JSON output has each item with its state and its places."""
    site = write_files({**SMALLEST, "site_config.yaml": SMALLEST["site_config.yaml"] + "body: council\n"}, tmp_path)
    assert main(["check", "--site", str(site), "--now", "2027-04-01", "--duties", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["duties"]
    assert (data["body"], data["nation"], data["status"]) == ("council", None, "open")
    title = next(item for item in data["items"] if item["id"] == "short-title")
    assert (title["state"], title["is_duty"]) == ("met", False)
    assert title["places"] == [{"page": "index.html", "file": "site_config.yaml", "line": 1}]


def stored(name, text):
    """Compare a text with the stored one; with MICROSITE_REWRITE set, store it first."""
    file = STORED / name
    if os.environ.get("MICROSITE_REWRITE"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8", newline="\n")
    assert text + "\n" == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "site", "now"),
    [
        ("first-site.txt", "first", "2026-01-01T09:00"),
        ("harbour-town.txt", "harbour-town", "2027-05-12T09:00"),
    ],
)
def test_whole_checklist(name, site, now, tmp_path):
    """The whole list of the first site and of the made-up town, as the command prints it, matches the stored one."""
    made = of_folder(SITES[site], now)
    stored(name, checklist_text(made))
    if site == "harbour-town":
        assert not [item for item in made.items if item.state is State.MISSING]


def town_that_waives_nothing(folder):
    """Return the made-up town with a short title, an opening after the election, and results, outcome and decisions."""
    site = shutil.copytree(SITES["harbour-town"], folder / "town")
    config = site / "site_config.yaml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"^title: .*$", "title: Room to grow, the parks plan for Saltmarsh Haven", text, flags=re.MULTILINE)
    text = re.sub(r"^waived:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)
    text = text.replace("opens: 2027-04-12 09:00", "opens: 2027-05-10 09:00")
    text = text.replace("closes: 2027-07-04 23:59", "closes: 2027-08-01 23:59")
    text = text.replace("outcome:\n", f"outcome:\n{OUTCOME}")
    config.write_text(f"{text}{RESULTS}", encoding="utf-8")
    shutil.copy(ROOT / "tests/added/harbour-town-later/content/data/decisions.yaml", site / "content/data")
    return site


OUTCOME = "  published: 2027-10-20\n  summary: Seven of eleven playgrounds come sooner.\n"
RESULTS = """\
results:
  published: 2027-09-20
  responses: 310
  channels:
    - way: Online
      responses: 250
    - way: By post
      responses: 60
"""


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("harbour-town-all-found-open.txt", "2027-05-12T09:00"),
        ("harbour-town-all-found-closed.txt", "2027-11-01T09:00"),
    ],
)
def test_whole_checklist_with_all_found(name, now, tmp_path):
    """A site can meet every norm that applies to it; then its list has no waivers, open or closed."""
    made = of_folder(town_that_waives_nothing(tmp_path), now)
    assert {item.state for item in made.items} == {State.MET, State.NOT_APPLICABLE}
    stored(name, checklist_text(made))


def test_whole_checklist_of_a_strategy_group(tmp_path):
    """A strategy group has duties of its own."""
    stored("strategy-group.txt", checklist_text(checklist(tmp_path, {"body": "strategy_group"})))


def test_words_claim_nothing(tmp_path):
    """No list says that anything is lawful, or that somebody has not done something."""
    for name in ("first-site.txt", "harbour-town.txt", "strategy-group.txt"):
        text = re.sub(r"\s+", " ", (STORED / name).read_text(encoding="utf-8"))
        text = text.replace("it does not say that the consultation is lawful, nor that something was not done", "")
        text = text.replace("lawful basis", "").replace("lawful_basis", "")
        assert not re.search(r"lawful|compl(?:y|ies|iant)\b|breach|fail|did not|has not done|illegal", text)


def test_found_means_on_the_page():
    """What is listed as found is on the page that is named, in the words of the line that is named."""
    build = built("harbour-town", "open")
    made = checklist_of(build.sites, build.places)
    looked = 0
    for item in made.items:
        for place in item.answer.places if item.state is State.MET else ():
            content = build.files[place.page].decode()
            written = (SITES["harbour-town"] / place.file).read_text(encoding="utf-8").splitlines()
            line = written[place.line - 1] if place.line else ""
            value = line.partition(": ")[2].strip().strip("\"'")
            if len(value) > 20 and not value.startswith(("https:", "{", "[")):
                words = re.sub(r"<[^>]+>|\s+", " ", content).replace("&amp;", "&").replace("&#39;", "'")
                assert " ".join(value.split()[:5]) in re.sub(r"\s+", " ", words), (item.duty.id, place)
                looked += 1
    assert looked > 10


def test_fragment_and_page(tmp_path):
    """The fragment has headings of the level that is asked for; authors' text is escaped."""
    waiver = {"duty": "costs", "by": "Ida", "date": "2026-08-20", "reason": "A & B < C"}
    made = checklist(tmp_path, {"proposal.costs": None, "waived": [waiver], "title": "Parks & paths"})
    fragment = render_checklist(made, engine_templates(), level=3)
    assert "<h3 id=" in fragment
    assert "<h2" not in fragment
    assert "A &amp; B &lt; C" in fragment
    page = render_checklist_page(made, engine_templates())
    assert "<h1>Parks &amp; paths</h1>" in page


def test_nobody_translates_what_is_not_published(tmp_path):
    """Waivers, duties and elections need no translation, because they are not published."""
    waiver = {"duty": "costs", "by": "Ida Crane", "date": "2026-08-20", "reason": "They are not known yet."}
    election = {"election": "A vacant seat", "starts": "2026-01-01", "ends": "2026-02-01"}
    made = checklist(
        tmp_path, {"languages": ["en-GB", "cy"], "waived": [waiver], "elections": [election], "proposal.costs": None}
    )
    files = load_site_files(tmp_path)
    plans = plan_languages(files, tmp_path, engine_templates(), datetime.fromisoformat(NOW), STORE)
    told = [path for plan in plans for each in plan.facts.untranslated for path in each.places]
    assert any(path.startswith("proposal") for path in told)
    assert not [path for path in told if path.startswith(("waived", "elections"))]
    assert states(made)["costs"] is State.WAIVED


@pytest.mark.parametrize(
    ("change", "state", "note"),
    [
        ({}, State.MET, "Reasons why something was not changed: 1."),
        ({"priorities": [{"title": "Shade"}]}, State.MISSING, "about priority 1."),
        ({"data/decisions": None}, State.MISSING, "It would be in content/data/decisions.yaml"),
        ({"outcome": None, "response_deadline": None}, State.NOT_APPLICABLE, "No outcome is published yet."),
        (
            {"outcome": {"none_expected": "The park is sold."}, "response_deadline": None},
            State.NOT_APPLICABLE,
            "no outcome",
        ),
        ({"closes": "2027-05-30", "extensions": None}, State.NOT_APPLICABLE, "not closed yet"),
    ],
)
def test_decisions_are_told(change, state, note, tmp_path):
    """Once there is an outcome, each priority needs a decision; if no outcome is expected, nothing is asked."""
    late = {"results": None, "outcome": None, "response_deadline": None} if "closes" in change else {}
    item = next(item for item in checklist(tmp_path, late | change).items if item.duty.id == "decisions-and-reasons")
    assert item.state is state
    assert note in item.answer.note


def test_answers_are_found_on_their_own_page(tmp_path):
    """If there is a page with what people said, the list links to it."""
    told = checklist(tmp_path, {"data/results": [{"question": 1, "answered": 12}]})
    item = next(item for item in told.items if item.duty.id == "answers-by-channel")
    assert {place.page for place in item.answer.places} == {"what-people-said.html"}
