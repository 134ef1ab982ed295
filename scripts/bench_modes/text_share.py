"""Measure what preparing a text and finishing its HTML cost, as a share of Python-Markdown's own time."""

import statistics
import time

from markdown import Markdown

from microsite.html.chapter import convert_chapter, finish_chapter
from microsite.html.context import Context
from microsite.html.convert import convert_markdown
from microsite.html.prepare import prepare
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.model.links import Destinations

#: A larger share is too slow.
MOST = 0.25
#: The extensions, as shipped by their makers, that a chapter would need without being prepared.
EXTENSIONS = """
tables footnotes abbr def_list attr_list md_in_html admonition sane_lists toc
pymdownx.superfences pymdownx.magiclink pymdownx.tilde pymdownx.fancylists
""".split()


def stock_converter():
    """Return Python-Markdown with the extensions that a chapter needs, none of them ours."""
    return Markdown(extensions=EXTENSIONS, output_format="html")


def measured_share(folder, runs):
    """Read the chapters in a folder in every way, in turn, and return the median of the shares."""
    sources = [
        parse_chapter(SourceText(path.name, path.read_text(encoding="utf-8")))[0] for path in sorted(folder.iterdir())
    ]
    names = {source.file_name: f"{source.stem}.html" for source in sources}
    destinations = Destinations(chapters=names, drafts=(), unread=(), media={}, pages=())
    makers = stock_converter()

    def own(source):
        makers.reset().convert(source.body)

    def whole(source):
        context = Context(table_label="Table", slug="why", resolve=destinations.resolve)
        finish_chapter(convert_chapter(source), source, context)

    shares = []
    for _ in range(runs + 1):
        ways = (own, lambda source: prepare(source.body), lambda source: convert_markdown(source.body), whole)
        alone, prepared, converted, finished = (_seconds(way, sources) for way in ways)
        shares.append((prepared + finished - converted) / alone)
    return statistics.median(shares[1:])


def _seconds(read, sources):
    started_s = time.process_time()
    for source in sources:
        read(source)
    return time.process_time() - started_s
