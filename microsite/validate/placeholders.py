"""Recognise what people write for a fact that they do not know yet, or that does not exist."""

from __future__ import annotations

from microsite.validate.field_types import TO_BE_SUPPLIED

#: The fact will be known later.
_LATER = frozenset(
    """
tbc|tba|tbd|tbs|tbn|t.b.c|t.b.a|t.b.d|to be confirmed|to be announced|to be decided|to be advised|to be added
to be agreed|to be determined|to be provided|to be completed|to come|to follow|coming soon|soon|later|awaited|pending
not known|not known yet|not yet known|not confirmed|not yet confirmed|unconfirmed|unknown|awaiting|awaiting details
xx|xxx|xxxx|todo|to do|?|??|???|…|...|lorem ipsum|insert here|to be suplied|to-be-supplied|to_be_supplied
""".strip()
    .replace("\n", "|")
    .split("|")
)
#: Nobody means these for readers.
_FOR_EDITORS = frozenset(
    "tbc|tba|tbd|tbs|tbn|t.b.c|t.b.a|t.b.d|xx|xxx|xxxx|todo|?|??|???|n/a|lorem ipsum|insert here".split("|")
)
#: There may be no such fact.
_NONE = frozenset("n/a|na|n.a|not applicable|none|nil|no|-|--|–|—|/|not available|not needed".split("|"))


def is_to_be_supplied(text: str) -> bool:
    """Whether a text is the words `to be supplied`."""
    return " ".join(text.split()).casefold().rstrip(".") == TO_BE_SUPPLIED


def is_known_later(text: str) -> bool:
    """Whether a text says that the fact will be known later."""
    return _plain(text) in _LATER


def is_for_editors(text: str) -> bool:
    """Whether a text is a note among editors, which nobody means to publish."""
    return _plain(text) in _FOR_EDITORS


def may_mean_none(text: str) -> bool:
    """Whether a text says that there is no such fact, or none yet."""
    return _plain(text) in _NONE


def is_non_answer(text: str) -> bool:
    """Whether a text only takes the place of a fact, for good or until it is known."""
    words = _plain(text)
    return words in _LATER or words in _NONE


def _plain(text: str) -> str:
    words = " ".join(text.split()).casefold().strip("[]()<>{}\"'“”*")
    return words if set(words) <= set(".?…-–—/") else words.rstrip(".!")
