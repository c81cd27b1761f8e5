#!/bin/sh
# Puts a backup back: into an empty database and an empty media folder, or not at all.
# Usage: DATABASE_URL=... SHANYRAQ_MEDIA=... deploy/restore.sh FOLDER_OF_THE_BACKUP
set -eu
umask 077
[ $# = 1 ] || { echo "usage: deploy/restore.sh FOLDER_OF_THE_BACKUP" >&2; exit 64; }
fail() { echo "$*" >&2; exit 1; }

(cd "$1" && sha256sum --check --quiet SHA256SUMS) || fail "The backup is damaged: nothing was done."
tables=$(psql --no-psqlrc --tuples-only --no-align --command \
  "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" "$DATABASE_URL")
[ "$tables" = 0 ] || fail "The database is not empty: nothing was done."
mkdir -p "$SHANYRAQ_MEDIA"
[ -z "$(ls -A "$SHANYRAQ_MEDIA")" ] || fail "The media folder is not empty: nothing was done."

pg_restore --single-transaction --exit-on-error --no-owner --no-privileges \
  --dbname="$DATABASE_URL" "$1/database.dump"
tar -C "$SHANYRAQ_MEDIA" -xpf "$1/media.tar"
echo "restored from $1"
