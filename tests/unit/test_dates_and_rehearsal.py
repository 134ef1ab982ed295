"""What the author is told about the future: coming dates, how long pages stay up to date, and every stage."""

import json
import re
import shutil
from datetime import datetime

import icalendar
import pytest

from microsite.cli import main
from microsite.model.moments import DatedChange
from microsite.render.rehearsal import rehearsed_changes
from tests.built_sites import SITES, years_later
from tests.life_sites import folder_of


@pytest.fixture
def site(tmp_path):
    """Return a copy of the made-up town's site."""
    return shutil.copytree(SITES["harbour-town"], tmp_path / "site")


def printed(capsys, *arguments):
    """Run a command that must succeed, and return its output."""
    assert main([str(each) for each in arguments]) == 0
    return capsys.readouterr().out


def test_dates(site, capsys):
    """Every coming moment is listed with its weekday, and written to a calendar beside site_config.yaml."""
    shown = printed(capsys, "dates", "--site", site, "--now", "2027-05-21")
    assert [line.strip() for line in shown.splitlines()[:4]] == [
        "Still to come (UK time):",
        "Saturday 19 June 2027              Event: Park open days",
        "11:59pm on Sunday 4 July 2027      The consultation closes.",
        "the end of Sunday 31 October 2027  The outcome is due.",
    ]
    calendar = icalendar.Calendar.from_ical((site / "dates.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) == 3
    first = (site / "dates.ics").read_bytes()
    printed(capsys, "dates", "--site", site, "--now", "2027-05-21")
    assert (site / "dates.ics").read_bytes() == first


def test_dates_spare_a_file_that_is_not_ours(site, capsys):
    """A dates.ics that this program did not make is left alone, and the command fails."""
    (site / "dates.ics").write_text("mine")
    assert main(["dates", "--site", str(site), "--now", "2027-05-21"]) == 1
    assert "this program did not make it" in capsys.readouterr().out
    assert (site / "dates.ics").read_text() == "mine"


def test_dates_as_json(site, capsys):
    """The JSON output has the moments with their UTC offset."""
    shown = json.loads(printed(capsys, "dates", "--json", "--site", site, "--now", "2027-07-01"))
    assert [(each["at"], each["kind"]) for each in shown["moments"]] == [
        ("2027-07-04T23:59:00+01:00", "closed"),
        ("2027-11-01T00:00:00+00:00", "due"),
    ]


def test_nothing_left(site, capsys):
    """After the last moment there is nothing to list and no calendar is written."""
    assert printed(capsys, "dates", "--site", site, "--now", "2030-01-01") == "There are no more dates to come.\n"
    assert not (site / "dates.ics").exists()


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (
            "2021-10-29T12:00",
            "the end of Monday 1 November 2021 (in 3 days)",
        ),
        (
            "2021-11-01T12:00",
            "the end of Monday 1 November 2021 (today)",
        ),
        (
            "2021-08-08T12:00",
            "Monday 9 August 2021 (tomorrow)",
        ),
        ("2021-11-02T00:00", ""),
    ],
)
def test_boundary_report(now, until, tmp_path, capsys):
    """Each build ends by saying until when its pages are up to date, and what to do then."""
    shown = printed(capsys, "--site", SITES["first"], "--output", tmp_path / "output", "--now", now)
    report = f"They are up to date until {until}. Build again then, or let the script on the pages update them."
    last = report if until else "There are no more dates that will change them."
    assert f"These pages will stay true. {last}\n" in shown


def test_outcome_is_not_left_to_the_script(tmp_path, capsys):
    """If only a build can bring the next change, nothing is left to the script."""
    shown = printed(
        capsys, "--site", folder_of("decided"), "--output", tmp_path / "output", "--now", "2027-10-24T12:00"
    )
    assert "until 10am on Monday 25 October 2027 (tomorrow). Build again then.\n" in shown


def test_held_back_pages_are_listed(site, tmp_path, capsys):
    """A chapter and a document that are held back are listed with the reason, and are not in the output."""
    chapter = site / "content/02-play.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("---\n", "---\npublish_on: 2027-06-01\n", 1))
    documents = site / "content/data/documents.yaml"
    text = documents.read_text(encoding="utf-8")
    documents.write_text(text.replace("  kind: Full plan\n", "  kind: Full plan\n  expire_on: 2027-05-01\n"))
    output = tmp_path / "output"
    shown = printed(capsys, "--site", site, "--output", output, "--now", "2027-05-12T09:00")
    assert re.search(r"^  content/02-play\.md  .*: not published until 2027-06-01$", shown, re.MULTILINE)
    assert "not published since the end of 2027-05-01" in shown
    assert not (output / "play.html").exists() and not (output / "media/room-to-grow.pdf").exists()
    printed(capsys, "--site", site, "--output", output, "--now", "2027-06-01")
    assert (output / "play.html").exists()


def test_rehearsal(site, capsys, monkeypatch):
    """Each stage has its own folder, and one page links to home, how to answer and a chapter of each."""
    monkeypatch.setenv("MICROSITE_BROWSER", "")
    shown = printed(capsys, "rehearse", "--site", site, "--now", "2027-05-12")
    assert shown.startswith("Rehearsed 5 stages. No browser was found to take pictures.\n")
    page = (site / "rehearsal/index.html").read_text(encoding="utf-8")
    folders = ["1-upcoming", "2-open", "3-closing-soon", "4-closed", "5-outcome-overdue"]
    assert [each.name for each in sorted((site / "rehearsal").iterdir()) if each.is_dir()] == folders
    for folder in folders:
        for name in ("index.html", "have-your-say.html", "where-we-are.html"):
            assert f'href="{folder}/{name}"' in page
            assert "<script src=" not in (site / "rehearsal" / folder / name).read_text(encoding="utf-8")
    assert "11:59pm on Sunday 4 July 2027 (UK time)" in page
    checklists = [(site / "rehearsal" / f"{folder}-checklist.html").read_text(encoding="utf-8") for folder in folders]
    assert all(f'href="{folder}-checklist.html"' in page for folder in folders)
    by_channel = "It says how many people answered, and in which ways."
    states = ["Does not apply"] * 4 + ["Not found on this site"]
    for checklist, state in zip(checklists, states, strict=True):
        assert f'<span class="duty__state">{state}</span> {by_channel}' in checklist
    assert not (site / "output").exists()


def switch(day, kind, *, changes=True):
    """Return a moment of a kind, on a day in 2027."""
    at = datetime.fromisoformat(f"2027-{day}T00:00+00:00")
    return DatedChange(at=at, kind=kind, title=day, changes_pages=changes)


def test_moments_of_actions_that_are_rehearsed():
    """Of all reports and late actions, only the first of each after the outcome and the very last one are stages."""
    moments = [
        switch("03-01", "open"),
        switch("04-01", "closed"),
        switch("05-01", "results"),
        switch("05-20", "progress"),
        switch("06-01", "outcome_published"),
        switch("07-01", "action_due", changes=False),
        switch("07-02", "progress"),
        switch("07-03", "progress"),
        switch("08-01", "action_due"),
        switch("08-02", "action_due"),
        switch("08-03", "progress"),
        switch("09-01", "review", changes=False),
    ]
    shown = [each.title for each in rehearsed_changes(moments)]
    assert shown == ["03-01", "04-01", "05-01", "06-01", "07-02", "08-01", "08-03"]
    without = [each for each in moments if each.kind != "outcome_published"]
    assert [each.title for each in rehearsed_changes(without)] == ["03-01", "04-01", "05-01"]


@pytest.mark.full
def test_rehearsal_goes_on_after_the_outcome(tmp_path, capsys, monkeypatch):
    """Results, outcome, a report and late actions are stages, each with the pages that exist by then."""
    monkeypatch.setenv("MICROSITE_BROWSER", "")
    place = tmp_path / "rehearsal"
    printed(capsys, "rehearse", "--site", years_later("english-and-welsh"), "--output", place, "--now", "2027-03-10")
    names = sorted((each.name for each in place.iterdir() if each.is_dir()), key=lambda name: int(name.split("-")[0]))
    assert names == [
        "1-upcoming", "2-open", "3-closing-soon", "4-closed", "5-results", "6-outcome-published", "7-report",
        "8-late-action", "9-late-action",
    ]  # fmt: skip
    page = (place / "index.html").read_text(encoding="utf-8")
    assert [name for name in names if f'href="{name}/cy/what-people-said.html"' in page] == names[4:]
    assert [name for name in names if f'href="{name}/cy/what-we-did.html"' in page] == names[5:]


def test_rehearsal_spares_what_is_not_ours(site, capsys):
    """A rehearsal does not replace a folder that holds other files."""
    (site / "rehearsal").mkdir()
    (site / "rehearsal/thesis.txt").write_text("mine")
    assert main(["rehearse", "--site", str(site)]) == 1
    assert "OUT-001" in capsys.readouterr().out
    assert (site / "rehearsal/thesis.txt").read_text() == "mine"


@pytest.mark.full
def test_rehearsal_with_pictures(tmp_path, capsys):
    """If a browser is available, the rehearsal has a picture of each page."""
    printed(capsys, "rehearse", "--site", SITES["one-page"], "--output", tmp_path / "rehearsal", "--now", "2027-02-01")
    pictures = sorted(each.name for each in (tmp_path / "rehearsal/pictures").iterdir())
    assert pictures[0] == "1-upcoming-bench.png" and len(pictures) == 12
    page = (tmp_path / "rehearsal/index.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 12
