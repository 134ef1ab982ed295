"""Draw a command window or a browser window around what the program prints or shows."""

import base64
from html import escape

from scripts.save_picture import save_picture
from tests.engines.browser import leave, new_context

#: The width of a picture in CSS pixels, and how many device pixels each of them has.
WIDTH, SHARPNESS = 860, 1.5
COLOURS = 32
STYLE = """
  body { margin: 0; background: #fff; }
  .window { box-sizing: border-box; width: 860px; border: 1px solid #767676; border-radius: 8px; overflow: hidden; }
  .bar { display: flex; gap: 12px; padding: 7px 14px; background: #e4e7ea; color: #1c2226; font: 14px "DejaVu Sans"; }
  .bar b { margin-inline-start: auto; font-weight: normal; letter-spacing: 12px; }
  .address { flex: 1; padding: 2px 12px; background: #fff; border-radius: 12px; }
  pre { margin: 0; padding: 12px 14px 16px; background: #14181b; color: #f2f2f2; font: 14px/1.45 "DejaVu Sans Mono";
        white-space: pre-wrap; overflow-wrap: anywhere; }
  .typed { color: #ffd866; font-weight: bold; }
  img { display: block; width: 100%; }
"""


class Artist:
    """Draws windows in a browser and saves pictures of them in a folder."""

    def __init__(self, browser, folder):
        """Take the browser to draw in and the folder to save to."""
        self.browser, self.folder, self.names = browser, folder, []

    def command_window(self, name, runs):
        """Draw a command window.

        Args:
            name: the name of the picture.
            runs: what is typed and what is printed, as (folder, command, answer); what is typed within the answer is
                between a pair of ``\\0``.
        """
        parts = []
        for folder, command, answer in runs:
            said = "".join(
                f'<span class="typed">{escape(part)}</span>' if at % 2 else escape(part)
                for at, part in enumerate(answer.split("\0"))
            )
            parts.append(f'{escape(folder)}&gt;<span class="typed">{escape(command)}</span>\n{said.rstrip()}\n')
        self._draw(name, f'<div class="bar">Command Prompt<b>–□×</b></div><pre>{chr(10).join(parts)}</pre>')

    def browser_window(self, name, address, shown, *, height, now=None, before=None):
        """Draw a browser's window with a page in it.

        Args:
            name: the name of the picture.
            address: where the page is.
            shown: the address to show in the picture.
            height: how much of the page to show, in CSS pixels.
            now: the time on the page's clock.
            before: called with the page before the picture is taken.
        """
        context = self._context(height)
        page = context.new_page()
        if now:
            page.clock.set_fixed_time(now)
        page.goto(address)
        if before:
            before(page)
        picture = base64.b64encode(page.screenshot()).decode()
        leave(page)
        context.close()
        bar = f'<div class="bar">← → ⟳<span class="address">{escape(shown)}</span></div>'
        self._draw(name, f'{bar}<img src="data:image/png;base64,{picture}" alt="">')

    def _context(self, height):
        size = {"width": WIDTH - 2, "height": height}
        return new_context(
            self.browser,
            viewport=size,
            color_scheme="light",
            device_scale_factor=SHARPNESS,
            locale="en-GB",
            timezone_id="Europe/London",
        )

    def _draw(self, name, inside):
        context = self._context(600)
        page = context.new_page()
        page.set_content(f'<meta charset="utf-8"><style>{STYLE}</style><div class="window">{inside}</div>')
        page.set_viewport_size({"width": WIDTH, "height": 600})
        picture = page.locator(".window").screenshot()
        context.close()
        save_picture(picture, self.folder / f"{name}.png", COLOURS)
        self.names.append(name)
