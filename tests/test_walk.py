"""A first site with two dozen mistakes at once, such as new users make: one report, whose advice works.

Each mistake is corrected exactly as the report says. After one round there are no errors or warnings left, and the site
is built.
"""

import base64
import json
import re
import shutil

import pytest

from microsite.cli import main
from tests.built_sites import ROOT
from tests.small_sites import write_files

NOW = "2027-02-01T09:00"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SITE = {
    "site_config.yaml": """\
Title: Streets: safe for everyone
summary: “What we plan: safer streets.”
organisation: Harbour Borough Council
opens: 2027-03-01
closes: 31 May 2027 5pm
time_zone: Europe/London
survey:
  address: https://forms.office.com/Pages/DesignPageV2.aspx?origin=x&id=abc
  privacy_notice: TBC
contact:
\temail: plans@harbour.example
  telephone: 01632 960001
brand:
  logo: logo.svg
  logo_text: Harbour Borough Council
priorities:
  - Safe routes to school
  - Clean parks
partners:
  - name: Harbour Health Trust
    url: https://www.health.example/
  - name: Harbour Police
    website: n/a
sumary_for_search: Streets
""",
    "content/data/events.yaml": """\
- title: Saturday market stall
  date: 2027-04-06 10:00
  end: 13:00
  town: Harbour
- what: Evening talk
  starts: 2027-06-12 19:00
  place: Town hall
""",
    "content/data/quotes.yaml": "quotes:\n- text: I would walk if the crossing were safe.\n  name: A resident\n",
    "content/01-why.md": """\
----
title: Why now
layout: page
permalink: /why/
published: false
----

We **want **safer streets. ==This matters.== See the note.[^9]

![](media/map.png)

![A plan](data:image/png;base64,iVBORw0KGgo=)

[The plan](file:///C:/Users/Ann/plan.docx)
""",
    "content/02-routes.md": """\
# Routes to school

[TOC]

| Road | Cars | Bikes |
| --- | --- | --- |
| Mill Road | 40 | 10 | £5 |

3. Third thing
7. Seventh thing

•\tCrossings
•\tLights

[Our survey](https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsurvey.example.org%2Fs&data=05%7Cann)

See [routes](#routes-to-school) and [the top](#top).
""",
    "content/03-parks.md.txt": "# Parks\n\nParks are for everyone.\n",
    "content/media/map.png": PNG,
    "content/media/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>',
}
#: The report's advice for each place, and the replacement that following it makes in the line.
CURES = [
    ("site_config.yaml", 1, 'Write title: "Streets: safe for everyone"', ("Title:", "title:")),
    (
        "site_config.yaml",
        1,
        'Title: "Streets: safe for everyone"',
        ("Streets: safe for everyone", '"Streets: safe for everyone"'),
    ),
    (
        "site_config.yaml",
        2,
        'summary: "What we plan: safer streets."',
        ("“What we plan: safer streets.”", '"What we plan: safer streets."'),
    ),
    ("site_config.yaml", 5, "Write closes: 2027-05-31 17:00", ("closes: 31 May 2027 5pm", "closes: 2027-05-31 17:00")),
    (
        "site_config.yaml",
        8,
        "Write https://forms.office.com/Pages/ResponsePage.aspx?id=abc,",
        (
            "https://forms.office.com/Pages/DesignPageV2.aspx?origin=x&id=abc",
            "https://forms.office.com/Pages/ResponsePage.aspx?id=abc",
        ),
    ),
    (
        "site_config.yaml",
        9,
        "Write privacy_notice: to be supplied",
        ("privacy_notice: TBC", "privacy_notice: to be supplied"),
    ),
    ("site_config.yaml", 11, "Delete the tab and type two spaces for each level.", ("\t", "  ")),
    ("site_config.yaml", 12, "Did you mean “phone”?", ("telephone:", "phone:")),
    ("site_config.yaml", 14, "Write logo: content/media/logo.svg", ("logo: logo.svg", "logo: content/media/logo.svg")),
    ("site_config.yaml", 21, "Did you mean “address”?", ("url:", "address:")),
    ("site_config.yaml", 23, "Did you mean “address”?", ("website:", "address:")),
    ("site_config.yaml", 23, "Write address: to be supplied", ("n/a", "to be supplied")),
    ("content/data/events.yaml", 1, "Did you mean “what”?", ("title:", "what:")),
    ("content/data/events.yaml", 2, "Did you mean “start”?", ("date:", "start:")),
    ("content/data/events.yaml", 2, "start: 2027-04-10 10:00 for Saturday 10 April 2027", ("2027-04-06", "2027-04-10")),
    ("content/data/events.yaml", 4, "Did you mean “where”?", ("town:", "where:")),
    ("content/data/events.yaml", 6, "Did you mean “start”?", ("starts:", "start:")),
    ("content/data/events.yaml", 7, "Did you mean “where”?", ("place:", "where:")),
    ("content/01-why.md", 1, "Type three hyphens and nothing else.", ("----", "---")),
    (
        "content/01-why.md",
        5,
        "Write draft: yes instead. If the page should be public, delete the line.",
        ("published: false\n", ""),
    ),
    ("content/01-why.md", 8, "Add the footnote on a line of its own, as [^9]: and its words", None),
    ("content/01-why.md", 10, "In the brackets, write what it says", ("![]", "![The streets of Harbour]")),
    (
        "content/01-why.md",
        12,
        "write media/why-1.png in place of the address",
        ("data:image/png;base64,iVBORw0KGgo=", "media/why-1.png"),
    ),
    (
        "content/01-why.md",
        14,
        "Copy plan.docx into content/media, and write media/plan.docx.",
        ("file:///C:/Users/Ann/plan.docx", "media/plan.docx"),
    ),
    ("content/02-routes.md", 7, "Name the missing column in the header", None),
    (
        "content/02-routes.md",
        15,
        "Write the address itself: https://survey.example.org/s",
        (re.compile(r"https://eur01[^)]*"), "https://survey.example.org/s"),
    ),
    ("content/03-parks.md.txt", 0, "Rename it to 03-parks.md.", None),
]


@pytest.fixture
def site(tmp_path):
    """The site with all its mistakes."""
    return write_files(SITE, tmp_path / "site")


def report(site, capsys):
    """Run `check` and return its exit code and the problems."""
    code = main(["check", "--json", "--site", str(site), "--now", NOW])
    found = json.loads(capsys.readouterr().out)["problems"]
    return code, [each for each in found if each["severity"] not in ("to_supply", "repair")]


def obey(site):
    """Follow the report's advice, place by place."""
    texts = {path: text for path, text in SITE.items() if isinstance(text, str)}
    for file, line, _, change in CURES[::-1]:  # Backwards, so that line numbers stay right.
        if change is not None:
            old, new = change
            lines = texts[file].splitlines(keepends=True)
            before = lines[line - 1]
            lines[line - 1] = old.sub(new, before) if isinstance(old, re.Pattern) else before.replace(old, new, 1)
            assert lines[line - 1] != before, (file, line)
            texts[file] = "".join(lines)
    texts["content/01-why.md"] = (
        texts["content/01-why.md"].replace("\n----\n", "\n---\n") + "\n[^9]: From the council's count.\n"
    )
    routes = texts["content/02-routes.md"].replace("| Road | Cars | Bikes |", "| Road | Cars | Bikes | Fee |")
    texts["content/02-routes.md"] = routes.replace("| --- | --- | --- |", "| --- | --- | --- | --- |")
    config = texts["site_config.yaml"]
    texts["site_config.yaml"] = config.replace("sumary_for_search: Streets\n", "")
    write_files(texts, site)
    (site / "content/03-parks.md.txt").rename(site / "content/03-parks.md")
    write_files({"content/media/why-1.png": PNG}, site)
    shutil.copy(ROOT / "tests/sites/harbour-town/content/media/room-to-grow.pdf", site / "content/media/plan.docx")


def test_everything_is_told_at_once(site, capsys):
    """A single report has every mistake at its line, with what to do."""
    code, found = report(site, capsys)
    assert code == 1
    for file, line, advice, _ in CURES:
        assert any(each["file"] == file and each["line"] == line and advice in each["hint"] for each in found), (
            file,
            line,
            advice,
        )
    assert any(each["code"] == "CHAP-016" for each in found)


def test_obeyed_it_is_clean(site, capsys):
    """Once the advice is followed word for word, the site can be built, with nothing worse than hints."""
    obey(site)
    code, found = report(site, capsys)
    assert [each for each in found if each["severity"] in ("error", "warning")] == []
    assert code == 0
    assert main(["build", "--site", str(site), "--now", NOW]) == 0
    text = (site / "output/why.html").read_text(encoding="utf-8")
    assert "<strong>want</strong> safer" in text
    assert "2027-05-31T17:00" in (site / "output/index.html").read_text(encoding="utf-8")
