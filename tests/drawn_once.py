"""What is drawn as pixels is drawn once for each worker: cards, icons and pictures know nothing of a site's moment."""

from collections.abc import Callable
from typing import Any

from microsite.store import Input, Store

DRAWN = ("social card", "touch icon", "QR code", "picture")
_KEPT: dict[bytes, Any] = {}


class DrawnOnce(Store):
    """Takes pictures from the sites before; all else is made anew for each site."""

    def get(
        self, function: str, inputs: tuple[Input, ...], make: Callable[[], Any], kind: Any, *, in_memory: bool = True
    ) -> Any:
        """Give what was drawn before, or make it."""
        if function not in DRAWN:
            return super().get(function, inputs, make, kind, in_memory=in_memory)
        key = self.key(function, *inputs)
        if key not in _KEPT:
            _KEPT[key] = make()
        return _KEPT[key]
