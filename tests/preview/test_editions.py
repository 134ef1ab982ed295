"""What the preview caches from one save to the next makes builds faster and changes nothing else."""

import queue
import random
import shutil
from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.preview.builds import Builder, Choices
from microsite.store import Store
from tests.built_sites import MOMENTS, SITES
from tests.engines.server import HANG_S
from tests.small_sites import tree

NOW = datetime.fromisoformat(MOMENTS["harbour-town"][1])
LEFT_OUT = shutil.ignore_patterns("output", ".microsite-cache", ".git", ".venv*")


class Edits:
    """Random edits of the kinds that people make, reproducible by seed."""

    def __init__(self, site, seed):
        """Store the site to edit, with its files as they are."""
        self.site, self.chance = site, random.Random(seed)
        self.good = tree(site)

    def make(self):
        """Make one edit, and return the names of the files it changed."""
        kinds = [self.text, self.text, self.first_words, self.title, self.added, self.removed, self.renamed]
        edit = self.chance.choice([*kinds, self.fact, self.quote, self.style, self.template, self.link, self.mistake])
        return edit()

    def mend(self):
        """Restore the last good state, and return the names of the files this changed."""
        now = tree(self.site)
        changed = [path for path in sorted({*now, *self.good}) if now.get(path) != self.good.get(path)]
        for path in changed:
            file = self.site / path
            if path in self.good:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(self.good[path])
            else:
                file.unlink()
        return changed

    def chapter(self):
        """Pick a chapter."""
        return self.chance.choice(sorted((self.site / "content").glob("*.md")))

    def name(self, *files):
        """Return the names of files as the watcher reports them."""
        return [file.relative_to(self.site).as_posix() for file in files]

    def replaced(self, file, old, new):
        """Replace the first occurrence of a text."""
        file.write_text(file.read_text().replace(old, new, 1))
        return self.name(file)

    def text(self):
        """Add a sentence at the end, sometimes under a new heading."""
        file = self.chapter()
        heading = f"\n## A heading {self.chance.random()}\n" if self.chance.random() < 0.3 else ""
        file.write_text(f"{file.read_text()}{heading}\nOne more sentence, {self.chance.random()}.\n")
        return self.name(file)

    def first_words(self):
        """Add new first words, which lists of chapters may quote."""
        file = self.chapter()
        front, fence, body = file.read_text().rpartition("\n---\n")
        file.write_text(f"{front}{fence}\nBefore all, {self.chance.random()}.\n\n{body}")
        return self.name(file)

    def title(self):
        """Change a title."""
        return self.replaced(self.chapter(), "title: ", f"title: {self.chance.choice('ABC')} ")

    def added(self):
        """Add a chapter."""
        number = self.chance.randrange(20, 90)
        file = self.site / f"content/{number}-more-{number}.md"
        file.write_text(f"# More {number}\n\nText.\n")
        return self.name(file)

    def removed(self):
        """Remove a chapter."""
        file = self.chapter()
        file.unlink()
        return self.name(file)

    def renamed(self):
        """Move a chapter to another place in the order."""
        file = self.chapter()
        other = file.with_name(f"{self.chance.randrange(10, 99)}-{file.name.partition('-')[2]}")
        file.rename(other)
        return self.name(file, other)

    def fact(self):
        """Change a fact in the configuration."""
        return self.replaced(self.site / "site_config.yaml", "title: ", f"title: {self.chance.choice('XYZ')} ")

    def quote(self):
        """Change a quote."""
        return self.replaced(self.site / "content/data/quotes.yaml", "text: ", "text: Well, ")

    def style(self):
        """Change the site's own stylesheet."""
        file = self.site / "theme/site.css"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"p {{ margin: {self.chance.randrange(9)}px }}")
        return self.name(file)

    def template(self):
        """Add, change or remove a template of the site's own."""
        file = self.site / "theme/templates/components/neighbours/neighbours.html"
        if file.exists() and self.chance.random() < 0.3:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            text = (engine_templates() / "components/neighbours/neighbours.html").read_text()
            file.write_text(text.replace("<nav", f"<!-- {self.chance.random()} --><nav"))
        return self.name(file)

    def link(self):
        """Add a link to a chapter."""
        file, other = self.chapter(), self.chapter()
        file.write_text(f"{file.read_text()}\nAs [there]({other.name}).\n")
        return self.name(file)

    def mistake(self):
        """Make a mistake, or repair it."""
        file = self.site / "content/data/faqs.yaml"
        written = file.read_text()
        file.write_text(written.removeprefix("oops: [\n") if written.startswith("oops") else "oops: [\n" + written)
        return self.name(file)


@pytest.fixture
def building(tmp_path):
    """A copy of the second site, a builder that has begun to build it, and the queue of the states it publishes."""
    site = tmp_path / "site"
    shutil.copytree(SITES["harbour-town"], site, ignore=LEFT_OUT)
    told = queue.Queue()
    builder = Builder(site, engine_templates(), Store(), lambda: NOW, told.put, Choices())
    builder.start()
    yield site, builder, told
    builder.end()


def state_of(told, number):
    """Wait for the state with a number, skipping earlier ones."""
    while (state := told.get(timeout=HANG_S)).number < number:
        pass
    return state


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 8))
def test_any_edits(seed, building):
    """After any edits, and repairs of bad ones, pages and problems are exactly those of a build from scratch."""
    site, builder, told = building
    state_of(told, 1)
    edits = Edits(site, seed)
    good, failed = 0, False
    for number in range(2, 16):
        builder.files_changed(edits.mend() if failed else edits.make())
        state = state_of(told, number)
        whole = make_site(site, engine_templates(), NOW)
        assert state.bug == ""
        failed = whole.has_errors
        assert state.failed == failed
        if failed:
            assert state.problems == whole.problems
        else:
            good += 1
            edits.good = tree(site)
            build = state.edition.complete()
            assert build.problems == whole.problems
            assert list(build.files) == list(whole.files)
            assert build.files == whole.files
    assert good >= 7


def test_style_changes_nothing_else(building):
    """A change of the site's style or templates does not make chapters be converted again."""
    site, builder, told = building
    first = state_of(told, 1).edition
    edits = Edits(site, 1)
    builder.files_changed([*edits.style(), *edits.template()])
    second = state_of(told, 2).edition
    assert first.style_path != second.style_path
    pairs = zip(first.site.chapters, second.site.chapters, strict=True)
    # One chapter's date comes from the list of updates, which is read again with its folder.
    assert sum(one.html is other.html for one, other in pairs) >= len(first.site.chapters) - 1


def test_unchanged_pages_are_kept(building):
    """After a change of one chapter's text, no other chapter is rendered again."""
    site, builder, told = building
    first = state_of(told, 1).edition
    first.complete()
    file = sorted((site / "content").glob("*.md"))[0]
    file.write_text(file.read_text() + "\nMore.\n")
    builder.files_changed([f"content/{file.name}"])
    second = state_of(told, 2).edition
    changed, *others = [chapter.path for chapter in second.site.chapters]
    assert others
    assert second.content(changed) != first.content(changed)
    anew = second.rendered[0].unfinished()
    assert changed in anew and "whole-document.html" in anew and not set(anew) & set(others)
