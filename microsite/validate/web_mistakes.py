"""Recognise what people write in place of an address, a colour or a language, and what they mean."""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import tag_named
from microsite.validate.contact_mistakes import emails_in, phones_in
from microsite.validate.date_types import DASHES
from microsite.validate.field_types import FieldError
from microsite.validate.host_names import is_host, normalised_host
from microsite.validate.web_types import EMAIL, LANGUAGE_TAG, WebAddress

#: The scheme of a web address, perhaps twice, misspelt or with something else in place of `://`.
_SCHEMES = lazy_pattern(
    r"^(?:https?:?/+\s*)?(?P<last>h{0,2}t{1,3}p{1,2}s{0,2}|hpt{1,2}s?|htt)\s*(?::\s*[/\\]*|//|;//|/+)\s*(?=[\w\[])",
    re.IGNORECASE,
)
#: Says where an email address or a phone number belongs.
_BELONGS = (
    "Write the address of a page here. {0}: {1} goes below contact, or in an item of ways_to_respond with kind: {0}"
)
_SAID = {" ": "a space", "%": "a percent sign", ",": "a comma"}
#: The name of a file, not a host.
_A_FILE = lazy_pattern(
    r"[^/\\]+\.(?:pdf|docx?|odt|html?|xlsx?|csv|pptx?|png|jpe?g|gif|webp|svg|mp[34])$", re.IGNORECASE
)
#: Punctuation around an address in running text.
_AROUND = re.compile(r"^[<(\[\"'“‘]+|[>)\]\"'”’,;.]+$")


def web_address_error(text: str) -> FieldError:
    """Say why a text is not a web address, and what to write instead if that is certain."""
    message = f"“{text}” is not a web address."
    meant = meant_address(text)
    if meant:
        return FieldError("CONF-011", message, write=[(meant, "")])
    message, advice = _address_mistake(text) or (message, "A web address starts with https:// and has no spaces.")
    return FieldError("CONF-011", message, advice, instead=_for_other_keys(text))


def _for_other_keys(text: str) -> list[tuple[str, str]]:
    """Return other keys that a text may be for if it is not a web address, each with what to write there."""
    mails = emails_in(text)
    numbers, _ = phones_in(text)
    file = _A_FILE.search(text.strip())
    if len(mails) == 1:
        return [("email", mails[0])]
    if file:
        return [(key, f"content/media/{file[0]}") for key in ("file", "form", "logo")]
    if len(numbers) == 1 and not re.search(r"[A-Za-z]", text.partition(":")[2] or text):
        return [("phone", numbers[0])]
    if "/" in text or len(text) < 4 or not re.search(r"[^\W\d_]", text):
        return []
    return [("where", text), ("post", text)]


def link_error(address: str) -> tuple[str, str]:
    """Say why nobody can look up the host of a link, and what to write instead."""
    meant = meant_address(address)
    host = re.match(r"(?:https?:)?//([^/?#\\]*)", address, re.IGNORECASE)
    why = _host_mistake(address, host[1]) if host and not meant else None
    if why:
        return why
    advice = f"Write {meant}" if meant else "Copy the address again from your browser."
    return f"The link “{address}” is not an address.", advice


def meant_address(text: str) -> str:
    """Return the whole address that a text stands for; empty if that is not certain."""
    inner = _AROUND.sub("", text.strip())
    linked = re.fullmatch(r"[^\]]*\]\(([^\s)]+)", inner)
    inner = linked[1] if linked else inner
    inner = _SCHEMES.sub(lambda found: "https://" if found["last"][-1] in "sS" else "http://", inner)
    inner = f"https:{inner}" if re.match(r"//[\w-]+(\.[\w-]+)+", inner) else inner
    without_scheme = re.fullmatch(r"[\w-]+(\.[\w-]+)+(:[0-9]+)?(/\S*)?", inner)
    if re.match(r"https?://", inner, re.IGNORECASE):
        scheme, _, rest = inner.partition("://")
        host = re.match(r"[^/\\?#:]*", rest)
        assert host is not None
        inner = f"{scheme.lower()}://{normalised_host(DASHES.sub('-', host[0]))}{rest[host.end() :]}".replace("\\", "/")
    elif without_scheme and not _A_FILE.search(inner.split("/")[0]):
        inner = f"https://{inner}"
    else:
        return ""
    try:
        return str(WebAddress.parse(inner)) if inner != text and "." in inner else ""
    except FieldError:
        return ""


def _address_mistake(text: str) -> tuple[str, str] | None:
    """Say what a text is that is surely not a web address, and what to do about it; else None."""
    scheme, colon, rest = text.strip().partition(":")
    scheme = scheme.casefold() if colon else ""
    found = emails_in(text)
    mail = found[0] if len(found) == 1 else ""
    if mail and (scheme == "mailto" or EMAIL.fullmatch(text.strip())):
        return f"“{text}” is an email address, but this needs a web address.", _BELONGS.format("email", mail)
    if scheme in ("tel", "callto", "sms"):
        why = f"“{text}” is a phone number, but this needs a web address."
        return why, _BELONGS.format("phone", rest.strip("/ "))
    if scheme == "file" or re.match(r"[a-z]:[\\/](?![\\/])|\\\\", text, re.IGNORECASE):
        why = f"“{text}” is on your own computer or network, where readers cannot open it."
        return why, "Write the address that the browser shows when you open the page on the web."
    if scheme == "ftp":
        return (
            f"“{text}” begins with ftp:, which browsers no longer open.",
            "Write an address that begins with https://",
        )
    host = re.match(r"https?://([^/?#]*)", text, re.IGNORECASE)
    return _host_mistake(text, host[1]) if host else None


def _host_mistake(text: str, host: str) -> tuple[str, str] | None:
    """Say what is wrong with the host of an address; None if nothing stands out."""
    name, colon, port = host.rpartition(":")
    if colon and port.isdigit() and is_host(name.lower()):
        advice = f"If the page opens without it, write {text.replace(host, name, 1)}"
        return f"“{text}” has the port {port}, but ports go from 1 to 65535.", advice
    advice = "Copy the address again from your browser."
    odd = next((each for each in " ,%;:!$&'()*+=~|" if each in host), "")
    if odd == ",":
        advice = (
            f"If you mean a full stop, write {text.replace(host, host.replace(',', '.'), 1)}. If not, c{advice[1:]}"
        )
    why = f"it has {_SAID.get(odd, odd)} in it" if odd else "it ends in a number"
    if ".." in host:
        why = "it has two full stops together"
    elif not odd and not host[-1:].isdigit():
        return None
    return f"“{host}” in “{text}” cannot be the name of a website: {why}.", advice


def colour_error(text: str) -> FieldError:
    """Say that a text is not a colour, and how to write it if it names one in another notation."""
    plain = text.strip(" ;,'\"").casefold().removeprefix("hex").strip(" :#").removeprefix("0x").replace(" ", "")
    rgb = re.fullmatch(r"rgb\(([0-9]+),([0-9]+),([0-9]+)\)", plain)
    if rgb and all(int(part) < 256 for part in rgb.groups()):
        plain = "".join(f"{int(part):02x}" for part in rgb.groups())
    write = [(f'"#{plain}"', "")] if re.fullmatch(r"[0-9a-f]{6}", plain) else ()
    advice = "" if write else 'Write six digits in quotation marks, such as "#17477f".'
    return FieldError("CONF-015", f"“{text}” is not a colour.", advice, write=write)


def meant_language(text: str) -> str:
    """Return the tag that a text stands for, as a misspelt tag or a language's name; else empty."""
    name = " ".join(text.casefold().split())
    if re.fullmatch(r"en[-_ ]*uk", name):
        return "en-GB"
    if named := tag_named(name):
        return named
    first, *others = [part for part in re.split(r"[-_ ]+", text.strip()) if part] or [""]
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) < 4 else part.lower() for part in others]
    fixed = "-".join((first.lower(), *cased))
    return fixed if LANGUAGE_TAG.fullmatch(fixed) and fixed != text else ""
