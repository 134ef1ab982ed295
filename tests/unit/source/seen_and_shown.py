"""What the rules about text see of a chapter, and what its finished page shows, in a form that can be compared."""

import re

from selectolax.lexbor import LexborHTMLParser

from microsite.checks.content.reading import Reading
from microsite.html.convert import convert_markdown
from microsite.html.sanitise import sanitise
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText


def letters(words):
    """The letters and digits of some words, without the signs and blanks between them."""
    return re.sub(r"[\W_]+", "", words or "")


def seen(body):
    """What the rules see."""
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
    """What the page shows."""
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
    """The rows without the empty cells at their end: the page has one for every column, and a row for none."""
    return [row for row in map(_without_empty_end, rows) if row]


def _without_empty_end(row):
    while row and not row[-1]:
        row = row[:-1]
    return row


def _text(node):
    """The words of an element, those of pictures in it included."""
    words = node.text()
    return f"{words} {' '.join(picture.attributes.get('alt') or '' for picture in node.css('img'))}"
