"""Find what is wrong with an address without requesting it: it deceives, or leads other people elsewhere."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.private_addresses import private_place
from microsite.validate.survey_services import SERVICES, Service, View
from microsite.validate.wrapped_addresses import unwrap

_SHOWN = 60
_PAGE = lazy_pattern(r"/([\w-]+\.html)?")
#: What many services have in the path or query of pages where an author works.
_OF_AUTHORS = lazy_pattern(
    r"[^?#]*?/(?P<word>(?:cs_|wp-)admin|_layouts|(?:admin|edit|editor|preview)(?=/?(?:[?#]|$)))(?:[/?#]|$)"
    r"|[^?#]*\?(?:[^#]*&)?(?P<query>preview_id=|(?:preview=(?:true|1|yes)|action=edit)(?=[&#]|$))",
    re.IGNORECASE,
)
#: The same, but only in a survey's address: elsewhere such a word may be what a page is about.
_OF_SURVEY_AUTHORS = lazy_pattern(
    r"[^?#]*?/(?:(?P<word>design|designer|draft|dashboard|manage|responses|results)/?(?:[?#]|$)|(?P<part>admin)/)",
    re.IGNORECASE,
)
#: Shows a document to everybody it is shared with, so it is not a page for authors.
_PREVIEW_FOR_READERS = lazy_pattern(r"docs\.google\.com/.*/preview\b", re.IGNORECASE)


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with an address."""

    #: It has a user's name in front of the host, leads through something else, or works only for its author.
    kind: Literal["user", "wrapped", "private"]
    message: str
    advice: str


@lru_cache(maxsize=4096)
def fault_of(address: str, *, survey: bool = False, in_chapter: bool = False) -> Fault | None:
    """Return what is wrong with a web address; None if nothing is.

    Args:
        address: an address that begins with `http://` or `https://`.
        survey: whether it is the address of the survey itself.
        in_chapter: whether it is in a chapter, which can link to a page of this site by its name.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if "@" in parts.netloc or "\\" in parts.netloc:
        return user_name_fault(parts)
    through = unwrap(address)
    if through is not None:
        return _wrapped(address, through.by, through.address, through.host, of_mail=through.of_mail)
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    place = private_place(host, rest)
    if place:
        return _private(address, place, parts.path if in_chapter else "")
    whole = rest + (f"#{parts.fragment}" if parts.fragment else "")
    return _known_author_page(address, host, whole, survey=survey) or _maybe_author_page(
        address, host, rest, survey=survey
    )


def user_name_fault(parts: SplitResult) -> Fault:
    """Return the fault of an address with a user's name in front of the host."""
    user, _, rest = parts.netloc.replace("\\", "/").rpartition("@")
    straight = parts._replace(netloc=rest or parts.hostname or "").geturl()
    shown = user.split(":", 1)[0] or user
    return Fault(
        kind="user",
        message=f"The address goes to “{parts.hostname}”: “{_cut(shown)}” in front of the @ is just a user name.",
        advice=f"If it should go there, write {straight}. If not, copy the address again from your browser.",
    )


def _wrapped(address: str, by: str, inner: str, host: str, *, of_mail: bool) -> Fault:
    why = (
        " It can contain the email address of the person who got the message, and may stop working." if of_mail else ""
    )
    within = fault_of(inner) if inner else None
    if within:
        advice = f"Do not copy what is in it either. {within.message} {within.advice}"
    elif inner:
        advice = f"Write the address itself: {inner}"
    else:
        where = f", on {host}" if host else ""
        advice = f"Open it in a browser, and copy the address of the page that you get to{where}."
    return Fault(kind="wrapped", message=f"“{_cut(address)}” goes through {by}.{why}", advice=advice)


def _private(address: str, place: str, path: str) -> Fault:
    advice = "Write the address that readers have, and try it on a phone that is not on your network."
    page = _PAGE.fullmatch(path)
    if place == "this computer" and page is not None:
        advice = f"If it is a page of this site, write just its name: {page[1] or 'index.html'}"
    elif place.endswith("sign-in"):
        advice = "Put the file in content/media, or write an address that opens in a private window of your browser."
    return Fault(
        kind="private", message=f"“{_cut(address)}” goes to {place}, so readers cannot get there.", advice=advice
    )


def _known_author_page(address: str, host: str, rest: str, *, survey: bool) -> Fault | None:
    for service in SERVICES:
        if service.hosts and not any(host == each or host.endswith(f".{each}") for each in service.hosts):
            continue
        for number, view in enumerate(service.views):
            if view.survey_only and not survey:
                continue
            found = _pattern(service.name, number, view).match(host + rest)
            if found:
                return _fault_of_view(address, service, view, found)
    return None


def _maybe_author_page(address: str, host: str, rest: str, *, survey: bool) -> Fault | None:
    """Ask about an address with a word that most services use only for their authors' pages."""
    found = _OF_AUTHORS.match(rest) or (_OF_SURVEY_AUTHORS.match(rest) if survey else None)
    if found is None or _PREVIEW_FOR_READERS.match(host + rest):
        return None
    word = next(each for each in found.groups() if each)
    message = (
        f"“{_cut(address)}” looks like a page for its authors, because it has “{word}” in it. Can readers open it?"
    )
    advice = (
        "Open it in a private window of your browser, where nobody is signed in. If that shows what readers should "
        "see, keep it. If not, write the address that does."
    )
    return Fault(kind="private", message=message, advice=advice)


@cache
def _pattern(service: str, number: int, view: View) -> re.Pattern[str]:
    return lazy_pattern(view.pattern, re.IGNORECASE)


def _fault_of_view(address: str, service: Service, view: View, found: re.Match[str]) -> Fault:
    groups = found.groupdict()
    known = bool(view.readers) and all(groups.get(name) for name in re.findall(r"\{(\w+)\}", view.readers))
    advice = f"Write the address for readers. {service.name} shows it {service.found_at}."
    if known:
        readers = view.readers.format(**groups)
        advice = f"Write {readers}, and compare it with what {service.name} shows {service.found_at}."
    message = f"“{_cut(address)}” opens {view.opens}, not the form that readers fill in."
    return Fault(kind="private", message=message, advice=advice)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
