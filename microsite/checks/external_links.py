"""Ask outside addresses whether they still answer: the only module that uses the network, and only when asked to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from threading import Lock
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec
from msgspec import Struct, field

import microsite
from microsite.atomic_write import write_atomically
from microsite.progress import say_nothing

MOST_REDIRECTS = 6
MOST_HOSTS_AT_ONCE = 8
#: A good answer is taken for granted for a day.
KNOWN_FOR_S = 86_400
#: Answers that say nothing about the page: the host wants a person, a name, or less haste.
UNTOLD = frozenset({401, 403, 405, 406, 408, 425, 429, 451, 501, 999})


class Answer(Struct, frozen=True, kw_only=True):
    """What became of the question whether an address still answers."""

    #: The last status, or 0 where nothing answered.
    status: int
    #: Where redirects ended.
    reached: str
    #: Why nothing answered, in a few words.
    why: str = ""
    #: Whether it was known from an earlier run.
    remembered: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the address leads to something."""
        return 200 <= self.status < 400

    @property
    def is_gone(self) -> bool:
        """Whether the host says outright that there is nothing."""
        return 400 <= self.status < 500 and self.status not in UNTOLD


class RequestLimits(Struct, kw_only=True):
    """How politely hosts are asked."""

    timeout_s: float = 10.0
    #: Between two questions to one host.
    pause_s: float = 0.5
    _hosts: dict[str, Lock] = field(default_factory=lambda: {})

    def host(self, address: str) -> Lock:
        """The lock of an address's host: only one question at a time is put to it."""
        return self._hosts.setdefault(urlsplit(address).netloc.lower(), Lock())


def ask_addresses(
    addresses: Iterable[str],
    *,
    remembered_in: Path | None,
    now_s: float,
    limits: RequestLimits | None = None,
    step: Callable[[str], None] = say_nothing,
) -> dict[str, Answer]:
    """Ask each address once, one after the other at each host.

    Args:
        addresses: whole web addresses.
        remembered_in: a file that keeps good answers from one run to the next.
        now_s: the moment of the run, in seconds since 1970.
        limits: how long to wait, and how often to ask.
        step: told how many addresses have answered.

    Returns:
        An answer for each address, in their order.
    """
    limits = limits or RequestLimits()
    wanted = dict.fromkeys(addresses)
    known = _load(remembered_in, now_s)
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        if address not in known:
            by_host[urlsplit(address).netloc.lower()].append(address)
    found: dict[str, Answer] = {}
    unknown = sum(map(len, by_host.values()))
    counting = Lock()

    def ask_host(at_host: list[str]) -> None:
        for address in at_host:
            answer = _ask(address, limits)
            with counting:
                found[address] = answer
                step(f"Checked {len(found)} of {unknown} outside links")

    with ThreadPoolExecutor(max_workers=MOST_HOSTS_AT_ONCE) as pool:
        list(pool.map(ask_host, by_host.values()))
    fresh = {address: (now_s, answer.status, answer.reached) for address, answer in found.items() if answer.is_there}
    if fresh:
        _save(remembered_in, {**known, **fresh})
    for address in wanted.keys() & known.keys():
        _, status, reached = known[address]
        found[address] = Answer(status=status, reached=reached, remembered=True)
    return {address: found[address] for address in wanted}


def _ask(address: str, limits: RequestLimits) -> Answer:
    """Ask with HEAD, and where that is refused or finds nothing, as a browser does."""
    answer = _follow(address, "HEAD", limits)
    return answer if answer.is_there or not answer.status else _follow(address, "GET", limits)


def _follow(address: str, method: str, limits: RequestLimits) -> Answer:
    reached = address
    for _ in range(MOST_REDIRECTS):
        try:
            with limits.host(reached):
                status, target = _one_answer(reached, method, limits.timeout_s)
                time.sleep(limits.pause_s)
        except (OSError, HTTPException, ValueError) as error:
            return Answer(status=0, reached=reached, why=_reason(error))
        if not target:
            return Answer(status=status, reached=reached)
        reached = urljoin(reached, target)
        if urlsplit(reached).scheme not in ("http", "https"):
            return Answer(status=0, reached=reached, why="it leads on to something that is no web page")
    return Answer(status=0, reached=reached, why=f"it leads on more than {MOST_REDIRECTS} times")


class _Stay(HTTPRedirectHandler):
    """Leaves following to us, so that each host on the way is asked politely too."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Do not follow."""


def _one_answer(address: str, method: str, timeout_s: float) -> tuple[int, str]:
    """Give the status, and where it leads on to when it does."""
    headers = {"User-Agent": f"microsite/{microsite.__version__} (link check)", "Accept": "*/*"}
    request = Request(_plain(address), method=method, headers=headers)
    try:
        with build_opener(_Stay).open(request, timeout=timeout_s) as response:
            return response.status, ""
    except HTTPError as error:
        with error:
            leads_on = error.code in (301, 302, 303, 307, 308)
            return error.code, str(error.headers.get("Location") or "") if leads_on else ""


def _plain(address: str) -> str:
    """Write an address in the few characters that may be sent, without the part a browser keeps to itself."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    kept = "/%:;=@&+$,!*'()~"
    return urlunsplit((parts.scheme, host + port, quote(parts.path, kept) or "/", quote(parts.query, kept + "?"), ""))


def _reason(error: Exception) -> str:
    """Say in a few words why nothing answered."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "its certificate is not valid"
    if isinstance(cause, TimeoutError):
        return "it did not answer in time"
    if isinstance(cause, socket.gaierror):
        return "there is no such host, or no network"
    if isinstance(cause, ConnectionRefusedError):
        return "the host refuses to answer"
    if isinstance(cause, UnicodeError):
        return "its host has a name that there cannot be"
    return "the connection failed"


#: For each address when it was asked, the status, and where redirects ended.
Known = dict[str, tuple[float, int, str]]


def _load(file: Path | None, now_s: float) -> Known:
    """Read the good answers that are not too old; a file that cannot be read knows none."""
    try:
        written = msgspec.json.decode(file.read_bytes(), type=Known) if file else {}
    except (OSError, msgspec.MsgspecError, ValueError):
        return {}
    return {address: entry for address, entry in written.items() if 0 <= now_s - entry[0] < KNOWN_FOR_S}


def _save(file: Path | None, known: Known) -> None:
    if file is None:
        return
    # Where nothing can be kept, the next run asks again.
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, msgspec.json.encode(known, order="sorted"))
