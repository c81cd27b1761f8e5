#!/bin/sh
# Writes database and media into a new folder of their own, with checksums.
# Usage: DATABASE_URL=... SHANYRAQ_MEDIA=... deploy/backup.sh FOLDER. It prints the new folder.
set -eu
umask 077 # it holds personal data
[ $# = 1 ] || { echo "usage: deploy/backup.sh FOLDER" >&2; exit 64; }

target="$1/$(date -u +%Y%m%dT%H%M%SZ)"
mkdir -p "$1"
mkdir "$target.part"
# The database first: what it names was in the media folder by then, and files are never changed.
pg_dump --format=custom --no-owner --no-privileges --file="$target.part/database.dump" "$DATABASE_URL"
tar -C "$SHANYRAQ_MEDIA" -cf "$target.part/media.tar" .
(cd "$target.part" && sha256sum database.dump media.tar >SHA256SUMS)
mv "$target.part" "$target" # a folder without .part is whole
echo "$target"
