"""Installs a lock file into the environment whose Python runs this, everything by its hash.

Usage: .venv/bin/python -m tools.install LOCK. uv is five times as fast as pip; where it fails for
any reason, pip does the work.
"""

import subprocess
import sys

from tools import uv


def install(lock: str) -> int:
    """Install what a lock file lists, and give the exit code."""
    print(f"[setup] installing Python packages: {lock}", flush=True)
    python = ["--python", sys.executable]
    if uv.run("pip", "install", "--quiet", *python, *uv.BY_HASH, lock) == 0:
        return 0
    print("[setup] uv could not do it; pip needs a minute", flush=True)
    return subprocess.run([*uv.PIP, "install", "-qq", *uv.BY_HASH, lock], check=False).returncode


if __name__ == "__main__":
    sys.exit(install(sys.argv[1]))
