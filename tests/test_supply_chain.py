"""What a site is built with: every package has a hash and a licence, nothing is fetched, and limits are documented."""

import json
import re
import runpy
import shutil
import subprocess
import sys

from microsite import problems, publish_plan
from microsite.assets import images, svg, svg_references
from microsite.authoring.results import table
from microsite.html import nesting
from microsite.load import archived, plain_file, yaml_values
from microsite.render import environment
from microsite.source import container
from tests.built_sites import ROOT, SITES
from tests.engines.server import HANG_S

BOM = runpy.run_path(str(ROOT / "scripts/bom"))
#: Licences that let anybody use, change and redistribute the program.
PERMISSIVE = set("MIT MIT-CMU BSD-2-Clause BSD-3-Clause Apache-2.0 PSF-2.0 OFL-1.1".split()) | {
    "MIT License",
    "BSD License",
    "Apache Software License",
    "Apache-2.0 OR BSD-2-Clause",
}
#: Scopes of packages: needed by every build, or only to make PDFs or read workbooks.
SCOPES = ("required", "optional")
#: Runs commands one after the other, and exits as soon as one uses the network.
WITHOUT_NETWORK = """
import sys

def forbid(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(forbid)
from microsite.cli import main
site, web = sys.argv[1:]
for command in ("build", "check", "package", "archive", "paper", "dates", "components"):
    if main([command, "--site", site, "--now", "2027-05-12T09:00"]) != 0:
        raise SystemExit(command)
if main(["publish", "--site", site, "--to", web]) != 0:
    raise SystemExit("publish")
print("all done")
"""


def test_bill_of_materials():
    """The bill of materials is what scripts/bom writes, and has every package of the lock files with its hashes."""
    bill = json.loads((ROOT / BOM["FILE"]).read_text(encoding="utf-8"))
    assert (ROOT / BOM["FILE"]).read_text(encoding="utf-8") == BOM["generated"](), "run scripts/bom"
    lists = {
        name: (ROOT / f"requirements/{name}.txt").read_text().splitlines() for name in ("build", "paper", "results")
    }
    needed, *others = ([line.split()[0] for line in lines if "==" in line] for lines in lists.values())
    more = [each for packages in others for each in packages]
    libraries = [each for each in bill["components"] if each["type"] == "library"]
    named = {
        scope: [f"{each['name']}=={each['version']}" for each in libraries if each["scope"] == scope]
        for scope in SCOPES
    }
    assert named == {"required": needed, "optional": [each for each in more if each not in needed]}
    assert all(each["hashes"] for each in libraries)


def test_licences():
    """Every package, and the font that comes with the program, has a permissive licence.

    The exception is one that only PDFs need: whoever changes its own files must share them, which we don't.
    """
    bill = json.loads((ROOT / BOM["FILE"]).read_text(encoding="utf-8"))
    said = {
        each["name"]: {
            licence.get("expression") or licence["license"].get("id") or licence["license"]["name"]
            for licence in each["licenses"]
        }
        for each in bill["components"]
    }
    assert said.pop("pikepdf") == {"MPL-2.0"}
    assert {name: licences for name, licences in said.items() if not licences or licences - PERMISSIVE} == {}


def test_measured_programs_are_not_part_of_it():
    """A program that is only benchmarked for comparison is in no list that a build or a test needs."""
    names = {
        name: {
            line.split("==")[0] for line in (ROOT / f"requirements/{name}.txt").read_text().splitlines() if "==" in line
        }
        for name in ("build", "tests", "bench", "measure")
    }
    assert names["measure"] == {"pypandoc-binary"}
    assert not names["measure"] & (names["build"] | names["tests"] | names["bench"])
    assert "pandoc" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "pandoc" not in (ROOT / BOM["FILE"]).read_text(encoding="utf-8")


def test_no_network(tmp_path):
    """The commands that build, check, pack and publish open no connection and look up no host."""
    site = tmp_path / "site"
    shutil.copytree(SITES["harbour-town"], site, ignore=shutil.ignore_patterns("output", ".microsite-cache"))
    command = [sys.executable, "-c", WITHOUT_NETWORK, str(site), str(tmp_path / "web")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=HANG_S, check=False)
    assert done.stdout.endswith("all done\n"), done.stdout[-2000:] + done.stderr[-2000:]


def test_what_security_names_is_there():
    """Each test that SECURITY.md names exists, and its limits are those in the code."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[^`]+)`", text)
    assert len(named) > 30
    for each in named:
        path, _, function = each.partition("::")
        assert (ROOT / path).exists(), each
        assert not function or f"def {function}(" in (ROOT / path).read_text(encoding="utf-8"), each
    rows = [row.split(" | ") for row in text.partition("## Limits")[2].splitlines() if row.startswith("| ")][2:]
    assert [row[1] for row in rows] == [
        f"{plain_file.LARGEST_FILE_BYTES // 1_000_000} MB",
        f"{images.MOST_PIXELS // 1_000_000} million pixels, {images.LARGEST_SIDE_PX:,} on a side",
        f"{images.MOST_ANIMATION_PIXELS // 1_000_000} million pixels in all frames",
        f"{svg.DEEPEST} elements in each other",
        f"{svg_references.MOST_DRAWN:,} elements",
        f"{yaml_values.DEEPEST}",
        f"{container.DEEPEST}",
        f"{nesting.MOST_OPEN}",
        f"{environment.MOST_ITERATIONS:,}",
        f"{publish_plan.MOST_FILES:,}",
        f"{archived.LARGEST_ZIP // 1_000_000_000} GB; a list of {archived.LARGEST_LIST // 1_000_000} MB; "
        f"{plain_file.LARGEST_FILE_BYTES // 1_000_000} MB a page and {archived.MOST_READ // 1_000_000} MB in all",
        f"{table.MOST_BYTES // 1_000_000} MB, {table.MOST_UNPACKED // 1_000_000} MB unpacked; "
        f"{table.MOST_ROWS:,} rows of {table.MOST_COLUMNS:,} columns",
        f"{problems.MOST_ALIKE}, and how many more",
    ]
