"""The whole document as a book for e-readers and reading apps: EPUB 3.3, with metadata on its accessibility."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from markupsafe import escape

from microsite.archive import stored_zip
from microsite.assets.palette import light_roles
from microsite.digests import uuid_of
from microsite.model.directions import direction_of
from microsite.paper.book_text import BookText, pictures_of, texts_of
from microsite.paper.offline import document_tree, sections_of, title_of
from microsite.paper.one_file import TYPES
from microsite.paper.papers import Source, as_of_day
from microsite.paper.tree import Element, Nodes, write_xhtml

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE, _CONTENTS, _PACKAGE = "book.css", "contents.xhtml", "package.opf"


def make_epub(source: Source) -> bytes:
    """Make a book of the whole document."""
    texts = texts_of(sections_of(document_tree(source)))
    pictures = pictures_of(texts, source.renderer.files)
    style = (source.templates.engine / "paper/book.css").read_text(encoding="utf-8")
    brand = light_roles(str(source.site.consultation.brand.colour))["brand"]
    inside = {
        **{text.file: _page(source, text.title, [text.section]) for text in texts},
        _CONTENTS: _contents(source, texts),
        # Only lines have the brand's colour: words have the colours that a reader chooses, in night mode as well.
        _STYLE: f"{style}.cover, .meta {{ border-color: {brand}; }}\n".encode(),
        **pictures,
    }
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER.encode(),
        f"EPUB/{_PACKAGE}": _package(source, texts, inside).encode(),
        **{f"EPUB/{path}": content for path, content in inside.items()},
    }
    return stored_zip(files.items())


def _page(source: Source, title: str, nodes: Nodes) -> bytes:
    language = str(source.site.consultation.language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}" dir="{direction_of(language)}">\n'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" href="{_STYLE}"/></head>\n'
        f"<body>\n{write_xhtml(nodes)}\n</body>\n</html>\n"
    ).encode()


def _contents(source: Source, texts: Sequence[BookText]) -> bytes:
    """Write the table of contents, which reading systems also show in their menus, and the landmarks."""
    title = source.words.plain("paper.contents")
    entries = [_entry(text) for text in texts[1:]]
    contents = Element("nav", {"epub:type": "toc", "role": "doc-toc", "aria-labelledby": "contents"}, [
        Element("h1", {"id": "contents"}, [title]),
        Element("ol", {}, [*entries]),
    ])  # fmt: skip
    landmarks = Element("nav", {"epub:type": "landmarks", "hidden": "hidden"}, [
        Element("ol", {}, [
            _landmark("titlepage", texts[0].file, texts[0].title),
            _landmark("toc", f"{_CONTENTS}#contents", title),
            *(_landmark("bodymatter", text.file, text.title) for text in texts[1:2]),
        ]),
    ])  # fmt: skip
    return _page(source, title, [contents, "\n", landmarks])


def _entry(text: BookText) -> Element:
    """Return the entry of a text; that of a chapter includes entries for its headings."""
    headings = [each for each in text.section.within if each.tag == "h2" and text.number and "id" in each.attributes]
    title = f"{text.number}. {text.title}" if text.number else text.title
    link = Element("a", {"href": text.file}, [title])
    inner = [
        Element("li", {}, [Element("a", {"href": f"{text.file}#{each.attributes['id']}"}, [title_of(each)])])
        for each in headings
    ]
    return Element("li", {}, [link, Element("ol", {}, [*inner])] if inner else [link])


def _landmark(kind: str, address: str, title: str) -> Element:
    return Element("li", {}, [Element("a", {"epub:type": kind, "href": address}, [title])])


def _package(source: Source, texts: Sequence[BookText], inside: Mapping[str, bytes]) -> str:
    """Write the package document: metadata, list of files, and reading order."""
    language = str(source.site.consultation.language)
    names = {path: f"file-{number}" for number, path in enumerate(inside, 1)}
    drawn = {text.file for text in texts if text.has_drawings}
    manifest = "".join(_item(name, path, drawn) for path, name in names.items())
    order = [texts[0].file, _CONTENTS, *(text.file for text in texts[1:])]
    spine = "".join(f'<itemref idref="{names[path]}"/>\n' for path in order)
    direction = direction_of(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" '
        f'xml:lang="{language}" dir="{direction}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{"".join(_metadata(source, inside))}</metadata>\n'
        f"<manifest>\n{manifest}</manifest>\n"
        f'<spine page-progression-direction="{direction}">\n{spine}</spine>\n</package>\n'
    )


def _item(name: str, path: str, drawn: Collection[str]) -> str:
    properties = ' properties="nav"' if path == _CONTENTS else ' properties="svg"' if path in drawn else ""
    return f'<item id="{name}" href="{path}" media-type="{_type_of(path)}"{properties}/>\n'


def _metadata(source: Source, inside: Mapping[str, bytes]) -> Iterator[str]:
    site, day = source.site, as_of_day(source.site).isoformat()
    about = site.consultation
    yield f'<dc:identifier id="identifier">urn:uuid:{_identifier(source)}</dc:identifier>\n'
    said = {
        "title": about.title,
        "language": about.language,
        "creator": about.organisation,
        "publisher": about.organisation,
        "description": about.summary,
        "date": day,
    }
    yield from (f"<dc:{name}>{escape(str(value))}</dc:{name}>\n" for name, value in said.items())
    yield _meta("dcterms:modified", f"{day}T00:00:00Z")
    shows = [path.rpartition(".")[2] for path in inside if path.startswith("pictures/")]
    yield _meta("schema:accessMode", "textual")
    if shows:
        yield _meta("schema:accessMode", "visual")
    yield _meta("schema:accessModeSufficient", "textual")
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    yield from (_meta("schema:accessibilityFeature", each) for each in features)
    if shows:
        yield _meta("schema:accessibilityFeature", "alternativeText")
    # Nobody has checked what moves in a GIF.
    yield _meta("schema:accessibilityHazard", "unknown" if "gif" in shows else "none")
    yield _meta("schema:accessibilitySummary", source.words.plain("paper.book.summary"))


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{escape(value)}</meta>\n'


def _identifier(source: Source) -> str:
    """Return an id that is the same in every edition: from the site's address, else from whose it is and its title."""
    about, address = source.site.consultation, source.site.site_address
    named = address or f"{about.organisation}/{about.title}/{about.language}"
    return uuid_of(f"{named}#epub")


def _type_of(path: str) -> str:
    ending = path.rpartition(".")[2]
    return {"xhtml": "application/xhtml+xml", "css": "text/css"}.get(ending) or TYPES[ending]
