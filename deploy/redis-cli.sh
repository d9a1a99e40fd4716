#!/bin/sh
# redis-cli that knows the password, and shows it to nobody in the list of processes.
set -eu
REDISCLI_AUTH=${LINCE_REDIS_PASSWORD:-$(cat /var/lib/lince/redis-password)}
export REDISCLI_AUTH
exec redis-cli -e "$@"
