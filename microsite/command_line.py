"""The command line: what can be typed, the help, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from microsite import program_name, quoted, typed_program
from microsite.authoring import THINGS
from microsite.record import chosen_build

if TYPE_CHECKING:
    import argparse

COMMANDS = (
    *("new", "import", "build", "check", "explain", "serve", "publish", "package", "archive", "paper", "dates"),
    *("compare", "results", "rehearse", "review", "approve", "components", "doctor"),
)
#: The answers that a new site begins with, each an option of its own.
ANSWERS = {
    "title": "the title of the consultation",
    "organisation": "who asks",
    "kind": "what it is about: strategy, plan, policy …",
    "place": "the town or area",
    "opens": "the first day, such as 2027-03-01",
    "closes": "the last day",
    "survey": "the link to the survey",
}
#: What is written down about an approval, each an option of its own.
APPROVAL = {
    "pack": "the name of the review pack that was approved",
    "person": "who approved it",
    "role": "that person's office or role",
    "date": "the day of the approval",
    "evidence": "what shows it: a mail, a minute",
    "recorded_by": "your name",
    "covers": "what it covers, if not all that partners are asked about: chapters, facts …",
}
#: Options that only some commands take.
ONLY_FOR = {
    **dict.fromkeys(("links", "repairs", "sarif", "languages", "duties"), ("check",)),
    "strict_duties": ("build", "check"),
    **dict.fromkeys(("adopt", "yes"), ("publish",)),
    **dict.fromkeys(("changes", "split", "headings", "language"), ("import",)),
    "dry_run": ("publish", "import", "results"),
    "sheet": ("results",),
    "to": ("publish", "package", "archive", "compare", "doctor", "check", "review"),
    "public": ("archive",),
    "strict_approvals": ("build", "check", "publish", "package"),
    **dict.fromkeys(("by", "partner", "with_held_back"), ("review",)),
    **dict.fromkeys(APPROVAL, ("approve",)),
    **dict.fromkeys((*ANSWERS, "set", "after", "checked"), ("new",)),
}

#: Where a Word document can be divided: at headings of this level and above.
SPLITS = ("1", "2", "3", "4", "none")

DEFAULT_PORT, LAST_PORT = 5500, 65535

DESCRIPTION = """\
Make the website of a consultation from the folder you are in.

  {0} new FOLDER    begins a site in a new folder, with a few questions
  {0} new THING     adds chapter, partner, event, update, faq, translation,
  {1}               decision, action
  {0} import FILE   makes chapters of a Word document
  {0}               builds the website in the folder output/
  {0} check         lists mistakes, and facts that are still to be supplied
  {0} explain CODE  tells you more about a problem, such as TEXT-009
  {0} serve         shows the website in a browser while you write it
  {0} publish       copies the website to the folder of your web server
  {0} package       packs the website into one file, for your web host
  {0} archive       keeps a dated record of what the website says now
  {0} compare OLD   says what changed in the text since an older version
  {0} results import FILE
  {1}               counts the answers of a survey from its export
  {0} paper         makes PDFs, large print, an e-book, a poster and more
  {0} dates         lists all coming dates, and writes them to a calendar
  {0} rehearse      shows the website at every stage, to be signed off
  {0} review        packs the website for partners, to read and approve
  {0} approve NAME  writes down what a partner has approved
  {0} components    shows the parts that pages are made of, for designers
  {0} doctor        says what keeps the program from working here
"""
EPILOG = """\
What you change:
  site_config.yaml    names, dates, partners, the survey's address
  content/            the chapters, one Markdown file each

You cannot break the website. If there is a mistake in a file, the program tells
you where it is and how to fix it, and output/ stays as it was.
The guide is {0}.
"""


class UsageError(Exception):
    """The command line cannot be followed; the message says why."""


def read_command_line(written: Sequence[str]) -> dict[str, Any]:
    """Parse the command line into the command and the options by name; for a plain build, some may be missing.

    Raises:
        UsageError: it does not say what to do; the message says why.
    """
    plain = chosen_build(written)
    if plain is not None:  # Without argparse, which takes an eighth of the time of a small build.
        options = {name.removeprefix("--"): value for name, value in plain.items()}
        return {"command": "build", **options, **{name: True for name in ("strict", "json") if name in options}}
    chosen = vars(_parser().parse_intermixed_args(_with_facts(written)))
    if chosen["help"] or chosen["version"]:
        return chosen
    if chosen["command"] not in COMMANDS:
        from microsite.problems import did_you_mean, sentences

        near = did_you_mean(chosen["command"], COMMANDS)
        raise UsageError(sentences(f"There is no command “{chosen['command']}”.", near, _for_help()))
    if chosen["words"] and chosen["command"] not in (
        *("new", "import", "explain", "approve", "compare", "paper", "results"),
    ):
        raise UsageError(f"Unrecognized arguments: {' '.join(chosen['words'])}. {_for_help()}")
    for name, commands in ONLY_FOR.items():
        if chosen[name] and chosen["command"] not in commands:
            raise UsageError(f"You can only use --{name.replace('_', '-')} with: {program_name()} {commands[0]}")
    if chosen["command"] == "import":
        _check_import(chosen)
    _check_to(chosen)
    if chosen["json"] and chosen["sarif"]:
        raise UsageError("Use either --json or --sarif, not both")
    if chosen["command"] == "new":
        _check_new(chosen)
    _check_named(chosen)
    return chosen


def _check_named(chosen: Mapping[str, Any]) -> None:
    """Check that what a command works on is named.

    Raises:
        UsageError: it is not.
    """
    name = program_name()
    if chosen["command"] == "approve" and not chosen["words"]:
        raise UsageError(f'Say which partner: {name} approve "NAME OF THE PARTNER" --pack ID')
    if chosen["command"] == "explain" and not chosen["words"]:
        raise UsageError(f"Say which problem: {name} explain TEXT-009")
    if chosen["command"] == "paper":
        _check_formats(chosen["words"])
    if chosen["command"] == "results" and (len(chosen["words"]) != 2 or chosen["words"][0] != "import"):
        raise UsageError(f"Name the export of the survey: {name} results import ../answers.csv")
    if chosen["command"] == "compare" and len(chosen["words"]) != 1:
        raise UsageError(f"Name one older version: {name} compare archive/2027-05-12-0900.zip")


def _check_formats(words: Sequence[str]) -> None:
    """Check that each format that is named exists.

    Raises:
        UsageError: there is no such format.
    """
    from microsite.paper.kinds import KINDS
    from microsite.problems import did_you_mean, sentences

    for word in words:
        if word not in KINDS:
            known = f"The formats are {', '.join(KINDS)}."
            raise UsageError(sentences(f"There is no format “{word}”.", did_you_mean(word, KINDS), known))


def _check_to(chosen: Mapping[str, Any]) -> None:
    """Check that --to is given if the command needs it, and that it means something if it is given."""
    if chosen["command"] == "publish" and not chosen["to"]:
        raise UsageError(f"Say where to publish: {program_name()} publish --to FOLDER")
    if chosen["command"] == "check" and chosen["to"] and not chosen["duties"]:
        raise UsageError(f"With check, --to is for the checklist: {program_name()} check --duties --to checklist.html")


def _with_facts(written: Sequence[str]) -> list[str]:
    """Rewrite `--name Police` as `--set name=Police`, if something is added to a list."""
    adds = list(written[:1]) == ["new"] and any(each in THINGS for each in written[1:2])
    found, waiting = list[str](), list(written)
    while waiting:
        each = waiting.pop(0)
        name, equals, value = each.removeprefix("--").partition("=")
        is_fact = adds and each.startswith("--") and name and name not in _NO_FACTS
        if is_fact and (equals or (waiting and not waiting[0].startswith("--"))):
            found += ["--set", f"{name.replace('-', '_')}={value if equals else waiting.pop(0)}"]
        elif is_fact:
            raise UsageError(f"Say what --{name} is: --{name} TEXT. {_for_help()}")
        else:
            found.append(each)
            if adds and each in ("--site", "--set", "--after", "--output", "--now") and waiting:
                found.append(waiting.pop(0))
    return found


#: Options that are not facts of the thing that is added.
_NO_FACTS = frozenset("site set after checked output now json strict help version".split())


def _set_with() -> str:
    """Say what --set can be used with: not with a translation of an existing file, which has no facts of its own."""
    from microsite.problems import listed

    names = [f"new {thing}" for thing in THINGS if thing != "translation"]
    return f"You can only use --set with: {listed(names, joined='or')}"


def _check_new(chosen: Mapping[str, Any]) -> None:
    """Check what is to be made, and the options that go with it."""
    from microsite.problems import did_you_mean, nearest, sentences

    typed, words = f"{typed_program()} new", chosen["words"]
    if not words or not words[0].strip():
        raise UsageError(f"Name a folder for the new site: {typed} our-plan – or what to add: {', '.join(THINGS)}")
    for pair in chosen["set"] or ():
        if "=" not in pair:
            raise UsageError(f'Write --set "KEY=TEXT", such as --set "name={pair}"')
    if chosen["after"] and words[0] != "chapter":
        raise UsageError(f"You can only use --after with: {program_name()} new chapter")
    if chosen["checked"] and words[0] != "translation":
        raise UsageError(f"You can only use --checked with: {program_name()} new translation")
    if words[0] == "translation" and chosen["set"]:
        raise UsageError(_set_with())
    if words[0] in THINGS:
        return
    meant = nearest(words[0], THINGS, alike=0.8)
    if len(words) > 1:
        near = did_you_mean(words[0], THINGS)
        said = f"There is no “new {words[0]}”."
        folder = f"For a folder with a space in its name, use quotation marks: {typed} {quoted(' '.join(words))}"
        raise UsageError(sentences(said, near) if near else folder)
    if meant:
        raise UsageError(f"Did you mean “new {meant}”? For a site in a folder of that name: {typed} ./{words[0]}")
    if chosen["set"]:
        raise UsageError(_set_with())


def _for_help() -> str:
    return f"For help: {program_name()} --help"


def _usage(name: str) -> str:
    lines = [f"{name} ["]
    for command in COMMANDS:
        if len(lines[-1]) + len(command) > 66:
            lines.append(" " * (len(name) + 8))
        lines[-1] += f"{command}|"
    return "\n".join((*lines[:-1], f"{lines[-1][:-1]}] [options]"))


def _check_import(chosen: Mapping[str, Any]) -> None:
    """Check that an import knows what to do.

    Raises:
        UsageError: it does not.
    """
    if not chosen["words"]:
        raise UsageError(f"Name the Word document: {program_name()} import strategy.docx")
    if chosen["split"] and chosen["split"] not in SPLITS:
        raise UsageError(f"“{chosen['split']}” is no level. Write --split 1, 2, 3 or 4, or --split none")
    for name, allowed in (("changes", ("accept", "reject")), ("headings", ("styles", "bold", "both"))):
        if chosen[name] and chosen[name] not in allowed:
            written = " or ".join(f"--{name} {each}" for each in allowed)
            raise UsageError(f"“{chosen[name]}” is not known here. Write {written}")


def help_text() -> str:
    """Return the help."""
    return _parser().format_help().rstrip()


def _parser() -> argparse.ArgumentParser:
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            """Say what is wrong in one line, and where the help is."""
            raise UsageError(f"{message[:1].upper()}{message[1:]}. {_for_help()}")

    name = program_name()
    parser = Parser(
        prog=name,
        usage=_usage(name),
        description=DESCRIPTION.format(name, " " * len(name)),
        epilog=EPILOG.format("docs/guide/README.md" if name == "build.py" else f"shown by: {name} explain guide"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("command", nargs="?", default="build", help=argparse.SUPPRESS)
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    options = parser.add_argument_group("Options (you may never need them)")
    add = options.add_argument
    add("--site", metavar="FOLDER", default=".", help="the folder with site_config.yaml in it (default: this one)")
    add(
        "--output",
        metavar="FOLDER",
        help="where to put the result (default: output/, rehearsal/, review/, paper/, comparison/ or components/ in "
        "the site's folder)",
    )
    add(
        "--now",
        metavar="MOMENT",
        help="build as if it were this date and time in the site's time zone, such as 2027-03-01T09:00",
    )
    add("--strict", action="store_true", help="stop for warnings as well as errors")
    add("--json", action="store_true", help="write the result for another program to read")
    add("--sarif", action="store_true", help="with check: write the result for code hosts and editors (SARIF)")
    add("--links", action="store_true", help="with check: test whether every outside link still works")
    add("--languages", action="store_true", help="with check: show how much of the site is there in each language")
    add("--duties", action="store_true", help="with check: show which duties of a consultation are met on the site")
    add("--strict-duties", action="store_true", help="with build and check: stop if a duty of yours is not met")
    add("--repairs", action="store_true", help="with check: list the places where we corrected the text")
    add("--open", action="store_true", help="with serve: also open your browser")
    add("--follow", action="store_true", help="with serve: go to the page of the chapter you save")
    add("--port", metavar="NUMBER", default=str(DEFAULT_PORT), help=f"with serve: use another port, not {DEFAULT_PORT}")
    add("--host", metavar="ADDRESS", default="127.0.0.1", help="with serve: let other computers see it: 0.0.0.0")
    add(
        "--to",
        metavar="FOLDER",
        help="with publish: the folder to copy the website to; with package, archive, compare, doctor, check --duties: "
        "the file; with review: a file that ends in .zip, or a folder",
    )
    add("--dry-run", action="store_true", help="with publish, import and results: list what would change")
    add(
        "--changes",
        metavar="WHAT",
        help="with import: accept or reject the changes that the document keeps track of",
    )
    add("--split", metavar="LEVEL", help="with import: begin a chapter at headings of this level, 1 to 4, or none")
    add(
        "--headings",
        metavar="WHICH",
        help="with import: headings are those with styles, short bold lines (bold), or both (the default)",
    )
    add(
        "--language",
        metavar="LANGUAGE",
        help="with import: the document is a translation into this language, such as cy",
    )
    add("--sheet", metavar="NAME", help="with results: the sheet of the workbook that has the answers")
    add("--adopt", action="store_true", help="with publish: accept a folder that has other files in it")
    add("--public", action="store_true", help="with archive: say in the record that people can read this website now")
    add("--yes", action="store_true", help="with publish: remove files even if they are many")
    for key, words in ANSWERS.items():
        add(f"--{key}", metavar="TEXT", help=f"with new FOLDER: {words}")
    add("--set", metavar="KEY=TEXT", action="append", help="with new partner and the like: a fact, such as name=Police")
    add("--checked", action="store_true", help="with new translation: the translation is up to date with its original")
    add("--after", metavar="FILE", help="with new chapter: the chapter that it comes after")
    add("--strict-approvals", action="store_true", help="stop unless every partner has approved the words as they are")
    add("--partner", metavar="NAME", help="with review: make the pack for this partner")
    add("--by", metavar="DATE", help="with review: the day by which you need an answer")
    add("--with-held-back", action="store_true", help="with review: put in what is held back, and drafts")
    for key, words in APPROVAL.items():
        add(f"--{key.replace('_', '-')}", metavar="TEXT", help=f"with approve: {words}")
    add("--version", action="store_true", help="show the version number")
    add("-h", "--help", action="store_true", help="show this text")
    return parser


def read_port(written: str) -> int:
    """Parse a port.

    Raises:
        UsageError: it is not a port.
    """
    if written.isascii() and written.isdecimal() and int(written) <= LAST_PORT:
        return int(written)
    raise UsageError(f"“{written}” is not a port. Write a number, such as 8000")


def read_moment(written: str | None, environment: Mapping[str, str]) -> datetime:
    """Return the moment to build for: as typed, else from SOURCE_DATE_EPOCH, else the present.

    Raises:
        UsageError: what was typed, or the variable, is not a moment.
    """
    if written:
        try:
            return datetime.fromisoformat(written)
        except ValueError:
            raise UsageError(f"“{written}” is not a date and time. Write it like this: 2027-03-01T09:00") from None
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, but it must be a number of seconds") from None
    return datetime.now(UTC)


def this_minute() -> datetime:
    """Return the present moment without its seconds."""
    return datetime.now(UTC).replace(second=0, microsecond=0)
