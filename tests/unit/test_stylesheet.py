"""Stylesheets are minified, joined, fingerprinted and made to work in old browsers, with the same meaning."""

import pytest

from microsite.assets.stylesheet import (
    fingerprinted,
    for_older_browsers,
    join_layers,
    minified,
    palette_style,
)
from microsite.cli import engine_templates
from microsite.render.site_style import LAYERS, engine_style
from microsite.render.templates import Templates


@pytest.mark.parametrize(
    ("written", "small"),
    [
        ("a {\n  color: red;\n  margin: 0;\n}\n", "a{color:red;margin:0}"),
        ("a , b > c ~ d { color : red }", "a,b>c~d{color : red}"),
        ("a + b { margin: 0 }", "a + b{margin:0}"),
        ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
        ("a { margin: 0 -1px }", "a{margin:0 -1px}"),
        (".a .b { --x:  1px }", ".a .b{--x:1px}"),
        ("a { /* a note; with { marks } */ color: red }", "a{color:red}"),
        ('a::before { content: "/* kept ; {  } */" }', 'a::before{content:"/* kept ; {  } */"}'),
        (r"""a { content: "a\"  b" ; quotes: '  ' }""", r"""a{content:"a\"  b";quotes:'  '}"""),
        ("@media (min-width: 40em) { a { color: red } }", "@media (min-width: 40em){a{color:red}}"),
        ("a:not(.b):hover { color: red }", "a:not(.b):hover{color:red}"),
        ("a :hover { color: red }", "a :hover{color:red}"),
        ("@media print { a { color: red; } }", "@media print{a{color:red}}"),
    ],
)
def test_says_the_same(written, small):
    """Minifying removes comments and needless white space, but not in strings, sums and selectors; it is idempotent."""
    assert minified(written) == small
    assert minified(small) == small


def test_layers_keep_their_order():
    """Layers keep their order, so that a site's own styles, which come last, win."""
    assert join_layers(["a { color: red }", "", "a { color: blue }"]) == "a{color:red}a{color:blue}"


def test_engines_layers_can_be_made_small_one_by_one():
    """Minifying the engine's layers one by one gives the same as minifying them all together with the site's own."""
    folder, brand = engine_templates(), "#005ea5"
    templates = Templates(engine=folder)
    names = ("utilities", "print", "right_to_left")
    files = [
        *(folder / "styles" / f"{name}.css" for name in LAYERS),
        *sorted((folder / "components").glob("*/*.css")),
        *(folder / "styles" / f"{name}.css" for name in names),
    ]
    own = " :root { --a: clamp(1rem, 2vw, 3rem) }\n;a { inset: 0 }"
    layers = [palette_style(brand), *(file.read_text(encoding="utf-8") for file in files), own]
    assert engine_style(templates, brand) + join_layers([own]) == join_layers(layers)
    assert engine_style(templates, brand, without=["print"]) == join_layers(
        [layers[0], *(layer for file, layer in zip(files, layers[1:], strict=False) if file.stem != "print")]
    )


def test_fingerprint():
    """A fingerprinted name depends only on path and content, and keeps its extension."""
    assert fingerprinted("assets/site.css", b"a{}") == fingerprinted("assets/site.css", b"a{}")
    assert fingerprinted("assets/site.css", b"a{}") != fingerprinted("assets/site.css", b"b{}")
    assert fingerprinted("assets/site.css", b"").startswith("assets/site.") and fingerprinted("a.b.css", b"").endswith(
        ".css"
    )


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("a{padding-block:1rem 2rem}", "a{padding-block-start:1rem;padding-block-end:2rem}"),
        ("a{margin-inline:auto}", "a{margin-inline-start:auto;margin-inline-end:auto}"),
        ("a{border-block:1px solid}", "a{border-block-start:1px solid;border-block-end:1px solid}"),
        ("a{inset:1px 2px}", "a{top:1px;right:2px;bottom:1px;left:2px}"),
        ("a{inset-block:0}", "a{top:0;bottom:0}"),
        ("a{width:clamp(min(1rem,5vw),4vw,2.5rem)}", "a{width:1rem;width:clamp(min(1rem,5vw),4vw,2.5rem)}"),
        ("a{gap:0 clamp(1rem,min(2vw,3rem),4rem)}", "a{gap:0 1rem;gap:0 clamp(1rem,min(2vw,3rem),4rem)}"),
        ("a{grid-template-columns:repeat(2,minmax(0,1fr))}", "a{grid-template-columns:repeat(2,minmax(0,1fr))}"),
        ('a{content:"inset:0;gap:min(1px,2px)"}', 'a{content:"inset:0;gap:min(1px,2px)"}'),
        (
            ":root{--a:clamp(1rem,2vw,3rem);--b:2px}",
            ":root{--a:1rem;--b:2px}@supports (width:clamp(1px,2px,3px)){:root{--a:clamp(1rem,2vw,3rem)}}",
        ),
    ],
)
def test_plain_values_for_browsers_of_2019(style, written):
    """Features that browsers of 2019 lack are expanded to their longhand, or preceded by a plain fallback value."""
    assert for_older_browsers(style) == written
