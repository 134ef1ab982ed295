"""The feed's entries keep their ids, so that no reader is told anything twice, and lead to wherever the site is."""

from xml.etree import ElementTree

import pytest

from tests.small_sites import made

ATOM = "{http://www.w3.org/2005/Atom}"
UPDATES = """\
- {date: 2027-03-05, what: The map is new.}
- {date: 2027-03-20, what: A sentence was mended., chapter: 01-why.md}
"""
FILES = {"content/data/updates.yaml": UPDATES}


def feed(build):
    """Return the root element of the feed."""
    assert build.files, build.problems
    return ElementTree.fromstring(build.files["feed.xml"])


def told(root, name):
    """Return the text of one element of each entry."""
    return [each.findtext(f"{ATOM}{name}", "") for each in root.iter(f"{ATOM}entry")]


def test_ids(tmp_path):
    """Ids never change, neither between versions of the program nor with the site's address."""
    once = feed(made(FILES, tmp_path / "once", "2027-06-05"))
    assert once.findtext(f"{ATOM}id") == "urn:uuid:7b7aae6b-9864-57a7-8664-c9689e65c3a9"
    assert told(once, "id") == [
        "urn:uuid:6c4876dc-30db-5479-80b8-c7807c25e886",
        "urn:uuid:a750749f-f64a-533b-8618-3ddc31cbd2ec",
        "urn:uuid:b0182704-2c6f-57ab-a572-8af55c1685a3",
        "urn:uuid:4044f8b2-006b-523e-9e80-9830ea0bb82a",
    ]
    config = "site_address: https://www.example.org/parks\n"
    moved = feed(made({**FILES, "config": config}, tmp_path / "moved", "2027-06-05"))
    assert told(moved, "id") == told(once, "id")


@pytest.mark.parametrize(
    ("now", "updated", "titles"),
    [
        ("2027-02-28T23:59:59", "2027-03-01T00:00:00+00:00", []),
        ("2027-03-01T00:00:00", "2027-03-01T00:00:00+00:00", ["Open until"]),
        ("2027-05-31T23:59:59", "2027-03-01T00:00:00+00:00", ["Open until"]),
        ("2027-06-01T00:00:00", "2027-06-01T00:00:00+01:00", ["Closed at", "Open until"]),
    ],
)
def test_what_has_happened(now, updated, titles, tmp_path):
    """An entry appears at its exact second, newest first, and the feed says when it last changed."""
    root = feed(made({}, tmp_path, now))
    assert root.findtext(f"{ATOM}updated") == updated
    assert [" ".join(each.split()[:2]) for each in told(root, "title")] == titles


@pytest.mark.parametrize(
    ("config", "links"),
    [
        ("", ["feed.xml", "index.html", "index.html", "why.html", "updates.html", "index.html"]),
        ("site_address: to be supplied\n", ["feed.xml", "index.html"]),
        (
            "site_address: https://www.example.org/parks/\n",
            ["https://www.example.org/parks/feed.xml", "https://www.example.org/parks/"],
        ),
        (
            "site_address: https://www.example.org/parks\n",
            ["https://www.example.org/parks/feed.xml", "https://www.example.org/parks/"],
        ),
    ],
)
def test_links(config, links, tmp_path):
    """Links are absolute if the site's address is known, with one slash in between, and otherwise relative."""
    root = feed(made({**FILES, "config": config}, tmp_path, "2027-06-05"))
    assert [each.get("href") for each in root.iter(f"{ATOM}link")][: len(links)] == links


def test_update_of_a_chapter_that_is_a_draft(tmp_path):
    """An update about a chapter that is not published links to the page of updates."""
    draft = {"content/02-paths.md": "---\ndraft: yes\n---\n\n# Paths\n\nText.\n"}
    updates = "- {date: 2027-03-20, what: Paths were added., chapter: 02-paths.md}\n"
    root = feed(made({**draft, "content/data/updates.yaml": updates}, tmp_path))
    (first, *_) = root.iter(f"{ATOM}entry")
    assert first.find(f"{ATOM}link").get("href") == "updates.html"  # type: ignore[union-attr]
    assert first.findtext(f"{ATOM}updated") == "2027-03-20T00:00:00+00:00"


def test_whole_feed(tmp_path):
    """The feed is written with one element per line, escaped text, and a line break at its end."""
    config = "title: Parks & paths\nsummary: A plan.\norganisation: Council\nopens: 2027-03-01\n"
    files = {"site_config.yaml": f"{config}closes: 2027-05-31\ntime_zone: Europe/London\n"}
    assert (
        made(files, tmp_path).files["feed.xml"].decode()
        == """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>Parks &amp; paths: what has changed</title>
<id>urn:uuid:4e699afd-4a52-5c12-bb9d-22ea48d2f4bd</id>
<updated>2027-03-01T00:00:00+00:00</updated>
<author><name>Council</name></author>
<link rel="self" type="application/atom+xml" href="feed.xml"/>
<link rel="alternate" type="text/html" href="index.html"/>
<entry>
<title>Open until the end of Monday 31 May 2027 (London time)</title>
<id>urn:uuid:7cb4f0cd-4c74-5460-8141-23c44c25cc75</id>
<updated>2027-03-01T00:00:00+00:00</updated>
<link rel="alternate" type="text/html" href="index.html"/>
<content type="text">Open until the end of Monday 31 May 2027 (London time)</content>
</entry>
</feed>
"""
    )


def test_reports_on_actions(tmp_path):
    """Each report on an action is an entry with an id of its own, and links to the action."""
    files = {
        "config": "outcome:\n  published: 2027-09-01\n  summary: We mend the paths.\n",
        "content/data/actions.yaml": (
            "- id: paths\n  what: Mend the paths\n  who: Parks team\n  due: 2028-03-01\n  progress:\n"
            "  - {date: 2027-10-01, state: under_way, note: Work began.}\n"
            "  - {date: 2027-12-01, state: done, note: All is mended.}\n"
        ),
    }
    root = feed(made(files, tmp_path, "2027-12-24"))
    reports = [each for each in root.iter(f"{ATOM}entry") if "Mend the paths" in each.findtext(f"{ATOM}title", "")]
    assert [each.findtext(f"{ATOM}updated") for each in reports] == [
        "2027-12-01T00:00:00+00:00",
        "2027-10-01T00:00:00+01:00",
    ]
    assert {each.find(f"{ATOM}link").get("href") for each in reports} == {  # type: ignore[union-attr]
        "what-we-did.html#action-paths"
    }
    assert [each.findtext(f"{ATOM}id") for each in reports] == [
        "urn:uuid:2bb08780-2d90-5258-bc8e-3812325e8f08",
        "urn:uuid:04b2ef25-8d76-5e3c-803b-2fe158e3b3a0",
    ]
