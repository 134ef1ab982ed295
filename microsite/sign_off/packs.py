"""The words of each review pack, kept in the site's folder so that later words can be compared with those approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.model.site import Site
from microsite.sign_off.parts import PARTS, Part
from microsite.sign_off.words import SiteWords, pack_id, words_of

#: The folder, in the site's folder, of everything about sign-off. Nothing in it is ever published.
FOLDER = "sign-off"
PACKS_FOLDER = f"{FOLDER}/packs"
_FORMAT = 1


class Pack(Struct, frozen=True, kw_only=True):
    """The words of one review pack."""

    format: int = _FORMAT
    #: Such as `7K3MQ-9TX2B`; it is derived from the words.
    id: str
    #: What was in the pack although the site did not show it yet, part by part.
    held_back: dict[Part, list[str]]
    words: SiteWords

    def fingerprint(self, part: Part) -> str:
        """Return the digest of a part's words."""
        return self.words.fingerprint(part)

    def changes(self, part: Part, now: SiteWords) -> list[str]:
        """Return the names of what has changed in a part, what is gone, and what is new; in the pack's order.

        What is still held back does not count as gone.
        """
        current = now.entries(part)
        waiting = self._held(part) - current.keys()
        then = {name: content for name, content in self.words.entries(part).items() if name not in waiting}
        changed = [name for name, content in then.items() if current.get(name) != content]
        changed += [name for name in current if name not in then]
        if not changed and list(then) != list(current):
            changed.append(_ORDER)
        return changed

    def _held(self, part: Part) -> set[str]:
        return {*self.held_back.get(part, ())}


_ORDER = "the order"


def pack_of(sites: Sequence[Site], sites_without: Sequence[Site]) -> Pack:
    """Make the record of a pack.

    Args:
        sites: the site as it is in the pack, in each of its languages.
        sites_without: the same without what is held back.
    """
    words, without = words_of(sites), words_of(sites_without)
    held_back: dict[Part, list[str]] = {}
    for part in PARTS:
        shown = without.entries(part)
        held = [name for name in words.entries(part) if name not in shown]
        if held:
            held_back[part] = held
    return Pack(id=pack_id(words, held_back), held_back=held_back, words=words)


def pack_file(site: Path, name: str) -> Path:
    """Return the path of a pack's record."""
    return site / PACKS_FOLDER / f"{name}.json"


def pack_content(pack: Pack) -> bytes:
    """Serialise the record of a pack; the same words give the same bytes."""
    return msgspec.json.format(msgspec.json.encode(pack), indent=1) + b"\n"


def load_pack(site: Path, name: str) -> Pack | None:
    """Read the record of a pack; None if there is none, or its words are not those that the name was derived from."""
    try:
        pack = msgspec.json.decode(pack_file(site, name).read_bytes(), type=Pack)
    except (OSError, ValueError):
        return None
    is_whole = pack.format == _FORMAT and pack.id == name == pack_id(pack.words, pack.held_back)
    return pack if is_whole else None


def known_packs(site: Path) -> list[str]:
    """Return the names of the packs that have records."""
    try:
        return sorted(file.stem for file in (site / PACKS_FOLDER).iterdir() if file.suffix == ".json")
    except OSError:
        return []


def described_changes(pack: Pack, now: SiteWords, part: Part, names: Collection[str]) -> list[str]:
    """Name what changed in a part as people know it: chapters by their titles, facts by their keys."""
    names_shown: list[str] = []
    for name in names:
        text = (now.texts.get(name) or pack.words.texts.get(name)) if part == "chapters" else None
        names_shown.append(f"“{text.title}”" if text else name)
    many = Counter(_ITEM.sub("", each) for each in names_shown if "[" in each)
    return list(
        dict.fromkeys(_ITEM.sub("", each) if many[_ITEM.sub("", each)] > _MOST_ITEMS else each for each in names_shown)
    )


_ITEM = lazy_pattern(r"\[.*$")
#: How many facts of one list are named one by one; of more, only the list is named.
_MOST_ITEMS = 3
