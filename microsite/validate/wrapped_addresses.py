"""Unwrap addresses that lead through an email filter or another website.

Sources for what each wrapper looks like:
    Outlook Safe Links: https://langbein.org/microsoft-outlook-office365-url-rewriting-in-e-mails
    Proofpoint URL Defense, versions 1 to 3: https://github.com/warquel/ppdecode,
        https://github.com/rapid7/insightconnect-plugins/blob/master/plugins/proofpoint_url_defense/help.md
    Mimecast: https://support.gordonconwell.edu/support/solutions/articles/22000065022 and
        https://mimecastsupport.zendesk.com/hc/en-us/articles/34000364820371
    Barracuda: https://campus.barracuda.com/doc/49055519
    FireEye, Sophos, Trend Micro, Amazon SES: https://github.com/ninoseki/kachi
    Cisco, Symantec: addresses of this form in public files; no page of theirs shows one
    Google, Facebook and others: https://pypi.org/project/url-unwrap/ and https://docs.clearurls.xyz
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern

#: Wrappers are nested when a message is forwarded; more than this is no accident.
MOST_WRAPPERS = 5
_GOOGLE = lazy_pattern(r"(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})")
_MIMECAST = lazy_pattern(r"protect-[a-z]+\.mimecast\.com")
_STAR = lazy_pattern(r"\*(?:\*(.))?", re.DOTALL)
_RUNS = {
    sign: length for length, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)
}
_HEXADECIMAL = lazy_pattern(r"-(?=[0-9A-Fa-f]{2})")


class Wrapped(Struct, frozen=True, kw_only=True):
    """What an address leads through."""

    #: Who runs what it leads through.
    by: str
    #: The address within; empty if it cannot be recovered.
    address: str
    #: The host within, if that is all that can be recovered.
    host: str = ""
    #: Whether it is an email filter, whose links can contain the address of whoever got the message.
    of_mail: bool


def unwrap(address: str) -> Wrapped | None:
    """Return what an address leads through, and where to; None if it leads straight there."""
    found: Wrapped | None = None
    for _ in range(MOST_WRAPPERS):
        inner = _unwrap_once(found.address if found else address)
        if inner is None:
            break
        found = (
            inner
            if found is None
            else Wrapped(by=found.by, of_mail=found.of_mail, address=inner.address, host=inner.host)
        )
        if not found.address:
            break
    return found


def _unwrap_once(address: str) -> Wrapped | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    for by, of_mail, is_here, find in _WRAPPERS:
        if is_here(host, parts.path):
            inner = find(parts)
            if find is _mimecast:
                return Wrapped(by=by, of_mail=of_mail, address="", host=inner)
            return Wrapped(by=by, of_mail=of_mail, address=inner if _is_web(inner) else "")
    return None


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", address)
    except ValueError:
        return False


def _parameter(*names: str) -> Callable[[SplitResult], str]:
    """Return a function that takes the address from a parameter of the query."""

    def find(parts: SplitResult) -> str:
        try:
            given = {name.lower(): values[0] for name, values in parse_qs(parts.query, max_num_fields=100).items()}
        except ValueError:
            return ""
        return next((given[name] for name in names if given.get(name)), "")

    return find


def _proofpoint(parts: SplitResult) -> str:
    if parts.path.startswith("/v3/"):
        # The address within is not escaped, so its query and fragment seem to be the wrapper's.
        query, mark = (f"?{parts.query}" if parts.query else ""), (f"#{parts.fragment}" if parts.fragment else "")
        return _proofpoint_3(f"{parts.path}{query}{mark}")
    inner = _parameter("u")(parts)
    if parts.path.startswith("/v2/"):
        return unquote(_HEXADECIMAL.sub("%", inner.replace("_", "/")))
    return inner


def _proofpoint_3(rest: str) -> str:
    """Decode `/v3/__ADDRESS__;REPLACED!!…`: `*` is one replaced character, `**` and a letter several in a row."""
    start = rest.find("__")
    end = rest.find("__;", start + 2)
    if start < 0 or end < 0:
        return ""
    inner, replaced = rest[start + 2 : end], rest[end + 3 :].partition("!")[0]
    try:
        signs = _decoded(replaced)
    except ValueError:
        return ""
    done = 0

    def put_back(star: re.Match[str]) -> str:
        nonlocal done
        length = _RUNS.get(star[1], 0) if star[1] else 1
        done += length
        return signs[done - length : done]

    inner = _STAR.sub(put_back, inner)
    return re.sub(r"^(https?:/)(?=[^/])", r"\1/", inner)


def _decoded(coded: str) -> str:
    """Decode URL-safe Base64.

    Raises:
        ValueError: it is not Base64, or not text.
    """
    return a2b_base64(coded.replace("-", "+").replace("_", "/") + "=" * (-len(coded) % 4)).decode()


def _cisco(parts: SplitResult) -> str:
    return unquote(parts.path.rpartition("/")[2])


def _amazon(parts: SplitResult) -> str:
    return unquote(parts.path.removeprefix("/L0/").partition("/")[0])


def _coded(before: str = "") -> Callable[[SplitResult], str]:
    """Return a function that takes the address from the parameter `u`, in Base64 after a fixed prefix."""

    def find(parts: SplitResult) -> str:
        try:
            return _decoded(_parameter("u")(parts).removeprefix(before))
        except ValueError:
            return ""

    return find


def _mimecast(parts: SplitResult) -> str:
    return _parameter("domain")(parts)


_Is = Callable[[str, str], bool]


def _at(*hosts: str, path: str = "") -> _Is:
    """Return a check for one of these hosts, with subdomains if it begins with a dot, below a path."""

    def is_here(host: str, here: str) -> bool:
        return any(host == each.lstrip(".") or (each[0] == "." and host.endswith(each)) for each in hosts) and (
            here.startswith(path)
        )

    return is_here


def _at_google(host: str, path: str) -> bool:
    return path == "/url" and _GOOGLE.fullmatch(host) is not None


def _at_mimecast(host: str, path: str) -> bool:
    return host.endswith(".mimecastprotect.com") or _MIMECAST.fullmatch(host) is not None


_WRAPPERS: tuple[tuple[str, bool, _Is, Callable[[SplitResult], str]], ...] = (
    ("Outlook Safe Links", True, _at(".safelinks.protection.outlook.com"), _parameter("url")),
    (
        "Outlook Safe Links",
        True,
        _at("statics.teams.cdn.office.net", path="/evergreen-assets/safelinks"),
        _parameter("url"),
    ),
    ("Proofpoint URL Defense", True, _at("urldefense.proofpoint.com", "urldefense.com", "urldefense.us"), _proofpoint),
    ("Mimecast", True, _at_mimecast, _mimecast),
    ("Barracuda Link Protection", True, _at("linkprotect.cudasvc.com"), _parameter("a")),
    ("Cisco Secure Email", True, _at("secure-web.cisco.com"), _cisco),
    ("Sophos Email", True, _at(".protection.sophos.com"), _coded()),
    ("Symantec Email Security", True, _at("clicktime.symantec.com"), _parameter("u")),
    ("Trend Micro", True, _at(".trendmicro.com", path="/wis/clicktime/"), _parameter("url")),
    ("Amazon SES", True, _at(".awstrack.me", path="/L0/"), _amazon),
    ("FireEye", True, _at("protect.fireeye.com", "protect2.fireeye.com"), _parameter("u")),
    ("Google", False, _at_google, _parameter("q", "url")),
    ("Facebook", False, _at("l.facebook.com", "lm.facebook.com", "l.messenger.com"), _parameter("u")),
    ("Facebook", False, _at(".facebook.com", path="/l.php"), _parameter("u")),
    ("Instagram", False, _at("l.instagram.com"), _parameter("u")),
    ("Slack", False, _at("slack-redir.net", path="/link"), _parameter("url")),
    ("LinkedIn", False, _at(".linkedin.com", path="/redir/redirect"), _parameter("url")),
    ("YouTube", False, _at(".youtube.com", path="/redirect"), _parameter("q")),
    ("Bing", False, _at(".bing.com", path="/ck/a"), _coded("a1")),
)
