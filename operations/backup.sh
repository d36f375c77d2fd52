#!/bin/sh
# Backs Comic Pile up, while it runs, into a new file in a directory, and says which.
#
#   operations/backup.sh [--keep N] DIRECTORY
#
# Environment:
#   COMIC_PILE_JAR  the program: comic-pile.jar (the default, in standalone/target) for the
#                   one-process program, command-service.jar for services on a PostgreSQL
#   JAVA_HOME       a Java 25; else the java on the PATH is taken
#   PILE_DATA_DIR, or PILE_DATABASE_URL, PILE_DATABASE_USERNAME and PILE_DATABASE_PASSWORD
#                   what is backed up, as for the program itself
#
# Ends with 0, with 1 if the backup failed, and with 2 if it was called wrongly. With --keep, older
# backups in the directory are deleted after a good one, so that N are left.
set -eu
umask 077

usage() {
  echo "Usage: $0 [--keep N] DIRECTORY" >&2
  exit 2
}

keep=0
if [ "${1-}" = "--keep" ]; then
  keep=${2-}
  case $keep in
    '' | *[!0-9]* | 0*) usage ;;
  esac
  shift 2
fi
if [ $# -ne 1 ] || [ -z "$1" ]; then
  usage
fi
directory=$1
if [ ! -d "$directory" ]; then
  echo "There is no directory $directory for the backups." >&2
  exit 1
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

# A name that sorts by time, made by nobody else.
"$java" -jar "$jar" backup "$directory/comic-pile-$(date -u +%Y%m%dT%H%M%SZ)-$$.zip"

if [ "$keep" -gt 0 ]; then
  set -- "$directory"/comic-pile-[0-9]*T[0-9]*Z-[0-9]*.zip
  while [ $# -gt "$keep" ]; do
    rm -f -- "$1"
    shift
  done
fi
