"""A chapter's body becomes safe HTML, and text that cannot be converted is reported."""

from microsite.html.chapter import convert_chapter
from microsite.load.chapters import LONGEST_CHAPTER, parse_chapter
from microsite.load.source_text import SourceText


def test_too_long():
    """TEXT-013: a chapter of five million characters is refused at once, with its size."""
    chapter, _ = parse_chapter(SourceText("content/01-why.md", "word " * 1_000_000))
    (problem,) = convert_chapter(chapter).problems
    assert (problem.code, str(problem.location)) == ("TEXT-013", "content/01-why.md")
    assert problem.message == "This chapter is too long for us to read: 5,000,000 characters."
    assert problem.advice == f"Split it into chapters of at most {LONGEST_CHAPTER:,} characters."
