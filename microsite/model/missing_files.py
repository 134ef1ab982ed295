"""Problems with files that facts name but that do not exist: suggests a similar file, or says where to put it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from microsite.problems import Problem, nearest
from microsite.validate.reading import Reading
from microsite.validate.record_fields import values_in
from microsite.validate.web_types import SiteFile

MEDIA = "content/media/"
#: How similar a file's name must be to be suggested; the extension must be the same.
ALIKE = 0.8


def missing_files(part: object, path: str, reading: Reading, media: Collection[str]) -> Iterator[Problem]:
    """Report each missing file that a part of the facts names."""
    for key, file in values_in(part, path):
        if isinstance(file, SiteFile) and file not in media:
            yield missing_file(file, key, reading, media)


def missing_file(file: str, path: str, reading: Reading, media: Collection[str]) -> Problem:
    """Report a missing file.

    Args:
        file: the file, as the author named it.
        path: the path of the value that names it.
        reading: knows where every value is.
        media: the files in content/media, by their paths below the site's folder.
    """
    from microsite.validate.advice import write_line
    from microsite.validate.web_mistakes import meant_address

    near = meant_file(file, media) if reading.may_look_up() else ""
    web = meant_address(file) or (file if "://" in file else "")
    if near:
        advice = write_line(path, [(near, "")])
    elif web and path.endswith(".file"):
        advice = (
            f"Write address: {web} – in place of this line; or put the file into content/media, and write its name."
        )
    else:
        name = file.rsplit("/", 1)[-1]
        wanted = file if file.startswith(MEDIA) else f"{MEDIA}{name}"
        advice = f"Put the file {name} in {wanted.rpartition('/')[0]}."
        if wanted != file:
            advice = f"{advice} Then write {write_line(path, [(wanted, '')]).removeprefix('Write ')}"
    return reading.problem("CONF-021", f"There is no file “{file}”.", path, advice)


def meant_file(file: str, media: Collection[str]) -> str:
    """Return the file a name must mean: one with the same name but for folder and spelling, or a very similar name."""
    wanted = _folded(file)
    same = [each for each in sorted(media) if _folded(each) == wanted]
    if len(same) == 1:
        return same[0]
    if same:
        return ""
    if "." not in wanted:  # Windows hides file extensions.
        same = [each for each in sorted(media) if _folded(each).rpartition(".")[0] == wanted]
        return same[0] if len(same) == 1 else ""
    ending = wanted.rpartition(".")[2]
    stems = {_folded(each).rpartition(".")[0]: each for each in sorted(media) if _folded(each).endswith(f".{ending}")}
    near = nearest(wanted.rpartition(".")[0], stems, alike=ALIKE)
    # Files whose names differ in a number are different files.
    return stems[near] if near and re.findall("[0-9]+", near) == re.findall("[0-9]+", wanted) else ""


def _folded(file: str) -> str:
    """Return a file's name without folders, normalised in case, spaces, hyphens and so on."""
    from microsite.validate.schema_problems import DIRECTION

    name = DIRECTION.sub("", unicodedata.normalize("NFKC", file)).replace("\\", "/").rsplit("/", 1)[-1].casefold()
    return name.replace("%20", "-").replace(" ", "-").replace("_", "-").replace(".jpeg", ".jpg")
