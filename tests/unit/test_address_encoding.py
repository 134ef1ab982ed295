"""Addresses on other hosts are percent-encoded for HTML; encoding one that is encoded already changes nothing."""

import pytest

from microsite.validate.address_encoding import encoded_outside
from microsite.validate.field_types import FieldError
from microsite.validate.web_types import QuestionLink, WebAddress

ADDRESSES = {
    "https://a.example/b c.pdf": "https://a.example/b%20c.pdf",
    "https://a.example/b%20c": "https://a.example/b%20c",
    'https://a.example/"b"<c>`d`': "https://a.example/%22b%22%3Cc%3E%60d%60",
    "https://a.example/{b}|c^d[e]": "https://a.example/%7Bb%7D%7Cc%5Ed%5Be%5D",
    "https://a.example/b\\c?d=\\e": "https://a.example/b/c?d=%5Ce",
    "https://a.example/100%/%zz/%41": "https://a.example/100%25/%25zz/%41",
    "https://münchen.example/straße?ä=ö#ü": "https://münchen.example/stra%C3%9Fe?%C3%A4=%C3%B6#%C3%BC",
    "https://xn--mnchen-3ya.example/": "https://xn--mnchen-3ya.example/",
    "https://a.example?b='c'&d=e f": "https://a.example?b=%27c%27&d=e%20f",
    "https://a.example/it's-(so)": "https://a.example/it's-(so)",
    "https://a.example/b?c#d e": "https://a.example/b?c#d%20e",
    "https://[::1]:8000/b c": "https://[::1]:8000/b%20c",
    "https://u:p@a.example/@b:c;d=e,f!$*+": "https://u:p@a.example/@b:c;d=e,f!$*+",
    "//a.example/b c": "//a.example/b%20c",
    "mailto:a@b.example?subject=My answer": "mailto:a@b.example?subject=My%20answer",
    "tel:01632 960 100": "tel:01632960100",
    "TEL:+44 1632 960100": "TEL:+441632960100",
    "02-paths.md#where to go": "02-paths.md#where to go",
    "show:closes": "show:closes",
    "": "",
}


@pytest.mark.parametrize("written", ADDRESSES)
def test_encoded(written):
    """Characters that are not allowed in an address are encoded exactly once; the host stays as it was typed."""
    assert encoded_outside(written) == ADDRESSES[written]
    assert encoded_outside(ADDRESSES[written]) == ADDRESSES[written]


def test_in_yaml():
    """An address in YAML is encoded too; text that holds two addresses, or a host that cannot exist, is refused."""
    assert WebAddress.parse("https://a.example/b c") == "https://a.example/b%20c"
    for broken in ("https://a b.example/", "https://a.example https://b.example", "https://a.example or www.b.example"):
        with pytest.raises(FieldError):
            WebAddress.parse(broken)


def test_question_link():
    """The address of a question is encoded once the question's anchor has been filled in."""
    assert (
        QuestionLink.parse("https://a.example/b c#{anchor}").for_question(1, "d e") == "https://a.example/b%20c#d%20e"
    )
