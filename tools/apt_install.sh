#!/bin/sh
# Installs Debian packages without a question, and without starting the services they bring.
# Usage (as root): tools/apt_install.sh PACKAGE...
set -eu
export DEBIAN_FRONTEND=noninteractive

policy=/usr/sbin/policy-rc.d # what every package asks before it starts a service; 101 means no
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi

apt-get update -qq </dev/null || echo "apt-get update failed; trying with the lists of before." >&2
apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" \
  </dev/null >/dev/null

if [ -d /run/systemd/system ]; then # nor at the next start of the machine
  for package in "$@"; do
    case $package in
    nginx | postgresql | redis-server) systemctl disable --quiet "$package" 2>/dev/null || : ;;
    esac
  done
fi
