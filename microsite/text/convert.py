"""Markdown → safe HTML; the one list of extensions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown import Markdown

EXTENSIONS = """
    tables footnotes abbr def_list attr_list md_in_html admonition sane_lists toc pymdownx.highlight
    pymdownx.superfences pymdownx.magiclink pymdownx.tilde pymdownx.fancylists
""".split()


def _settings() -> dict[str, dict[str, Any]]:
    from markdown.extensions.toc import slugify_unicode

    return {
        # The default turns Hebrew and Arabic headings into `_1`. The pages draw their own list of contents.
        "toc": {"slugify": slugify_unicode, "marker": ""},
        # Colours for programs are of no use here, and would depend on what else is installed.
        "pymdownx.highlight": {"use_pygments": False},
        "pymdownx.tilde": {"subscript": True},
    }


@cache
def _converter() -> Markdown:
    from markdown import Markdown

    return Markdown(extensions=EXTENSIONS, extension_configs=_settings(), output_format="html")


def convert_markdown(text: str) -> str:
    """Convert a chapter's body; the result is not safe yet.

    Every call starts afresh: footnotes, ids and references of one chapter never reach another.
    """
    return _converter().reset().convert(text)
