"""Take pictures of the made-up town's papers, rendered from the PDFs themselves."""

import tempfile
from pathlib import Path

import typst

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from scripts.save_picture import save_picture
from tests.built_sites import SITES, moment

#: Each picture, with its format and page.
SHOWN = {
    "paper-poster": ("poster", 1),
    "paper-leaflet": ("leaflet", 1),
    "paper-form": ("form", 2),
    "paper-cover": ("pdf", 1),
    "paper-chapter": ("pdf", 4),
    "paper-large-print": ("large-print", 6),
    "paper-easy-print": ("easy-print", 4),
}
DOTS_PER_INCH = 96
COLOURS = 64


def save_paper_pictures(folder):
    """Render a page of each format and save it."""
    kinds = tuple(dict.fromkeys(kind for kind, _ in SHOWN.values()))
    build = make_site(
        SITES["harbour-town"], engine_templates(), moment("harbour-town", "open"), formats=lambda site: kinds
    )
    papers = {each.kind: each.content for each in build.sites[0].papers}
    for name, (kind, page) in SHOWN.items():
        save_picture(drawn(papers[kind], page), folder / f"{name}.png", COLOURS)


def drawn(pdf, page):
    """Render a page of a PDF as a PNG."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "paper.pdf").write_bytes(pdf)
        source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("paper.pdf", page: {page})'
        made = typst.Compiler(source.encode(), root=folder).compile(format="png", ppi=DOTS_PER_INCH)
    assert isinstance(made, bytes), "a picture of one page is one file"
    return made
