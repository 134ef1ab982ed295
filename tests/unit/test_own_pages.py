"""Pages that are not chapters: where they appear, where they do not, and the menu that an author chooses."""

import re

from tests.small_sites import made

ABOUT = "---\ntitle: About the council\nnav_title: About us\n---\n\nWe look after [the parks](../01-why.md).\n"
PAGES = {"content/pages/about.md": ABOUT, "content/pages/02-terms.md": "# Terms\n\n| A | B |\n| - | - |\n| 1 | 2 |\n"}


def links_in(page: bytes, part: str) -> list[tuple[str, str]]:
    """Return the address and text of each link in a part of a page."""
    (found,) = re.findall(rf"<{part}.*?</{part.split(maxsplit=1)[0]}>", page.decode(), re.DOTALL)
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', found)


def test_in_footer_and_map_only(tmp_path):
    """A page is in the footer and the site map, and in nothing that lists, numbers or follows chapters."""
    build = made(PAGES, tmp_path)
    home, chapter = build.files["index.html"], build.files["why.html"]
    assert ("about.html", "About us") in links_in(home, "footer")
    assert "about.html" not in dict(links_in(home, "nav"))
    assert b"About us" in build.files["site-map.html"]
    assert "About the council" not in re.sub(
        r"<footer.*", "", build.files["whole-document.html"].decode(), flags=re.DOTALL
    )
    assert b'rel="next"' not in chapter and b'aria-label="Table 1"' in build.files["terms.html"]
    assert build.site is not None and [each.path for each in build.site.chapters] == ["why.html"]


def test_menu_of_pages(tmp_path):
    """Pages that ask for it are in the menu before the last entry, and not in the footer."""
    build = made({**PAGES, "content/pages/about.md": ABOUT.replace("---\n\n", "in_menu: yes\n---\n\n")}, tmp_path)
    menu = [address for address, _ in links_in(build.files["about.html"], "ul class")]
    assert menu == ["index.html", "why.html", "contact.html", "about.html", "have-your-say.html"]
    assert "about.html" not in dict(links_in(build.files["index.html"], "footer"))


def test_chosen_menu(tmp_path):
    """The menu has what is listed, in that order, however an entry is written."""
    names = ("Have your say", "content/pages/about.md", "contact.html", "02-terms", "01-why.md", "home")
    build = made({**PAGES, "config": "navigation:\n" + "".join(f"  - {name}\n" for name in names)}, tmp_path)
    menu = [address for address, _ in links_in(build.files["index.html"], "ul class")]
    assert menu == ["have-your-say.html", "about.html", "contact.html", "terms.html", "why.html", "index.html"]
    assert b'<a href="about.html" aria-current="page">' in build.files["about.html"]


def test_sitemap_and_redirect(tmp_path):
    """Pages are in the sitemap with their date, and have redirects from old addresses."""
    page = ABOUT.replace("---\n\n", "updated: 2027-03-02\nredirect_from: [who-we-are]\n---\n\n")
    address = "site_address: https://www.example.org/\n"
    build = made({"content/pages/about.md": page, "config": address}, tmp_path)
    assert b"<loc>https://www.example.org/about.html</loc>" in build.files["sitemap.xml"]
    assert b"2027-03-02" in build.files["sitemap.xml"] and b"about.html" in build.files["who-we-are.html"]


def test_waits_for_its_day(tmp_path):
    """A page with a later date is not published, and links to it are plain text."""
    page = ABOUT.replace("---\n\n", "publish_on: 2027-05-01\n---\n\n")
    chapter = "# Why a plan\n\nSee [who we are](pages/about.md).\n"
    build = made({"content/pages/about.md": page, "content/01-why.md": chapter}, tmp_path)
    assert "about.html" not in build.files and b"about.html" not in build.files["why.html"]
