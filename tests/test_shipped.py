"""Text that came with the program is found on other sites, and other text isn't mistaken for it."""

import runpy

import pytest

from microsite.checks.shipped import is_first_sites, is_starters
from microsite.problems import Severity
from tests.built_sites import ROOT
from tests.small_sites import made


def test_digests_are_up_to_date():
    """The stored digests are what scripts/shipped_texts writes."""
    generated = runpy.run_path(str(ROOT / "scripts/shipped_texts"))["generated"]()
    written = (ROOT / "microsite/checks/shipped_texts.py").read_text(encoding="utf-8")
    assert written == generated, "run scripts/shipped_texts to write it anew"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The issues that REALLY matter\nto the people of Southampton.", True),
        ("the issues that really matter to the people of Millbrook", False),
        ("Keeping people safe from harm", False),
        ("Southampton City Council", False),
        ("The full text of this chapter is to be supplied by the partnership.", False),
    ],
)
def test_sentences_of_the_first_site(text, found):
    """Line breaks and capitals make no difference; short phrases and generic sentences aren't claimed."""
    assert is_first_sites(text) is found


def test_examples():
    """The starter's examples are recognised, even in quotation marks; similar text isn't."""
    assert is_starters("“The bench in Example Lane is the only one where I can rest.”")
    assert is_starters("Councillor Example Person") and not is_starters("Councillor Ada Lovelace")
    assert not is_starters("For example, a bench")


def test_silenced_only_while_closed(tmp_path):
    """Authors can silence the warning about examples, but not while people can answer."""
    files = {
        "content/data/quotes.yaml": "- text: The bench in Example Lane is the only one where I can rest.\n  name: A\n",
        "config": "silence: [START-002]\n",
    }
    before = made(files, tmp_path, "2027-01-01T09:00")
    assert [each.code for each in before.silenced] == ["START-002"] and before.site is not None
    during = made(files, tmp_path, "2027-04-01T09:00")
    assert [each.code for each in during.problems if each.severity is Severity.ERROR] == ["START-002"]
