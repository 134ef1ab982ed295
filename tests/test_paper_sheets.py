"""The poster and the leaflet: one page each, in every stage, with what people must know and nothing that is over."""

from datetime import datetime
from io import BytesIO

import pikepdf
import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import SITES

TOWN = SITES["harbour-town"]
OPEN = datetime(2027, 5, 12, 9)
SHEETS = ("poster", "leaflet")


def papers_of(site, now, kinds):
    """The formats of a site by kind; nothing in them may be wrong."""
    build = make_site(site, engine_templates(), now, formats=kinds)
    assert not [each for each in build.problems if each.code.startswith("PAPER")]
    return {each.kind: each for each in build.sites[0].papers}


@pytest.mark.parametrize("kind", SHEETS)
def test_the_same_sheet_twice(kind):
    """The same site gives the same bytes, and they are one page that says what it is of."""
    first, second = (papers_of(TOWN, OPEN, (kind,))[kind] for _ in range(2))
    assert first.content == second.content
    assert first.pages == 1
    with pikepdf.open(BytesIO(first.content)) as document:
        assert str(document.docinfo["/Title"]).startswith("Room to grow")
        assert document.Root.MarkInfo.Marked
