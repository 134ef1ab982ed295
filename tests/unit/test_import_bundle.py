"""The bundle gives the same as the files, and is not used if they have changed."""

import os

import pytest

from microsite import import_bundle


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A bundle in a folder of its own, for a program whose files are listed by hand."""
    monkeypatch.setattr(import_bundle, "_file", lambda: os.fspath(tmp_path / "bundle.bin"))
    monkeypatch.setattr(import_bundle, "_bundle", [])
    monkeypatch.setattr(import_bundle, "_new_digests", {})
    monkeypatch.setattr(import_bundle, "_is_in_use", [True])
    monkeypatch.setattr(import_bundle, "keep_patterns", lambda kept: None)
    monkeypatch.setattr(import_bundle.sys, "meta_path", list(import_bundle.sys.meta_path))
    lines = ["//microsite/a.py\t1\t1\t1\t1", "//templates/a.html\t1\t1\t1\t1"]
    monkeypatch.setattr(import_bundle, "engine_lines", lambda: lines)
    return lines


def again(monkeypatch):
    """Forget what this process knows, as if a new one had started."""
    monkeypatch.setattr(import_bundle, "_bundle", [])
    monkeypatch.setattr(import_bundle, "_new_digests", {})
    import_bundle.use_bundle()


def test_modules_and_digests_are_found_again(bundle, monkeypatch):
    """A module's code and a digest are read back from the bundle."""
    assert import_bundle.kept_digest("templates", "more", lambda: b"one") == b"one"
    assert import_bundle.kept_digest("templates", "more", lambda: b"two") == b"one"
    import_bundle.save_bundle()
    again(monkeypatch)
    spec = import_bundle._Bundled.find_spec("microsite.problems")
    assert spec and spec.loader and spec.loader.get_code("microsite.problems").co_name == "<module>"  # type: ignore
    assert import_bundle.kept_digest("templates", "more", lambda: b"two") == b"one"


def test_where_a_file_has_one_place(bundle, monkeypatch):
    """Where files cannot be read at an offset, as on Windows, the bundle is read whole and closed."""
    monkeypatch.setattr(import_bundle, "_READS_AT_A_PLACE", False)
    test_modules_and_digests_are_found_again(bundle, monkeypatch)
    assert import_bundle._bundle[0]._file.closed


@pytest.mark.parametrize("change", ["file", "more", "unplain"])
def test_digest_is_made_anew(change, bundle, monkeypatch):
    """A digest is computed again if a file of its part has changed, or anything else that it depends on."""
    import_bundle.kept_digest("templates", "more", lambda: b"one")
    import_bundle.save_bundle()
    again(monkeypatch)
    more = "more"
    if change == "file":
        bundle[1] = "//templates/a.html\t1\t2\t1\t1"
    elif change == "more":
        more = "other"
    else:
        bundle.clear()
    assert import_bundle.kept_digest("templates", more, lambda: b"two") == b"two"


@pytest.mark.full
def test_changed_program_has_no_bundle(bundle, monkeypatch):
    """If one of our files has changed, nothing in the bundle is used."""
    import_bundle.save_bundle()
    bundle[0] = "//microsite/a.py\t2\t1\t1\t1"
    again(monkeypatch)
    assert import_bundle._bundle == []


def test_what_another_process_adds_stays(bundle, monkeypatch):
    """What another process adds to the bundle in the meantime is kept."""
    monkeypatch.setattr(import_bundle, "_is_ours", lambda module, roots: module.__name__ == "microsite.problems")
    import_bundle.save_bundle()
    again(monkeypatch)
    ours = import_bundle._bundle[0]
    monkeypatch.setattr(import_bundle, "_is_ours", lambda module, roots: module.__name__ == "microsite.store")
    import_bundle.save_bundle()
    monkeypatch.setattr(import_bundle, "_bundle", [ours])
    monkeypatch.setattr(import_bundle, "_is_ours", lambda module, roots: module.__name__ == "microsite.record")
    import_bundle.save_bundle()
    again(monkeypatch)
    assert set(import_bundle._bundle[0].modules) == {f"microsite.{name}" for name in ("problems", "store", "record")}


def test_nothing_is_written_where_it_is_not_in_use(bundle, monkeypatch, tmp_path):
    """A process that did not start with the bundle, such as that of the tests, writes none."""
    monkeypatch.setattr(import_bundle, "_is_in_use", [])
    import_bundle.save_bundle()
    assert not (tmp_path / "bundle.bin").exists()


@pytest.mark.parametrize(
    "damage", ["cut", *(pytest.param(each, marks=pytest.mark.full) for each in (b"", b"x" * 40, "longer"))]
)
def test_damaged_bundle(damage, bundle, monkeypatch, tmp_path):
    """A file that is damaged, truncated, or not a bundle at all is ignored."""
    import_bundle.save_bundle()
    file = tmp_path / "bundle.bin"
    whole = file.read_bytes()
    file.write_bytes(whole[:-9] if damage == "cut" else whole + b"x" if damage == "longer" else damage)
    again(monkeypatch)
    assert import_bundle._bundle == []
