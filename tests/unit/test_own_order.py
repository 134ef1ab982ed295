"""Phone numbers and addresses keep their own order on right-to-left pages, and nothing else is touched."""

import pytest

from microsite.render.own_order import with_own_order
from tests.small_sites import made


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("اتصلوا على 01632 960100.", "01632 960100"),
        ("اتصلوا على +44 1632 960100.", "+44 1632 960100"),
        ("(01632) 960100", "(01632) 960100"),
        ("اكتبوا إلى parks@example.org.", "parks@example.org"),
        ("الموقع https://example.org/a/?b=1&amp;c=2، ثم", "https://example.org/a/?b=1&amp;c=2"),
        ("www.example.org/", "www.example.org/"),
    ],
)
def test_set_apart(text, kept):
    """A number in groups, an email address and a web address are each wrapped as one left-to-right run."""
    around = text.split(kept)
    assert with_own_order(f"<p>{text}</p>", "ar") == f'<p>{around[0]}<bdi dir="ltr">{kept}</bdi>{around[1]}</p>'


@pytest.mark.parametrize(
    "html",
    [
        "<p>من 2027 إلى 2031، و1,500 جنيه، و0.5 مليون، 2027-05-01</p>",
        '<a href="tel:01632960100" title="01632 960100">اتصلوا</a>',
        '<head><title>01632 960100</title></head><script type="application/json">"01632 960100"</script>',
        "<svg><text>01632 960100</text></svg>",
    ],
)
def test_left_alone(html):
    """Years, amounts and dates need no wrapping, and what is not text stays as it is."""
    assert with_own_order(html, "ar") == html


def test_link_of_its_own_address():
    """A link whose text is its own address gets the direction itself."""
    link = '<a class="address" href="https://example.org/">https://example.org/</a>'
    assert with_own_order(link, "ar") == link.replace('s="address"', 's="address" dir="ltr"')


def test_pages_from_left_to_right():
    """Other pages stay as they are, except for right-to-left passages."""
    text = "<p>01632 960100</p>"
    assert with_own_order(text, "en") == text
    assert "<bdi" in with_own_order(f'<div dir="rtl">{text}</div>', "en")


def test_contact(tmp_path):
    """Phone number and email address keep their order on the pages of an Arabic site that show contact details."""
    config = 'language: ar\ncontact:\n  phone: "+44 1632 960100"\n  email: parks@example.org\n'
    build = made({"config": config}, tmp_path)
    for path in ("contact.html", "have-your-say.html", "accessibility.html"):
        page = build.files[path].decode()
        assert '<a href="tel:+441632960100"><bdi dir="ltr">+44 1632 960100</bdi></a>' in page
        assert '<bdi dir="ltr">parks@example.org</bdi></a>' in page
