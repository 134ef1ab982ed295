"""Nothing that an author writes runs, sends requests elsewhere or navigates away; harmless words around it stay."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page, Request

from microsite.load.source_text import CONTROL
from tests.attack_sites import FACTS, read_attacks, site_of_chapters, site_of_file_names, sites_of_facts
from tests.conftest import ALL
from tests.engines.browser import new_context
from tests.engines.server import served
from tests.small_sites import write_files

ATTACKS = read_attacks()
#: Attacks that a configuration can hold: a control character is an error anywhere.
WRITABLE = [attack for attack in ATTACKS if not CONTROL.search(attack)]
#: The definition of a reference, a note or an abbreviation swallows the rest of its line, and so does a fence.
DEFINITION = re.compile(r"^\*?\[[^\]]*\]:|^(`{3}|~{3})|^\[press\]\(https://example\.org/\"", re.MULTILINE)
#: The pages that show facts.
SHOWING = [
    f"{name}.html"
    for name in """index chapter next have-your-say contact partners priorities questions events faqs glossary
    updates""".split()
]
#: Reports whatever runs to this test, in every frame, before anything else runs.
WATCH = """for (const name of ['alert', 'confirm', 'prompt', 'open', 'print'])
  window[name] = () => window.ran(name);"""
#: All that a reader reads or hears.
TEXT = """() => [document.title, document.body.textContent,
  ...[...document.querySelectorAll('[alt], [title], [content]')].flatMap(each => [each.alt, each.title, each.content]),
].join('\\n')"""
#: Events that a reader or the browser itself might cause, on every element.
PROVOKE = """() => {
  document.addEventListener('click', event => window.following || event.preventDefault());
  const names = `mouseover mouseenter mousemove mousedown pointerover touchstart contextmenu wheel dblclick click copy
    dragstart focus focusin blur input keydown toggle beforetoggle animationstart transitionrun scrollend begin start
    finish load error pageshow hashchange resize scroll close message`.split(/\\s+/);
  for (const element of document.querySelectorAll('*'))
    for (const name of names) element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}));
  for (const target of [window, document])
    for (const name of names) target.dispatchEvent(new Event(name));
}"""
#: Links that a browser would run, or open as a page that they contain; they are really followed.
FOLLOW = """() => {
  window.following = true;
  const links = [...document.querySelectorAll('a, area, [href], [xlink\\\\:href]')].filter(link => {
    const protocol = new URL(link.getAttribute('href') || '#', 'https://here.example').protocol;
    return !['http:', 'https:', 'mailto:', 'tel:'].includes(protocol);
  });
  for (const link of links) link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
  return links.map(link => link.outerHTML);
}"""
#: Lets the page settle: pending tasks, a drawn frame, and the tasks that these cause.
SETTLE = """() => new Promise(done => {
  setTimeout(() => requestAnimationFrame(() => setTimeout(() => setTimeout(done))));
})"""
#: Markup that no text may produce, whether or not it does any harm; the page's own script, data and menu are allowed.
FORBIDDEN = """() => {
  const own = [document.querySelector('head > script[src*="assets/status."]:empty'),
    document.querySelector('head > script[type="application/ld+json"]'),
    document.querySelector('body > script[type="application/json"]#site-stages:last-child'),
    document.querySelector('body > header > div > nav > button.nav__button[type="button"]')];
  for (const data of own.slice(1, 3)) if (data) JSON.parse(data.textContent);
  return [...document.querySelectorAll('*')].filter(element => !own.includes(element)).flatMap(element => [
    ...([...element.attributes].filter(each => /^on|^style$|^srcdoc$|^ping$|^form/i.test(each.name))
      .map(each => `${element.localName} ${each.name}`)),
    ...('script style iframe frame object embed applet form input button select textarea base math template portal'
      .split(' ').includes(element.localName) ? [element.localName] : []),
  ]);
}"""


@dataclass
class Seen:
    """The forbidden things that pages did."""

    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    led_to: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything was seen."""
        return bool(self.ran or self.asked or self.led_to)

    def forget(self) -> None:
        """Start again, for another page."""
        for each in (self.ran, self.asked, self.led_to):
            each.clear()


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, Seen]]:
    """Open a browser page that notes everything that runs, is requested from elsewhere or navigates away."""
    seen = Seen()
    host = urlsplit(address).netloc
    context = new_context(browser)
    context.expose_binding("ran", lambda _, what: seen.ran.append(what))
    context.add_init_script(WATCH)

    # A pattern is matched in the browser's driver, without a round trip through Python for each of our own pictures.
    context.route(re.compile(rf"^(?!http://{re.escape(host)}/)"), lambda route: route.abort())

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            seen.asked.append(request.url)

    def stopped(dialog: Dialog) -> None:
        seen.ran.append(dialog.message)
        dialog.dismiss()

    context.on("request", asked)
    try:
        page = context.new_page()
        page.on("dialog", stopped)
        page.on("popup", lambda popup: seen.led_to.append(popup.url))
        page.on("download", lambda download: seen.led_to.append(download.url))
        yield page, seen
    finally:
        context.close()


def provoke(page: Page, seen: Seen, url: str) -> str:
    """Open a page, do everything with it that a reader could, and return the text that it shows."""
    text = ""
    try:
        page.goto(url)
        text = page.evaluate(TEXT)
        page.evaluate(PROVOKE)
        seen.led_to += page.evaluate(FOLLOW)
        page.evaluate(SETTLE)
    except Error as error:  # The page navigated away while it was read.
        seen.led_to.append(error.message)
    if page.url.partition("#")[0] != url.partition("#")[0]:
        seen.led_to.append(page.url)
    return text


def everything_holds(browser, site, paths) -> str:
    """Open pages of a written site, check that nothing happens on any of them, and return all of their text."""
    texts = []
    with served(site) as (address, _), watched(browser, address) as (page, seen):
        for path in paths:
            texts.append(provoke(page, seen, address + quote(path)))
            assert page.evaluate(FORBIDDEN) == [], path
            assert not seen, (path, seen)
    return "\n".join(texts)


def has_words(text: str, words: dict[int, tuple[str, ...]]) -> list[tuple[str, list[str]]]:
    """Return the attacks around which words are missing, with those words."""
    found = set(re.findall(r"[A-Z][a-z]+\d+", text))
    lost = {number: [word for word in each if word not in found] for number, each in words.items()}
    return [(str(number), each) for number, each in lost.items() if each]


def test_there_are_enough():
    """There are at least 300 attacks, none of them twice, and nearly all can be typed into any file."""
    assert len(set(ATTACKS)) == len(ATTACKS) >= 300
    assert len(WRITABLE) >= len(ATTACKS) - 10


@pytest.fixture(scope="module")
def chapters(tmp_path_factory):
    """A site with a chapter for each attack, and the folder of its pages without their Content Security Policy."""
    folder = tmp_path_factory.mktemp("chapters")
    site = site_of_chapters(ATTACKS, folder / "site")
    return site, site.write(folder / "pages")


@pytest.mark.full
def test_chapters_keep_their_words(chapters, browser):
    """Nothing happens on the page with all chapters, and the words around each attack are there."""
    site, pages = chapters
    assert len(site.refused) <= len(ATTACKS) // 15
    text = everything_holds(browser, pages, ["whole-document.html"])
    words = {
        number: tuple(
            word for word in each if not (word.startswith("Onward") and DEFINITION.search(ATTACKS[number - 1]))
        )
        for number, each in site.words.items()
    }
    assert [(ATTACKS[int(number) - 1], lost) for number, lost in has_words(text, words)] == []


@pytest.mark.full
@pytest.mark.parametrize("part", range(15))
def test_each_chapter_alone(part, chapters, browser):
    """Nothing happens on the page of each chapter either."""
    site, pages = chapters
    everything_holds(browser, pages, [f"attack-{number}.html" for number in list(site.words)[part::15]])


@pytest.mark.full
def test_index_of_chapters(chapters, browser):
    """Titles and summaries taken from the texts do nothing on the home page."""
    everything_holds(browser, chapters[1], ["index.html"])


def attacks_of(turn: int) -> list[str]:
    """Return the attacks for a turn: the next ones in the cycle, enough for the texts of three sites."""
    many = 3 * len(FACTS)
    return [WRITABLE[number % len(WRITABLE)] for number in range(turn * many, (turn + 1) * many)]


def test_attacks_of_all_turns():
    """Each attack is tried in at least thirteen texts, and no two texts have the same attacks."""
    of_texts = [set() for _ in FACTS]
    for turn in range(len(FACTS)):
        for number, attack in enumerate(attacks_of(turn)):
            of_texts[(number + turn) % len(FACTS)].add(attack)
    assert min(sum(attack in each for each in of_texts) for attack in WRITABLE) >= 13
    assert len({frozenset(each) for each in of_texts}) == len(FACTS)


@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.full) for turn in range(1, len(FACTS)))])
def test_facts(turn, tmp_path, browser):
    """The words around every text of the configuration, the lists and the front matter are shown; attacks do nothing.

    Over all turns each attack is in nearly a third of the texts, and each text has nearly a third of the attacks.
    """
    attacks = attacks_of(turn) if ALL else WRITABLE[::6]
    words, paths = {}, []
    for number, site in enumerate(sites_of_facts(attacks, tmp_path / "sites", turn)):
        assert not site.build.has_errors, site.build.problems
        site.write(tmp_path / "pages" / str(number))
        words |= site.words
        paths += [f"{number}/{path}" for path in SHOWING]
    text = everything_holds(browser, tmp_path / "pages", paths)
    assert [(attacks[int(number)], lost) for number, lost in has_words(text, words)] == []


@pytest.mark.full
def test_file_names(tmp_path, browser):
    """Pictures, documents and chapters named after attacks are shown and linked to, and do nothing."""
    site = site_of_file_names(WRITABLE, tmp_path / "site")
    assert not site.build.has_errors, site.build.problems
    pages = site.write(tmp_path / "pages")
    text = everything_holds(browser, pages, ["all.html", "partners.html", "index.html"])
    assert has_words(text, site.words) == []


@pytest.fixture(scope="module")
def unsafe(tmp_path_factory, browser):
    """A folder, its address, a watched browser page to open it in, and what the page has done."""
    folder = tmp_path_factory.mktemp("unsafe")
    with served(folder) as (address, _), watched(browser, address) as (page, seen):
        yield folder, address, page, seen


@pytest.mark.parametrize(
    ("attack", "sign"),
    [
        ("<script>alert(1)</script>", "ran"),
        ('<img src="nothing" onerror="alert(1)">', "ran"),
        ("<svg onload=alert(1)>", "ran"),
        ("<p onclick=alert(1)>press</p>", "ran"),
        ("<p onmouseover=alert(1)>over</p>", "ran"),
        ("<input onfocus=alert(1) autofocus>", "ran"),
        ("<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", "ran"),
        ('<a href="java&#10;script:alert(1)">press</a>', "ran"),
        ('<a href="data:text/html,x">press</a>', "led_to"),
        ('<img src="https://evil.example/a.png">', "asked"),
        ("<style>*{background:url(https://evil.example/a.png)}</style>", "asked"),
        ('<p style="background:url(https://evil.example/a.png)">a</p>', "asked"),
        ("<link rel=stylesheet href=https://evil.example/a.css>", "asked"),
        ("<meta http-equiv=refresh content='0; url=404.html'>", "led_to"),
    ],
)
def test_the_watch_sees(attack, sign, unsafe):
    """The watch notices attacks on a page that isn't made safe; otherwise the tests above would prove nothing."""
    folder, address, page, seen = unsafe
    write_files({"index.html": f"<!doctype html><title>a</title><body>{attack}</body>", "404.html": "moved"}, folder)
    seen.forget()
    provoke(page, seen, f"{address}index.html")
    assert getattr(seen, sign), seen
