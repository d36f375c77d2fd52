#!/bin/sh
# Restores a backup of Comic Pile into an empty place. Nothing may run there.
#
#   operations/restore.sh FILE
#
# The environment is that of backup.sh. Ends with 0, with 1 if nothing was restored, and with 2 if it
# was called wrongly.
set -eu

if [ $# -ne 1 ] || [ -z "$1" ]; then
  echo "Usage: $0 FILE" >&2
  exit 2
fi

jar=${COMIC_PILE_JAR:-$(dirname "$0")/../standalone/target/comic-pile.jar}
if [ ! -f "$jar" ]; then
  echo "There is no $jar: build it with './mvnw -DskipTests package', or set COMIC_PILE_JAR." >&2
  exit 1
fi
java=java
if [ -n "${JAVA_HOME-}" ]; then
  java=$JAVA_HOME/bin/java
fi

exec "$java" -jar "$jar" restore "$1"
