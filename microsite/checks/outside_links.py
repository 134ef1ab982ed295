"""Turns the answers for outside links into problems, each located where the author wrote the address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from microsite.checks.external_links import Answer
from microsite.checks.rendered.page_text import PageText
from microsite.checks.where_written import first_place
from microsite.problems import Location, Problem
from microsite.validate.host_names import same_host


def outside_addresses(files: Mapping[str, bytes], own: str) -> dict[str, str]:
    """Find every address on another host that a page links to.

    Args:
        files: everything that was made, by path.
        own: the site's own address, or an empty string; addresses below it are not outside.

    Returns:
        The first page that links to each address, by address, in page order.
    """
    found: dict[str, str] = {}
    for path, content in files.items():
        if path.endswith(".html"):
            page = PageText(path, content.decode())
            for link in (*page.named("a"), *page.named("area")):
                address = link.attributes.get("href", "").partition("#")[0]
                if address.startswith(("http://", "https://")) and not (own and address.startswith(own)):
                    found.setdefault(address, path)
    return found


def link_problems(
    pages: Mapping[str, str], answers: Mapping[str, Answer], sources: Mapping[str, str]
) -> Iterator[Problem]:
    """Report addresses that no longer exist, and those that could not be checked.

    Args:
        pages: a page that links to each address.
        answers: the result for each address.
        sources: the texts of the site's own files by path, searched for the addresses.
    """
    for address, answer in answers.items():
        place = place_of(address, sources) or Location(file=f"output/{pages[address]}")
        if answer.is_gone:
            message = f"“{address}” is not there: the website answers {answer.status}."
            advice = "Find out where it is now, or remove the link."
            yield Problem.warning("AWAY-001", message, place, advice)
        elif not answer.is_there:
            why = answer.why or f"the website answers {answer.status}"
            message = f"We could not check “{address}”: {why}."
            advice = "Open it in a browser. If it opens there, all is well."
            yield Problem.hint("AWAY-002", message, place, advice)


def survey_problems(address: str, answer: Answer | None, place: Location) -> Iterator[Problem]:
    """Report a survey's address that redirects to another host.

    Args:
        address: the survey's address.
        answer: the result for it; None if it was not checked.
        place: where it is written.
    """
    if answer and answer.is_there and not same_host(address, answer.reached):
        message = f"The survey's address redirects to another website: {urlsplit(answer.reached).netloc}."
        advice = f"If that is right, write the address it ends at: {answer.reached}"
        yield Problem.warning("AWAY-005", message, place, advice)


def place_of(address: str, sources: Mapping[str, str]) -> Location | None:
    """Find where an address is written, as it is or HTML-escaped (`&amp;`)."""
    return first_place("|".join(map(re.escape, dict.fromkeys((address, escape(address))))), sources)


def checked_links_text(answers: Sequence[Answer]) -> str:
    """Say how many addresses work, how many were not found and how many could not be checked."""
    if not answers:
        return "No page links to another website, so there was nothing to check."
    there = sum(answer.is_there for answer in answers)
    gone = sum(answer.is_gone for answer in answers)
    remembered = sum(answer.remembered for answer in answers)
    words = [f"{there} work{'s' if there == 1 else ''}", f"{gone} {'was' if gone == 1 else 'were'} not found"]
    unchecked = len(answers) - there - gone
    words.append(f"{unchecked} could not be checked")
    known = f" For {remembered}, we kept the answer from the last day." if remembered else ""
    noun = "address" if len(answers) == 1 else "addresses"
    return f"Outside links, {len(answers)} {noun}: {', '.join(words)}.{known}"
