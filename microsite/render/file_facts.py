"""What readers want to know before following a link to a file: its type and size."""

from __future__ import annotations

from urllib.parse import urlsplit

from microsite.render.words import Words


def file_facts(words: Words, name: str, size_bytes: int | None) -> list[str]:
    """Return a file's type, if known, and its size, if given.

    Args:
        words: the interface's words.
        name: the file's path or web address; its extension decides the type.
        size_bytes: the length of its content, or None for a file on another host.
    """
    path = urlsplit(name).path
    ending = path.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in path.rsplit("/", 1)[-1] else ""
    facts: list[str] = []
    if f"type.{ending}" in words.keys:
        facts.append(words(f"type.{ending}"))
    elif size_bytes is not None and ending:
        facts.append(ending.upper())
    if size_bytes is not None:
        facts.append(file_size(words, size_bytes))
    return facts


def file_size(words: Words, size_bytes: int) -> str:
    """Return a size in words: 160 kB, 2.4 MB; the smallest is 1 kB."""
    if size_bytes >= 999_500:
        return words("size.mb", number=words.number(size_bytes / 1_000_000, 1))
    return words("size.kb", number=max(1, round(size_bytes / 1000)))
