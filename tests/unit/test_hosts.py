"""What the preview takes for itself: this machine by every spelling of its names, and nothing else."""

import socket

import pytest

from microsite.preview.hosts import (
    LOOPBACK,
    addresses_elsewhere,
    allowed_hosts,
    in_address,
    is_allowed,
    is_loopback,
    is_own_origin,
    own_addresses,
)

LOCAL = {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}


@pytest.mark.parametrize(
    "address", "127.0.0.1 127.9.8.7 ::1 ::1%lo ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:0:0:1".split()
)
def test_this_machine(address):
    """An address of this machine is recognised in every spelling, including IPv4 addresses mapped to IPv6."""
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "192.168.1.5", "0.0.0.0", "128.0.0.1", "::", "::2", "fe80::1%lo"),
        *("::ffff:10.0.0.1", "::ffff:0.0.0.1", "::127.0.0.1"),
        *("", "localhost", "127.0.0", "127.0.0.1:80", "nonsense"),
    ],
)
def test_another_machine(address):
    """Any other address, or text that is not an address, is not taken for this machine."""
    assert not is_loopback(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "::1"])
def test_hosts_of_this_machine(host):
    """A preview that only this machine can reach answers to its three names, with the port."""
    assert allowed_hosts(host, 8000) == LOCAL


def test_hosts_at_port_80():
    """At the port that browsers leave out, the names are also accepted without it."""
    assert allowed_hosts("localhost", 80) == {*LOOPBACK, *(f"{name}:80" for name in LOOPBACK)}


@pytest.mark.parametrize(("host", "name"), [("192.0.2.7", "192.0.2.7"), ("2001:DB8::7", "[2001:db8::7]"), ("PC", "pc")])
def test_hosts_of_one_address(host, name):
    """A preview on one address also answers to that, in lower case, with IPv6 in brackets."""
    assert allowed_hosts(host, 8000) == {*LOCAL, f"{name}:8000"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_hosts_of_every_address(host):
    """A preview for the whole network answers to every name and address of this machine."""
    allowed = allowed_hosts(host, 8000)
    assert allowed == LOCAL | {f"{name}:8000".lower() for name in own_addresses()}
    assert f"{socket.gethostname()}:8000".lower() in allowed


def test_own_addresses():
    """This machine's name, its name in the local network and its addresses are known, without IPv6 zone ids."""
    name = socket.gethostname()
    own = own_addresses()
    assert {name, f"{name.partition('.')[0]}.local"} <= own
    assert not any("%" in each for each in own)
    known = {str(each[4][0]).partition("%")[0] for each in socket.getaddrinfo(name, None)}
    assert {in_address(each) for each in known} <= own


def test_addresses_elsewhere():
    """Names and addresses that lead other machines here are offered; those that lead each machine to itself are not."""
    found = addresses_elsewhere()
    assert found == {each for each in own_addresses() if each != "localhost" and not is_loopback(each.strip("[]"))}
    assert not found & {*LOOPBACK, "localhost"}


@pytest.mark.parametrize(
    ("given", "allowed"), [("localhost:8000", True), (" LocalHost:8000 ", True), ("localhost", False), ("", False)]
)
def test_given_host(given, allowed):
    """A host is recognised in capitals too, and not without its port."""
    assert is_allowed(given, frozenset(LOCAL)) == allowed


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://localhost:8000", True),
        (" HTTP://LOCALHOST:8000 ", True),
        ("https://localhost:8000", False),
        ("localhost:8000", False),
        ("http:localhost:8000", False),
        ("http", False),
        ("", False),
        ("null", False),
        ("http://evil.example", False),
        ("http://localhost:8000/", False),
    ],
)
def test_origin(origin, own):
    """An origin is the preview's own only with exactly its scheme, host and port."""
    assert is_own_origin(origin, frozenset(LOCAL)) == own


def test_origin_needs_a_scheme():
    """A host without a scheme is not an origin, even if an empty host is allowed."""
    assert not is_own_origin("http", frozenset({""}))


@pytest.mark.parametrize(
    ("host", "written"), [("::1", "[::1]"), ("[::1]", "[::1]"), ("127.0.0.1", "127.0.0.1"), ("pc", "pc")]
)
def test_in_an_address(host, written):
    """An IPv6 address is in brackets, once."""
    assert in_address(host) == written
