"""Every example of every component: renders as stored, is valid, accessible in both schemes, and can be enlarged.

`MICROSITE_REWRITE=1 python3 -m tests tests/test_components.py` rewrites the stored examples.
"""

import os
import re
from pathlib import Path

import msgspec
import pytest

from microsite.cli import engine_templates, main
from microsite.render.catalogue import component_environment, inert, render_catalogue
from microsite.render.environment import Templates
from microsite.render.examples import ExampleError, flat_options, load_components, load_pictures, render_example
from tests.built_sites import ROOT
from tests.component_options import option_differences
from tests.engines.browser import AAA_RULES, axe_violations, opened_page
from tests.engines.nu import check_html

TEMPLATES = engine_templates()
STORED = Path(__file__).parent / "components"
COMPONENTS = load_components([TEMPLATES])
EXAMPLES = [
    pytest.param(component, example, id=f"{component.name}-{example.name}")
    for component in COMPONENTS
    for example in component.examples
]
#: A real page has each landmark once; the catalogue has it once in every example.
SHARED_PAGE = ["landmark-unique"]
#: Elements that cut off their content, and those that stick out of the window.
CUT_OFF = """() => [...document.querySelectorAll('.stage *')].filter(element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (!box.width || element.closest('svg') || style.clipPath !== 'none') return false;
    const hides = value => value === 'hidden' || value === 'clip';
    return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
        || (!element.closest('.table-scroll, pre') && !element.closest('[aria-hidden]')
            && !getComputedStyle(element.parentElement).clipPath.startsWith('inset')
            && (box.left < -1 || box.right > document.documentElement.clientWidth + 1));
}).map(element => element.closest('.stage').dataset.example + ': ' + element.outerHTML.slice(0, 120))"""


#: Loads the pictures that are otherwise loaded lazily.
ALL_PICTURES = """() => Promise.all([...document.images].map(picture => {
    picture.loading = 'eager';
    return picture.decode();
}))"""


@pytest.fixture(scope="module")
def environment():
    """A template environment for components, with the interface's text and nothing of a site."""
    return component_environment(Templates(engine=TEMPLATES), "en")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """The page of a catalogue with every example, hidden ones too."""
    return write_catalogue(tmp_path_factory.mktemp("catalogue"), hidden=True)


def write_catalogue(folder, **choices):
    """Write the catalogue and return the path of its page."""
    for path, content in render_catalogue(templates=Templates(engine=TEMPLATES), brand="#004b6e", **choices).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "index.html"


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_drawn_as_stored(component, example, environment):
    """Each example renders byte-for-byte as its stored markup."""
    drawn = f"{render_example(environment, component, example).strip()}\n"
    stored = STORED / component.name / f"{example.name}.html"
    if os.environ.get("MICROSITE_REWRITE"):
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(drawn.encode())
    assert drawn == stored.read_bytes().decode()


def test_nothing_else_is_stored():
    """Each example has a stored file, and there are no other files."""
    named = {f"{component.name}/{example.name}.html" for component in COMPONENTS for example in component.examples}
    assert {path.relative_to(STORED).as_posix() for path in STORED.rglob("*.html")} == named


def test_every_component_has_examples():
    """Each component's folder has its macro and its examples, and pages call no macro without an example."""
    folders = sorted(path.name for path in (TEMPLATES / "components").iterdir())
    assert [component.name for component in COMPONENTS] == folders
    for name in folders:
        assert (TEMPLATES / "components" / name / f"{name}.html").is_file()
    shown = {(each.name, example.macro or each.name) for each in COMPONENTS for example in each.examples}
    called = set()
    for page in [*TEMPLATES.glob("pages/*.html"), *TEMPLATES.glob("layouts/*.html")]:
        text = page.read_text(encoding="utf-8")
        text = text.replace(" with context %}", " %}")
        for name, macros in re.findall(r'{% from "components/(\w+)/\w+\.html" import ([\w, ]+) %}', text):
            called |= {(name, macro.split(" as ")[0].strip()) for macro in macros.split(",")}
    assert called - shown == set()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_options_are_those_of_the_macro(component):
    """A component's file names exactly the options that its macros use, and examples show them all but links."""
    source = (TEMPLATES / "components" / component.name / f"{component.name}.html").read_text(encoding="utf-8")
    assert option_differences(component, source) == []
    given = {name for example in component.examples for name in given_options(example.options)}
    wanted = {name for name, option in flat_options(component.options) if option.kind != "link"}
    assert wanted - given == set()


def given_options(values, above=""):
    """Yield every option that an example sets, with dots for nested ones, such as `entries.title`."""
    for name, value in values.items():
        if value not in (None, "", []):
            yield f"{above}{name}"
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from given_options(item, f"{above}{name}.")


def test_a_wrong_list_of_options_is_noticed():
    """An option used only in a branch, another macro, a mapping or an item is noticed, and so is an unused one."""
    source = """
        {% macro part(item) %}{% if item.first %}{{ item.second.value }}{% endif %}{% endmacro %}
        {% macro wrapped(options) %}{{ options.given.fifth }}{% endmacro %}
        {% macro thing(options) %}{% for each in options.entries %}{{ part(each) }}{% endfor %}
        {{ wrapped({'given': options.fourth}) }}
        {{ options.link('x') }}{{ options.entries|length }}{% endmacro %}"""
    parts = [{"name": "second", "kind": "fact", "about": ""}, {"name": "third", "kind": "text", "about": ""}]
    component = msgspec.convert(
        {
            "name": "thing",
            "about": "",
            "options": [{"name": "entries", "kind": "list", "about": "", "parts": parts}],
            "examples": [{"name": "one"}],
        },
        type(COMPONENTS[0]),
    )
    assert option_differences(component, source) == [
        "entries.first is not named",
        "entries.third is not used",
        "fourth is not named",
        "fourth.fifth is not named",
        "link is not named",
    ]


def test_a_wrong_example_is_refused(environment):
    """An example that lacks a required option, or has one that doesn't exist, is rejected."""
    quote = next(component for component in COMPONENTS if component.name == "quote")
    for options, why in (
        ({"text": "a"}, "quote, x: name is required"),
        ({"text": "a", "name": "b", "nmae": "c"}, "quote, x: there is no option nmae"),
    ):
        example = msgspec.structs.replace(quote.examples[0], name="x", options=options)
        with pytest.raises(ExampleError) as refused:
            render_example(environment, quote, example)
        assert str(refused.value) == why


def test_colours_are_decided_by_roles_alone():
    """No stylesheet but the preview's queries the colour scheme: the catalogue would show the wrong one."""
    for style in sorted(set(TEMPLATES.rglob("*.css")) - set((TEMPLATES / "preview").iterdir())):
        assert "prefers-color-scheme" not in style.read_text(encoding="utf-8"), style


def test_valid_html(catalogue):
    """The Nu HTML checker finds neither errors nor warnings in any example."""
    assert check_html([catalogue]) == []


@pytest.mark.full
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible(width, catalogue, browser):
    """axe-core finds nothing in any example in either scheme: A, AA, AAA (contrast too) and best practice."""
    found = []
    # The catalogue shows every example in both schemes; the page's scheme is only that of the rest of the page.
    for scheme in ("light", "dark"):
        with opened_page(browser, catalogue.as_uri(), width=width, scheme=scheme) as page:
            page.evaluate(ALL_PICTURES)
            assert page.locator(".stage").count() == 2 * len(EXAMPLES)
            found += axe_violations(page, AAA_RULES, without=SHARED_PAGE)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off(width, catalogue, browser):
    """No example sticks out of the window or cuts off its text, even with doubled text."""
    with opened_page(browser, catalogue.as_uri(), width=width) as page:
        page.evaluate(ALL_PICTURES)
        assert page.evaluate(CUT_OFF) == []
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(CUT_OFF) == []


def test_faults_would_be_found(catalogue, browser):
    """Text that is cut off, faint, or wider than the window is reported."""
    with opened_page(browser, catalogue.as_uri(), width=320) as page:
        page.evaluate("""() => {
            const [cut, faint, wide] = document.querySelectorAll('.stage p');
            Object.assign(cut.style, {height: '1rem', overflow: 'hidden'});
            faint.style.color = '#666';
            Object.assign(wide.style, {maxWidth: 'none', width: '400px'});
            for (const stage of document.querySelectorAll('.stage'))
                if (![cut, faint, wide].some(each => stage.contains(each))) stage.remove();
        }""")
        assert len(page.evaluate(CUT_OFF)) == 2
        rules = {line.split(":")[0] for line in axe_violations(page, AAA_RULES, without=SHARED_PAGE)}
        assert rules == {"color-contrast-enhanced"}


def test_catalogue_shows_every_example(tmp_path):
    """The catalogue shows every example that isn't hidden in both schemes, and has no broken links and no script."""
    page = write_catalogue(tmp_path)
    text = page.read_text(encoding="utf-8")
    for component in COMPONENTS:
        for example in component.examples:
            name = f'data-example="{component.name}--{example.name}"'
            assert text.count(name) == (0 if example.hidden else 2), name
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    for address in re.findall(r'(?:href|src)="([^"]*)"', text):
        if address.startswith("#"):
            assert address[1:] in ids, address
        elif ":" not in address:
            assert (page.parent / address).is_file(), address
    assert set(load_pictures([TEMPLATES])) == set(re.findall(r'src="([^"]*)"', text))
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", text)


def test_examples_keep_out_of_each_others_way():
    """Ids and references to them get an example's own prefix; links to elsewhere in the site lead to its heading."""
    html = '<h2 id="a">A</h2><nav aria-labelledby="a b"><a href="#a">1</a><a href="#x">2</a><a href="p.html">3</a>'
    html += '<a href="https://www.example.org/?a=1&amp;b">4</a></nav>'
    assert inert(html, "one", "home") == (
        '<h2 id="one--a">A</h2><nav aria-labelledby="one--a one--b"><a href="#one--a">1</a><a href="#home">2</a>'
        '<a href="#home">3</a><a href="https://www.example.org/?a=1&amp;b">4</a></nav>'
    )


def test_command(tmp_path, monkeypatch, capsys):
    """`build.py components` writes the catalogue with the site's own CSS next to the output, and says where it is."""
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    config = (ROOT / "tests/sites/one-page/site_config.yaml").read_text(encoding="utf-8")
    (site / "site_config.yaml").write_text(config, encoding="utf-8")
    (site / "theme").mkdir()
    (site / "theme" / "site.css").write_text(".quote { border: 0 }", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["components", "--site", "site"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"Wrote the catalogue of components in \d+\.\d seconds\.", said[0])
    assert said[1:] == [f"Open this page in a browser: {Path('site/components/index.html')}"]
    assert ".quote{border:0}" in next((site / "components" / "assets").glob("site.*.css")).read_text(encoding="utf-8")
    assert main(["components", "--site", "site", "--output", "site/content"]) == 1
    assert "OUT-001" in capsys.readouterr().out
    (site / "site_config.yaml").write_text("title: a: b\n", encoding="utf-8")
    assert main(["components", "--site", "site"]) == 1
    assert capsys.readouterr().out.endswith("The catalogue was not written.\n")
    assert (site / "components" / "index.html").is_file()
