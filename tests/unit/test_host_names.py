"""Names of hosts: shown as people read them, compared as browsers do, and distrusted where they deceive."""

import pytest

from microsite.validate.host_names import mixed_alphabets, same_host, shown_host


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("example.org", "example.org"),
        ("xn--mnchen-3ya.example.org", "münchen.example.org"),
        ("XN--mnchen-3ya.example.org", "münchen.example.org"),
        ("www.xn--mnchen-3ya.xn--p1ai", "www.münchen.рф"),
        ("xn--\u00e9.example.org", "xn--\u00e9.example.org"),
        ("xn--99999999999.example.org", "xn--99999999999.example.org"),
        ("", ""),
    ],
)
def test_shown_host(host, shown):
    """Each part of a name that is written in `xn--` is shown in its own letters, one that cannot be read as it is."""
    assert shown_host(host) == shown


@pytest.mark.parametrize(
    ("host", "deceives"),
    [
        ("", False),
        ("192.0.2.1", False),
        ("survey-2027.example.org", False),
        ("例えカタbbひらhan.example.org", False),
        ("사용例abc.example.org", False),
        ("ㄅ例abc.example.org", False),
        ("例えカ사.example.org", True),
        ("ㄅ사.example.org", True),
        ("дом.example.org", False),
        ("www.\u0430\u0440\u0440.example.org", True),
        ("SURVE\u0423.example.org", True),
        ("\u0420\u0410\u0420\u0410.example.org", True),
        ("survey.example.org", False),
        ("münchen.example.org", False),
        ("пример.example.org", False),
        ("例え.example.org", False),
        ("사용例.example.org", False),
        ("xn--mnchen-3ya.example.org", False),
        ("s\u0443rvey.example.org", True),
        ("p\u03bfll.example.org", True),
        ("\u0430\u0440\u0440\u04cf\u0435.example.org", True),
        ("xn--80ak6aa92e.example.org", True),
    ],
)
def test_alphabets(host, deceives):
    """Names that mix alphabets, or look Latin and are not, are known; names in one alphabet are right."""
    assert mixed_alphabets(host) == deceives


def test_hosts_are_the_same():
    """With `www.` or without, in letters or in `xn--`, a host is the same."""
    assert same_host("https://www.example.org/a", "http://example.org/b")
    assert same_host("https://münchen.example.org/", "https://xn--mnchen-3ya.example.org/")
    assert not same_host("https://a.example.org/", "https://b.example.org/")
    assert same_host("https://WWW.Example.org:8000/", "http://example.org/")
    assert not same_host("https://www.example.org/", "https://www2.example.org/")
    assert not same_host("https://example.org/", "mailto:somebody")
