"""The passes over a chapter's tree, in order.

Each takes the tree and the chapter's context, changes the tree through its setters, never by writing HTML, and records
what it finds in `context.found`. What the author wrote was sanitised before the first of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from microsite.html.context import Context
from microsite.html.passes.added_words import add_interface_words
from microsite.html.passes.addresses import mark_addresses_as_words
from microsite.html.passes.contents import list_headings_and_count_words
from microsite.html.passes.empty_paragraphs import remove_empty_paragraphs
from microsite.html.passes.figures import make_figures
from microsite.html.passes.file_notes import add_file_notes
from microsite.html.passes.first_words import note_first_words
from microsite.html.passes.glossary import explain_terms
from microsite.html.passes.headings import set_levels_and_ids
from microsite.html.passes.listings import make_listings_focusable
from microsite.html.passes.references import resolve_references
from microsite.html.passes.shortcuts import mark_shortcuts
from microsite.html.passes.tables import finish_tables
from microsite.html.passes.title import extract_title
from microsite.html.passes.to_be_supplied import mark_to_be_supplied
from microsite.html.passes.whole import deepen_headings, prefix_ids

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Pass: TypeAlias = "Callable[[LexborNode, Context], None]"

PASSES: tuple[Pass, ...] = (
    remove_empty_paragraphs,  # first: they only held what was taken out, and a heading after one opens the text
    add_interface_words,  # before any pass that reads the words
    extract_title,  # before the levels, which begin below the title
    set_levels_and_ids,  # before the references, which make the ids of headings and all others unique
    mark_to_be_supplied,
    mark_shortcuts,  # before the references: these links lead nowhere
    resolve_references,
    add_file_notes,  # after the references, which know the files
    mark_addresses_as_words,  # after the references: published addresses count
    list_headings_and_count_words,  # before what is added to the author's words; after the ids are final
    make_figures,  # after the references, which turn pictures on other hosts into links
    make_listings_focusable,
    finish_tables,
    note_first_words,  # after table captions have been moved; before terms are explained
    explain_terms,  # last: figures, captions and headers of tables are left alone
)

#: Further changes for the page with all chapters.
PASSES_IN_WHOLE: tuple[Pass, ...] = (
    deepen_headings,
    prefix_ids,  # ids were made unique within the chapter
)
