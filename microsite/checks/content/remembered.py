"""What the rules found in a chapter, remembered from one run to the next: most chapters are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from microsite import load, source
from microsite.checks.content.known import Known
from microsite.load.source_text import SourceText
from microsite.problems import Problem
from microsite.text.remembering import current_memory, programs_digest


def remembered_findings(source: SourceText, title: str, known: str, look: Callable[[], list[Problem]]) -> list[Problem]:
    """Give what was found in a chapter before, or look at it.

    Args:
        source: the chapter's file.
        title: its title.
        known: the digest of what the rules know of the site.
        look: depends on those, and on the modules of the rules, alone.
    """
    remember = current_memory()
    if remember is None:
        return look()
    key = "\0".join(("rules", _rules_digest(), known, source.file, title, source.text))
    return msgspec.json.decode(remember(key, lambda: msgspec.json.encode(look())), type=list[Problem])


def digest_of(known: Known) -> str:
    """Tell one state of what the rules know from another; of files in content/media they know the GIFs."""
    digest = hashlib.sha256(repr((known.language, sorted(known.explained))).encode())
    for name in sorted(known.media):
        if name.lower().endswith(".gif"):
            digest.update(name.encode() + hashlib.sha256(known.media[name]).digest())
    return digest.hexdigest()


def _rules_digest() -> str:
    here = Path(__file__).parent
    return programs_digest(here, Path(source.__file__).parent, Path(load.__file__).parent)
