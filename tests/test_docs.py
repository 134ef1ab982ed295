"""What is written about the program is true, whole, and leads somewhere."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GENERATED = runpy.run_path(str(ROOT / "scripts/reference"))["generated"]()


@pytest.mark.parametrize("path", GENERATED)
def test_generated_files_are_up_to_date(path):
    """The schema for editors and the reference page are what scripts/reference writes."""
    assert (ROOT / path).read_text(encoding="utf-8") == GENERATED[path], f"run scripts/reference to write {path} anew"
