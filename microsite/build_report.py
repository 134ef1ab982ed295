"""What a build reports at its end: kept as data, so that a build that changes nothing can print it again."""

from __future__ import annotations

from microsite import typed_program


class Report:
    """What a build reported, as data: each run decides how to show it."""

    __slots__ = ("facts", "held_back", "hints", "pages", "repairs", "truth", "warnings")

    def __init__(
        self, *, pages: int, warnings: int, hints: int, facts: int, repairs: int, held_back: list[str], truth: str
    ) -> None:
        """Take the numbers of pages and findings, and the sentences at the end."""
        self.pages, self.warnings, self.hints, self.facts = pages, warnings, hints, facts
        self.repairs, self.held_back, self.truth = repairs, held_back, truth

    def lines(self, seconds: float, index: str) -> list[str]:
        """Return the lines that a successful build prints at the end."""
        found = [f"Built {self.pages} page{'' if self.pages == 1 else 's'} in {seconds:.1f} seconds."]
        if self.hints:
            one = self.hints == 1
            found.append(
                f"{self.hints} hint{'' if one else 's'}; {typed_program()} check shows {'it' if one else 'them'}."
            )
        if self.facts:
            noun = "fact is" if self.facts == 1 else "facts are"
            found.append(f"{self.facts} {noun} still to be supplied; {typed_program()} check lists them.")
        if self.repairs:
            found.append(repairs_sentence(self.repairs))
        return [*found, *self.held_back, self.truth, f"Open this page in a browser: {index}"]


def repairs_sentence(repairs: int) -> str:
    """Say how many places were repaired, and where to see them."""
    places, them = ("1 place", "it") if repairs == 1 else (f"{repairs} places", "them")
    was = "was" if repairs == 1 else "were"
    return f"{places} in the text {was} repaired; {typed_program()} check --repairs lists {them}."
