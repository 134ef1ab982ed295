"""What somebody sees of a page without script: everything but the parts that are hidden."""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.hidden_depth = 0

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            if not self.hidden_depth:
                self.written.append(self.get_starttag_text() or "")
            return
        if self.hidden_depth or any(name == "hidden" for name, _ in attrs):
            self.hidden_depth += 1
            return
        self.written.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag, attrs):
        if not self.hidden_depth:
            self.written.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag):
        if self.hidden_depth:
            self.hidden_depth -= 1
        else:
            self.written.append(f"</{tag}>")

    def handle_data(self, data):
        self._add(data)

    def handle_entityref(self, name):
        self._add(f"&{name};")

    def handle_charref(self, name):
        self._add(f"&#{name};")

    def handle_decl(self, decl):
        self.written.append(f"<!{decl}>")

    def _add(self, text: str) -> None:
        if not self.hidden_depth:
            self.written.append(text)


@lru_cache(maxsize=8)
def shown(page: str) -> str:
    """Leave out of a page's HTML what is hidden."""
    parser = _Shown()
    parser.feed(page)
    parser.close()
    assert parser.hidden_depth == 0
    return "".join(parser.written)


def text_of(html: str) -> str:
    """The words of some HTML without tags, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
