"""Links to email addresses and phone numbers that do more than they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.web_links import as_browsers_read, place_in
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Severity
from microsite.validate.web_types import EMAIL

_NUMBER = lazy_pattern(r"\+?[0-9 ().-]{3,24}(?:;ext=[0-9]{1,7})?")
_LINE_BREAK = lazy_pattern(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
#: Separates two addresses, or an address from what is hidden after it.
_PARTED = lazy_pattern(r"[?&%,;\s]+")
_SEPARATED = lazy_pattern(r"[+0-9\s./()\u2010-\u2015-]+")
#: The fewest digits that a telephone number has.
SHORTEST = 3
#: The fields of a message that name its recipients.
_RECIPIENTS = frozenset({"to", "cc", "bcc"})


def hidden_in_contact_link(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link that adds recipients or words to a message, or is not just a number for a phone to dial."""
    for link in reading.links:
        scheme, _, rest = as_browsers_read(link.address).partition(":")
        scheme = scheme.lower()
        if scheme not in ("mailto", "tel"):
            continue
        for severity, message, advice in _mail(rest) if scheme == "mailto" else _telephone(rest):
            yield Finding("LINK-016", severity, message, *place_in(reading, link.address, link.start, link.end), advice)


def _mail(written: str) -> Iterator[tuple[Severity, str, str]]:
    address, _, query = written.partition("?")
    shown = unquote(address).strip()
    simple = _simple(shown)
    plain = (
        f"Write just the address: mailto:{simple}"
        if simple
        else "Write just an address, such as mailto:you@example.org"
    )
    to_anybody = not shown and bool(query)  # A message that readers address themselves, to tell others about a page.
    if not EMAIL.fullmatch(shown) and not to_anybody:
        yield _no_address(shown, simple, plain)
    for field in re.split(r"[&;]", query):
        name, _, value = (unquote(part).strip() for part in field.partition("="))
        name = name.lower()
        if name in _RECIPIENTS:
            yield (
                Severity.ERROR,
                (f"A message from this link would also go to {value or 'others'}, and readers would not see it."),
                plain,
            )
        elif name == "body" and to_anybody:
            continue
        elif name == "body":
            message = "This link puts words in the reader's message."
            yield Severity.WARNING, message, f"{plain}, and say in the chapter what people can write."
        elif name not in ("", "subject") or _LINE_BREAK.search(value):
            yield Severity.ERROR, f"This link puts “{name}” in the reader's message where readers do not see it.", plain


def _no_address(shown: str, simple: str, plain: str) -> tuple[Severity, str, str]:
    """Say what is there instead of one email address."""
    if sum("@" in part for part in _PARTED.split(shown)) > 1:
        return (
            Severity.ERROR,
            "A message from this link would go to more addresses than the one that readers see.",
            plain,
        )
    if _LINE_BREAK.search(shown) or re.search(r"[?&%]", shown):
        return (
            Severity.ERROR,
            ("This link puts more than an address in the reader's message where readers do not see it."),
            plain,
        )
    why = f" It has {shown.count('@')} @ signs." if shown.count("@") > 1 else ""
    advice = plain if simple else "Write it like this: mailto:you@example.org."
    return Severity.WARNING, f"“{shown}” is not an email address.{why}", advice


def _simple(shown: str) -> str:
    """Return the first valid address in a text, or an empty string."""
    parts = (part.strip("<>().") for part in _PARTED.split(shown))
    return next((part for part in parts if EMAIL.fullmatch(part)), "")


def _telephone(written: str) -> Iterator[tuple[Severity, str, str]]:
    number = unquote(written).strip()
    if _NUMBER.fullmatch(number):
        return
    digits = re.sub(r"[^+0-9]", "", number)
    is_number = len(digits) >= SHORTEST and _SEPARATED.fullmatch(number)
    advice = (
        f"Write just the digits: tel:{digits}"
        if is_number
        else ("Write the number in digits, such as tel:01632960123.")
    )
    if _LINE_BREAK.search(number) or re.search(r"[*#]", number):
        message = f"“{number}” is a command for a phone, not a number."
        yield Severity.ERROR, _LINE_BREAK.sub(" ", message), advice
    else:
        yield Severity.WARNING, f"“{number}” is not a phone number.", advice
