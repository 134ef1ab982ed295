"""SVG drawings keep their look and lose everything that runs or loads."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.assets.svg import SvgRefused, sanitise_svg
from tests.built_sites import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">'
LOGO = ROOT / "content/media/safe-city-partnership-logo.svg"


def inside(markup: str) -> str:
    """Return what is left of some SVG markup after sanitising."""
    written = sanitise_svg(f"{HEAD}{markup}</svg>".encode()).content.decode()
    return written.partition(">")[2].removesuffix("</svg>")


def removed(markup: str) -> tuple[str, ...]:
    """Return what sanitising reports as removed from some SVG markup."""
    return sanitise_svg(f"{HEAD}{markup}</svg>".encode()).removed


def test_first_sites_logo_keeps_its_look():
    """Every shape and attribute of the placeholder logo is kept, and its size is known."""
    logo = sanitise_svg(LOGO.read_bytes())
    before, after = ET.fromstring(LOGO.read_bytes()), ET.fromstring(logo.content)
    assert [(each.tag, each.attrib, (each.text or "").strip()) for each in before.iter()] == [
        (each.tag, each.attrib, (each.text or "").strip()) for each in after.iter()
    ]
    assert (logo.width_px, logo.height_px, logo.removed) == (132, 44, ())


@pytest.mark.parametrize(
    ("markup", "left", "what"),
    [
        ("<script>a</script><g/>", "<g/>", "the <script> element"),
        ('<x:script xmlns:x="http://www.w3.org/1999/xhtml">a</x:script>', "", "the <script> element"),
        ("<foreignObject><g/></foreignObject>", "", "the <foreignObject> element"),
        ('<g onclick="a()" id="b"/>', '<g id="b"/>', "the “onclick” attribute"),
        ('<set attributeName="href" to="javascript:a"/>', "", "the <set> element"),
        ('<use xlink:href="https://example.org/a.svg#b"/>', "<use/>", "the reference “https://example.org/a.svg#b”"),
        ('<image href="https://example.org/a.png"/>', "", "the reference “https://example.org/a.png”"),
        ('<path fill="url(https://example.org/#a)"/>', "<path/>", "part of the “fill” attribute"),
        ('<path fill="u\\72l(https://example.org/#a)"/>', "<path/>", "part of the “fill” attribute"),
        ('<path style="fill:url(//a);stroke:red"/>', '<path style="stroke:red"/>', "part of the “style” attribute"),
        ("<style>@import 'a.css';</style>", "", "part of the <style> element"),
        ("<style>a{fill:url(a.svg#b)}</style>", "", "part of the <style> element"),
        (
            "<style>@font-face{src:url(a)}b{fill:red}</style>",
            "<style>b{fill:red}</style>",
            "part of the <style> element",
        ),
        ("<style>@media print{@media print{a{fill:red}}}</style>", "", "part of the <style> element"),
    ],
)
def test_what_is_left_out(markup, left, what):
    """Scripts, event handlers and anything that loads are removed and reported; the rest stays."""
    assert inside(markup) == left
    assert removed(markup) == (what,)


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ('<use xlink:href="#a"/>', '<use href="#a"/>'),
        ('<path fill="url(#a)" d="M0 0"/>', '<path fill="url(#a)" d="M0 0"/>'),
        ('<image href="data:image/png;base64,AAAA"/>', '<image href="data:image/png;base64,AAAA"/>'),
        ("<style>/* x */ .a > .b { fill : #fff ; }</style>", "<style>.a &gt; .b{fill : #fff}</style>"),
        ("<style>@media (prefers-color-scheme:dark){a{fill:red}}</style>",) * 2,
        ('<a href="javascript:x"><g/></a>', "<g/>"),
        ("<metadata>made with care</metadata><!-- note -->", ""),
        ('<x:grid xmlns:x="https://example.org/editor"/><g data-name="Layer"/>', "<g/>"),
        ("<title>Trees &amp; 1 &lt; 2 é</title>", "<title>Trees &amp; 1 &lt; 2 é</title>"),
    ],
)
def test_what_stays_in_silence(markup, left):
    """Markup that only draws stays; links, comments and drawing programs' metadata are removed silently."""
    assert (inside(markup), removed(markup)) == (left, ())


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10px"', (20, 10)),
        ('viewBox="0 0 300 30"', (300, 30)),
        ('viewBox="-5,-5 300,30" width="100%"', (300, 30)),
        ('viewBox="0 0 300 30" width="150"', (150, 15)),
        ('width="10mm"', (None, None)),
        ("", (None, None)),
    ],
)
def test_size(attributes, size):
    """The size is in pixels, taken from the viewBox if necessary."""
    drawing = sanitise_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert (drawing.width_px, drawing.height_px) == size


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no element found on line 1"),
        (b"<svg", "unclosed token on line 1"),
        (b"<html/>", "its outermost element is not <svg>"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "it defines entities"),
        (b"<svg>" + b"<g>" * 300 + b"</g>" * 300 + b"</svg>", "its parts are nested too deeply"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "we do not know its encoding"),
    ],
)
def test_refused(content, why):
    """A file that cannot be parsed is refused with a reason."""
    with pytest.raises(SvgRefused) as refused:
        sanitise_svg(content)
    assert str(refused.value) == why


def doubling(levels, uses, element="g", how='<use href="#a{}"/>'):
    """Return a drawing in which each part uses the previous one several times."""
    parts = "".join(f'<{element} id="a{each}">{how.format(each - 1) * uses}</{element}>' for each in range(1, levels))
    return f'{HEAD}<defs><{element} id="a0"><rect/></{element}>{parts}</defs><use href="#a{levels - 1}"/></svg>'


STYLES = f"<style>{''.join(f'@media all{{.p{each}{{fill:url(#a{each})}}}}' for each in range(8))}</style>"
AGAIN = "its parts refer to each other so often that a browser would draw more than 200,000"
CIRCLE = "its parts refer to each other in a circle"


@pytest.mark.full
@pytest.mark.parametrize(
    ("drawing", "why"),
    [
        (doubling(8, 10), AGAIN),
        (doubling(40, 2), AGAIN),
        (doubling(8, 10, "pattern", '<rect fill="url(#a{})"/>'), AGAIN),
        (doubling(8, 10, "g", """<rect style="mask:url('#a{}')"/>"""), AGAIN),
        (doubling(8, 10, "pattern", '<rect class="b p{}"/>').replace("<defs>", f"<defs>{STYLES}"), AGAIN),
        (f'{HEAD}<pattern id="a"><rect class="c"/></pattern><style>g .c {{fill:url(#a)}}</style></svg>', CIRCLE),
        (
            f'{HEAD}<style>.c,g{{fill:url(#a)}}</style><linearGradient id="a"><stop class="c"/></linearGradient></svg>',
            "",
        ),
        (f"{HEAD}<style>*{{fill:url(#a)}}rect{{fill:url(#b)}}</style>" + "<rect/>" * 150_000 + "</svg>", AGAIN),
        (f'{HEAD}<g id="a"><use href="#a"/></g></svg>', CIRCLE),
        (f'{HEAD}<g id="a"><use href="#b"/></g><g id="b"><g><use href="#a"/></g></g></svg>', CIRCLE),
        (doubling(5, 10), ""),
        (f'{HEAD}<g id="sign"><path/></g>' + '<use href="#sign"/>' * 20_000 + "</svg>", ""),
        (f'{HEAD}<g clip-path="url(#c)"><clipPath id="c"><rect/></clipPath><use href="#none"/></g></svg>', ""),
        (f'{HEAD}<linearGradient id="a"/><linearGradient id="b" href="#a"/><g id="g" fill="url(#b)"/></svg>', ""),
    ],
)
def test_drawn_without_end(drawing, why):
    """A small file is refused only if its references are circular or expand to more than browsers can draw."""
    found = ""
    try:
        sanitise_svg(drawing.encode())
    except SvgRefused as refused:
        found = str(refused)
    assert found == why


def test_document_type_of_an_old_program():
    """A drawing with the DOCTYPE of older programs, or in UTF-16, is accepted."""
    line = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert sanitise_svg(f"{line}{HEAD}<g/></svg>".encode()).removed == ()
    assert sanitise_svg(f'<?xml version="1.0"?>{HEAD}<g/></svg>'.encode("utf-16")).removed == ()


PIECES = st.sampled_from(
    ["<g>", "</g>", "<style>", "</style>", "<script>", "</script>", "a{fill:red}", "@media print{", "}", "url(#a)",
     '<use href="#a"/>', '<path style="fill:url(http://e)" d="M0&#10;0"/>', "&amp;", "<![CDATA[<script>]]>", "\\", "@"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_twice_is_once(markup):
    """Sanitising is idempotent, and nothing that runs or loads is ever left."""
    try:
        once = sanitise_svg(f"{HEAD}{markup}</svg>".encode()).content
    except SvgRefused:
        return
    assert sanitise_svg(once).content == once
    assert b"<script" not in once and b"http://e" not in once
