"""The exact words of a site, part by part, and digests of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from microsite.compare.passages import ChapterText
from microsite.compare.reading import passages_of
from microsite.digests import blake2b
from microsite.load.chapters import PAGES
from microsite.model.lists import DATA_FILES
from microsite.model.site import Site
from microsite.publish_plan import sha256
from microsite.sign_off.parts import PARTS, Part, part_of
from microsite.validate.field_types import TO_BE_SUPPLIED, MaybeSupplied

#: Letters and digits that are not mistaken for each other when somebody reads them out.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_LENGTH = 10
#: The target of links that the build adds to terms in a text; its author did not write those links.
_GLOSSARY = "glossary.html"


class SiteWords(Struct, frozen=True, kw_only=True):
    """What a site says at one moment, in all of its languages."""

    #: The texts of the chapters and pages by name, such as `play`, `cy/play` and `pages/about`.
    texts: dict[str, ChapterText]
    #: All other words by their paths, such as `partners[2].name` and `play.section`; for files, their digests by path.
    facts: dict[Part, dict[str, str]]
    #: The partners' names by id.
    partners: dict[str, str]

    def entries(self, part: Part) -> dict[str, str]:
        """Return what a part says, by name."""
        facts = self.facts.get(part, {})
        if part == "chapters":
            return {**{name: digest_of_text(text) for name, text in sorted(self.texts.items())}, **facts}
        return facts

    def fingerprint(self, part: Part) -> str:
        """Return the digest of a part's words."""
        return _digest(list(self.entries(part).items()), 10)

    @property
    def count(self) -> int:
        """How many words the chapters and pages have."""
        return sum(text.words for text in self.texts.values())


def words_of(sites: Sequence[Site]) -> SiteWords:
    """Collect the exact words of a site.

    Only what a reader reads counts: not wrapping, line ends, quotation marks around a value, comments or the order of
    keys. The target of a link to another site, and which picture is shown, count just as words do.

    Args:
        sites: the site in each of its languages, the leading one first.
    """
    texts: dict[str, ChapterText] = {}
    facts: dict[Part, dict[str, str]] = {part: {} for part in PARTS}
    for number, site in enumerate(sites):
        language = f"{site.consultation.language}" if number else ""
        for chapter in site.texts:
            if not chapter.language:  # A text that stands in for a missing translation counts only in its own language.
                in_pages = "" if chapter.number else f"{PAGES}/"
                name = f"{language}/{in_pages}{chapter.slug}".lstrip("/")
                texts[name] = passages_of(chapter)
                beside = {"section": chapter.section, "nav_title": chapter.nav_title}
                facts["chapters"] |= {f"{name}.{key}": text for key, text in beside.items() if text != chapter.title}
        for path, text in _facts_of(site):
            part = part_of(path)
            if part is not None:
                first = facts[part].get(path) if language else None
                if first != text:
                    facts[part][f"{language}: {path}" if language else path] = text
        for file in site.media:
            facts["documents"].setdefault(file.source, sha256(file.content))
    leading = sites[0].consultation
    partners = {str(each.id): str(each.name) for each in leading.partners}
    return SiteWords(texts=texts, facts=facts, partners=partners)


def _facts_of(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every fact as text, after its path; neither may depend on a fact of another part."""
    yield from _leaves(site.consultation, "")
    for name in DATA_FILES:
        yield from _leaves(getattr(site.lists, name), name)


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, MaybeSupplied):
        inner: object = value.value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        yield from _leaves(TO_BE_SUPPLIED if inner is None else inner, path)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        items: tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType]
        for number, item in enumerate(items, 1):
            yield from _leaves(item, f"{path}[{number}]")
    elif value is not None:
        yield path, " ".join(str(value).split())


def digest_of_text(text: ChapterText) -> str:
    """Return the digest of a chapter's words; what kind of passage they are in does not count."""
    return _digest([[each.text, *(to for to in each.addresses if to != _GLOSSARY)] for each in text.passages], 10)


def pack_id(words: SiteWords, held_back: Mapping[Part, Collection[str]]) -> str:
    """Return a name for a pack's words that can be read out: `7K3MQ-9TX2B`."""
    said = [[part, words.fingerprint(part), sorted(held_back.get(part, ()))] for part in PARTS]
    number = int(_digest(said, 8), 16)
    signs = "".join(_SIGNS[number >> 5 * place & 31] for place in range(_ID_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def _digest(value: object, size: int) -> str:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
