"""Choose what to measure: each mode is a module here, with a `run` that takes its own arguments."""

import importlib
import sys

MODES = {
    "table": "whole builds beside hugo and mkdocs, and the goals; --write makes docs/performance.md of it",
    "speed": "the whole build's time as a ratio to the time Markdown alone needs",
    "check": "the time of checking a site as a ratio to the time of building it",
    "paper": "time and size of each format of a site with forty chapters",
    "live": "from a save to the page that shows it in the preview, beside hugo's server",
    "torture": "how the time of reading a file grows with its size, for more than a hundred kinds of input",
}


def main(arguments):
    if arguments[:1] in (["--help"], ["-h"]):
        print("python3 scripts/bench [MODE] [options of the mode]\n")
        for name, about in MODES.items():
            print(f"  {name:10}{about}")
        print("\nWithout a mode it is table. `python3 scripts/bench MODE --help` tells a mode's options.")
        return 0
    named = bool(arguments) and not arguments[0].startswith("-")
    mode = arguments[0] if named else "table"
    if mode not in MODES:
        print(f"There is no mode “{mode}”. The modes are {', '.join(MODES)}.", file=sys.stderr)
        return 2
    return importlib.import_module(f"scripts.bench_modes.{mode}").run(arguments[1:] if named else arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
