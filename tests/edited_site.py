"""A small site that is edited step by step, correctly or with mistakes, while its clock moves on."""

import re
import shutil
from pathlib import Path

from microsite import record
from microsite.store_disk import FILE as STORE_FILE
from microsite.write import MARKER
from tests.small_sites import CONFIG, write_files

STORE = ".microsite-cache"
#: Before the opening, at it, while open, once the last chapter has appeared, shortly before the close, after it, once
#: results are published, and once there is an outcome with a report on progress.
MOMENTS = (
    "2027-02-10T09:00",
    "2027-03-01T00:00",
    "2027-04-01T12:00",
    "2027-04-12T12:00",
    "2027-05-31T22:59",
    "2027-06-01T00:00",
    "2027-06-11T12:00",
    "2027-06-20T12:00",
)
TOLD = """\
results:
  published: 2027-06-10
  responses: 40
  reached: A letter to each home.
outcome:
  published: 2027-06-12
  summary: The plan is agreed.
"""
CHAPTERS = {
    "content/10-why.md": "# Why a plan\n\nParks are for everyone, see [the paths](30-paths.md).\n",
    "content/20-play.md": (
        "---\ntitle: Play\nsummary: Where children play.\n---\n\nSwings on every allotment.\n\n## Where\n\nNear by.\n"
    ),
    "content/30-paths.md": "# Paths\n\n## Wide enough\n\nA path is open to all, see [where](20-play.md#where).\n",
    "content/40-later.md": "---\ntitle: Later\npublish_on: 2027-04-10\n---\n\nWhat we found.\n",
}
FILES = {
    "site_config.yaml": CONFIG + TOLD,
    **CHAPTERS,
    "content/data/faqs.yaml": "- question: Who sees my answer?\n  answer: Three people.\n",
    "content/data/glossary.yaml": "- term: allotment\n  meaning: A plot of land to grow food on.\n",
    "content/data/updates.yaml": "- date: 2027-03-12\n  what: A map was added.\n",
    "content/data/actions.yaml": (
        "- what: Mend the swings\n  due: 2027-06-14\n  chapter: 20-play.md\n"
        "  progress:\n    - {date: 2027-06-13, state: planned}\n    - {date: 2027-06-18, state: done}\n"
    ),
}
TEMPLATE = """\
{{% extends "default/pages/contact.html" %}}
{{% block lede %}}<p class="lede">Come in, {}.</p>{{% endblock %}}
"""


class Edited:
    """A site under edit: its files, their earlier states, and the clock."""

    def __init__(self, folder: Path) -> None:
        """Write the initial site into a folder."""
        self.folder, self.files, self.now = folder, dict(FILES), MOMENTS[2]
        self.before: list[dict[str, str]] = []
        self.count = 0
        write_files(self.files, folder)

    def take(self, name: str, number: int) -> None:
        """Take the step with this name; the number chooses what it is done to."""
        self.count += 1
        then = dict(self.files)
        getattr(self, name)(number)
        if then != self.files:
            self.before.append(then)
        for path in then.keys() - self.files.keys():
            (self.folder / path).unlink()
        write_files({path: text for path, text in self.files.items() if then.get(path) != text}, self.folder)

    def chapter(self, number: int) -> str:
        """Choose a chapter."""
        found = sorted(path for path in self.files if path.endswith(".md"))
        return found[number % len(found)]

    def free(self, number: int, name: str) -> str:
        """Return an unused path for a chapter, before, among or after the others."""
        return f"content/{number % 5}{self.count % 10}-{name}-{self.count}.md"

    def edit_text(self, number: int) -> None:
        """Add a paragraph to a chapter."""
        self.files[self.chapter(number)] += f"\nParagraph {self.count} on an allotment.\n"

    def edit_title(self, number: int) -> None:
        """Change a chapter's title, in its front matter."""
        path = self.chapter(number)
        text = re.sub(r"^title: .*\n", "", self.files[path].removeprefix("---\n"), flags=re.MULTILINE)
        rest = text if self.files[path].startswith("---\n") else f"---\n\n{text}"
        self.files[path] = f"---\ntitle: Title {self.count}\n{rest}"

    def add_chapter(self, number: int) -> None:
        """Add a chapter before, among or after the others."""
        self.files[self.free(number, "new")] = f"# New {self.count}\n\nA path for all.\n"

    def rename_chapter(self, number: int) -> None:
        """Rename and move a chapter; if that breaks links to it, nothing is built."""
        path = self.chapter(number)
        self.files[self.free(number, "renamed")] = self.files.pop(path)

    def delete_chapter(self, number: int) -> None:
        """Delete a chapter unless it is the only one; links to it may break."""
        if sum(path.endswith(".md") for path in self.files) > 1:
            del self.files[self.chapter(-1 - number)]

    def change_config(self, number: int) -> None:
        """Change the site's title or its last day."""
        key, value = (("title", f"Parks {self.count}"), ("closes", f"2027-05-{20 + self.count % 9}"))[number % 2]
        self.files["site_config.yaml"] = re.sub(
            rf"^{key}: .*", f"{key}: {value}", self.files["site_config.yaml"], flags=re.MULTILINE
        )

    def change_list(self, number: int) -> None:
        """Add an entry to a list, or delete the list."""
        path = f"content/data/{('faqs', 'glossary', 'updates', 'actions')[number % 4]}.yaml"
        if number > 6 and path in self.files:
            del self.files[path]
            return
        entry = (
            f"- question: Question {self.count}?\n  answer: Yes.\n",
            f"- term: paragraph {self.count}\n  meaning: Some sentences.\n",
            f"- date: 2027-03-13\n  what: Change {self.count}.\n",
            f"- what: Action {self.count}\n  due: 2027-06-1{self.count % 10}\n",
        )[number % 4]
        self.files[path] = self.files.get(path, "") + entry

    def change_theme(self, number: int) -> None:
        """Add, change or delete the site's own CSS, template or interface text."""
        paths = ("theme/site.css", "theme/templates/pages/contact.html", "theme/locales/en.yaml")
        path = paths[number % 3]
        if path in self.files and number > 5:
            del self.files[path]
        elif number % 3 == 2:
            self.files[path] = f"nav.contact: Ask us {self.count}\n"
        elif number % 3:
            self.files[path] = TEMPLATE.format(self.count)
        else:
            self.files[path] = f".prose {{ margin-block-start: {self.count}rem; }}\n"

    def touch(self, number: int) -> None:
        """Save a file unchanged."""
        (self.folder / sorted(self.files)[number % len(self.files)]).touch()

    def revert(self, number: int) -> None:
        """Restore an earlier state of all files."""
        if self.before:
            self.files = dict(self.before[-1 - number % len(self.before)])

    def move_clock(self, number: int) -> None:
        """Move the clock on by one or two moments; after the last comes the first."""
        self.now = MOMENTS[(MOMENTS.index(self.now) + 1 + number % 2) % len(MOMENTS)]

    def damage_output(self, number: int) -> None:
        """Change, empty or delete a published file, add one, or delete them all."""
        output = self.folder / "output"
        found = sorted(path for path in output.rglob("*") if path.is_file() and path.name != MARKER)
        if not found:
            return
        chosen = found[number * 7 % len(found)]
        match number % 5:
            case 0:
                chosen.write_bytes(chosen.read_bytes()[::-1])
            case 1:
                chosen.unlink()
            case 2:
                chosen.with_name("stray.html").write_text("Stray")
            case 3:
                chosen.write_bytes(b"")
            case 4:
                shutil.rmtree(output)

    def damage_store(self, number: int) -> None:
        """Delete the store, or delete, truncate, empty or overwrite the middle of one of its files."""
        store = self.folder / STORE
        file = store / (STORE_FILE, record.FILE)[number % 2]
        if not file.is_file():
            return
        content = file.read_bytes()
        match number % 5:
            case 0:
                shutil.rmtree(store)
            case 1:
                file.unlink()
            case 2:
                file.write_bytes(content[: len(content) // 2])
            case 3:
                middle = len(content) // 2
                file.write_bytes(content[:middle] + b"\0" * 9 + content[middle + 9 :])
            case 4:
                file.write_bytes(b"")

    def mistake(self, number: int) -> None:
        """Make a mistake that stops the build; `revert` undoes it."""
        path, text = (
            (self.chapter(number), "---\ntitle: Parks: a plan\n---\n\nText.\n"),
            (self.chapter(number), "# Lost\n\nSee [nothing](99-nothing.md).\n"),
            ("site_config.yaml", "title: [\n"),
            ("content/data/faqs.yaml", "- question: 7\n  nobody: knows\n"),
            ("theme/templates/pages/contact.html", "{{ nobody.knows }}"),
        )[number % 5]
        self.files[path] = text


STEPS = tuple(
    name
    for name, value in vars(Edited).items()
    if not name.startswith("_") and name not in ("take", "chapter", "free") and callable(value)
)
