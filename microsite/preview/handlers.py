"""Answer requests: with pages of the last good site, and the preview's own files."""

from __future__ import annotations

import asyncio
import html
import mimetypes
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from tornado import web

from microsite.preview.builds import State
from microsite.preview.guarded import GuardedHandler
from microsite.preview.messages import digest_of, page_at, plain_report
from microsite.preview.served_page import OWN, Attributes, path_of, plain_path, with_preview

TEXT_TYPES = ("text/", "application/json", "application/xml", "image/svg+xml")


class PageHandler(GuardedHandler):
    """Serves the site from memory."""

    async def get(self) -> None:
        """Answer with a file of the last good site."""
        address = self.request.path
        if address.startswith(OWN):
            self._send_own_file(address.removeprefix(OWN))
            return
        state = self.context.builder.state
        if state is None or state.edition is None:
            self._send_waiting_page(state)
            return
        path = path_of(address, state)
        edition = state.edition
        if not edition.is_rendered(path):
            content = await _in_a_thread(partial(edition.content, path))
        else:
            content = edition.content(path)
        content = content if content is not None else self.context.kept_asset(path)
        if content is None or path in edition.pages:
            self._send_page(state, path, missing=content is None or path.rpartition("/")[2] == "404.html")
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith(TEXT_TYPES) else ""
        self.set_header("Content-Type", f"{kind}{charset}")
        self.send(content)

    async def head(self) -> None:
        """Answer like `get`, without the content."""
        await self.get()

    def _send_page(self, state: State, path: str, *, missing: bool) -> None:
        edition = state.edition
        assert edition
        page = page_at(path, edition)
        content = edition.content(page)
        self.context.keep_assets_of(edition)
        if missing:
            self.set_status(404)
        if content is None:
            raise web.HTTPError(404)
        as_of = state.choices.as_of
        clock = edition.site.clock.now.isoformat() if as_of else ""
        self._send_with_preview(content, path, digest_of(page, state), edition.style_path, clock)

    def _send_waiting_page(self, state: State | None) -> None:
        """Answer with a page that says what is wrong, or that the site is being built."""
        title = "The site is being built" if state is None else "This site cannot be shown yet"
        text = "It appears here by itself." if state is None else plain_report(state.problems) or state.bug
        page = self.context.own["no_site.html"].replace(b"{{ title }}", title.encode())
        page = page.replace(b"{{ report }}", html.escape(text).encode())
        self.set_status(200 if state is None else 500)
        self._send_with_preview(page, plain_path(self.request.path), "nothing", "", "")

    def _send_with_preview(self, content: bytes, path: str, digest: str, style: str, clock: str) -> None:
        attributes = Attributes(page=path, digest=digest, style=style, token=self.context.token, clock=clock)
        page, policies = with_preview(content, attributes, f"ws://{self.request.host}")
        self.clear_header("Content-Security-Policy")
        for policy in policies:
            self.add_header("Content-Security-Policy", policy)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.send(page)

    def _send_own_file(self, name: str) -> None:
        content = self.context.own.get(name)
        if content is None or name.endswith(".html"):
            raise web.HTTPError(404)
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.send(content)


async def _in_a_thread(render: Callable[[], bytes | None]) -> bytes | None:
    """Run something slow in a daemon thread; unlike a thread pool, it does not keep the program from ending."""
    rendered: Future[bytes | None] = Future()

    def run() -> None:
        try:
            rendered.set_result(render())
        except BaseException as error:
            rendered.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(rendered)
