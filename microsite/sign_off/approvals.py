"""Reads `sign-off/approvals.yaml`, which says who approved which words; none of it is ever shown on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta, Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.yaml_values import Value
from microsite.model.records import Record
from microsite.problems import Location, Problem, did_you_mean, short
from microsite.sign_off.packs import FOLDER
from microsite.sign_off.parts import PARTS, Part
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError, FieldText, LocalText
from microsite.validate.schema_problems import parse_list
from microsite.validate.yaml_file import merge_problems, read_yaml

FILE = f"{FOLDER}/approvals.yaml"
_PACK = lazy_pattern(r"[0-9A-HJKMNP-TV-Z]{10}")
_FINGERPRINT = lazy_pattern(r"[0-9a-f]{20}")
#: Letters that are mistaken for digits when a name is copied by hand; hyphens and spaces are dropped.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "‐": None, "–": None})


class PackName(FieldText):
    """The name of a review pack: ten letters and digits, as `7K3MQ-9TX2B`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse the name of a pack, in either case, with or without the hyphen.

        Raises:
            FieldError: it is not one.
        """
        signs = text.upper().translate(_MISREAD)
        if not _PACK.fullmatch(signs):
            raise FieldError(
                "APPR-005",
                f"“{short(text)}” is not the name of a review pack.",
                "Copy the name from the first page of the pack. It looks like this: 7K3MQ-9TX2B",
            )
        return cls(f"{signs[:5]}-{signs[5:]}")


class Fingerprint(FieldText):
    """Twenty letters and digits that tell the words of one part from any others; the program writes them."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse a fingerprint.

        Raises:
            FieldError: it is not one that the program has written.
        """
        if not _FINGERPRINT.fullmatch(text):
            raise FieldError(
                "APPR-005",
                f"“{short(text)}” does not say which words were approved.",
                "Delete this approval, and record it again with the command approve.",
            )
        return cls(text)


class Approval(Record, frozen=True, kw_only=True):
    """One partner's approval of the words of one review pack."""

    partner: Annotated[LocalText, Meta(description="The partner: its name, or its id.")]
    person: Annotated[LocalText, Meta(description="Who approved it.")]
    role: Annotated[LocalText, Meta(description="The office or role in which that person did so.")]
    date: Annotated[LocalMoment, Meta(description="The day of the approval.")]
    pack: Annotated[PackName, Meta(description="The name of the review pack that was approved.")]
    chapters: Annotated[Fingerprint | None, Meta(description="Which words of the chapters it covers.")] = None
    facts: Annotated[Fingerprint | None, Meta(description="Which facts it covers.")] = None
    dates: Annotated[Fingerprint | None, Meta(description="Which dates it covers.")] = None
    documents: Annotated[Fingerprint | None, Meta(description="Which documents and pictures it covers.")] = None
    contacts: Annotated[Fingerprint | None, Meta(description="Which contact details it covers.")] = None
    website: Annotated[Fingerprint | None, Meta(description="What it covers that is about the website itself.")] = None
    evidence: Annotated[LocalText, Meta(description="What shows it: a mail, a minute, with its date and its place.")]
    recorded_by: Annotated[LocalText, Meta(description="Who wrote this approval down.")]

    def fingerprint(self, part: Part) -> str:
        """Return the fingerprint of the words of a part; empty if it does not cover that part."""
        return str(getattr(self, part) or "")

    @property
    def covers(self) -> tuple[Part, ...]:
        """The parts that it covers."""
        return tuple(part for part in PARTS if self.fingerprint(part))


class Recorded(Struct, frozen=True):
    """An approval, and where it is recorded."""

    approval: Approval
    place: Location
    places: Mapping[str, Location]

    def at(self, key: str) -> Location:
        """Return where one of its keys is."""
        return self.places.get(key, self.place)


def load_approvals(site: Path) -> bytes | None:
    """Read the file; None if the site has none, and so does not use approvals."""
    try:
        return (site / FILE).read_bytes()
    except OSError:
        return None


def read_approvals(content: bytes, zone: str) -> tuple[list[Recorded], list[Problem]]:
    """Parse the approvals; skip those that cannot be read, and return what is wrong with them.

    Args:
        content: the content of the file.
        zone: the name of the site's time zone.
    """
    lines = content.decode("utf-8", "replace").lstrip("\ufeff").split("\n")
    if all(line.strip()[:1] in ("", "#") or line.strip() in ("[]", "approvals:", "approvals: []") for line in lines):
        return [], []
    reading, value, problems = read_yaml(FILE, content, zone)
    if reading is None or value is None:
        return [], list(problems)
    found = list(parse_list(_items(value), Approval, reading, "approvals"))
    recorded: list[Recorded] = []
    for number, approval in found:
        path = f"approvals[{number}]"
        places = {key: reading.places[f"{path}.{key}"] for key in _KEYS if f"{path}.{key}" in reading.places}
        recorded.append(Recorded(approval, places["partner"], places))
    return recorded, merge_problems(problems, reading)


_KEYS = Approval.__struct_fields__


def _items(value: Value) -> Value:
    """Return the list itself if it is below a single key, such as `approvals:`."""
    if value.kind == "mapping" and len(value.entries) == 1 and value.entries[0][1].kind == "list":
        return value.entries[0][1]
    return value


def partner_named(name: str, partners: Mapping[str, str]) -> str:
    """Find a partner by its name or id.

    Returns:
        Its id; empty if there is no such partner.
    """
    wanted = _folded(name)
    return next((each for each, full in partners.items() if wanted in (_folded(each), _folded(full))), "")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().replace("’", "'")


def near_partners(name: str, partners: Mapping[str, str]) -> str:
    """Say which partner may be meant, or name all of them."""
    names = list(partners.values())
    near = did_you_mean(name, names)
    return near or (f"The partners are {'; '.join(names)}." if names else "The site has no partners yet.")


def of_partner(recorded: list[Recorded], partner: str, partners: Mapping[str, str]) -> Iterator[Recorded]:
    """Yield the approvals of one partner, the latest first."""
    own = [each for each in recorded if partner_named(str(each.approval.partner), partners) == partner]
    own.sort(key=lambda each: str(each.approval.date))
    yield from reversed(own)
