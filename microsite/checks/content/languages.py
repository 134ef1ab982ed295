"""Detects the language of a long passage by its function words or its script."""

from __future__ import annotations

import re
from functools import cache

from microsite.lazy_patterns import lazy_pattern

#: Function words of languages that British sites are written in or quote. Words that two of them share say nothing:
#: `_lists` leaves those out.
_FUNCTION_WORDS = {
    "en": "the of and to in is that for it with as was on are this be by from have or which at you we our they their "
    "will not has been were there can what who would about more when if all",
    "cy": "y yr mae yn ar am ei eu gan gyda hyn hynny hefyd fel oedd bod sydd wedi nid ond neu gallwch chi ni ein "
    "eich ydych ydym bydd cael wrth drwy dros rhwng bydd'r i'r o'r a'r a'i",
    "fr": "le la les des du une est dans pour que qui sur avec pas plus par sont cette ces nous vous leur aux mais "
    "ont être été où elle il ils au",
    "de": "der das und ist nicht ein eine den dem mit für auf des im sich von werden sind auch wird bei oder aus "
    "nach wie über durch zum zur wir sie ihre",
    "es": "el los las una es por para con que del se su como más pero sus este esta son entre cuando muy también "
    "hasta donde nos ha han sobre",
    "it": "il lo gli una è che di del della dei delle per con non sono nel nella alla anche più questo questa "
    "dal dalla ai ha hanno essere",
    "pt": "os uma é que da dos das para com não em na por mais como mas foi são pelo pela também ou seu sua "
    "ao aos às está",
    "nl": "het een van en is dat niet op te zijn voor met aan ook als bij er maar om dan nog door wordt naar deze "
    "uit worden kunnen hebben wij",
    "pl": "w i na z się nie do jest że to od przez dla oraz jak są po za który która które tego ich czy tym być może",
    "ro": "și în de la cu nu este pe pentru din sunt mai sau dar prin fi acest această ale lui cei după între",
}
LANGUAGE_NAMES = {
    "en": "English",
    "cy": "Welsh",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "ro": "Romanian",
    "ar": "Arabic script",
    "he": "Hebrew script",
    "el": "Greek",
    "uk": "Cyrillic script",
    "hi": "Devanagari script",
    "bn": "Bengali script",
    "pa": "Gurmukhi script",
    "gu": "Gujarati script",
    "ta": "Tamil script",
    "zh": "Chinese characters",
    "ja": "Japanese script",
    "ko": "Korean script",
}
#: By the most likely language of each script: its letters, and the languages written in it.
_SCRIPTS = {
    "ar": ("\u0600-\u06ff", "ar fa ur ps ku ckb sd ug"),
    "he": ("\u0590-\u05ff", "he yi"),
    "el": ("\u0370-\u03ff", "el"),
    "uk": ("\u0400-\u04ff", "uk ru bg sr mk be kk ky mn tg"),
    "hi": ("\u0900-\u097f", "hi mr ne sa"),
    "bn": ("\u0980-\u09ff", "bn as"),
    "pa": ("\u0a00-\u0a7f", "pa"),
    "gu": ("\u0a80-\u0aff", "gu"),
    "ta": ("\u0b80-\u0bff", "ta"),
    "ja": ("\u3040-\u30ff", "ja"),
    "ko": ("\uac00-\ud7af", "ko"),
    "zh": ("\u4e00-\u9fff", "zh ja ko"),
}
_WORD = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BEYOND_LATIN = lazy_pattern("[\u0370-\u0fff\u3040-\ud7af]")
#: A shorter passage may be a name, a title or a quotation of a few words.
LEAST_WORDS = 15
#: Fewer different function words than this may come from a name that is repeated.
LEAST_DISTINCT = 4
_STRONG_RTL = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def other_language(text: str, own: str) -> str:
    """Return the language that a passage is clearly in, if it is not the site's.

    Args:
        text: the passage.
        own: the language of the site without its region.

    Returns:
        A key of LANGUAGE_NAMES, or an empty string if the passage is short, mixed, or in the site's language.
    """
    if not text.isascii() and _BEYOND_LATIN.search(text):
        script = _other_script(text, own)
        if script:
            return script
    if len(text) < 2 * LEAST_WORDS - 1:
        return ""
    folded = text.casefold()
    parts = folded.split()
    lists = _lists()
    mine = lists.get(own, frozenset())
    # Cheap tests first: languages without spaces are found by script, and most passages are in the site's language.
    if len(parts) < LEAST_WORDS // 3 or sum(map(mine.__contains__, parts)) * 5 > len(parts):
        return ""
    words: list[str] = _WORD.findall(folded)
    if len(words) < LEAST_WORDS:
        return ""
    if sum(map(mine.__contains__, words)) * 6 > len(words):
        return ""
    shares = {tag: sum(map(held.__contains__, words)) / len(words) for tag, held in lists.items()}
    best = max(shares, key=lambda tag: shares[tag])
    distinct = {word for word in words if word in lists[best]}
    if best == own or len(distinct) < LEAST_DISTINCT or shares[best] < 0.22 or shares[best] < 3 * shares.get(own, 0.0):
        return ""
    others = sorted(share for tag, share in shares.items() if tag != best)
    return best if shares[best] > 1.5 * others[-1] else ""


def looks_right_to_left(text: str) -> bool | None:
    """Return whether most letters of a text run right to left; None if it has few letters."""
    letters = sum(character.isalpha() for character in text)
    if letters < 8:
        return None
    return len(_STRONG_RTL.findall(text)) * 2 > letters


def _other_script(text: str, own: str) -> str:
    letters = sum(character.isalpha() for character in text)
    for tag, (span, languages) in _SCRIPTS.items():
        count = len(re.findall(f"[{span}]", text))
        if count >= 20 and count * 2 > letters and own not in languages.split():
            return tag
    return ""


@cache
def _lists() -> dict[str, frozenset[str]]:
    held = {tag: set(words.split()) for tag, words in _FUNCTION_WORDS.items()}
    return {
        tag: frozenset(words - set().union(*(other for name, other in held.items() if name != tag)))
        for tag, words in held.items()
    }
