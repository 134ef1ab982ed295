"""Draw cards, icons and pictures once per worker: none of them depends on the moment that a site is built for."""

from collections.abc import Callable
from typing import Any

from microsite.store import Input, Store

DRAWN = ("social card", "touch icon", "QR code", "picture")
_KEPT: dict[bytes, Any] = {}


class DrawnOnce(Store):
    """A store that shares pictures between sites; everything else is made afresh for each site."""

    def get(
        self, function: str, inputs: tuple[Input, ...], make: Callable[[], Any], kind: Any, *, in_memory: bool = True
    ) -> Any:
        """Return what was drawn before, or draw it."""
        if function not in DRAWN:
            return super().get(function, inputs, make, kind, in_memory=in_memory)
        key = self.key(function, *inputs)
        if key not in _KEPT:
            _KEPT[key] = make()
        return _KEPT[key]
