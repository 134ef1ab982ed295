"""LINK-016: email and telephone links in chapters do what they show, and nothing else."""

import pytest

from microsite.problems import Severity
from tests.small_sites import made


def told(tmp_path, address):
    """Return the LINK-016 problems of a link in a chapter."""
    build = made({"content/02-talk.md": f"# Talk to us\n\nWrite to [the parks team]({address}).\n"}, tmp_path)
    return [problem for problem in build.problems if problem.code == "LINK-016"]


@pytest.mark.parametrize(
    "address",
    [
        "mailto:parks@example.org",
        "mailto:parks@example.org?subject=Parks%20and%20paths",
        "MAILTO:parks@example.org",
        "mailto:?subject=Parks&body=Look%20at%20this",
        "tel:+441632960123",
        "tel:+44%201632%20960%20123",
        "tel:01632960123;ext=12",
        "tel:(01632)%20960-123",
    ],
)
def test_plain_links(tmp_path, address):
    """An address with or without a subject, or a number, is left alone."""
    assert told(tmp_path, address) == []


@pytest.mark.parametrize(
    "address",
    [
        "mailto:parks@example.org?bcc=x@y.example",
        "mailto:parks@example.org?subject=a&CC=x@y.example",
        "mailto:parks@example.org?subject=a;bcc=x@y.example",
        "mailto:parks@example.org?%62cc=x@y.example",
        "mailto:parks@example.org&#63;bcc=x@y.example",
        "mailto:parks@example.org?to=x@y.example",
        "mail&#116;o:parks@example.org?bcc=x@y.example",
        "mailto:parks@example.org,x@y.example",
        "mailto:parks@example.org%2Cx@y.example",
        "mailto:parks%3Fbcc%3Dx@y.example",
        "mailto:parks%253Fbcc%253Dx@y.example",
        "mailto:parks@example.org%0Abcc:x@y.example",
        "mailto:parks@example.org?subject=a%0D%0Abcc:x@y.example",
        "mailto:parks@example.org?attach=/etc/passwd",
        "tel:*21*01632960123%23",
        "tel:%2306%23",
        "tel:01632%0A960123",
    ],
)
def test_hidden_recipients_and_commands_are_refused(tmp_path, address):
    """Extra recipients, header fields that nobody sees and dialling codes that are commands stop the build."""
    found = told(tmp_path, address)
    assert found
    assert {problem.severity for problem in found} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("mailto:parks@town@example.org", "Write it like this: mailto:you@example.org."),
        ("mailto:parks@example.org,", "Write just the address: mailto:parks@example.org"),
        ("mailto:parks@example.org.", "Write just the address: mailto:parks@example.org"),
        ("mailto:Ann%20Smith,%20parks@example.org", "Write just the address: mailto:parks@example.org"),
        ("mailto:parks", "Write it like this: mailto:you@example.org."),
        (
            "mailto:parks@example.org?body=I%20agree",
            "Write just the address: mailto:parks@example.org, and say in the chapter what people can write.",
        ),
        ("tel:01632/960123", "Write just the digits: tel:01632960123"),
        ("tel:PARKS", "Write the number in digits, such as tel:01632960123."),
    ],
)
def test_what_is_no_address_is_a_warning(tmp_path, address, advice):
    """A link that leads nowhere, or writes the reader's words for them, is a warning that says what to write."""
    [problem] = told(tmp_path, address)
    assert (problem.severity, problem.advice) == (Severity.WARNING, advice)
