"""uv, configured as pip is on this machine.

Usage: .venv/bin/python -m tools.uv ARGUMENT... runs uv. It is installed by pip and by hash; its
own settings are left alone, and where it has none it is told pip's, which it would not read.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

PIP = [sys.executable, "-m", "pip"]
BY_HASH = ["--require-hashes", "--only-binary", ":all:", "--requirement"]
UV = Path(sys.executable).parent / "uv"  # beside this Python, in the same environment
SECTIONS = ["global", "install", ":env:"]  # of pip's settings: a later one outweighs
NAMES = {  # pip's settings, and the variables by which uv takes the same
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
}


def translate(listing: str) -> dict[str, str]:
    """Turn what `pip config list` prints into variables for uv."""
    variables = {
        "UV_INDEX_STRATEGY": "unsafe-best-match",  # like pip; the hashes make it safe
        "UV_PYTHON_DOWNLOADS": "never",
    }
    for section in SECTIONS:
        for line in listing.splitlines():
            key, _, value = line.partition("=")
            name = NAMES.get(key.removeprefix(f"{section}."))
            if name:
                words = str(ast.literal_eval(value)).split()
                variables[name] = ("," if name == "UV_FIND_LINKS" else " ").join(words)
    return variables


def run(*arguments: str) -> int:
    """Run uv, installing it first, and give the exit code."""
    lock = "requirements/tools.lock"
    code = subprocess.run([*PIP, "install", "-qq", *BY_HASH, lock], check=False).returncode
    if code != 0:
        return code
    pip = subprocess.run([*PIP, "config", "list"], check=True, capture_output=True, text=True)
    environment = translate(pip.stdout) | os.environ
    return subprocess.run([UV, *arguments], check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
