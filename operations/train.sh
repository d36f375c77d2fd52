#!/bin/bash
# Makes the JVM's AOT cache of a service, which halves its start: train.sh DIRECTORY
#
# DIRECTORY holds service.jar, its libraries and jvm.options, as they will be run. The service is
# started there on a PostgreSQL that is made for this alone, answers some requests and is ended; its
# JVM writes DIRECTORY/service.aot then. Needs java and the programs of PostgreSQL 17 or later on the
# PATH, and another user than root, whom PostgreSQL refuses.
set -euo pipefail

directory=$1
port=18080
database_port=15432
scratch=$(mktemp -d)
token=

clean_up() {
  pg_ctl stop -D "$scratch/data" -m immediate -s || true
  rm -rf "$scratch"
}
trap clean_up EXIT

# Answers with what the service says: ask METHOD PATH [BODY]
ask() {
  { exec 3<> "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null || return 0
  printf '%s %s HTTP/1.0\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "$token" "${#3}" "${3-}" >&3
  tr -d '\0' <&3
  exec 3>&-
}

initdb -D "$scratch/data" -U comicpile --auth=trust > "$scratch/initdb.log"
pg_ctl start -D "$scratch/data" -l "$scratch/postgres.log" -w -s \
  -o "-p $database_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"

cd "$directory"
PILE_PORT=$port PILE_RATE_LIMITS=off PILE_KEYS_URL=http://127.0.0.1:$port/.well-known/jwks.json \
PILE_DATABASE_URL=jdbc:postgresql://127.0.0.1:$database_port/postgres \
PILE_DATABASE_USERNAME=comicpile PILE_DATABASE_PASSWORD=trusted \
  java @jvm.options -XX:AOTCacheOutput=service.aot -jar service.jar > "$scratch/service.log" 2>&1 &
service=$!
until ask GET /readyz "" | grep -q " 200"; do
  kill -0 $service 2> /dev/null || { cat "$scratch/service.log"; exit 1; }
  sleep 0.2
done

# What the other service would answer is a 404 here, which does no harm.
registered=$(ask POST /api/auth/register \
  '{"username":"reader","email":"reader@example.org","password":"an evening"}')
token=$(sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p' <<< "$registered")
for _ in {1..20}; do
  ask POST /api/threads/ '{"title":"Saga","format":"Comic","issues_remaining":9}'
  ask POST /api/roll/ ""
  ask POST /api/rate/ '{"rating":4.5,"issues_read":1}'
  ask GET /api/threads/ ""
  ask GET /api/session/current ""
  ask GET /health ""
done > "$scratch/answers"

kill -TERM $service
wait $service || true
test -s service.aot || { cat "$scratch/service.log"; exit 1; }
