"""Where in the author's text something stands that was found in its HTML."""

from __future__ import annotations

from microsite.text.source_lines import SourceLines

#: Line from 1, column from 1, and length; line 1, column 1, length 1 when it is not known.
Place = tuple[int, int, int]
UNKNOWN: Place = (1, 1, 1)


class Places:
    """Tells places in one text; what is asked for again is the next of its kind."""

    def __init__(self, body: str) -> None:
        """Take the body of a chapter."""
        self._lines = SourceLines(body)

    def of_link(self, written: str) -> Place:
        """Where an address of a link or picture stands."""
        return self._lines.find(f"({written}", written)

    def of_address(self, written: str) -> Place:
        """Where an address stands, in a link or in an attribute."""
        return self._lines.find(written)

    def of_unsafe_address(self, written: str) -> Place:
        """Where an address stands that is left out; at least where its scheme does."""
        return self._lines.find(written, written.split(":", maxsplit=1)[0] + ":")

    def of_element(self, name: str, times: int = 1) -> Place:
        """Where an element begins, the last of so many."""
        return [self._lines.find(f"<{name}") for _ in range(times)][-1]

    def of_attribute(self, name: str) -> Place:
        """Where an attribute stands."""
        return self._lines.find(f"{name}=", name)

    def of_shortcut(self, name: str) -> Place:
        """Where a fact is asked for."""
        return self._lines.find(f"show:{name}")

    def of_id(self, wanted: str, times: int = 1) -> Place:
        """Where an id is given, the last of so many."""
        place = UNKNOWN
        for _ in range(times):
            place = self._lines.find(f"#{wanted}", f'"{wanted}"')
        return place
