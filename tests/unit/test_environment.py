"""Templates as pages use them: compiled once, with values shared by all of them."""

import os

import pytest
from jinja2 import UndefinedError

from microsite.render.environment import Templates, make_environment, share
from microsite.store import Store


def drawn(folder, name="page.html", **values):
    """Render a template in a new environment."""
    environment = make_environment(Templates(engine=folder), Store())
    share(environment, values)
    return environment.get_template(name).render()


def test_a_changed_template_is_compiled_anew(tmp_path):
    """A template that has changed is rendered as it is now, even if its file has the old modification time."""
    page = tmp_path / "page.html"
    page.write_text("one {{ word }}", encoding="utf-8")
    assert drawn(tmp_path, word="a") == "one a"
    before = page.stat()
    page.write_text("two {{ word }}", encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert drawn(tmp_path, word="<b>") == "two &lt;b&gt;"


def test_equal_names_keep_apart(tmp_path):
    """Templates of the same name in two folders are different templates."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(name, encoding="utf-8")
    assert [drawn(tmp_path / name) for name in ("first", "second", "first")] == ["first", "second", "first"]


def test_shared_values_reach_imported_macros(tmp_path):
    """A macro sees the shared values of its own environment only."""
    (tmp_path / "macro.html").write_text("{% macro said() %}{{ word }}{% endmacro %}", encoding="utf-8")
    (tmp_path / "page.html").write_text("{% from 'macro.html' import said %}{{ said() }}", encoding="utf-8")
    assert drawn(tmp_path, word="a") == "a"
    assert drawn(tmp_path, word="b") == "b"
    with pytest.raises(UndefinedError):
        drawn(tmp_path)
