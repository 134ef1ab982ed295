"""Sort a site's files by what they are for, in all of its languages or in one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from microsite.load.chapters import PAGES_FOLDER
from microsite.load.config_file import CONFIG, load_config, names_beside_config
from microsite.load.file_copies import copies, copy_problems
from microsite.load.languages import (
    Language,
    declared_languages,
    duplicates_in_language,
    in_one_language,
    language_and_name,
    languages_in_names,
)
from microsite.load.name_problems import name_problems
from microsite.load.outside import Outside, load_outside
from microsite.load.plain_file import load_file
from microsite.load.root_files import ROOT_FOLDER, executable_media, root_files
from microsite.load.unused_files import doubled_extensions, unused_files
from microsite.load.walk import load_tree, walk
from microsite.problems import Location, Problem, Severity
from microsite.record import outside_names

STYLE = "theme/site.css"


class SiteFiles(Struct, frozen=True, kw_only=True):
    """The files of a site, by path below its folder with forward slashes, in a fixed order."""

    config: bytes
    chapters: Mapping[str, bytes]
    #: Texts that are pages in their own right, not chapters.
    pages: Mapping[str, bytes] = {}
    data: Mapping[str, bytes]
    media: Mapping[str, bytes]
    #: Files published unchanged at the root of the site, by path below the output.
    root: Mapping[str, bytes] = {}
    #: The site's own style layer, which comes last; empty if there is none.
    theme_style: bytes
    #: The site's own wording of the interface, by path.
    words: Mapping[str, bytes]
    #: The site's own templates, by path.
    templates: Mapping[str, bytes]
    #: Files in theme/ that are neither the style layer, nor words, nor templates; a template may include them.
    theme_unread: Mapping[str, bytes] = {}
    #: What comes from outside the site's folder.
    outside: Outside = Outside()
    #: The site's languages, the leading one first; empty for a site in one language.
    languages: tuple[Language, ...] = ()
    #: The files in the languages' own folders, by language tag and path.
    translated: Mapping[str, Mapping[str, bytes]] = {}
    #: The language that these files are for; and, by path, the language of each file that stands in for a missing one.
    language: Language | None = None
    stand_ins: Mapping[str, str] = {}
    #: For each text in the language's folder, the path and content of the original that it translates.
    originals: Mapping[str, tuple[str, bytes]] = {}
    #: Where a language's own pictures and documents are, by the path in content/media that they replace.
    own_media: Mapping[str, str] = {}
    #: Contents of texts with their digests by path, as far as somebody has asked for them.
    digests: dict[str, tuple[bytes, bytes]] = field(default_factory=dict[str, tuple[bytes, bytes]])
    problems: tuple[Problem, ...]

    @property
    def unread_media(self) -> list[str]:
        """Files in content/media/ that exist but cannot be used; each has an error of its own."""
        errors = (each.location.file for each in self.problems if each.severity is Severity.ERROR)
        return [file for file in errors if file.startswith("content/media/")]

    @property
    def texts(self) -> dict[str, bytes]:
        """The chapters and the site's own pages, by path."""
        return {**self.chapters, **self.pages}

    @property
    def contents(self) -> dict[str, bytes]:
        """Every file, by path."""
        style = {STYLE: self.theme_style} if self.theme_style else {}
        root = {f"{ROOT_FOLDER}{path}": content for path, content in self.root.items()}
        translated = {file: each for files in self.translated.values() for file, each in files.items()}
        beside = {
            **self.texts,
            **self.data,
            **self.media,
            **translated,
            **root,
            **style,
            **self.words,
            **self.templates,
        }
        shared = {self.outside.shared: self.outside.shared_content} if self.outside.shared else {}
        return {CONFIG: self.config, **{self.outside.theme_path(file): each for file, each in beside.items()}, **shared}


def load_site_files(folder: Path) -> SiteFiles:
    """Read a site's folder.

    Raises:
        SiteUnreadable: there is no such folder, or it has no `site_config.yaml` that can be read.
    """
    problems: list[Problem] = []
    config = load_config(folder)
    problems.extend(names_beside_config(folder))
    found: dict[str, bytes] = {}
    outside, theme = load_outside(
        folder, config, lambda top, found_problems: walk(top, top, found_problems, (top.resolve(),), "theme"), problems
    )
    for name in ("content",) if theme is not None else ("content", "theme"):
        found.update(load_tree(folder, name, problems))
    found.update(theme or {})
    if theme is not None and (folder / "theme").exists():
        message = f"We do not read the folder “theme”: theme: names {outside.theme or 'another one'}."
        advice = f"Move what you need into {outside.theme or 'that'}, or delete the line theme: in site_config.yaml."
        problems.append(Problem.warning("FILE-018", message, Location(file="theme"), advice))
    problems.extend(name_problems(found))
    languages = declared_languages(config)
    placed = {name: language_and_name(name, languages) for name in found} if languages else {}
    read = {name: in_content for name, (_, in_content) in placed.items()}
    texts = [name for name in found if _is_text(read.get(name, name)) or _is_list(read.get(name, name))]
    in_names = languages_in_names(texts, languages)
    problems.extend(in_names)
    reported = {each.location.file for each in in_names}
    texts = [name for name in texts if name not in reported]
    copied = copies(texts)
    translated = {
        each.tag: {
            name: found[name]
            for name, (tag, in_content) in placed.items()
            if tag == each.tag and name not in copied and (name in texts or in_content.startswith("content/media/"))
        }
        for each in languages
    }
    own = {name for files in translated.values() for name in files}
    problems.extend(copy_problems(texts, copied))
    chapters = {name: found[name] for name in texts if _is_chapter(name) and name not in copied}
    pages = {name: found[name] for name in texts if is_page(name) and name not in copied}
    data = {name: found[name] for name in texts if _is_list(name) and name not in copied}
    media = {name: content for name, content in found.items() if name.startswith("content/media/")}
    problems.extend(executable_media({**media, **{name: found[name] for name in own - {*texts}}}))
    root, refused = root_files(found)
    problems.extend(refused)
    at_root = {name for name in found if name.startswith(ROOT_FOLDER)}
    problems.extend(unused_files(found, {*texts, *reported, *media, *own, *at_root}, languages))
    problems.extend(duplicates_in_language(placed, languages))
    problems.extend(doubled_extensions({**chapters, **pages}))
    problems.extend(_capital_extension(name) for name in (*chapters, *pages) if not name.endswith((".md", ".markdown")))
    templates = {name: content for name, content in found.items() if re.fullmatch(r"theme/templates/.+\.html", name)}
    words = {name: content for name, content in found.items() if re.fullmatch(r"theme/locales/[^/]+\.yaml", name)}
    of_theme = {STYLE, *words, *templates}
    return SiteFiles(
        config=config,
        chapters=chapters,
        pages=pages,
        data=data,
        media=media,
        root=root,
        theme_style=found.get(STYLE, b""),
        words=words,
        templates=templates,
        theme_unread={name: found[name] for name in found if name.startswith("theme/") and name not in of_theme},
        outside=outside,
        languages=languages,
        translated=translated,
        problems=tuple(problems),
    )


def site_files_in(files: SiteFiles, language: Language) -> SiteFiles:
    """Return a site's files for one of its languages; what it lacks comes from another language."""
    shared = {**files.texts, **files.data, **files.media}
    found = in_one_language(files.translated, shared, language.tag, files.languages)
    texts = {name: (file, content) for name, (file, _, content) in found.items()}
    first = files.languages[0].tag
    own_media = {name: file for name, (file, _, _) in found.items() if _is_media(name) and file != name}
    return replace(
        files,
        chapters=dict(each for name, each in texts.items() if _is_chapter(name)),
        pages=dict(each for name, each in texts.items() if is_page(name)),
        data=dict(each for name, each in texts.items() if _is_list(name)),
        media={name: content for name, (_, content) in texts.items() if _is_media(name)},
        root=files.root if language.tag == first else {},
        language=language,
        stand_ins={file: tag for name, (file, tag, _) in found.items() if tag != language.tag and _is_text(name)},
        originals={
            file: (name, files.texts[name])
            for name, (file, *_) in found.items()
            if file != name and name in files.texts
        },
        own_media=own_media,
    )


def leading_files(files: SiteFiles) -> SiteFiles:
    """Return a site's files for its first language; for a site in one language, that is all of them."""
    return site_files_in(files, files.languages[0]) if files.languages else files


def theme_of(folder: Path) -> Path:
    """Return the folder of a site's theme, which need not exist."""
    try:
        named = outside_names((folder / CONFIG).read_bytes()).get("theme", "theme")
    except OSError:
        named = "theme"
    return folder / named


def reload_site_files(files: SiteFiles, folder: Path, changed: Collection[str]) -> SiteFiles | None:
    """Reread a few files of a site's folder, given that nothing else in it can have changed.

    Args:
        files: the site's files before the change.
        folder: the site's folder.
        changed: the paths of files whose content has changed.

    Returns:
        The site's files, or None if the folder must be walked again: a file is new, gone or has a problem, is not a
            chapter, page or configuration, or the configuration names other languages or other places outside.
    """
    chapters, pages, config = dict(files.chapters), dict(files.pages), files.config
    reported = {problem.location.file for problem in files.problems}
    for name in changed:
        path, problems = folder / name, list[Problem]()
        if name in reported or (name not in chapters and name not in pages and name != CONFIG) or path.is_symlink():
            return None
        content = load_file(folder, name, path, problems)
        if content is None or problems:
            return None
        if name == CONFIG:
            if outside_names(content) != outside_names(config) or declared_languages(content) != files.languages:
                return None
            config = content
        else:
            (chapters if name in chapters else pages)[name] = content
    return replace(files, config=config, chapters=chapters, pages=pages)


def _is_text(name: str) -> bool:
    return _is_chapter(name) or is_page(name)


def _is_media(name: str) -> bool:
    return name.startswith("content/media/")


def _is_list(name: str) -> bool:
    return bool(re.fullmatch(r"content/data/[^/]+\.ya?ml", name))


def _is_chapter(name: str) -> bool:
    return name.count("/") == 1 and name.startswith("content/") and name.lower().endswith((".md", ".markdown"))


def is_page(name: str) -> bool:
    """Whether a file, by its path below the site's folder, is a page that is not a chapter."""
    return name.count("/") == 2 and name.startswith(PAGES_FOLDER) and name.lower().endswith((".md", ".markdown"))


def _capital_extension(file: str) -> Problem:
    name = file.rsplit("/", 1)[-1]
    right = f"{name.rsplit('.', 1)[0]}.{name.rsplit('.', 1)[1].lower()}"
    return Problem.warning(
        "FILE-009",
        f"The ending of “{name}” is in capital letters.",
        Location(file=file),
        f"Rename the file to {right}, so that links to it work on every system.",
    )
