"""The reference page says what each key is for, whether it is required, and what its value can be."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from microsite.validate.field_types import LocalText, MaybeSupplied, WholeNumber
from microsite.validate.reference_page import heading_id, reference_page


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """A place to sit."""

    seats: Annotated[WholeNumber, Meta(description="How many can sit.")]
    wood: Annotated[Literal["oak", "beech", "ash"], Meta(description="What it is made of.")] = "oak"


class Park(msgspec.Struct, frozen=True, kw_only=True):
    """A park."""

    name: Annotated[LocalText, Meta(description="What it is called.")]
    benches: Annotated[tuple[Bench, ...], Meta(description="Its benches.")] = ()
    keeper: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Who looks after it.")] = None


def test_page() -> None:
    """The page for two small structs, one nested in the other, is as expected."""
    assert reference_page("Keys", "All of them.", [("park.yaml", "One file.", Park)]).split("\n") == [
        "# Keys",
        "",
        "All of them.",
        "",
        "## park.yaml",
        "",
        "One file.",
        "",
        "| Key | What it says | What can stand there |",
        "| --- | --- | --- |",
        "| `name` | What it is called. **Must be given.** | A text, without Markdown or HTML. |",
        "| `benches` | Its benches. | A list; each item has [its own keys](#benches). |",
        "| `keeper` | Who looks after it. | A text, without Markdown or HTML. Or `to be supplied`. |",
        "",
        "### benches",
        "",
        "A place to sit.",
        "",
        "| Key | What it says | What can stand there |",
        "| --- | --- | --- |",
        "| `seats` | How many can sit. **Must be given.** | A whole number, 0 or more, in digits. |",
        "| `wood` | What it is made of. | `oak`, `beech` or `ash`. If left out: `oak`. |",
        "",
    ]


def test_heading_id() -> None:
    """A heading's id keeps letters, digits, hyphens and underscores, and has hyphens for spaces."""
    assert heading_id("partners.logo") == "partnerslogo"
    assert heading_id("Ways to respond_2 – all") == "ways-to-respond_2--all"
