"""The list of the rules about a chapter's text, and the function that runs them.

A certain failure is a warning; what a person has to judge is a hint, at most one per rule and chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from msgspec.structs import replace

from microsite.checks.content.abbreviation_not_used import abbreviation_not_used
from microsite.checks.content.abbreviation_unexplained import abbreviation_unexplained
from microsite.checks.content.alt_text_is_file_name import alt_text_is_file_name
from microsite.checks.content.alt_text_said_twice import alt_text_said_twice
from microsite.checks.content.alt_text_says_picture import alt_text_says_picture
from microsite.checks.content.alt_text_too_long import alt_text_too_long
from microsite.checks.content.bare_address import bare_address
from microsite.checks.content.bold_line_as_heading import bold_line_as_heading
from microsite.checks.content.capitals_for_a_passage import capitals_for_a_passage
from microsite.checks.content.chart_without_data import chart_without_data
from microsite.checks.content.direction_against_language import direction_against_language
from microsite.checks.content.element_out_of_place import element_out_of_place
from microsite.checks.content.email_not_linked import email_not_linked
from microsite.checks.content.empty_heading import empty_heading
from microsite.checks.content.empty_table_cells import empty_table_cells
from microsite.checks.content.empty_table_header import empty_table_header
from microsite.checks.content.external_file_unsaid import external_file_unsaid
from microsite.checks.content.film_without_text import film_without_text
from microsite.checks.content.findings import Finding
from microsite.checks.content.frame_without_title import frame_without_title
from microsite.checks.content.hard_to_read import hard_to_read
from microsite.checks.content.header_of_nothing import header_of_nothing
from microsite.checks.content.heading_level_skipped import heading_level_skipped
from microsite.checks.content.hidden_in_contact_link import hidden_in_contact_link
from microsite.checks.content.host_in_another_alphabet import host_in_another_alphabet
from microsite.checks.content.indented_words import indented_words
from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import layout_table
from microsite.checks.content.lines_run_together import lines_run_together
from microsite.checks.content.link_for_its_author import link_for_its_author
from microsite.checks.content.link_says_nothing import link_says_nothing
from microsite.checks.content.link_through_another import link_through_another
from microsite.checks.content.link_title_repeats import link_title_repeats
from microsite.checks.content.link_to_nowhere import link_to_nowhere
from microsite.checks.content.link_without_words import link_without_words
from microsite.checks.content.linked_picture_without_name import linked_picture_without_name
from microsite.checks.content.listing_without_code import listing_without_code
from microsite.checks.content.long_sentence import long_sentence
from microsite.checks.content.long_text_without_heading import long_text_without_heading
from microsite.checks.content.merged_cells import merged_cells
from microsite.checks.content.moving_picture import moving_picture
from microsite.checks.content.neighbours_to_one_place import neighbours_to_one_place
from microsite.checks.content.nested_table import nested_table
from microsite.checks.content.note_given_twice import note_given_twice
from microsite.checks.content.note_without_mark import note_without_mark
from microsite.checks.content.other_language_unmarked import other_language_unmarked
from microsite.checks.content.phone_number_not_linked import phone_number_not_linked
from microsite.checks.content.picture_without_alt_text import picture_without_alt_text
from microsite.checks.content.placeholder_heading import placeholder_heading
from microsite.checks.content.plays_by_itself import plays_by_itself
from microsite.checks.content.promise_without_action import promise_without_action
from microsite.checks.content.reading import Reading
from microsite.checks.content.relative_date import relative_date
from microsite.checks.content.repeated_heading import repeated_heading
from microsite.checks.content.room_made_of_blanks import room_made_of_blanks
from microsite.checks.content.row_of_another_length import row_of_another_length
from microsite.checks.content.same_words_two_places import same_words_two_places
from microsite.checks.content.sensory_instructions import sensory_instructions
from microsite.checks.content.shipped_words import example_words, words_of_first_site
from microsite.checks.content.sign_of_symbol_font import sign_of_symbol_font
from microsite.checks.content.spacer_picture import spacer_picture
from microsite.checks.content.table_without_caption import table_without_caption
from microsite.checks.content.table_without_headers import table_without_headers
from microsite.checks.content.table_without_rows import table_without_rows
from microsite.checks.content.text_in_picture import text_in_picture
from microsite.checks.content.typed_list import typed_list
from microsite.checks.content.typed_table import typed_table
from microsite.checks.content.unknown_language_tag import unknown_language_tag
from microsite.checks.content.unsafe_address import unsafe_address
from microsite.checks.content.user_in_link import user_in_link
from microsite.checks.content.vague_heading import vague_heading
from microsite.checks.content.wrong_encoding import wrong_encoding
from microsite.problems import Problem, Severity, capped, lines_listed

Rule = Callable[[Reading, Known], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    picture_without_alt_text,
    alt_text_is_file_name,
    alt_text_too_long,
    alt_text_says_picture,
    alt_text_said_twice,
    linked_picture_without_name,
    spacer_picture,
    chart_without_data,
    text_in_picture,
    moving_picture,
    link_without_words,
    link_says_nothing,
    bare_address,
    same_words_two_places,
    neighbours_to_one_place,
    external_file_unsaid,
    link_to_nowhere,
    link_title_repeats,
    unsafe_address,
    phone_number_not_linked,
    email_not_linked,
    user_in_link,
    host_in_another_alphabet,
    link_through_another,
    link_for_its_author,
    hidden_in_contact_link,
    empty_heading,
    heading_level_skipped,
    bold_line_as_heading,
    repeated_heading,
    vague_heading,
    placeholder_heading,
    long_text_without_heading,
    typed_list,
    room_made_of_blanks,
    listing_without_code,
    indented_words,
    lines_run_together,
    table_without_headers,
    empty_table_header,
    table_without_rows,
    table_without_caption,
    empty_table_cells,
    nested_table,
    merged_cells,
    layout_table,
    row_of_another_length,
    typed_table,
    header_of_nothing,
    sign_of_symbol_font,
    wrong_encoding,
    other_language_unmarked,
    direction_against_language,
    sensory_instructions,
    capitals_for_a_passage,
    abbreviation_unexplained,
    abbreviation_not_used,
    long_sentence,
    hard_to_read,
    relative_date,
    promise_without_action,
    film_without_text,
    plays_by_itself,
    frame_without_title,
    unknown_language_tag,
    element_out_of_place,
    note_without_mark,
    note_given_twice,
    words_of_first_site,
    example_words,
)
#: The most further lines that a hint names.
MOST_LINES = 5


def check_chapter(reading: Reading, known: Known) -> list[Problem]:
    """Run every rule on one chapter; a rule's hints are merged into the first, which names the lines of the others."""
    return list(capped(problem for rule in RULES for problem in _one_hint(reading, rule(reading, known))))


def _one_hint(reading: Reading, found: Iterable[Finding]) -> Iterator[Problem]:
    hints: list[Finding] = []
    for finding in found:
        if finding.severity is Severity.HINT:
            hints.append(finding)
        else:
            yield reading.problem(finding)
    if not hints:
        return
    first, *others = sorted(hints, key=attrgetter("start", "message"))
    own = reading.line(first.start)
    lines = [line for line in dict.fromkeys(reading.line(other.start) for other in others) if line != own]
    problem = reading.problem(first)
    also = f" The same goes for {lines_listed(lines, MOST_LINES)}." if lines else ""
    yield replace(problem, message=f"{problem.message}{also}")
