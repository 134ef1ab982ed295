"""Compare how we parse chapters with how GitHub does: `scripts/compare_markdown FOLDER [--worst N]`.

GitHub's own parser, cmark-gfm, sets the expectation. For each kind of thing, the share that is lost is the number that
it shows and we do not, summed over all files, divided by the number that it shows.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)
#: What a reader should never see: markup that was not parsed.
LEFTOVER = re.compile(r"\*\*\w|\]\([^)\s]+\)|^\|.*\|.*\|$|^#{2,6} |^ *[-*] \w|^```|\[\^\w+\]", re.MULTILINE)
KINDS = {
    "list items": "li",
    "nested list items": "li li",
    "tables": "table",
    "table rows": "tr",
    "headings": "h1, h2, h3, h4, h5, h6",
    "footnotes": "sup a, section.footnotes li, div.footnote > ol > li",
    "links": "a[href]",
    "listings": "pre",
    "quotations": "blockquote, div.admonition",
    "pictures": "img",
}


def shown(html: str) -> Counter[str]:
    """Count what a page shows."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(html)
    counts: Counter[str] = Counter()
    for kind, selector in KINDS.items():
        counts[kind] = len(page.css(selector))
    for code in page.css("pre, code"):
        code.decompose()
    text = page.body.text(separator="\n") if page.body else ""
    counts["leftovers"] = len(LEFTOVER.findall(text))
    counts["words"] = len(text.split())
    return counts


def compared(file: Path) -> tuple[str, Counter[str], Counter[str]]:
    """Return a file's path, and the counts of what GitHub shows and what we show."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    from microsite.html.convert import convert_markdown
    from microsite.html.sanitise import sanitise

    text = file.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = FRONT_MATTER.sub("", text).replace("\0", "")
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    theirs = cmarkgfm.github_flavored_markdown_to_html(text, options)
    return str(file), shown(sanitise(theirs)), shown(sanitise(convert_markdown(text)[0]))


def main() -> None:
    """Compare every Markdown file in a folder and print what is lost, kind by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N files that lose most")
    chosen = parser.parse_args()
    files = sorted(path for path in chosen.folder.rglob("*") if path.suffix.lower() in (".md", ".markdown"))
    files = [file for file in files if file.is_file()]
    theirs: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    lost: dict[str, list[tuple[int, str]]] = {}
    with ProcessPoolExecutor(2) as pool:
        for file, expected, found in pool.map(compared, files, chunksize=20):
            for kind, number in expected.items():
                theirs[kind] += number
                ours[kind] += min(number, found[kind])
                difference = found[kind] - number if kind == "leftovers" else number - found[kind]
                if difference > 0:
                    lost.setdefault(kind, []).append((difference, file))
            ours["leftovers here"] += found["leftovers"]
    print(f"{len(files)} files, {theirs['words']:,} words\n")
    print(f"{'kind':<20}{'on GitHub':>12}{'lost here':>12}{'share':>9}")
    for kind in [*KINDS, "words"]:
        missing = theirs[kind] - ours[kind]
        share = f"{100 * missing / theirs[kind]:.2f}%" if theirs[kind] else "–"
        print(f"{kind:<20}{theirs[kind]:>12,}{missing:>12,}{share:>9}")
    print(f"\nunread markup that a reader sees: {theirs['leftovers']:,} on GitHub, {ours['leftovers here']:,} here")
    for kind in [*KINDS, "words", "leftovers"] if chosen.worst else []:
        for difference, file in sorted(lost.get(kind, []), reverse=True)[: chosen.worst]:
            print(f"{kind:<20}{difference:>6}  {file}")


if __name__ == "__main__":
    main()
