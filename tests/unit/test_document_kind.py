"""The pages use the site's own word for what is being consulted on."""

import re
from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.render.words import FALLBACK, FALLBACK_END, OWN, OWN_END, Words
from microsite.validate.document_kind import DocumentKind
from microsite.validate.field_types import FieldError

CONFIG = (
    "title: Parks\nsummary: About parks.\norganisation: Millbrook Council\n"
    "opens: 2027-03-01\ncloses: 2027-05-31\ntime_zone: Europe/London\n"
    "strategy_period: {first_year: 2028, last_year: 2032}\n"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Strategy", "strategy"),
        ("Bye-law", "by-law"),
        ("by law", "by-law"),
        ("Local Plan", "Local Plan"),
        ("air quality  action plan", "air quality action plan"),
        ("cynllun", "cynllun"),
        ("SPD", "SPD"),
        ("Strategies", "strategies"),
        ("Plans", "plans"),
        ("By-Laws", "by-laws"),
        ("Byelaws", "by-laws"),
        ("Draft strategy", "draft strategy"),
        ("Action plans", "action plans"),
        ("Bristol plan", "Bristol plan"),
        ("Draft Local Plan", "Draft Local Plan"),
        ("2027 budget", "2027 budget"),
        ("Document", "document"),
    ],
)
def test_read(written, read):
    """A kind that we know is in lower case; for any other, the author's letters are kept."""
    assert DocumentKind.parse(written) == read


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("an action plan", "action plan"),
        ("these proposals", "proposals"),
        ("Read the Plan", "plan"),
        ("read strategy", "strategy"),
        ("plan (draft)", "plan"),
        ("Plan.", "plan"),
        ("the survey", ""),
        ("survey", ""),
        ("Questionnaire", ""),
    ],
)
def test_told_what_to_write(written, line):
    """The value to write is suggested if it is certain."""
    with pytest.raises(FieldError) as refused:
        DocumentKind.parse(written)
    assert [value for value, _ in refused.value.write] == [each for each in [line] if each]


@pytest.mark.parametrize(
    "written", ["the plan", "A plan", "{kind}", "<b>plan</b>", "2027", "plan.", "x" * 41, "the " * 5000]
)
def test_refused(written):
    """A kind that cannot follow “Read the” is refused, and what is suggested instead is accepted."""
    with pytest.raises(FieldError) as refused:
        DocumentKind.parse(written)
    assert all(DocumentKind.parse(value) == value for value, _ in refused.value.write)


@pytest.mark.parametrize(
    ("line", "kind"), [("", "proposal"), ("document_kind: by-law\n", "by-law"), ("document_kind: Budget\n", "budget")]
)
def test_pages_follow(line, kind, tmp_path):
    """Every page uses the kind, and none the word of another site."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/01-why.md").write_text("# Why\n\nText.\n", encoding="utf-8")
    (tmp_path / "site_config.yaml").write_text(CONFIG + line, encoding="utf-8")
    build = make_site(tmp_path, engine_templates(), datetime(2027, 4, 1))
    for path, content in build.files.items():
        if path.endswith(".html"):
            text = re.sub(r"<[^>]*>", " ", content.decode())
            assert not re.search("strategy|[{]kind", text, re.IGNORECASE), path
    home = build.files["index.html"].decode()
    assert f">Read the {kind}</a>" in home and f">The {kind}</a>" in home
    assert f">Period of the {kind}</span>" in home


def test_own_word_in_english():
    """A word in the site's own language inside English text is marked as such; a kind that we know is English."""
    read = {"read": "Read the {kind}"}
    assert Words(read, stand_in=True, kind="cynllun")("read") == (
        f"{FALLBACK}Read the {OWN}cynllun{OWN_END}{FALLBACK_END}"
    )
    assert Words(read, stand_in=True, kind="plan")("read") == f"{FALLBACK}Read the plan{FALLBACK_END}"
