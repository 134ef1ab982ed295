"""The pages in text browsers, which support neither CSS nor scripts: they show all the text that a page has."""

import subprocess
from functools import cache

import pytest

from tests.engines.find_browser import find_text_browser
from tests.life_sites import LIVES, built_at
from tests.small_sites import write_files
from tests.test_true_at_any_moment import made_moments, status_sentences

#: The options with which each text browser prints a file as text.
BROWSERS = {
    "w3m": ("-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "200"),
    "lynx": ("-dump", "-nolist", "-width=200", "-assume_charset=utf-8", "-display_charset=utf-8"),
}
TRIED = [pytest.param(life, marks=() if life == "as-planned" else pytest.mark.full) for life in LIVES]
PAGES = ("index.html", "have-your-say.html", "play.html")
THANKS = "Thank you to everybody who answered."


@cache
def browser_or_skip(name: str) -> str:
    """Return the path of a text browser; skip the test if it isn't installed."""
    path = find_text_browser(name)
    if not path:
        pytest.skip(f"{name} is not installed, and only root can install it on Debian.")
    return path


def read(name: str, file) -> str:
    """Return a page as a text browser shows it, in one line."""
    command = [browser_or_skip(name), *BROWSERS[name], str(file)]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("name", BROWSERS)
@pytest.mark.parametrize("life", TRIED)
def test_one_stage_is_read(life, name, tmp_path):
    """In every stage, a text browser shows that stage's sentence and no other stage's."""
    said = {}
    for made in made_moments(life):
        files = built_at(life, made).files
        said[made] = status_sentences(files["index.html"].decode())[0].replace("\u00a0", " ")
        write_files({path: files[path] for path in PAGES}, tmp_path / f"{made:%Y%m%d%H%M%S}")
    for made, own in said.items():
        for path in PAGES:
            text = read(name, tmp_path / f"{made:%Y%m%d%H%M%S}" / path)
            assert own in text, (made, path)
            assert not [each for each in said.values() if each not in own and each in text], (made, path)
            assert own.startswith("Closed") or THANKS not in text, (made, path)
