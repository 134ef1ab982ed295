"""Host names: shown as people read them, compared as browsers do, and distrusted if they deceive."""

import pytest

from microsite.validate.host_names import (
    is_host,
    mixed_alphabets,
    normalised_host,
    reason_to_distrust,
    same_host,
    shown_host,
)


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        ("example.org", True),
        ("my_own-survey.example.org", True),
        ("exam ple.org", False),
        ("example..org", False),
        ("", False),
        (f"{'a' * 63}.org", True),
        (f"{'a' * 64}.org", False),
        ("münchen.example.org", True),
        ("mü-nchen.example.org", True),
        ("mü!nchen.example.org", False),
        ("l·l·ü.example.org", True),
        ("пример.example.org", True),
        ("例え.example.org", True),
        ("①.example.org", False),
        ("ｅxample.org", False),
        ("2001:db8::1", True),
        ("192.0.2.1", True),
        ("255.255.255.255", True),
        ("256.0.0.1", False),
        ("1.2.3.256", False),
        ("1.2.65535", True),
        ("1.2.65536", False),
        ("1.16777215", True),
        ("1.16777216", False),
        ("4294967295", True),
        ("4294967296", False),
        ("0x7f.1", True),
        ("1.2.3.4.0", False),
        ("1.2.3.4.5", False),
        ("example.1", False),
        ("1.example.org", True),
        ("a.1.org", True),
    ],
)
def test_is_host(host, is_one):
    """A host is one that a browser can look up; one that ends in a number must be an IP address."""
    assert is_host(host) is is_one


@pytest.mark.parametrize(
    ("written", "looked_up"),
    [
        ("example.org", "example.org"),
        ("example.org.", "example.org"),
        ("ⓔxample。org", "example.org"),
        ("exam\u00adple．org", "example.org"),
        ("\u200bexample.org\ufeff", "example.org"),
    ],
)
def test_as_looked_up(written, looked_up):
    """To a browser, circled and full-width letters are plain ones, and invisible characters are left out."""
    assert normalised_host(written) == looked_up


@pytest.mark.parametrize(
    ("host", "language", "why"),
    [
        ("example.org", "en-GB", ""),
        ("münchen.example.org", "en-GB", ""),
        ("例え.example.org", "en-GB", ""),
        (
            "\u0430\u0440\u0440.org",
            "ru",
            "“\u0430\u0440\u0440.org” has letters from another alphabet that look like Latin ones.",
        ),
        ("пример.org", "en-GB", "“пример.org” is in Cyrillic letters, which readers cannot check."),
        ("xn--e1afmkfd.org", "en-GB", "“пример.org” is in Cyrillic letters, which readers cannot check."),
        (
            "пример.λόγος.org",
            "en-GB",
            "“пример.λόγος.org” is in Cyrillic and Greek letters, which readers cannot check.",
        ),
        ("пример.λόγος.org", "el", "“пример.λόγος.org” is in Cyrillic letters, which readers cannot check."),
        ("пример.org", "ru", ""),
        ("пример.org", "", ""),
    ],
)
def test_why_distrusted(host, language, why):
    """A host that deceives is always distrusted; one in another script is, unless the site's language uses it."""
    assert reason_to_distrust(host, language) == why


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
    """Each part of a host in `xn--` is shown in its own letters, or as it is if it cannot be decoded."""
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
    """Hosts that mix alphabets, or look Latin but are not, are recognised; hosts in a single alphabet are fine."""
    assert mixed_alphabets(host) == deceives


def test_hosts_are_the_same():
    """With or without `www.`, in letters or in `xn--`, it is the same host."""
    assert same_host("https://www.example.org/a", "http://example.org/b")
    assert same_host("https://münchen.example.org/", "https://xn--mnchen-3ya.example.org/")
    assert not same_host("https://a.example.org/", "https://b.example.org/")
    assert same_host("https://WWW.Example.org:8000/", "http://example.org/")
    assert not same_host("https://www.example.org/", "https://www2.example.org/")
    assert not same_host("https://example.org/", "mailto:somebody")
