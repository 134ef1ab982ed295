"""Facts that many sites share: those of the file that `shared:` names stand in for what a site does not say itself."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.load.source_text import SourceText
from microsite.load.yaml_values import Value
from microsite.problems import Location, Problem
from microsite.validate.reading import Reading
from microsite.validate.record_fields import fields_of

#: What can be shared: what is the same in all sites of one organisation.
SHARED_KEYS = (
    *("organisation", "about", "place", "contact", "accessibility", "brand", "host_records", "hosts"),
    *("body", "nation", "bound_by", "duties", "elections"),
    *("language", "accept_unreviewed", "time_zone", "time_zone_words"),
)


class JoinedText(SourceText, frozen=True, dict=True):
    """The text of site_config.yaml with the shared file below it; each place is named in its own file."""

    own: SourceText
    shared: SourceText

    def location(self, line: int, column: int = 1, length: int = 1) -> Location:
        """Name a place in the file that it is in."""
        lines = len(self.own.lines)
        if line > lines:
            return self.shared.location(line - lines, column, length)
        return self.own.location(line, column, length)


def with_shared(value: Value, reading: Reading, shared: Value, there: SourceText, kind: type) -> Value:
    """Add shared facts to those of a site; what the site says itself counts.

    Args:
        value: what is in site_config.yaml.
        reading: what is read of it; from then on it knows the places in both files.
        shared: what is in the shared file.
        there: the text of that.
        kind: the record of all facts.
    """
    own = reading.source
    reading.source = JoinedText(own.file, f"{own.text}\n{there.text}", own, there)
    if shared.kind != "mapping" or value.kind != "mapping":
        message = "The shared facts are not keys with values, such as organisation: Millbrook Town Council."
        reading.problems.append(Problem.error("CONF-003", message, there.whole, "Write one key on each line."))
        return value
    shared = _moved(shared, len(own.lines))
    given = {key.text: item for key, item in value.entries}
    entries = list(value.entries)
    for key, item in shared.entries:
        if key.text in fields_of(kind) and key.text not in SHARED_KEYS:
            message = f"“{key.text}” cannot be shared: each site has its own."
            advice = "Write it into each site_config.yaml, and delete it here."
            reading.problems.append(Problem.error("CONF-034", message, reading.place(key), advice, path=key.text))
        elif key.text not in given:
            entries.append((key, item))
        elif item.kind == given[key.text].kind == "mapping":
            mine = given[key.text]
            names = {each.text for each, _ in mine.entries}
            mine.entries += [(each, part) for each, part in item.entries if each.text not in names]
    return replace(value, entries=entries)


def _moved(value: Value, lines: int) -> Value:
    """The same value so many lines further down."""
    return replace(
        value,
        line=value.line + lines,
        entries=[(_moved(key, lines), _moved(item, lines)) for key, item in value.entries],
        items=[_moved(item, lines) for item in value.items],
    )
