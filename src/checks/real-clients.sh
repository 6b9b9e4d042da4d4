#!/usr/bin/env bash
# apt and Maven, unmodified but for their mirror setting, install and build through a caching proxy. The origin is
# nginx on this machine, over a repository of each; the proxy needs nobody else.
#
#   real-clients.sh PROXY_URL     a line for each stage and client
#
#   cold      nothing is stored yet (the caller sees to that)
#   warm      the same again, by clients that have nothing
#   offline   again, without the origin
#   setting   apt with the proxy as its proxy setting: requests in absolute form for http://127.0.0.1:ORIGIN_PORT/
#   killed    further large files: the origin is killed in the middle of them, and started again
#
# After each stage all files that a client took for complete are compared with the origin's. The exit code is 0 if
# every client got all it asked for, and every file was the origin's; 1 if not; 3 if this machine lacks what the check needs.
# What the origin sent is of responses that it ended: what it was killed in is not among them.
#
# An nginx that passes: DIRECTIVES='proxy_cache_valid 200 1h; proxy_cache_use_stale error timeout;' caches.sh start 8000
#
#   ORIGIN_PORT  where the origin listens on 127.0.0.1: the proxy's origin (8000)
#   STATE        where logs are kept (target/real-clients)
#   TMPDIR       where repositories are, which are removed afterwards (/var/tmp)
#   MAVEN_FROM   the local repository that artifacts come from (~/.m2/repository)
set -eu

ORIGIN_PORT=${ORIGIN_PORT:-8000}
PATH=$PATH:/usr/sbin:/sbin
. "$(dirname "$0")/../bench/common.sh"
STATE=${STATE:-$here/../../target/real-clients}
. "$here/real-clients/origin.sh"
. "$here/real-clients/apt.sh"
. "$here/real-clients/maven.sh"

# So often a client is started where the origin was killed: it goes on with what it has. Elsewhere once is enough.
ATTEMPTS_KILLED=5

# Tenths of a second until the origin has sent enough: Maven alone takes seconds to start.
# shellcheck disable=SC2034 # common.sh uses it
PATIENCE=600

# Seconds that the killed origin stays away.
AWAY_SECONDS=2

cannot() {
  say "$@"
  exit 3
}

# compare FILE ORIGINAL
compare() {
  compared=$((compared + 1))
  cmp -s "$1" "$2" || { differing=$((differing + 1)); say "$1 is not $2"; }
}

clean_up() {
  local running
  kill_origin
  running=$(jobs -p)
  # shellcheck disable=SC2086 # one word for each process
  [ -z "$running" ] || kill $running 2>/dev/null || :
  wait 2>/dev/null || :
  mkdir -p "$STATE"
  cp "$work"/*.log "$STATE" 2>/dev/null || :
  rm -rf "$work"
}

row() {
  printf '%-8s %-6s %-7s %8s %6s %10s %16s %13s %8s\n' "$@"
}

# stage NAME CLIENT ATTEMPTS COMMAND ...: until it succeeds, so often at most; compares after each attempt.
stage() {
  local name=$1 client=$2 attempts_max=$3 began=$EPOCHREALTIME attempt=0 ended=failed account
  shift 3
  compared=0 differing=0
  while [ $attempt -lt "$attempts_max" ] && [ $ended = failed ]; do
    attempt=$((attempt + 1))
    if "$@"; then ended=well; fi
    "${client}_compare"
  done
  [ $ended = well ] && [ $differing = 0 ] || failures=$((failures + 1))
  read -r -a account < <(origin_account)
  row "$name" "$client" $ended $attempt $compared $differing "${account[@]}" \
    "$(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $began }")"
}

apt_through() {
  apt_install "$@" && apt_installed "$@"
}

# Checksums must agree.
maven_through() {
  maven "$maven_repository" "${PROXY_URL%/}/maven" "$1" --strict-checksums
}

is_in_the_middle_or_ended() {
  is_in_the_middle || ended "$1"
}

# A client's command beside an origin that goes in the middle of what it sends, and comes again.
while_origin_is_killed() {
  local client
  if [ "$killed" = 1 ]; then "$@"; return; fi
  "$@" &
  client=$!
  if await is_in_the_middle_or_ended $client && is_in_the_middle; then
    killed=1
    kill_origin
    sleep $AWAY_SECONDS
    start_origin
  else
    say "the origin was not asked for so much that it could be killed in the middle"
    failures=$((failures + 1))
  fi
  wait $client
}

all_stages() {
  local small=("${PACKAGES[@]}" untorn-large) project name
  project=$(maven_project "$small_dependency" "$large_dependency")
  row stage client ended attempts files differing origin-responses origin-bytes seconds
  for name in cold warm offline; do
    [ $name != offline ] || kill_origin
    new_apt "$PROXY_URL" DIRECT
    stage $name apt 1 apt_through "${small[@]}"
    new_maven
    stage $name maven 1 maven_through "$project"
  done
  start_origin
  new_apt "http://127.0.0.1:$ORIGIN_PORT/" "$PROXY_URL"
  stage setting apt 1 apt_through "${small[@]}"
  kill_origin && start_origin && killed=0
  new_apt "$PROXY_URL" DIRECT
  stage killed apt $ATTEMPTS_KILLED while_origin_is_killed apt_through untorn-slow
  kill_origin && start_origin && killed=0
  new_maven
  stage killed maven $ATTEMPTS_KILLED while_origin_is_killed maven_through "$(maven_project "$slow_dependency")"
}

[ $# = 1 ] || give_up "usage: real-clients.sh PROXY_URL"
PROXY_URL=$1
for tool in nginx ss openssl awk $(apt_tools) $(maven_tools); do
  command -v "$tool" >/dev/null || cannot "needs $tool"
done
# The clients ask the proxy named here, and no other.
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy MAVEN_ARGS MAVEN_OPTS

work=$(mktemp -d "${TMPDIR:-/var/tmp}/untorn-clients-XXXXXX")
chmod 755 "$work"
www=$work/www
mkdir -p "$www/maven"
origin_pid='' failures=0
trap clean_up EXIT
trap 'exit 130' INT TERM
! listens "$ORIGIN_PORT" 2>/dev/null || give_up "port $ORIGIN_PORT is taken: choose another ORIGIN_PORT"
make_apt_repository
make_maven_repository
find "$www" -type f -exec touch -d "$FILES_DATE" {} +
touch "$work/origin-access.log"
start_origin
all_stages
[ $failures = 0 ]
