"""Recognise what people write in place of an email address, a phone number or a number, and what they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.date_types import DASHES
from microsite.validate.field_types import FieldError
from microsite.validate.placeholders import is_non_answer
from microsite.validate.web_types import EMAIL, is_phone

#: How many characters of a text to search.
LONGEST = 200
#: Prefixes of numbers for text relay.
RELAY = ("18001", "18002")
#: A run of digits, perhaps in brackets or with a +, that is not part of a word, a time or a percentage.
_DIGITS = lazy_pattern(r"(?<![\w.])(?<![0-9]:)\+?(?:\(\+?[0-9]+\)|[0-9]+)(?![0-9]*[A-Za-z:%])")
_EXTENSION = lazy_pattern(r",?\s*(?:ext(?:ension|n)?\.?|x)\s*([0-9]{1,6})(?![0-9])", re.IGNORECASE)
#: What people write in front of a number or address although the page adds it.
_LABEL = lazy_pattern(
    r"\b(?:tele?(?:phone)?|phone|freephone|mob(?:ile)?|call(?:to)?|ring|dial|number|no|us|on|t|e-?mail|mailto|e)\b[.:]*",
    re.IGNORECASE,
)
#: The key of a phone's keypad that each letter is on.
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
#: Letters that look like a digit, among digits; and that digit.
_LOOKS_LIKE = (
    (lazy_pattern(r"(?<![A-Za-z])[oO](?=[0-9])|(?<=[0-9])[oO](?=[ 0-9])"), "0"),
    (lazy_pattern(r"(?<![A-Za-z])[lI](?=[0-9])|(?<=[0-9])[lI](?=[ 0-9])"), "1"),
)
_AT = lazy_pattern(r"\s*[\[({<]\s*at\s*[\])}>]\s*|\s*@\s*|\s+at\s+", re.IGNORECASE)
_DOT = lazy_pattern(r"\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+|\.{2,}", re.IGNORECASE)


def phone_error(text: str) -> FieldError:
    """Say why a text is not a phone number, and what to write instead if that is certain."""
    message = f"“{text}” is not a phone number."
    numbers, rest = phones_in(text)
    if not numbers:
        keyed = _vanity_number_in_digits(text)
        if keyed:
            return FieldError("CONF-013", message, keyed[1], write=[(keyed[0], "")])
        letters = re.search(r"[0-9]", text) and re.search(r"[A-Z]{3,}", text)
        advice = "Write digits and spaces, such as 01234 567890."
        if letters:
            advice += " For each letter, write the digit on its key."
        return FieldError("CONF-013", message, advice)
    others = [each for each in numbers if not each.startswith(RELAY)]
    if len(numbers) == 2 and len(others) == 1:
        relay = next(each for each in numbers if each not in others)
        return FieldError(
            "CONF-013",
            message,
            write=[(others[0], "")],
            beside=[("text_relay", relay), ("hours", f"text relay {relay}")],
        )
    if len(numbers) > 1:
        advice = "There is room for one number. Others can be items of ways_to_respond, with kind: phone."
        return FieldError("CONF-013", message, advice, write=[(each, "") for each in numbers])
    return FieldError("CONF-013", message, write=[(numbers[0], "")], beside=[("hours", rest)] if rest else ())


def _vanity_number_in_digits(text: str) -> tuple[str, str] | None:
    """Return a number such as `0800 PARKS` in digits, with a sentence about it; None for any other text."""
    plain = _LABEL.sub("", unicodedata.normalize("NFKC", text[:LONGEST]).partition("(")[0]).strip()
    word = re.fullmatch(r"\+?[0-9][0-9 ()-]*?([A-Z]{3,9}(?:[ -][A-Z]{2,9})?)[0-9 -]*", plain)
    if not word or is_non_answer(word[1]):
        return None
    digits = word[1].translate(_KEYS)
    number = f"{plain[: word.start(1)]}{digits}{plain[word.end(1) :]}"
    least, most = (9, 11) if number.startswith("0") else (7, 15)
    if not is_phone(number) or not least <= len(re.sub(r"[^0-9]", "", number)) <= most:
        return None
    return number, f"“{word[1]}” is {digits} on the keys of a phone."


def phones_in(text: str) -> tuple[list[str], str]:
    """Return the phone numbers in a text, each once, and what else it says."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    for letter, figure in _LOOKS_LIKE:
        plain = letter.sub(figure, plain)
    plain = re.sub(r"(?<=[0-9])\.0$", "", DASHES.sub("-", plain).strip())
    if re.search(r"[0-9][eE]\+?[0-9]", plain):
        return [], ""  # A spreadsheet has kept only the first digits.
    text = re.sub(r"\(\+([0-9]+)\)|\+(?=0)", r"+\1", re.sub(r"(?<=[0-9])[._/](?=[0-9])", " ", plain)).replace("+0", "0")
    groups = list(_DIGITS.finditer(text))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(groups):
        last = at
        while last + 1 < len(groups) and re.fullmatch(
            r"[ -]{0,3}", text[groups[last].end() : groups[last + 1].start()]
        ):
            last += 1
        end = _whole_number(text, groups[at : last + 1])
        if end:
            found.append((groups[at].start(), groups[at + end - 1].end()))
        at = at + end if end else last + 1
    if (
        not found
        and len(groups) == 1
        and re.fullmatch(r"\W*[0-9]{3,6}\W*", re.sub(r"(?i)\btext\b", "", _LABEL.sub("", text)))
    ):
        found = [groups[0].span()]
    numbers: dict[str, str] = {}
    rest, before = "", 0
    for start, end in found:
        extension = _EXTENSION.match(text, end)
        more = f" ext {extension[1]}" if extension else ""
        number = " ".join(text[start:end].split()) + more
        numbers.setdefault(re.sub(r"[^0-9]", "", number.replace("(0)", "")), number)
        rest += f"{text[before:start]} "
        before = extension.end() if extension else end
    rest = _LABEL.sub(" ", rest + text[before:])
    return list(numbers.values()), " ".join(re.sub(r"^[\W_]+|[^\w%]+$", "", rest).split()) if found else ""


def _whole_number(text: str, groups: Sequence[re.Match[str]]) -> int:
    """Return how many of these groups of digits, from the first, make one phone number; 0 if none do."""
    best = 0
    for count in range(1, len(groups) + 1):
        number = text[groups[0].start() : groups[count - 1].end()]
        digits = re.sub(r"[^0-9]", "", number.replace("(0)", ""))
        relayed = digits[5:] if digits.startswith(RELAY) else digits
        # A national number has at most eleven digits: anything after them is something else.
        least, most = (9, 11 if best else 15) if re.match(r"0[1-9]", relayed) else (7, 15)
        if is_phone(number) and least <= len(relayed) <= most:
            best = count
    return best


def email_error(text: str) -> FieldError:
    """Say why a text is not an email address, and what to write instead if that is certain."""
    message = f"“{text}” is not an email address."
    found = emails_in(text)
    if not found:
        return FieldError("CONF-012", message, "Write just the address, such as consultations@example.org.")
    if len(found) > 1:
        advice = "There is room for one address. Others can be items of ways_to_respond, with kind: email."
        return FieldError("CONF-012", message, advice, write=[(each, "") for each in found])
    named = re.fullmatch(r"[\"'“‘]?([^<>@\"”’]*[^<>@\s\"'”’])[\"'”’]?\s*<[^<>]*>", text)
    name = _LABEL.sub("", named[1]).strip(" :") if named else ""
    return FieldError("CONF-012", message, write=[(found[0], "")], beside=[("name", name)] if name else ())


def emails_in(text: str) -> list[str]:
    """Return the email addresses in a text, each once, with characters corrected that are certainly wrong."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    spelt = _DOT.sub(".", _AT.sub("@", plain))
    for each in (plain, spelt, re.sub(r"(?<=\w),(?=\w)", ".", re.sub(r"@{2,}", "@", spelt))):
        parts = re.split(r"[\s<>,;()\[\]|/?\"“”‘’:*]+", re.sub(r"^(?:https?|mailto):|\?.*", "", each))
        found = [part for raw in parts if EMAIL.fullmatch(part := raw.strip(".'"))]
        if found:
            return list(dict.fromkeys(found))
    return []


def number_error(text: str) -> FieldError:
    """Say why a text is not a whole number, and what to write instead if that is certain."""
    message = f"“{text}” is not a whole number."
    found = _numbers_in(text)
    if not found or max(found) > 999_999_999:
        return FieldError("CONF-010", message, "Write it in digits, such as 14.")
    advice = "There is room for one number." if len(found) > 1 else ""
    return FieldError("CONF-010", message, advice, write=[(str(each), "") for each in found])


_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_TIMES = {"": 1, "k": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000, "hundred": 100}
_NUMBER = lazy_pattern(
    r"(?<![\w.,:/])([0-9]+(?:\.[0-9]+)?)\s*(k|m|thousand|million|hundred|)(?![\w%]|[.,:/][0-9])", re.IGNORECASE
)
#: Words that change what a number stands for.
_OTHER_UNIT = lazy_pattern(r"\b(?:hours?|hrs?|days?|half|quarter|thousand|hundred|dozen|million)\b", re.IGNORECASE)


def _numbers_in(text: str) -> list[int]:
    """Return the one number in a text, or the two of a range; nothing if another could be meant."""
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", text[:LONGEST])).strip()
    plain = re.sub(r"(?<=[0-9])[, '’_](?=[0-9]{3}(?![0-9]))", "", plain)
    words = re.findall(r"[a-z]+", plain.lower())
    if not re.search(r"[0-9]", plain):
        certain = words and words[0] in _WORDS and not _OTHER_UNIT.search(plain) and not {*words[1:]} & {*_WORDS}
        return [_WORDS[words[0]]] if certain else []
    found = [float(number) * _TIMES[times.lower()] for number, times in _NUMBER.findall(plain)]
    rest = _NUMBER.sub(" ", plain)
    if re.search(r"[0-9]", rest) or plain.startswith("-") or _OTHER_UNIT.search(rest) or len(found) > 2:
        return []
    return [int(each) for each in found] if all(each == int(each) for each in found) else []
