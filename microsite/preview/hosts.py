"""Who may send requests to the preview: only its own pages, to its own addresses."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::", "")
#: An address reserved for documentation: a route to it shows this machine's own address, and nothing is sent.
_SOMEWHERE = ("192.0.2.1", 9)


def allowed_hosts(host: str, port: int) -> frozenset[str]:
    """Return the hosts that a request may be for, as in the header `Host`.

    Args:
        host: the address that the server is bound to.
        port: the port that it is bound to.
    """
    names = {*LOOPBACK}
    if host in EVERY_ADDRESS:
        names |= own_addresses()
    elif host not in LOOPBACK:
        names.add(in_address(host))
    with_port = {f"{name}:{port}" for name in names}
    return frozenset(each.lower() for each in (with_port | names if port == 80 else with_port))


def is_allowed(given: str, allowed: frozenset[str]) -> bool:
    """Whether a request for this host is meant for the preview: somebody's domain may have been pointed at it."""
    return given.strip().lower() in allowed


def is_own_origin(origin: str, allowed: frozenset[str]) -> bool:
    """Whether a request comes from one of the preview's own pages."""
    scheme, separator, host = origin.strip().partition("://")
    return scheme.lower() == "http" and bool(separator) and is_allowed(host, allowed)


def is_loopback(address: str) -> bool:
    """Whether an address is a loopback address."""
    with suppress(ValueError):
        parsed = ipaddress.ip_address(address.partition("%")[0])
        mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
        return (mapped or parsed).is_loopback
    return False


def own_addresses() -> set[str]:
    """Return the names and addresses by which other machines may know this one."""
    names = {socket.gethostname(), f"{socket.gethostname().partition('.')[0]}.local"}
    with suppress(OSError):
        names |= {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(_SOMEWHERE)
        names.add(asking.getsockname()[0])
    return {in_address(name.partition("%")[0]) for name in names}


def addresses_elsewhere() -> set[str]:
    """Return the names and addresses that lead from other machines to this one."""
    return {each for each in own_addresses() if not is_loopback(each.strip("[]")) and each != "localhost"}


def in_address(host: str) -> str:
    """Return a host as it is written in a web address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
