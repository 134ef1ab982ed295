"""What a screen reader speaks on a page: Chromium's accessibility tree as lines of text, in the order of reading."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

#: Roles by Chromium's name whose own line would say nothing: what they hold is told in their place.
_PASSED_OVER = frozenset(
    "none generic GenericContainer InlineTextBox LineBreak ListMarker StaticText RootWebArea paragraph strong emphasis "
    "LabelText Iframe Section Div presentation rowgroup LayoutTable Abbr Legend mark subscript superscript time code "
    "DescriptionListDetail definition DescriptionListTerm term FigureCaption Figcaption caption DisclosureTriangle "
    "SvgRoot insertion deletion group".split()
)
#: Roles that have their words from what they hold.
_NAMED_BY_CONTENT = frozenset(
    "link heading button cell gridcell columnheader rowheader DisclosureTriangle menuitem tab option".split()
)
