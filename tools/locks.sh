#!/bin/sh
# Writes requirements/*.lock anew from *.in: with hashes for every platform, and no address.
# Usage: tools/locks.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."
for name in base dev tools; do
  echo "[locks] requirements/$name.lock"
  .venv/bin/python -m tools.uv pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate "$@" \
    "requirements/$name.in" -o "requirements/$name.lock"
done
