"""Host names: which are possible, how people read them, and what in them can deceive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag

#: What to do about a host that can deceive.
COMPARE = "Copy the address again from the website itself, and compare it letter by letter."
#: Letters of other alphabets that look like Latin ones in most fonts: Cyrillic, Greek, Armenian.
_LOOK_LATIN = frozenset("аеорсухіјѕԁӏһԛԝкмтвнгпοανικτρυϲսոհօ")
#: Alphabets with many letters that look like Latin ones, and the languages written in them.
_LIKE_LATIN = frozenset({"Cyrillic", "Greek", "Armenian"})
_ALPHABETS_OF = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), frozenset({"Cyrillic"})),
    "el": frozenset({"Greek"}),
    "hy": frozenset({"Armenian"}),
}
#: Scripts that are normally mixed in one name.
_TOGETHER = (
    frozenset({"HIRAGANA", "KATAKANA", "CJK", "LATIN"}),
    frozenset({"HANGUL", "CJK", "LATIN"}),
    frozenset({"BOPOMOFO", "CJK", "LATIN"}),
)

_LABEL = lazy_pattern(r"[\w-]{1,63}", re.ASCII)
#: What browsers treat as a full stop, and what they drop.
_AS_READ = str.maketrans({"。": ".", "．": ".", "｡": ".", "\u00ad": "", "\u200b": "", "\u2060": "", "\ufeff": ""})
#: Characters in the words of some languages that are neither letters nor digits.
_WITHIN_WORDS = frozenset("-_·・\u200c\u200d\u0375\u05f3\u05f4")


def is_host(host: str) -> bool:
    """Whether a browser can look up a host by this name, given in lower case."""
    if ":" in host:
        return True
    if not host.isascii() and unicodedata.normalize("NFC", host) != normalised_host(host):
        return False
    labels = host.split(".")
    if labels[-1].isdigit() and not _is_ipv4(labels):
        return False  # A name that ends in a number has to be an IPv4 address.
    return all(_is_label(label) for label in labels)


def _is_ipv4(labels: Sequence[str]) -> bool:
    """Whether labels are an IPv4 address: at most four numbers, each below 256; the last fills the bytes left."""
    if len(labels) > 4 or not all(label[:1].isdigit() for label in labels):
        return False
    limits = (*[256] * (len(labels) - 1), 256 ** (5 - len(labels)))
    return all(not label.isdecimal() or int(label) < limit for label, limit in zip(labels, limits, strict=True))


def normalised_host(host: str) -> str:
    """Write a host as browsers look it up: circled and wide letters become plain, invisible characters go."""
    return unicodedata.normalize("NFKC", host.translate(_AS_READ)).rstrip(".")


def _is_label(label: str) -> bool:
    if label.isascii():
        return bool(_LABEL.fullmatch(label))
    return all(letter in _WITHIN_WORDS or unicodedata.category(letter)[0] in "LMN" for letter in label)


def shown_host(host: str) -> str:
    """Decode the `xn--` labels of a host's name into their own letters."""
    return ".".join(_shown_label(label) for label in host.split("."))


def mixed_alphabets(host: str) -> bool:
    """Whether a label of a name mixes alphabets, or has only letters of another that look like Latin ones."""
    return any(_deceives(label) for label in shown_host(host).lower().split("."))


def reason_to_distrust(host: str, language: str) -> str:
    """Say what can deceive in a host's name, to go after “The host”; empty if nothing can.

    Args:
        host: the host, as it is written in an address.
        language: the language of the site, such as `en-GB`; empty if it is not known.
    """
    shown = shown_host(host)
    if mixed_alphabets(host):
        return f"“{shown}” has letters from another alphabet that look like Latin ones."
    foreign = _foreign_alphabets(shown) - _ALPHABETS_OF.get(primary_subtag(language), frozenset())
    if language and foreign:
        return f"“{shown}” is in {' and '.join(sorted(foreign))} letters, which readers cannot check."
    return ""


def same_host(first: str, second: str) -> bool:
    """Whether two addresses are on the same host, ignoring `www.`."""
    one, other = (shown_host(urlsplit(each).hostname or "").lower().removeprefix("www.") for each in (first, second))
    return one == other


def _foreign_alphabets(host: str) -> frozenset[str]:
    """The alphabets in a name that look much like the Latin one."""
    names = {unicodedata.name(letter, "?").split()[0].capitalize() for letter in host if letter.isalpha()}
    return frozenset(names & _LIKE_LATIN)


def _shown_label(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _deceives(label: str) -> bool:
    letters = [letter for letter in label if letter.isalpha()]
    alphabets = {unicodedata.name(letter, "?").split()[0] for letter in letters}
    if len(alphabets) > 1 and not any(alphabets <= together for together in _TOGETHER):
        return True
    return bool(letters) and "LATIN" not in alphabets and all(letter in _LOOK_LATIN for letter in letters)
