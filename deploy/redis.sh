#!/bin/sh
# Redis with a password: LINCE_REDIS_PASSWORD, or else one of its own, made once and kept where the API and the workers
# read it. Arguments are Redis' own.
set -eu
file=/var/lib/lince/redis-password
if [ ! -s "$file" ]; then
  # Whoever reads it finds all of it or no file.
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$file.new"
  chmod 444 "$file.new"
  sync
  mv "$file.new" "$file"
fi
password=${LINCE_REDIS_PASSWORD:-$(cat "$file")}
unset LINCE_REDIS_PASSWORD
quoted=$(printf %s "$password" | sed 's/[\\"]/\\&/g')
# Not among the arguments, which everybody sees in the list of processes.
exec redis-server - "$@" <<END
requirepass "$quoted"
END
