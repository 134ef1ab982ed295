"""Turn a folder of Markdown and YAML into the website of a public consultation.

The names in `__all__` are for other programs and stay as they are; all others may change with any version. Nothing is
imported before it is asked for.
"""

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


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'microsite' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"microsite.{_HOMES[name]}"), name)
