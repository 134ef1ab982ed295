"""`new translation`: start a translation, mark one as up to date, or list what is missing."""

from __future__ import annotations

from pathlib import Path

from microsite import quoted, typed_program
from microsite.authoring.new_site import CreationFailed
from microsite.authoring.new_translation import (
    content_in,
    find_language,
    names_of_texts,
    no_languages,
    not_a_language,
    original_mark,
    start_translation,
    text_named,
    typed,
    with_mark,
)
from microsite.commands.new_item import report_result, write_beside
from microsite.commands.options import Options
from microsite.load.site_files import SiteFiles, load_site_files
from microsite.model.parse_facts import parse_front_matter
from microsite.problems import Location, OutputRefused, Problem, SiteUnreadable, listed
from microsite.render.words import FALLBACK_LANGUAGE, read_words
from microsite.translations import english_name


def add_translation(options: Options) -> int:
    """Start translations, mark them as up to date, or list what is missing.

    Returns:
        0 when it is done; 1 when it is refused; 2 when the language is missing.
    """
    words = list(options.words[1:])
    try:
        files = load_site_files(options.site)
        if not files.languages:
            return report_result(options, [no_languages(files, words[-1] if words else "cy")], 1)
        return _Request(options, files, words).run()
    except SiteUnreadable as unreadable:
        return report_result(options, unreadable.problems, 1)
    except CreationFailed as refused:
        return report_result(options, [refused.problem], 1)


def requested_language(word: str, files: SiteFiles, templates: Path) -> str:
    """Return the tag of the language that a word means, for a translation into it.

    Raises:
        OutputRefused: it is not a language of the site, or is its first one.
    """
    if not files.languages:
        raise OutputRefused(no_languages(files, word))
    names = {each.tag: english_name(each.tag, templates) for each in files.languages}
    tag = find_language(word, files.languages, names)
    if not tag:
        raise OutputRefused(not_a_language(word, files, known_names(templates)))
    if tag == files.languages[0].tag:
        message = f"{names[tag]} is the first language of the site, so nothing is translated into it."
        advice = "For chapters in that language, leave out --language."
        raise OutputRefused(Problem.error("NEW-008", message, Location(file=word), advice))
    return tag


def known_names(templates: Path) -> dict[str, str]:
    """Return the tags of languages by their English names in lower case."""
    words = read_words((templates / "locales" / f"{FALLBACK_LANGUAGE}.yaml").read_text(encoding="utf-8"))
    return {words[key].casefold(): key.removeprefix("language.") for key in words if key.startswith("language.")}


class _Request:
    """One run of the command: its words, sorted into languages and texts."""

    def __init__(self, options: Options, files: SiteFiles, words: list[str]) -> None:
        self._options, self._files = options, files
        self._names = {each.tag: english_name(each.tag, options.engine_templates) for each in files.languages}
        tags = [find_language(word, files.languages, self._names) for word in words]
        self._languages = list(dict.fromkeys(tag for tag in tags if tag))
        self._words = [word for word, tag in zip(words, tags, strict=True) if not tag]

    def run(self) -> int:
        """Carry it out, and return the exit code."""
        first = self._files.languages[0].tag
        others = [each.tag for each in self._files.languages if each.tag != first]
        if not self._languages and len(self._words) > 1 and "." not in self._words[-1]:
            return self._report_result(
                [not_a_language(self._words[-1], self._files, known_names(self._options.engine_templates))], 1
            )
        if not self._words:
            return self._mark_all() if self._options.checked else self._list(self._languages or others)
        if not self._languages and len(others) > 1:
            advice = f"Type its language as well: {typed(quoted(self._words[0]), others[0])}"
            message = f"Say which language you translate it into: {listed(others, joined='or')}."
            return self._report_result([Problem.error("NEW-008", message, Location(file=self._words[0]), advice)], 2)
        tags = self._languages or others
        made: dict[str, bytes] = {}
        problems: list[Problem] = []
        for word in self._words:
            for tag in tags:
                name, problem = text_named(word, self._files)
                found = problem or (self._checked if self._options.checked else self._start)(name, tag, made)
                problems += [found] if found else []
        problems = list(dict.fromkeys(problems))
        if problems:
            return self._report_result(problems, 1)
        return self._write(made)

    def _write(self, made: dict[str, bytes]) -> int:
        for file, content in made.items():
            write_beside(self._options.site / file, content)
        files = listed(list(made))
        done = f"Made {files}. Write the translation over the words there."
        if self._options.checked:
            done = f"{files} now {'says' if len(made) == 1 else 'say'} that {'it is' if len(made) == 1 else 'they are'}"
            done = f"{done} up to date."
        return report_result(self._options, [], 0, done, files)

    def _start(self, name: str, tag: str, made: dict[str, bytes]) -> Problem | None:
        file, there = content_in(name, tag, self._files)
        if there is not None:
            if self._original(name, tag) is None:
                message = f"{file} is in {self._names[tag]} already."
                others = [each.tag for each in self._files.languages if each.tag != tag]
                begin = typed(quoted(name.removeprefix("content/")), others[0])
                advice = f"Type the language you translate it into: {begin}"
                return Problem.error("NEW-005", message, Location(file=file), advice)
            message = f"There is a {self._names[tag]} version already. It stays as it is."
            checked = typed(quoted(name.removeprefix("content/")), tag, "--checked")
            advice = f"Edit that file. Once it says what the original says, type: {checked}"
            return Problem.error("NEW-005", message, Location(file=file), advice)
        original = self._original(name, tag)
        assert original is not None, "a text that is named is there in some language"
        if not original_mark(*original):
            return self._unreadable(original[0])
        made[file] = start_translation(*original)
        return None

    def _checked(self, name: str, tag: str, made: dict[str, bytes]) -> Problem | None:
        file, content = content_in(name, tag, self._files)
        original = self._original(name, tag)
        begin = typed(quoted(name.removeprefix("content/")), tag)
        if content is None:
            message = f"There is no {self._names[tag]} version of it yet."
            return Problem.error("NEW-008", message, Location(file=file), f"To begin one, type: {begin}")
        if original is None:
            message = "This is the original, so it cannot be out of date."
            return Problem.error("NEW-008", message, Location(file=file), "Name the language of the translation.")
        mark = original_mark(*original)
        if not mark or not parse_front_matter(file, content).front_known:
            return self._unreadable(file if mark else original[0])
        if original_mark(file, content) == mark:
            message = f"This is word for word {original[0]}, so it is not translated yet."
            return Problem.error("NEW-008", message, Location(file=file), "Write the translation over the words there.")
        made[file] = with_mark(content, mark)
        return None

    def _original(self, name: str, tag: str) -> tuple[str, bytes] | None:
        """Return the same text in the first language that has it; None if that is this language, or there is none."""
        for each in self._files.languages:
            file, content = content_in(name, each.tag, self._files)
            if each.tag == tag and content is not None:
                return None
            if each.tag != tag and content is not None:
                return file, content
        return None

    def _mark_all(self) -> int:
        """Mark the translations that do not say yet which version of their originals they are of."""
        made: dict[str, bytes] = {}
        tags = self._languages or [each.tag for each in self._files.languages[1:]]
        for tag in tags:
            for name in sorted(names_of_texts(self._files)):
                file, content = content_in(name, tag, self._files)
                front = parse_front_matter(file, content).front if content is not None else None
                if front is not None and front.translation_of is None:
                    self._checked(name, tag, made)
        if not made:
            return report_result(
                self._options, [], 0, "Each translation says already which state of its original it is of."
            )
        return self._write(made)

    def _list(self, tags: list[str]) -> int:
        """List what is not translated yet."""
        lines: list[str] = []
        for tag in tags:
            names = sorted(names_of_texts(self._files))
            missing = [name for name in names if content_in(name, tag, self._files)[1] is None]
            lines += (
                [f"There is a {self._names[tag]} version of every chapter and page."]
                if not missing
                else [
                    f"No {self._names[tag]} version yet:",
                    *(f"  {typed(quoted(name.removeprefix('content/')), tag)}" for name in missing),
                ]
            )
        return report_result(self._options, [], 0, "\n".join(lines))

    def _unreadable(self, file: str) -> Problem:
        return Problem.error(
            "NEW-008", "This file cannot be read as it is.", Location(file=file), f"Mend it first: {typed_check()}"
        )

    def _report_result(self, problems: list[Problem], code: int) -> int:
        return report_result(self._options, problems, code)


def typed_check() -> str:
    """Return the command that lists the mistakes, as it is typed."""
    return f"{typed_program()} check"
