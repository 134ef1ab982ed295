"""Links between published files work in any folder of any host, and from a disk."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from microsite.model.addresses import absolute_link, relative_link

segment = st.text("abc éל%#?&'\"<>+:@=~!.-_", min_size=1, max_size=8).filter(lambda text: text.strip(" ."))
path = st.lists(segment, min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("index.html", "parks.html", "parks.html"),
        ("old/here.html", "parks.html", "../parks.html"),
        ("index.html", "media/a plan.pdf", "media/a%20plan.pdf"),
        ("a/b/c.html", "a/d.html", "../d.html"),
        ("index.html", "פארקים.html", "%D7%A4%D7%90%D7%A8%D7%A7%D7%99%D7%9D.html"),
        ("index.html", "index.html", "index.html"),
        ("index.html", "media/50%.svg", "media/50%25.svg"),
        ("index.html", "media/a#b?c.svg", "media/a%23b%3Fc.svg"),
    ],
)
def test_known_links(source, target, link):
    """A link goes up and down the folders, and writes what an address cannot hold."""
    assert relative_link(source, target) == link


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(path, path, st.sampled_from(["https://example.org/", "https://example.org/deep/er/", "file:///C:/a%20b/"]))
def test_browsers_arrive(source, target, base):
    """A browser that follows a link arrives at the file it was made for, wherever the site stands."""
    assume(not f"{source}/".startswith(f"{target}/") or source == target)
    link = relative_link(source, target)
    arrived = urlsplit(urljoin(base + relative_link("x", source), link))
    assert not urlsplit(link).netloc and not link.startswith("/")
    assert unquote(arrived.path) == unquote(urlsplit(base).path) + str(PurePosixPath(target))
    assert (arrived.query, arrived.fragment) == ("", "")


@pytest.mark.parametrize("site_address", ["https://example.org/parks", "https://example.org/parks/"])
@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", "https://example.org/parks/"),
        ("why.html", "https://example.org/parks/why.html"),
        ("media/a plan.pdf", "https://example.org/parks/media/a%20plan.pdf"),
    ],
)
def test_full_addresses(site_address, path, address):
    """A full address has one slash behind the site's own, and the home page has no name."""
    assert absolute_link(site_address, path) == address
