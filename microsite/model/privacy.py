"""What happens to people's answers, in the terms of data protection law."""

from typing import Annotated, Literal

from msgspec import Meta

from microsite.model.records import Record
from microsite.validate.field_types import LocalText, MaybeSupplied


class AnswerPrivacy(Record, frozen=True, kw_only=True):
    """What people are told about their answers before they give them."""

    names: Annotated[
        MaybeSupplied[Literal["not_asked", "optional", "required"]] | None,
        Meta(description="Whether people have to say who they are. not_asked means that the answers are anonymous."),
    ] = None
    seen_by: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Who can see the answers.")] = None
    controller: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="Who is responsible for the data: the controller.")
    ] = None
    processor: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="Who handles the data on the controller's behalf, such as the provider of the survey."),
    ] = None
    lawful_basis: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="The lawful basis, such as a task in the public interest.")
    ] = None
    kept: Annotated[MaybeSupplied[LocalText] | None, Meta(description="How long the answers are kept.")] = None

    @property
    def facts(self) -> tuple[tuple[str, MaybeSupplied[LocalText]], ...]:
        """The facts given in the author's own words, in order, each with the name of its key."""
        names = ("seen_by", "controller", "processor", "lawful_basis", "kept")
        return tuple((name, fact) for name in names if (fact := getattr(self, name)) is not None)
