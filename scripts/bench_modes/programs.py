"""The programs compared: how to lay out a site of the same chapters for each, build it, and make it cold again."""

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OURS, HUGO, MKDOCS = "microsite", "hugo", "mkdocs"
COLD, UNCHANGED, EDITED = STEPS = ("cold", "no change", "one edit")
LAYOUT = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"
LIST = LAYOUT.replace("{{ .Content }}", "{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}")
HUGO_CONFIG = """\
baseURL = "http://127.0.0.1/"
title = "A plan"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
"""
#: The chapters have footnotes, which hugo and we parse by default; mkdocs needs an extension.
MKDOCS_CONFIG = """\
site_name: A plan
docs_dir: content
theme:
  name: null
  custom_dir: theme
plugins: []
markdown_extensions: [footnotes]
strict: true
"""
MKDOCS_PAGE = """\
<!doctype html><html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>
"""


@dataclass(frozen=True)
class Interpreters:
    """What to run: the Pythons of both environments, and hugo."""

    build: str
    bench: str
    hugo: str


def write_site_for(program, source, folder):
    """Lay out the chapters of a sample site for a program, with the least that renders them."""
    if program == OURS:
        shutil.copytree(source, folder)
        return
    shutil.copytree(source / "content", folder / "content")
    if program == MKDOCS:
        files = {"mkdocs.yml": MKDOCS_CONFIG, "theme/main.html": MKDOCS_PAGE}
    else:
        single, listed, home = (f"layouts/{name}.html" for name in ("_default/single", "_default/list", "index"))
        files = {"hugo.toml": HUGO_CONFIG, single: LAYOUT, listed: LIST, home: LIST}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def made_by_builds(folder):
    """Return what builds leave in a site's folder, output and caches, to be removed before a cold build."""
    ours = ("output", ".microsite-cache")
    hugos = ("public", "resources", ".hugo_build.lock")
    mkdocses = ("site",)
    return [folder / name for name in (*ours, *hugos, *mkdocses)]


def make_cold(folder):
    """Remove the output and the caches of earlier builds."""
    for path in made_by_builds(folder):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def command_for(program, step, run):
    """Return the command that builds the site in the working directory."""
    if program == OURS:
        return [run.build, str(ROOT / "build.py"), "build", "--now", "2027-02-01T09:00"]
    if program == HUGO:
        return [run.hugo, "--quiet"]
    # Without --dirty, mkdocs renders every page; with it, only those whose chapters are newer than they are.
    return [run.bench, "-m", "mkdocs", "build", "--quiet", *([] if step == COLD else ["--dirty"])]


def middle_chapter(folder):
    """Return the chapter to edit."""
    files = sorted((folder / "content").rglob("*.md"))
    return files[len(files) // 2]


def edit(folder, number):
    """Append a sentence to the middle chapter, or remove it again, in turn, by the number of the run."""
    file = middle_chapter(folder)
    sentence = "\nOne more sentence, which was not here before.\n"
    text = file.read_text(encoding="utf-8").removesuffix(sentence)
    file.write_text(text if number % 2 else text + sentence, encoding="utf-8")
