"""Extract an earlier version of a site from git: write its files to a folder, to be read like any other site.

Git only lists and prints files: nothing is checked out, and no program that the repository configures is run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from microsite.load.archived import EarlierVersionUnreadable
from microsite.load.plain_file import LARGEST_FILE_BYTES
from microsite.record import outside_names

#: The maximum total size of a version, and the timeout of a git command in seconds.
MOST_BYTES, PATIENCE_S = 500_000_000, 120
_PARTS = ("site_config.yaml", "content", "theme")
_PLAIN = (b"100644", b"100755")
#: Stop git from prompting, fetching, or running anything that the repository configures.
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never")
_VARIABLES = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def unpack_revision(site: Path, revision: str, into: Path, environment: Mapping[str, str]) -> Path:
    """Write a site's files as they were in a version, and return the site's folder among them.

    Args:
        site: the site's folder, in a repository.
        revision: a commit, tag or branch; anything that git can resolve.
        into: an empty folder.
        environment: this process's environment variables.

    Raises:
        EarlierVersionUnreadable: there is no git, no repository, or no such version with a site in it.
    """
    git = _Git(site, environment)
    try:
        top = git.line("rev-parse", "--show-toplevel")
    except _Failed as failed:
        message = f"There is no file or folder {revision}, and this site is in no git repository to look for it."
        if failed.output.startswith("fatal: detected dubious ownership"):
            message = "Git does not read this folder, because another user owns it."
        raise EarlierVersionUnreadable("CMP-004", message, _NAME_ANOTHER) from failed
    try:
        commit = git.line("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except _Failed as failed:
        message = f"There is no file or folder {revision}, and git knows no version of that name."
        raise EarlierVersionUnreadable("CMP-004", message, _NAME_ANOTHER) from failed
    prefix = PurePosixPath(Path(site).resolve().relative_to(Path(top).resolve()).as_posix())
    listed = dict(git.files(commit, [str(prefix / part) for part in _PARTS]))
    config = listed.get(str(prefix / _PARTS[0]))
    if config is None:
        message = f"The version {revision} has no site in this folder: there was no site_config.yaml."
        raise EarlierVersionUnreadable("CMP-004", message, "Name a version in which the site was in this folder.")
    named = outside_names(git.contents([config])[0]).values()
    beside = [os.path.normpath(prefix / each) for each in named]
    listed |= dict(git.files(commit, [each.replace(os.sep, "/") for each in beside if not each.startswith("..")]))
    for path, content in zip(listed, git.contents(list(listed.values())), strict=True):
        _write(into, path, content)
    return into / prefix


_NAME_ANOTHER = "Name a zip file that archive has written, a site's folder, or a version that git log shows."


class _Failed(Exception):
    """A git command failed; `output` is its error output."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


class _Git:
    """Runs git commands in one repository."""

    def __init__(self, site: Path, environment: Mapping[str, str]) -> None:
        program = shutil.which("git", path=environment.get("PATH"))
        # Windows looks in the current folder first: a program there belongs to the site and is not git.
        if program is None or Path(program).resolve().is_relative_to(Path.cwd().resolve()):
            message = "There is no file or folder of that name, and git is not installed to look for a version."
            raise EarlierVersionUnreadable(
                "CMP-004", message, "Name a zip file that archive has written, or a site's folder."
            )
        self._command = [program, "--no-pager", *_QUIET, "-C", str(site)]
        kept = {name: value for name, value in environment.items() if not name.startswith("GIT_")}
        self._environment = {**kept, **_VARIABLES}

    def line(self, *arguments: str) -> str:
        """Run a command that prints one line, and return it."""
        return os.fsdecode(self._run(arguments)).strip("\r\n")

    def files(self, commit: str, paths: list[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the regular files of a commit below some paths, each with its blob's id; skip oversized ones."""
        if not paths:
            return
        listed = self._run(("ls-tree", "-r", "-z", "--full-tree", "--long", commit, "--", *paths))
        for entry in listed.split(b"\0")[:-1]:
            described, _, name = entry.partition(b"\t")
            mode, _, digest, size = described.split()
            if mode in _PLAIN and int(size) <= LARGEST_FILE_BYTES:
                yield name.decode("utf-8", "surrogateescape"), digest

    def contents(self, digests: list[bytes]) -> list[bytes]:
        """Return the contents of blobs by their ids."""
        sizes = self._run(("cat-file", "--batch-check=%(objectsize)"), b"\n".join([*digests, b""]))
        if sum(map(int, sizes.split())) > MOST_BYTES:
            message = f"That version of the site is larger than {MOST_BYTES // 1_000_000} MB."
            raise EarlierVersionUnreadable("CMP-004", message, _NAME_ANOTHER)
        answer = self._run(("cat-file", "--batch"), b"\n".join([*digests, b""]))
        found: list[bytes] = []
        at = 0
        for _ in digests:
            head_end = answer.index(b"\n", at)
            size = int(answer[at:head_end].rsplit(b" ", 1)[1])
            found.append(answer[head_end + 1 : head_end + 1 + size])
            at = head_end + 2 + size
        return found

    def _run(self, arguments: tuple[str, ...], given: bytes = b"") -> bytes:
        command = [*self._command, *arguments]
        try:
            answer = subprocess.run(
                command, input=given, capture_output=True, env=self._environment, timeout=PATIENCE_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _Failed(str(error)) from error
        if answer.returncode:
            raise _Failed(answer.stderr.decode("utf-8", "replace"))
        return answer.stdout


def _write(into: Path, path: str, content: bytes) -> None:
    """Write one file of a version; skip a path that would lead out of the folder."""
    target = into / path
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except (OSError, ValueError) as error:
        message = f"We cannot write {PurePosixPath(path).name} of that version into a temporary folder."
        advice = "Check that the disk has space, and use the command again."
        raise EarlierVersionUnreadable("CMP-004", message, advice) from error
