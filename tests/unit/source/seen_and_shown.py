"""What the rules about text see in a chapter, and what its page shows, in the same form for comparison."""

import re

from selectolax.lexbor import LexborHTMLParser

from microsite.checks.content.reading import Reading
from microsite.html.convert import convert_markdown
from microsite.html.sanitise import sanitise
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText


def letters(words):
    """Return only the letters and digits of a text."""
    return re.sub(r"[\W_]+", "", words or "")


def seen(body):
    """Return what the rules see in a chapter's text."""
    source, _ = parse_chapter(SourceText("content/01-why.md", body))
    reading = Reading(source)
    blocks = reading.source.shown
    return {
        "headings": sorted((each.level, letters(each.words)) for each in reading.headings if letters(each.words)),
        "links": sorted((each.address, letters(each.words)) for each in reading.links),
        "pictures": sorted((each.address, letters(each.alt_text)) for each in reading.pictures),
        "cells": sorted(
            _filled([letters(cell.words) for cell in row] for row in table.rows) for table in reading.tables
        ),
        "items": sum(block.kind == "item" for block in blocks)
        + sum(t.name == "li" and not t.closing for t in reading.tags),
        "code": sorted(letters(each.text) for each in reading.source.inline.code),
        "listings": sorted(
            letters(" ".join(text for _, text, _ in block.lines)) for block in blocks if block.kind == "code"
        ),
    }


def shown(body):
    """Return what the page shows of a chapter's text."""
    tree = LexborHTMLParser(sanitise(convert_markdown(body)[0]))
    for number in tree.css("sup[id^='fnref']"):
        number.decompose()
    return {
        "headings": sorted(
            (int(str(node.tag)[1]), letters(node.text()))
            for node in tree.css("h1,h2,h3,h4,h5,h6")
            if letters(node.text())
        ),
        "links": sorted(
            (node.attributes["href"] or "", letters(_text(node)))
            for node in tree.css("a[href]")
            if "footnote" not in (node.attributes.get("class") or "")
        ),
        "pictures": sorted(
            (node.attributes.get("src") or "", letters(node.attributes.get("alt"))) for node in tree.css("img")
        ),
        "cells": sorted(
            _filled([letters(cell.text()) for cell in row.css("th,td")] for row in table.css("tr"))
            for table in tree.css("table")
        ),
        "items": len(tree.css("li")) - len(tree.css("div.footnote > ol > li")),
        "code": sorted(letters(node.text()) for node in tree.css("code:not(pre > code)")),
        "listings": sorted(letters(node.text()) for node in tree.css("pre > code")),
    }


def _filled(rows):
    """Drop the empty cells at the end of each row, which only the page fills up, and then empty rows."""
    return [row for row in map(_without_empty_end, rows) if row]


def _without_empty_end(row):
    while row and not row[-1]:
        row = row[:-1]
    return row


def _text(node):
    """Return the text of an element, with the alt text of pictures in it."""
    words = node.text()
    return f"{words} {' '.join(picture.attributes.get('alt') or '' for picture in node.css('img'))}"
