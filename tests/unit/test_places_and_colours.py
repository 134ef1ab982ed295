"""Position or colour as the only cue, and placeholder headings, are found; similar words are not."""

import pytest

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.rules import check_chapter
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText

FOUND = """
The picture on the right shows the pond.
Look at the picture on the right.
The green bars are last year.
See below left.
The photo (below left) was taken in May.
The map on the left.
Streets in red are closed.
The blue dashed line is the new path.
The red areas show where it floods.
In the left-hand column you find the dates.
The table to the right gives the costs.
as shown top right
Pictured right: the mayor.
The yellow and green segments are the votes.
The boxes on the right are ours.
See the chart on the right-hand side of the page.
"""
SILENT = """
The politics of the right.
You have the right to object.
Britain left the EU in 2020.
We keep green spaces.
Walk down Green Lane.
Turn right at the church.
The house on the left of the road.
The path on the right bank.
Parties of the left and right agree.
She left the picture on the table.
All rights are reserved; the right answer.
The blue badge holders park free.
the green areas of the town are loved
Double yellow lines are painted.
You can see right through it.
the table below left us wondering
Put the right figures in.
What is left below right now?
The figures on the right to buy are old.
See left luggage
The red line was crossed.
The Green Party
those in green jobs
The picture on the right side of history
Houses in red brick.
maps on the right of way
the right-hand side of the road
below left to right
The charts to the left wing press
"""
PLACEHOLDERS = """
Heading
Title here
Lorem ipsum
Lorem ipsum dolor sit
[Insert heading]
TBC
Heading 2
Your title here
To be confirmed
**Heading**
{title}
TODO
Section title
Untitled
"""
HEADINGS = """
Heading for the coast
Title deeds
Land titles
What is to be confirmed
To be or not to be
[2021] EWCA Civ
Titles
New headings in the budget
Todmorden
Text here and there
To be supplied
"""


def codes(typed):
    """Return the codes of the problems in a text."""
    source, _ = parse_chapter(SourceText("content/01-why.md", typed))
    return [each.code for each in check_chapter(Reading(source), Known())]


@pytest.mark.parametrize("typed", FOUND.strip().splitlines())
def test_place_or_colour(typed):
    """A cue that only sighted readers can follow is found."""
    assert "LANG-003" in codes(typed)


@pytest.mark.parametrize("typed", SILENT.strip().splitlines())
def test_other_meanings(typed):
    """Rights, things left, names and streets are not reported."""
    assert "LANG-003" not in codes(typed)


@pytest.mark.parametrize("words", PLACEHOLDERS.strip().splitlines())
def test_placeholder(words):
    """A placeholder heading is found."""
    assert "HEAD-012" in codes(f"## {words}\n\nWords.")


@pytest.mark.parametrize("words", HEADINGS.strip().splitlines())
def test_heading(words):
    """A meaningful heading is not reported."""
    assert "HEAD-012" not in codes(f"## {words}\n\nWords.")


FILM = "[The film on paths](https://www.youtube.com/watch?v=1)"


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("Words.", True),
        ("## Transcript\n\nWe mend the paths.", False),
        ("Ann Lee: We mend the paths.\n\nBo: And the trees?", False),
        ("What the film says: we mend the paths.", False),
        ("## Transcript of the other film\n\nWords.\n", False),
        ("## What it costs\n\nWords.\n\n## Transcript\n\nWords.", True),
    ],
)
def test_film(below, found):
    """A film needs a transcript unless there is one right next to it."""
    assert ("MEDIA-001" in codes(f"{FILM}\n\n{below}")) is found
