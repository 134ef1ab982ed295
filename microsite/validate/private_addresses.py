"""Recognise addresses that work only for their author: on this computer, on an office network, behind a sign-in.

Sources:
    names and numbers of private networks: RFC 1918, RFC 4193, RFC 6761, RFC 6762, RFC 8375, and
        https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en
    SharePoint and OneDrive: https://learn.microsoft.com/sharepoint/shareable-links-anyone-specific-people-organization;
        shared files have `/:w:/s/`, `/:b:/g/` and the like in their address, and may be open to anybody
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

#: Last labels of host names that no public server has.
PRIVATE_ENDINGS = frozenset({"local", "localdomain", "internal", "intranet", "lan", "corp", "home", "private"})
#: Numbers that browsers read as an IPv4 address: 127.1, 0x7f.0.0.1 and 2130706433 are this computer.
_NUMBERS = lazy_pattern(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}", re.IGNORECASE)
#: Patterns of host and path that always need a sign-in, each with what it is in words.
_BEHIND_SIGN_IN = tuple(
    (lazy_pattern(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (r"[\w-]+\.sharepoint\.com/(?::\w:/r/|(?!:\w:/)(?!.*guestaccess\.aspx))", "a file in SharePoint or OneDrive"),
        (r"teams\.microsoft\.com/(?:v2/?)?(?:$|l/(?!meetup-join)|_)", "a place in Microsoft Teams"),
        (r"teams\.cloud\.microsoft/(?:$|l/(?!meetup-join))", "a place in Microsoft Teams"),
        (r"(?:outlook\.(?:office|office365|live)\.com|outlook\.cloud\.microsoft)/(?:mail|owa/?$|owa/#)", "a mailbox"),
        (r"mail\.google\.com/", "a mailbox"),
        (
            r"drive\.google\.com/(?:drive/)?(?:u/[0-9]+/)?(?:my-drive|shared-with-me|shared-drives|recent|starred|home)\b",
            "your own Google Drive",
        ),
        (r"drive\.google\.com/drive/(?:u/[0-9]+/?)?$", "your own Google Drive"),
        (r"(?:login\.microsoftonline\.com|login\.live\.com|accounts\.google\.com)/", "a page to sign in"),
    )
)


def private_place(host: str, path: str) -> str:
    """Say where an address leads if readers cannot get there; empty if they can.

    Args:
        host: its host, in lower case.
        path: the rest of it, without the fragment.
    """
    hostname = host.rstrip(".")
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return "this computer"
    number = _number(hostname)
    if number is not None:
        if number.is_loopback or number.is_unspecified:
            return "this computer"
        return "" if number.is_global else "a place on your own network"
    if hostname and "." not in hostname and ":" not in hostname:
        return "a place on your own network"
    if hostname.rpartition(".")[2] in PRIVATE_ENDINGS or hostname.endswith(".home.arpa"):
        return "a place on your own network"
    if hostname.endswith((".test", ".invalid")):
        return "a name that no website can have"
    return next(
        (f"{what}, behind a sign-in" for pattern, what in _BEHIND_SIGN_IN if pattern.match(hostname + path)), ""
    )


def _number(host: str) -> IPv4Address | IPv6Address | None:
    of_numbers = _NUMBERS.fullmatch(host)
    if not (of_numbers or ":" in host or "%" in host):
        return None
    from ipaddress import ip_address

    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if not of_numbers:
        return None
    try:
        *first, last = [_part(part) for part in host.split(".")]
        value = last
        for place, part in enumerate(first):
            value += part << (8 * (3 - place))
        return ip_address(value)
    except ValueError:
        return None


def _part(written: str) -> int:
    """Parse a part as browsers do: hexadecimal after 0x, octal after 0."""
    if written.lower().startswith("0x"):
        return int(written[2:] or "0", 16)
    return int(written, 8) if written.startswith("0") and len(written) > 1 else int(written)
