"""Front matter as people and other programs write it: what is read, what is refused and what is ignored."""

import pytest

from microsite.load.front_keys import OWN_KEYS
from microsite.model.chapter import FrontMatter
from microsite.model.own_pages import PageFront
from microsite.model.parse_facts import parse_front_matter

TEXT = "\n\nParks are where the town meets.\n"


def read(text: str):
    """Parse the front matter of a chapter with this text."""
    return parse_front_matter("content/01-why.md", text.encode())


def is_draft(chapter) -> bool:
    """Whether a chapter is marked as a draft."""
    return chapter.front.draft is True


def codes(text: str) -> list[str]:
    """Return the codes of all problems of a chapter with this text."""
    return [problem.code for problem in read(text).problems]


def test_own_keys():
    """The table of keys matches the fields of front matter."""
    assert {*FrontMatter.__struct_fields__, *PageFront.__struct_fields__} == OWN_KEYS


@pytest.mark.parametrize("fence", ["---", "---  ", " ---", "\n\n---", "\ufeff---"])
def test_read_without_a_word(fence):
    """Spaces around the line of hyphens, and empty lines or a byte order mark above it, change nothing."""
    chapter = read(f"{fence}\ntitle: Why\ndraft: yes\n---{TEXT}")
    assert is_draft(chapter)
    assert chapter.problems == ()


@pytest.mark.parametrize("fence", ["----", "-----", "--", "—", "–––", "——", "- - -", "---yaml", "--- # about parks"])
def test_odd_line_around_front_matter(fence):
    """Other lines of dashes are read as the line that was meant, and reported."""
    chapter = read(f"{fence}\ntitle: Why\ndraft: yes\n---{TEXT}")
    assert is_draft(chapter)
    assert [(problem.code, problem.location.line) for problem in chapter.problems] == [("CHAP-013", 1)]


@pytest.mark.parametrize("fence", ["----", "—", "--", " ---", "..."])
def test_odd_line_below_front_matter(fence):
    """The closing line may differ from the opening line."""
    chapter = read(f"---\ntitle: Why\ndraft: yes\n{fence}\nText\n\n---\n\nMore.\n")
    assert is_draft(chapter)
    assert {problem.code for problem in chapter.problems} <= {"CHAP-013"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("+++\ntitle = 'Why'\ndraft = true\n+++", "CHAP-014"),
        ('{\n"title": "Why",\n"draft": true\n}', "CHAP-014"),
        ('{ "title": "Why", "draft": true }', "CHAP-014"),
        ('"title": "Why",\n"draft": true\n;;;', "CHAP-014"),
        (";;;\ndraft: true\n;;;", "CHAP-014"),
        ("---json\n{\n  draft: true\n}\n---", "CHAP-014"),
        ("```yaml\n---\ndraft: yes\n---\n```", "CHAP-014"),
        ("***\ndraft: yes\n***", "CHAP-014"),
        ("<!--\ntitle: Why\ndraft: yes\n-->", "CHAP-014"),
        ("title: Why\ndraft: yes\n---", "CHAP-015"),
        ("title: Why\ndraft: yes", "CHAP-015"),
        ("draft: yes", "CHAP-015"),
        ("draft: yes\nParks are for all.", "CHAP-015"),
        ("Draft: Yes", "CHAP-015"),
        ("**draft**: yes", "CHAP-015"),
        ("Published: no", "CHAP-015"),
        ("# Why\n\nStatus: Draft\nOwner: Ann", "CHAP-015"),
        ("# Why\n\n---\ndraft: yes\n---", "CHAP-015"),
        ("---\ntitle: Why\n---\n---\ndraft: yes\n---", "CHAP-015"),
        ("---\ntitle: Why\n---\n\n+++\ndraft = true\n+++", "CHAP-014"),
        ("---\ntitle: Why\ndraft: yes", "CHAP-001"),
        ("---\nDraft = yes\n---", "CONF-003"),
        ("---\n- draft: yes\n---", "CONF-003"),
        ("---\ntitle Why\ndraft: yes\n---", "YAML-001"),
        ("---\ndraft：yes\n---", "CONF-003"),
        ("---\ntitle: Why\ndraft:\n---", "CONF-004"),
        ("---\ntitle: Why\npublish_on:\n---", "CONF-004"),
        ("---\ntitle: Why\ndraft: perhaps\n---", "CONF-010"),
    ],
)
def test_private_page_stays_private(text, code):
    """However `draft: yes` was mangled, the page is not built until somebody has looked at it."""
    chapter = read(text + TEXT)
    assert [(problem.code, problem.severity.word) for problem in chapter.problems] == [(code, "error")]


@pytest.mark.parametrize("above", ["---\n---", "---\n\n---", "---\n# a note\n---"])
def test_line_of_hyphens_twice(above):
    """Front matter that begins twice is an error, so its draft is not published."""
    problems = read(f"{above}\ntitle: Why\ndraft: yes\n---{TEXT}").problems
    assert [problem.severity.word for problem in problems] == ["error"]


@pytest.mark.parametrize("text", ['draft: "true "', "draft : yes", '"draft": yes', "draft: YES", "draft: 'on'"])
def test_draft(text):
    """Spaces, quotation marks and capitals make no difference to a draft."""
    chapter = read(f"---\n{text}\n---{TEXT}")
    assert is_draft(chapter)
    assert chapter.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Summary: we asked nine hundred people.",
        "Note: this is a draft text.",
        "Date: 3 May 2027",
        "Draft: 3 May 2027",
        "Private: by appointment only",
        "Password: ask at the desk",
        "Status: open until June",
        "— a line by a poet\n\nAnd more.\n\n—",
        "---\nA paragraph between rules\n\n---",
        "---\n\n# Why\n\nText",
        "# Why\n\n```yaml\n---\ntitle: Why\ndraft: yes\n---\n```",
        "<!-- to be checked by Ann -->\n# Why",
        "{% include nav.html %}",
        "***\n\n# Why\n\n***",
        "Title\n---\nText\n\n---",
        "# Why\n\nOpening hours: nine to five\nTelephone: 01632 960000",
    ],
)
def test_text_is_text(text):
    """Rules, labels and code at the start of a text are not front matter."""
    assert codes(text + TEXT) == []


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("published: false", "draft: yes"),
        ("Published: No", "draft: yes"),
        ("publish: false", "draft: yes"),
        ("private: true", "draft: yes"),
        ("unlisted: true", "draft: yes"),
        ("hidden: yes", "draft: yes"),
        ("hide: true", "draft: yes"),
        ("isDraft: true", "draft: yes"),
        ("headless: true", "draft: yes"),
        ("permalink: false", "draft: yes"),
        ("status: draft", "draft: yes"),
        ("status: In review", "draft: yes"),
        ("post_status: auto-draft", "draft: yes"),
        ("visibility: private", "draft: yes"),
        ("access: staff", "draft: yes"),
        ("build: {render: never}", "draft: yes"),
        ("_build: {list: never}", "draft: yes"),
        ("password: oak", "draft: yes"),
        ("params: {draft: true}", "draft: yes"),
        ("extra: {private: yes}", "draft: yes"),
        ("page_password: oak", "draft: yes"),
        ("is-visible: off", "draft: yes"),
        ("publishDate: 2027-03-01", "publish_on: 2027-03-01"),
        ("publish-date: 2027-03-01T00:00:00Z", "publish_on: 2027-03-01"),
        ("publishDate: 2027-03-01T09:30:00Z", "publish_on: 2027-03-01 09:30"),
        ("embargo: 2027-03-01", "publish_on: 2027-03-01"),
        ("expire: 2027-03-01", "expire_on: 2027-03-01"),
        ("expiryDate: 2027-03-01", "expire_on: 2027-03-01"),
        ("unpublish_on: 2027-03-01", "expire_on: 2027-03-01"),
        ("not_published: true", "draft: yes"),
        ("online: false", "draft: yes"),
        ("display: none", "draft: yes"),
        ("approved: no", "draft: yes"),
        ("review: pending", "draft: yes"),
        ("layout: draft", "draft: yes"),
        ("tags: [parks, draft]", "draft: yes"),
        ("audience: staff only", "draft: yes"),
        ("to be published: 2028-01-01", "publish_on: 2028-01-01"),
        ("release: 2028-01-01", "publish_on: 2028-01-01"),
        ("effective: 2028-01-01", "publish_on: 2028-01-01"),
        ("unpublish: 2028-01-01", "expire_on: 2028-01-01"),
        ("expiry: next spring", "expire_on: and the day, such as 2027-03-01"),
    ],
)
def test_kept_back_elsewhere(line, instead):
    """A key that holds a page back in other programs is an error with what to write; a date is one until it comes."""
    chapter = read(f"---\ntitle: Why\n{line}\n---{TEXT}")
    problems = [*chapter.problems, *(day.problem for day in chapter.foreign_keys.days)]
    assert [(problem.code, problem.severity.word, problem.location.line) for problem in problems] == [
        ("CONF-028", "error", 3)
    ]
    assert f"Write {instead} instead" in problems[0].advice


@pytest.mark.parametrize(
    "line",
    [
        "published: true",
        "publish: yes",
        "display: table",
        "ready: soon",
        "tags: [drafting, parks]",
        "private: false",
        "hidden: no",
        "hide: [navigation, toc]",
        "unlisted: false",
        "status: published",
        "status: new",
        "visibility: public",
        "access: everyone",
        "permalink: /why/",
        "build: {render: always}",
        "password:",
        "expiryDate:",
        "date: 2020-01-01",
        "published_at: 2020-01-01T10:00:00Z",
        "params: {draft: false, colour: green}",
        "caption: Paths",
        "publisher: Millbrook Town Council",
        "sidebar: {hidden: true}",
        "noindex: true",
        "layout: page",
        "favourite_tree: oak",
    ],
)
def test_passed_over(line):
    """A key that holds nothing back is not a problem of its chapter; it is only listed in the hint."""
    chapter = read(f"---\ntitle: Why\n{line}\n---{TEXT}")
    assert chapter.problems == ()
    assert chapter.foreign_keys.names == (line.partition(":")[0],)


@pytest.mark.parametrize(
    "key", ["tilte", "Title", "sumary", "nav-title", "navTitle", "oder", "publishOn", "expires_on_"]
)
def test_nearly_ours(key):
    """A typo in one of our own keys stays an error."""
    chapter = read(f"---\n{key}: 3\n---{TEXT}")
    assert chapter.foreign_keys.names == ()
    assert {problem.severity.word for problem in chapter.problems} == {"error"}
    assert chapter.problems[0].code in ("CONF-001", "CONF-028")


def test_draft_already():
    """Keys that hold a page back elsewhere are ignored if the page is a draft here."""
    chapter = read(f"---\ndraft: yes\npassword: oak\npublished: false\n---{TEXT}")
    assert chapter.problems == ()


def test_advice_works_for_all_lines_at_once():
    """Of two lines that mean the same, only one is replaced; otherwise the key would be there twice."""
    first, second = read(f"---\ntitle: Why\nprivate: true\nhidden: true\n---{TEXT}").problems
    assert first.advice == "Write draft: yes instead. If the page should be public, delete the line."
    assert second.advice == "Delete this line: what you write on line 3 is enough."
    (only,) = read(f"---\ndraft: no\nprivate: true\n---{TEXT}").problems
    assert only.advice == "Delete this line, and write draft: yes in place of line 2."
