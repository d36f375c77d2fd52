# What both parts do: sourced by them.
# shellcheck shell=bash
set -euo pipefail

# Where the Comic Pile is that is played with.
url=

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

# await SECONDS WHAT COMMAND... until the command succeeds
await() {
  local until=$((SECONDS + $1))
  while ! ("${@:3}") > /dev/null 2>&1; do
    [ $SECONDS -lt $until ] || fail "$2 did not come about within $1 s"
    sleep 0.5
  done
  echo "  $2"
}

# pile METHOD PATH [JSON] asks $url as the one who has signed in
pile() {
  curl -sS --fail-with-body -m 20 -b "$cookies" -c "$cookies" -X "$1" "$url$2" \
    -H "Authorization: Bearer $token" -H "Content-Type: application/json" ${3:+-d "$3"}
}

# sign_in register|login NAME
sign_in() {
  cookies=$(mktemp -p "$CONTAINERS")
  token=
  token=$(pile POST "/api/auth/$1" \
    "{\"username\": \"$2\", \"email\": \"$2@example.org\", \"password\": \"correct horse\"}" \
    | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
}

# play NAME: an evening of a new reader
play() {
  sign_in register "$1"
  pile POST /api/threads/ '{"title": "Saga", "format": "Trade", "issues_remaining": 9}' > /dev/null
  pile POST /api/roll/ > /dev/null
  pile POST /api/rate/ '{"rating": 4.5, "issues_read": 1}' > /dev/null
  remembers "$1"
}

# remembers NAME: whether that evening is still there
remembers() {
  sign_in login "$1"
  pile GET /api/threads/ | grep -q '"title":"Saga".*"issues_remaining":8.*"last_rating":4.5' \
    || fail "the evening of $1 is not there"
  echo "  the evening of $1 is there"
}
