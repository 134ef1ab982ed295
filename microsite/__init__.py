"""Turn a folder of Markdown and YAML into the website of a public consultation.

The names in `__all__` are the public interface and are stable; all others may change with any version. Everything is
imported lazily.
"""

import os
import sys

__version__ = "1.0.0"
__all__ = ("Location", "Problem", "Result", "Severity", "build")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from microsite.interface import Result, build
    from microsite.problems import Location, Problem, Severity

_HOMES = {
    "Location": "problems",
    "Problem": "problems",
    "Severity": "problems",
    "Result": "interface",
    "build": "interface",
}


def program_name() -> str:
    """Return what people type to run the program: `build.py` in a checkout, `microsite` if it is installed."""
    typed = os.path.basename(sys.argv[0]).lower() if sys.argv else ""
    if typed == "build.py" or typed.removesuffix(".exe") == "microsite":
        return typed.removesuffix(".exe")
    beside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "build.py")
    return "build.py" if os.path.isfile(beside) else "microsite"


def typed_program() -> str:
    """Return the whole command that runs it from the current folder, such as `python3 ../microsite/build.py`."""
    typed = sys.argv[0] if sys.argv else ""
    if os.path.basename(typed).lower() != "build.py":
        return program_name()
    return f"{'py' if os.name == 'nt' else 'python3'} {quoted(typed)}"


def quoted(word: str) -> str:
    """Return a word as it can be typed on a command line, in quotation marks if it has spaces or special characters."""
    plain = all(letter.isalnum() or letter in "./\\:_-+=,@~" for letter in word)
    return word if plain and word else f'"{word}"'


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'microsite' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"microsite.{_HOMES[name]}"), name)
