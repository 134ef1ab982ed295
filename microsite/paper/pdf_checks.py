"""Checks a PDF against PDF/UA-1 as far as a program can, in addition to what the typesetter checks itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from microsite.paper import pdf_content_rules as of_content
from microsite.paper import pdf_element_rules as of_elements
from microsite.paper import pdf_file_rules as of_file
from microsite.paper.open_pdf import OpenPdf, opened


class Rule(Struct, frozen=True):
    """A rule; the name and the docstring of its function say what is wrong."""

    find: Callable[[OpenPdf], Iterator[str]]
    #: Its checkpoints in the Matterhorn Protocol 1.1; none if the standard asks for it but the protocol does not.
    checkpoints: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What is wrong, in a few words."""
        return self.find.__name__.replace("_", "-")

    @property
    def looks_for(self) -> str:
        """What is wrong, as a sentence."""
        return self.find.__doc__ or ""


RULES = (
    Rule(of_file.not_marked, ("01-007",)),
    Rule(of_file.without_identifier, ("06-001", "06-002")),
    Rule(of_file.without_title, ("06-003", "07-001", "07-002")),
    Rule(of_file.without_language, ("11-001",)),
    Rule(of_file.encrypted, ("26-001", "26-002")),
    Rule(of_file.without_bookmarks),
    Rule(of_file.other_tab_order, ("28-008", "28-009")),
    Rule(of_file.font_not_embedded, ("31-009",)),
    Rule(of_file.letters_without_unicode, ("10-001", "31-027", "31-028", "31-029")),
    Rule(of_file.sign_without_shape, ("31-030",)),
    Rule(of_file.font_in_other_codes, ("31-001", "31-002", "31-003", "31-004", "31-005", "31-006", "31-007", "31-008")),
    Rule(of_file.unexpected_parts, ("20-001", "20-002", "20-003", "21-001", "25-001", "30-001")),
    Rule(of_elements.unknown_type, ("02-001", "02-003", "02-004")),
    Rule(of_elements.heading_levels, ("14-002", "14-003", "14-006", "14-007")),
    Rule(of_elements.empty_heading),
    Rule(of_elements.picture_without_alternative, ("13-004", "17-002")),
    Rule(of_elements.misplaced_part, ("09-004", "09-005", "09-006")),
    Rule(of_elements.words_in_no_paragraph),
    Rule(of_elements.list_without_items),
    Rule(of_elements.table_without_headers, ("15-003",)),
    Rule(of_elements.uneven_table),
    Rule(of_elements.note_without_id, ("19-003", "19-004")),
    Rule(of_elements.link_without_words),
    Rule(of_elements.annotation_outside_tree, ("28-002", "28-004", "28-010", "28-011", "28-012")),
    Rule(of_content.neither_tagged_nor_artifact, ("01-005",)),
    Rule(of_content.artifact_within_content, ("01-003", "01-004")),
    Rule(of_content.content_outside_tree),
    Rule(of_content.content_without_way_back),
)


def pdf_findings(content: bytes) -> list[str]:
    """Check a PDF.

    Returns:
        What is wrong with it, each with the name of its rule; empty if no rule finds anything, which does not mean that
        everybody can read the document.
    """
    with opened(content) as pdf:
        return [f"{rule.name}: {found}" for rule in RULES for found in rule.find(pdf)]
