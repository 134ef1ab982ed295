"""A mistake in one place does not stop other checks, nor cause follow-up problems."""

import pytest

from microsite.problems import Severity
from tests.small_sites import CONFIG, made

ALL = Severity.HINT
#: A chapter that has a problem whatever the configuration says.
CHAPTER = "# Why\n\n![](media/a.png)\n\nParks are for everyone.\n"


def codes(files, folder):
    """Return the file and code of each finding."""
    found = made(files, folder).problems
    return [(each.location.file.rpartition("/")[2], each.code) for each in found if each.severity >= ALL]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (CONFIG.replace("title:", "Title:"), ["CONF-001"]),
        (CONFIG.replace("title: Parks for everyone", "Title:"), ["CONF-001"]),
        (CONFIG.replace("title: Parks for everyone\n", ""), ["CONF-002"]),
        (CONFIG.replace("2027-05-31", "31 May 2027"), ["DATE-003"]),
        (CONFIG.replace("title: Parks", "title: Parks: parks"), ["YAML-003"]),
        (CONFIG.replace("Europe/London", "London"), ["DATE-004"]),
        (CONFIG + "language: English\n", ["CONF-014"]),
        (CONFIG + "partners: [A, B\n", ["YAML-015"]),
        ("[\n", ["YAML-015"]),
    ],
)
def test_rules_about_text(config, expected, tmp_path):
    """The rules about text run, whatever is wrong with site_config.yaml."""
    found = codes({"site_config.yaml": config, "content/01-why.md": CHAPTER}, tmp_path)
    assert ("01-why.md", "PIC-001") in found
    assert [code for file, code in found if file == "site_config.yaml"] == expected


WAYS = (
    "survey:\n  address: https://a.example\n  privacy_notice: https://a.example/p\nways_to_respond:\n  - kind: post\n"
)
FRENCH = "# Pourquoi\n\nLes parcs sont pour tout le monde, et la ville les ouvre pour vous chaque jour dès le matin.\n"
ON_THIRD = "---\npriority: 3\n---\n# Why\n\nText.\n"
LATE = "pauses:\n  - starts: 2027-06-01\n    ends: 2027-06-02\n"
PLAIN = "# Why\n\nText.\n"
#: Lines to add to site_config.yaml, a chapter, and the only codes expected.
FOLLOWS = {
    "priorities in part": ("priorities:\n  - sumary: x\n  - A\n", ON_THIRD, "CONF-001 CONF-002"),
    "priorities": ("priorities: x\n", ON_THIRD, "CONF-003"),
    "names to show": ("noindex: maybe\n", "# Why\n\n[x](show:closs) [y](show:quote/a)\n", "CONF-010 TEXT-014 TEXT-014"),
    "a name to show in a part": ("contact: x\n", "# Why\n\n[x](show:contact)\n", "CONF-003"),
    "a day ahead": ("noindex: maybe\n", "---\ndate: 2028-01-01\n---\n\n# Why\n\nText.\n", "CONF-010 CONF-028"),
    "another key": ("priorities:\n  - A\nclosses: x\n", ON_THIRD, "CONF-001 CHAP-005"),
    "ways to respond": (f"{WAYS}    titel: Post\n", PLAIN, "CONF-001 CONF-002"),
    "outcome": ("outcome:\n  published: x\n  summary: z\n", PLAIN, "DATE-003"),
    "partners": ("partners: x: y\n", "# Why\n\n[Partners](partners.html)\n", "YAML-003"),
    "language": ("language: Klingon language\n", FRENCH, "CONF-014"),
    "extensions": (f"extensions:\n  - old_close: x\n{LATE}", PLAIN, "DATE-003 CONF-002 CONF-002"),
}  # fmt: skip


@pytest.mark.parametrize("case", FOLLOWS)
def test_nothing_that_follows(case, tmp_path):
    """A fact that could not be parsed causes no follow-up problems."""
    more, chapter, expected = FOLLOWS[case]
    found = codes({"config": more, "content/01-why.md": chapter}, tmp_path)
    assert sorted(code for _, code in found) == sorted(expected.split())


def test_nothing_that_follows_from_no_keys(tmp_path):
    """A file that is no mapping at all is only one problem."""
    assert codes({"site_config.yaml": "- a\n", "content/01-why.md": ON_THIRD}, tmp_path) == [
        ("site_config.yaml", "CONF-003")
    ]


def test_nothing_that_follows_from_lists(tmp_path):
    """If a list could not be parsed, its facts, page and terms are not reported as missing in chapters."""
    files = {
        "content/data/events.yaml": "- what: Walk\n  start: x\n",
        "content/data/glossary.yaml": "- term: ASB\n",
        "content/01-why.md": "# Why\n\nThe ASB team walks. [The walk](show:event/walk), [all events](events.html)\n",
    }
    assert codes(files, tmp_path) == [("events.yaml", "DATE-003"), ("glossary.yaml", "CONF-002")]


def test_silenced_all_the_same(tmp_path):
    """A silenced code stays silenced while another key is wrong."""
    config = CONFIG.replace("title", "Title") + "silence:\n  - PIC-001\n"
    found = codes({"site_config.yaml": config, "content/01-why.md": CHAPTER}, tmp_path)
    assert [code for _, code in found] == ["TEXT-006", "CONF-001"]


def test_dates_between_themselves(tmp_path):
    """Dates are compared even if another key is wrong."""
    config = CONFIG.replace("title", "Title").replace("2027-05-31", "2026-05-31")
    assert [code for _, code in codes({"site_config.yaml": config}, tmp_path)] == ["CONF-001", "DATE-005"]


def test_events(tmp_path):
    """A wrong weekday and an event after the closing are hints; correct events are not."""
    events = """\
- what: Saturday market
  start: 2027-04-20 10:00
- what: Saturday market
  start: 2027-04-24
- what: Weekend of Sunday walks
  start: 2027-04-24
  end: 2027-04-26
- what: Drop-in on the last day
  start: 2027-05-31 19:00
- what: Results evening
  start: 2027-06-01
- what: Called off
  start: 2027-06-01
  cancelled: yes
"""
    found = made({"content/data/events.yaml": events}, tmp_path).problems
    hints = [(each.code, each.location.line) for each in found if each.severity is Severity.HINT]
    assert hints == [("DATE-018", 2), ("DATE-019", 11)]


def test_many_unknown_keys(tmp_path):
    """Every unknown key is reported, but only the first fifty get a suggestion."""
    config = CONFIG + "".join(f"title{number}: x\n" for number in range(200))
    found = made({"site_config.yaml": config}, tmp_path).problems
    unknown = [each for each in found if each.code == "CONF-001"]
    assert len(unknown) == 200
    assert sum("“title”" in each.advice for each in unknown) == 50
