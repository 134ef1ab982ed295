"""Kinds of value that lead somewhere: web addresses, email, phone, files, colours, languages."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self
from urllib.parse import quote, urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.load.name_problems import RESERVED
from microsite.problems import short
from microsite.validate.address_encoding import encoded_outside
from microsite.validate.field_types import FieldError, FieldText
from microsite.validate.host_names import is_host

#: RFC 5321 allows far more than anybody prints on a poster; what is refused here is a typing mistake.
#: No `?` and `%`, after which further recipients could hide.
EMAIL = lazy_pattern(
    r"[\w!#$&'*+/=^{|}~-]+(?:\.[\w!#$&'*+/=^{|}~-]+)*@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_][\w-]*[^\W_]"
)
#: Groups of digits, each perhaps in brackets; no country code begins with 0.
PHONE = lazy_pattern(
    r"(?:\+(?!0) ?)?(?:\([0-9]+(?: [0-9]+)*\)|[0-9])(?:[ -]{0,3}(?:\([0-9]+(?: [0-9]+)*\)|[0-9]))*"
    r"(?:,? ?(?:ext(?:ension|n)?\.?|x) ?[0-9]{1,6})?",
    re.IGNORECASE,
)
#: Spaces that look like an ordinary one.
_ODD_SPACE = lazy_pattern("[\u00a0\u2000-\u200a\u202f]+")
#: The subtags of BCP 47 that a website uses: language, script, region, variants.
LANGUAGE_TAG = lazy_pattern(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*")

#: White space before another address, a second scheme, a line end or a tab, or a character that no host has.
_TWO_OR_BROKEN = lazy_pattern(
    r"\s\S*(?:://|www\.|@)|^https?:/+https?:?/|[\n\t]|^[a-z]+://[^/?#]*[\s<>\"\\^`{|}]", re.IGNORECASE
)


class WebAddress(FieldText):
    """A whole web address, with `https://` or `http://` in front."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "^https?://"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address.

        Raises:
            FieldError: it has no scheme or another one, no host or an impossible one, a user in front of the host, or a
                space inside.
        """
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        if parts.scheme in ("http", "https") and "@" in parts.netloc:
            from microsite.validate.address_faults import user_name_fault

            fault = user_name_fault(parts)
            raise FieldError("CONF-023", fault.message, fault.advice)
        found = host and port != 0 and is_host(host) and not _TWO_OR_BROKEN.search(text)
        if found and parts.scheme in ("http", "https"):
            return cls(encoded_outside(text))
        from microsite.validate.web_mistakes import web_address_error

        raise web_address_error(text)


class EmailAddress(FieldText):
    """An email address."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "@"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one address without a name beside it."""
        if not EMAIL.fullmatch(text):
            from microsite.validate.contact_mistakes import email_error

            raise email_error(text)
        return cls(text)

    @property
    def link(self) -> str:
        """The link that starts a message to it; nothing in the address can add to the message."""
        return f"mailto:{quote(self, safe='@!$*+=~')}"


def is_phone(text: str) -> bool:
    """Whether a text is a number that can be dialled: at most 15 digits, after any prefix for text relay."""
    digits = re.sub(r"[^0-9]", "", re.split("[xX]", text)[0].replace("(0)", ""))
    relay = 5 if digits.startswith(("18001", "18002")) else 0
    return bool(PHONE.fullmatch(text)) and 3 <= len(digits) <= 15 + relay


class PhoneNumber(FieldText):
    """A phone number: digits, spaces and a `+`, and perhaps an extension, such as `ext 12`."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number."""
        plain = _ODD_SPACE.sub(" ", text).replace("\u2011", "-")
        if not is_phone(plain):
            from microsite.validate.contact_mistakes import phone_error

            raise phone_error(text)
        return cls(plain)

    @property
    def digits(self) -> str:
        """What a phone dials; an extension is for whoever answers."""
        return re.sub(r"[^+0-9]", "", re.split("[xX]", self)[0].replace("(0)", ""))


class LanguageTag(FieldText):
    """A language as browsers and screen readers know it, such as `en-GB` or `cy`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a tag of BCP 47."""
        if not LANGUAGE_TAG.fullmatch(text) or text in ("en-UK", "yes", "on"):
            from microsite.validate.web_mistakes import meant_language

            meant = meant_language(text)
            raise FieldError(
                "CONF-014",
                f"“{text}” is not a language tag.",
                "" if meant else "Write a tag such as en-GB for British English or cy for Welsh.",
                write=[(meant, "")] if meant else (),
            )
        return cls(text)


class Colour(FieldText):
    """A colour as six hexadecimal digits, in quotation marks in YAML."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a colour; the leading `#` may be left out, since YAML makes it a comment without quotes."""
        digits = text.removeprefix("#")
        if re.fullmatch(r"[0-9A-Fa-f]{3}", digits):
            digits = "".join(digit * 2 for digit in digits)
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
            from microsite.validate.web_mistakes import colour_error

            raise colour_error(text)
        return cls(f"#{digits.lower()}")


class SiteFile(FieldText):
    """A file of the site, named from the site's folder with forward slashes."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a path below the site's folder."""
        name = re.split(r"[/\\]", text)[-1]
        outside = (
            text.startswith(("/", "~", "file:")) or re.match(r"[A-Za-z]:", text) or ".." in re.split(r"[/\\]", text)
        )
        if outside or text.startswith("\\"):
            raise FieldError(
                "CONF-016",
                f"“{text}” is outside the site's folder.",
                f"Put the file {name} in content/media.",
                write=[(f"content/media/{name}", "")],
            )
        if "\\" in text:
            raise FieldError("CONF-016", f"“{text}” has backslashes.", write=[(text.replace("\\", "/"), "")])
        return cls(text)


class PageName(FieldText):
    """The part of a page's address after the site's own, with or without `.html`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a page's name or old address: one segment, letters, digits, hyphens."""
        name = re.sub(r"^(?:\.?/)+", "", text).removesuffix("/").removesuffix(".html")
        parts = name.split("/")
        if any(RESERVED.fullmatch(part) for part in parts):
            message = f"Windows keeps a name in “{text}” for a device, so that no page can have this address."
            raise FieldError("CONF-017", message, "Take it out.")
        if not all(re.fullmatch(r"[\w.-]*[\w-]", part) for part in parts) or ".." in name:
            raise FieldError(
                "CONF-017",
                f"“{text}” is not the address of a page of this site.",
                "Write the part after the site's address, such as old-name.html.",
            )
        return cls(name)


class PageSlug(FieldText):
    """The name of a page in its address: words in small letters with hyphens between them."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a name; letters of every script are kept."""
        name = text.strip("/").removesuffix(".html")
        right = "-".join(re.findall(r"[^\W_]+", name.casefold()))
        if not right or right != name or RESERVED.fullmatch(name):
            message = f"“{text}” cannot be the name of a page in its address."
            advice = "" if right else "Write words with hyphens between them, such as our-priorities."
            raise FieldError("CONF-017", message, advice, write=[(right, "")] if right else ())
        return cls(name)


class OutsidePath(FieldText):
    """The path from the site's folder to another place, such as `../council-theme`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a path that leads from the site's folder to the same place on every computer."""
        if text.startswith(("/", "\\", "~")) or ":" in text:
            message = f"“{short(text)}” only works on one computer."
            advice = (
                "Write the path from the site's folder, with two dots for the folder above it, as in ../council-theme."
            )
            raise FieldError("CONF-033", message, advice)
        return cls(text)


class MenuEntry(FieldText):
    """A page of the site, such as `home`, `strategy` or `partners`, or the file of a chapter or page: `about.md`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Accept any words: which pages there are is only known later."""
        return cls(text)


class RecordId(FieldText):
    """The name of an item in a list: letters, digits and hyphens."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an id."""
        if not re.fullmatch(r"\w[\w-]*", text):
            meant = re.sub(r"[^\w]+", "-", text.casefold()).strip("-_")
            advice = "" if meant else "Use letters, digits and hyphens: outer-quays."
            raise FieldError("CONF-018", f"“{text}” is not an id.", advice, write=[(meant, "")] if meant else ())
        return cls(text.casefold())


class QuestionLink(FieldText):
    """A web address with `{number}` or `{anchor}` where a question's own part is."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "^https?://.*[{](number|anchor)[}]"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a pattern."""
        if "{number}" not in text and "{anchor}" not in text:
            raise FieldError(
                "CONF-019",
                f"“{text}” is the same address for every question.",
                "Write {number} or {anchor} in place of the question's own part: https://…#q{number}",
            )
        WebAddress.parse(text.replace("{number}", "1").replace("{anchor}", "a"))
        return cls(text)

    def for_question(self, number: int, anchor: str) -> str:
        """Return the address of one question; empty if it needs an anchor and the question has none."""
        if "{anchor}" in self and not anchor:
            return ""
        address = self.replace("{number}", str(number)).replace("{anchor}", quote(anchor, safe=""))
        return encoded_outside(address)
