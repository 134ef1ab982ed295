"""From a save to the page that shows it, in the preview, beside `hugo server` on a site of the same size."""

import argparse
import contextlib
import http.client
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench_modes.sample_site import write_sample_site

ROOT = Path(__file__).resolve().parent.parent.parent
#: At most so much of the time that hugo needs in the same turn, by the number of chapters.
MOST = {12: 0.2, 1000: 0.4}
LAYOUT = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"
LIST = LAYOUT.replace("{{ .Content }}", "{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}")
CONFIG = 'baseURL = "http://127.0.0.1/"\ntitle = "A plan"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench live", description=__doc__)
    parser.add_argument("chapters", nargs="*", type=int, default=[12, 1000], help="how many; else 12 and 1,000")
    parser.add_argument("--saves", type=int, default=20, help="of how many saves the median is taken")
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="hugo's program; else the one in the path")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between one save seen and the next")
    chosen = parser.parse_args(arguments)
    print("chapters      preview         hugo  ratio  at most")
    slow = False
    for count in chosen.chapters:
        slow |= _measure(count, chosen)
    return int(slow)


def _measure(count, chosen):
    """Save in both turn by turn, and compare the times of one turn, so that a busy machine slows both."""
    with contextlib.ExitStack() as ended:
        folder = Path(ended.enter_context(tempfile.TemporaryDirectory()))
        site = folder / "site"
        write_sample_site(site, count)
        sides = [_Side(ended, site, "preview", [sys.executable, str(ROOT / "build.py"), "serve", "--port", "PORT"])]
        if chosen.hugo:
            other = _hugo_site(site, folder / "hugo")
            command = [chosen.hugo, "server", "--port", "PORT", "--renderToMemory", "--disableLiveReload=false"]
            sides.append(_Side(ended, other, "hugo", command))
        for number in range(2):
            for side in sides:
                side.save(-number)
        turns = []
        for number in range(1, chosen.saves + 1):
            turns.append([side.save(number) for side in sides])
            time.sleep(chosen.pause)
    return _told(count, turns)


def _told(count, turns):
    medians = [statistics.median(times) for times in zip(*turns, strict=True)]
    if len(medians) == 1:
        print(f"{count:8,}  {medians[0] * 1000:8.0f} ms  (no hugo was found; name it with --hugo)")
        return False
    ratio = statistics.median(ours / theirs for ours, theirs in turns)
    most = MOST.get(count, max(MOST.values()))
    print(f"{count:8,}  {medians[0] * 1000:8.0f} ms  {medians[1] * 1000:8.0f} ms  {ratio:5.2f}  {most}", flush=True)
    return ratio > most


class _Side:
    """A server that follows what is saved."""

    def __init__(self, ended, site, name, command):
        self.site, self.port = site, _free_port()
        self.file = sorted((site / "content").rglob("*.md"))[len(list((site / "content").rglob("*.md"))) // 2]
        stem = re.sub(r"^\d+-", "", self.file.stem)
        self.path = f"/{stem}.html" if name == "preview" else f"/{self.file.stem}/"
        given = [str(self.port) if word == "PORT" else word for word in command]
        process = subprocess.Popen(
            given, cwd=site, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        ended.callback(process.wait)
        ended.callback(process.terminate)
        self.written = self.file.read_text(encoding="utf-8")
        self._wait_for("", 600)

    def save(self, number):
        """Save a chapter, and give the seconds until its page shows it."""
        mark = f"Saved for the {number}th time."
        started_s = time.perf_counter()
        self.file.write_text(f"{self.written}\n\n{mark}\n", encoding="utf-8")
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


def _hugo_site(site, folder):
    """Write the same chapters as a site of hugo's, with the least that draws them."""
    shutil.copytree(site / "content", folder / "content")
    for name, text in (("single", LAYOUT), ("list", LIST), ("index", LIST)):
        file = folder / "layouts" / ("_default" if name != "index" else "") / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "hugo.toml").write_text(CONFIG, encoding="utf-8")
    return folder


def _free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]
