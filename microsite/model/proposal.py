"""What people need to know about a proposal to answer well: what is open, what was rejected, and its effects."""

from typing import Annotated, ClassVar

from msgspec import Meta

from microsite.model.records import Record
from microsite.validate.field_types import LocalText, MaybeSupplied


class OtherOption(Record, frozen=True, kw_only=True):
    """A way to go that was looked at and is not proposed."""

    #: The key that a plain text stands for, if one is given in place of a mapping.
    shorthand: ClassVar[str] = "option"

    option: Annotated[LocalText, Meta(description="The other way to go, in a sentence.")]
    why_not: Annotated[LocalText | None, Meta(description="Why you do not propose it, in a sentence or two.")] = None


class Proposal(Record, frozen=True, kw_only=True):
    """What people need to know about the proposal before they answer."""

    why_now: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Why you propose it, and why now.")] = None
    stage: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="How far it has come, such as a first idea, some options, or a draft."),
    ] = None
    can_change: Annotated[MaybeSupplied[LocalText] | None, Meta(description="What answers can still change.")] = None
    settled: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="What is settled, and why answers cannot change it.")
    ] = None
    alternatives: Annotated[
        tuple[OtherOption, ...], Meta(description="The other options that you looked at, and why you turned them down.")
    ] = ()
    no_alternatives: Annotated[
        LocalText | None, Meta(description="That there were no other options, and why. Only if that is so.")
    ] = None
    costs: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="What it costs, and who pays, in a sentence or two.")
    ] = None
    equality: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="What the equality impact assessment says. List the document itself in evidence.yaml."),
    ] = None
    welsh_language: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="How it may affect the Welsh language, and what you ask people about that."),
    ] = None

    @property
    def facts(self) -> tuple[tuple[str, MaybeSupplied[LocalText]], ...]:
        """The facts that are given, each with the name of its key, except what can change and the other options."""
        names = ("why_now", "stage", "costs", "equality", "welsh_language")
        return tuple((name, fact) for name in names if (fact := getattr(self, name)) is not None)

    @property
    def says_what_can_change(self) -> bool:
        """Whether the proposal says what answers can change, or what they cannot."""
        return self.can_change is not None or self.settled is not None
