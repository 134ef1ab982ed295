"""Merges facts shared by many sites: the file named by `shared:` fills in what a site does not say itself."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.load.source_text import SourceText
from microsite.load.yaml_values import Value
from microsite.problems import Location, Problem
from microsite.validate.reading import Reading
from microsite.validate.record_fields import fields_of

#: The keys that can be shared: those that are the same for all sites of one organisation.
SHARED_KEYS = (
    *("organisation", "about", "place", "contact", "accessibility", "brand", "host_records", "hosts"),
    *("body", "nation", "bound_by", "duties", "elections"),
    *("language", "accept_unreviewed", "time_zone", "time_zone_words"),
)


class JoinedText(SourceText, frozen=True, dict=True):
    """The text of site_config.yaml followed by the shared file; locations refer to the file a line came from."""

    own: SourceText
    shared: SourceText

    def location(self, line: int, column: int = 1, length: int = 1) -> Location:
        """Return a location in the file that the line came from."""
        lines = len(self.own.lines)
        if line > lines:
            return self.shared.location(line - lines, column, length)
        return self.own.location(line, column, length)


def with_shared(value: Value, reading: Reading, shared: Value, there: SourceText, kind: type) -> Value:
    """Merge shared facts into those of a site; the site's own values win.

    Args:
        value: what is in site_config.yaml.
        reading: the reading of that file; from then on it knows locations in both files.
        shared: what is in the shared file.
        there: the text of the shared file.
        kind: the record class of site_config.yaml.
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
    """Return the same value with its line numbers increased by `lines`."""
    return replace(
        value,
        line=value.line + lines,
        entries=[(_moved(key, lines), _moved(item, lines)) for key, item in value.entries],
        items=[_moved(item, lines) for item in value.items],
    )
