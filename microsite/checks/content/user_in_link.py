"""Links with a user name in front of the host, so that the host is not what it seems to be."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.web_links import faulty_links
from microsite.problems import Severity


def user_in_link(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link such as `https://www.example.org@another.example/`: nothing is published with one."""
    for start, length, fault in faulty_links(reading, "user"):
        yield Finding("LINK-012", Severity.ERROR, fault.message, start, length, fault.advice)
