"""What people write in place of an address, a number or a language, and what they mean by it."""

from __future__ import annotations

import re

from microsite.validate.field_types import FieldError
from microsite.validate.web_types import EMAIL, LANGUAGE_TAG, WebAddress

#: Languages by the names that people write for them.
_NAMES = """
en-GB english, british english, uk english, uk; cy welsh, cymraeg; ga irish; gd gaelic, scottish gaelic; sco scots;
pl polish; ur urdu; pa punjabi; bn bengali; gu gujarati; ar arabic; fr french; de german, deutsch; es spanish;
pt portuguese; ro romanian; it italian; so somali; zh chinese; hi hindi; uk ukrainian; bfi british sign language, bsl
"""
#: Marks that stand around an address in a letter.
_AROUND = re.compile(r"^[<(\[\"'“‘]+|[>)\]\"'”’,;.]+$")


def meant_address(text: str) -> str:
    """Give the whole address that a text stands for; empty where that is not certain."""
    inner = _AROUND.sub("", text.strip())
    linked = re.fullmatch(r"[^\]]*\]\(([^\s)]+)", inner)
    inner = linked[1] if linked else inner
    inner = re.sub(r"^(https?)\s*(?::\s*/*|//|;//|/+)\s*", r"\1://", inner, flags=re.IGNORECASE)
    bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+(:[0-9]+)?(/\S*)?", inner)
    if re.match(r"https?://", inner, re.IGNORECASE):
        scheme, _, rest = inner.partition("://")
        inner = f"{scheme.lower()}://{rest}"
    elif bare and not re.search(r"\.(?:pdf|docx?|odt|html?)$", inner.split("/")[0]):
        inner = f"https://{inner}"
    else:
        return ""
    try:
        return str(WebAddress.parse(inner)) if inner != text and "." in inner else ""
    except FieldError:
        return ""


def meant_email(text: str) -> str:
    """Give the one e-mail address in a text; empty where there is none, or more than one."""
    spelt = re.sub(r"\s*[\[(<]\s*at\s*[\])>]\s*", "@", text, flags=re.IGNORECASE)
    spelt = re.sub(r"\s*[\[(<]\s*dot\s*[\])>]\s*", ".", spelt, flags=re.IGNORECASE)
    parts = (part.rstrip(".") for part in re.split(r"[\s<>,;()\"'“”‘’:]+", spelt))
    found = [part for part in parts if EMAIL.fullmatch(part)]
    return found[0] if len(found) == 1 else ""


def meant_phone(text: str) -> str:
    """Give the one telephone number in a text, in digits and spaces; empty where there is none, or more than one."""
    found = re.findall(r"\+?[0-9(][0-9 ()-]{5,22}[0-9]", re.sub(r"[.\u2010-\u2015\u00a0/]", " ", text[:200]))
    return " ".join(found[0].split()) if len(found) == 1 else ""


def meant_language(text: str) -> str:
    """Give the tag that a text stands for: another way to write it, or the name of a language."""
    name = " ".join(text.casefold().split())
    for each in _NAMES.split(";"):
        tag, _, names = each.strip().partition(" ")
        if name in names.replace("\n", " ").split(", "):
            return tag
    first, *others = [part for part in re.split(r"[-_ ]+", text.strip()) if part] or [""]
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) < 4 else part.lower() for part in others]
    fixed = "-".join((first.lower(), *cased))
    return fixed if LANGUAGE_TAG.fullmatch(fixed) else ""
