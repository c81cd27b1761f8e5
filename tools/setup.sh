#!/bin/sh
# Brings a bare Debian-like machine to where the product runs or its tests do.
# Usage: tools/setup.sh run|test. Quick when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."

say() { echo "[setup] $*"; }
fail() {
  say "$*" >&2
  exit 1
}

what=${1:-test}
case $what in
run) lock=requirements/base.lock ;;
test) lock=requirements/dev.lock ;;
*) fail "usage: tools/setup.sh run|test" ;;
esac

# --- Python 3.11 or later
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
python=
for name in python3 python3.14 python3.13 python3.12 python3.11; do
  if is_new_enough "$name"; then
    python=$name
    break
  fi
done
[ -n "$python" ] || fail "Python 3.11 or later is needed as python3; here: $(python3 --version 2>&1)"

# --- system packages: asked for only where something is really missing
venv_is_sound() { # it starts, and was made here: a copied one runs the programs of its origin
  is_new_enough .venv/bin/python && grep -qsF "$PWD/.venv/" .venv/bin/pip
}
with_venv=
venv_is_sound || with_venv=--venv
missing=$("$python" -m tools.missing "$what" $with_venv)
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || fail "Please install (by their Debian names):" $missing
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    fail "Please run as root: apt-get install -y --no-install-recommends" $missing
  fi
  say "installing" $missing
  $as_root sh tools/apt_install.sh $missing || fail "apt-get could not install:" $missing
fi

# --- Python packages, by hash
stamp_of() { cat "$1" requirements/tools.lock | sha256sum; }
is_installed() { [ "$(cat ".venv/.installed-$2" 2>/dev/null)" = "$(stamp_of "$1")" ]; }
if ! venv_is_sound; then
  say "making .venv with $("$python" --version)"
  "$python" -m venv --clear .venv
fi
# what the tests need holds what the product needs
if ! is_installed requirements/dev.lock test && ! is_installed "$lock" "$what"; then
  .venv/bin/python -m tools.install "$lock"
  stamp_of "$lock" >".venv/.installed-$what"
fi

# --- translations: .po to .mo
stale() {
  find . \( -name .git -o -name .venv -o -name var \) -prune -o -name '*.po' -print |
    while read -r po; do
      [ "${po%.po}.mo" -nt "$po" ] || echo "$po"
    done
}
if [ -n "$(stale)" ]; then
  DJANGO_SETTINGS_MODULE=hackathon.settings.local .venv/bin/python manage.py compile_messages
fi
