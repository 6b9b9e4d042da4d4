#!/usr/bin/env bash
# Clients of ranges (aria2, zsync, players of films, wget -c, curl) ask a caching proxy that has nothing yet for parts of
# large objects. The origin counts what it sends.
#
#   ranges.sh untorn|nginx|slice   a line for each case: what clients asked for, what the origin sent (slice is nginx
#                                  that fetches files in slices of 1 MiB)
#
#   CASES        which (far aria2 zsync film player viewers wget parallel restart)
#   HUGE_BYTES   of the object that clients want only little of (4 GiB)
#   LARGE_BYTES  of those that are fetched as a whole (256 MiB)
#   BOUNDS       check, or report only: more from the origin than a case needs is a failure (check)
#   UNTORN       the program (untorn in the project's directory)
#   ORIGIN_PORT, PORT   where the origin and the proxy listen on 127.0.0.1 (8000, 8091)
#   STATE        where logs are kept (target/ranges)
#   TMPDIR       where the proxy stores, and clients write; removed afterwards (/var/tmp)
#
# Columns: what a client ended with; comparisons with the origin's bytes, and how many of them failed; bytes that clients
# asked for; requests to the origin, and bytes that it sent; those that it had sent before, without the 4 KiB at each end
# of a range that a proxy compares where parts join; seconds.
#
# The exit code is 0 if all clients got the origin's bytes for no more than the case needs, 1 if not, 3 if this
# machine cannot run it. Clients that are not installed are named, and left out.
set -eu

SYSTEM=${1:-}
CASES=${CASES:-far aria2 zsync film player viewers wget parallel restart}
HUGE_BYTES=${HUGE_BYTES:-$((4 << 30))}
LARGE_BYTES=${LARGE_BYTES:-$((256 << 20))}
BOUNDS=${BOUNDS:-check}
ORIGIN_PORT=${ORIGIN_PORT:-8000}
export PORT=${PORT:-8091}
. "$(dirname "$0")/../bench/common.sh"
STATE=${STATE:-$here/../../target/ranges}
UNTORN=${UNTORN:-$untorn}
. "$here/ranges/origin.sh"
. "$here/ranges/proxies.sh"
. "$here/ranges/clients.sh"

# Tenths of a second until the program listens: it may have to be built.
# shellcheck disable=SC2034 # common.sh uses it
PATIENCE=1800

# Bytes a second of the origin's answers for players: a whole film is not fetched in a moment.
FILM_RATE=$((32 << 20))

# What the origin may send beyond what clients ask for: units of 1 MiB are fetched, so a range costs two of them at most
# that it does not want.
MIB=$((1 << 20))

# What the origin may have sent already when a fetch comes to what another has brought: a receive window (tcp(7)), for
# each fetch whose end was not known when it began.
read -r _ _ WINDOW </proc/sys/net/ipv4/tcp_rmem

row() {
  printf '%-9s %-10s %-7s %9s %10s %11s %9s %12s %11s %8s\n' "$@"
}

# stage CASE NAME PATH SENT_MAX AGAIN_MAX COMMAND ...: runs a client, and tells what the origin sent for it, and whether
# that was more than SENT_MAX bytes, or more than AGAIN_MAX of them again (no bounds if empty).
stage() {
  local case=$1 name=$2 path=$3 most=$4 again_most=$5 began=$EPOCHREALTIME before after again sent seconds
  shift 5
  ended=well asked=0 compared=0 differing=0
  read -r -a before < <(account "$path")
  "$@"
  seconds=$(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $began }")
  read -r -a after < <(account "$path")
  sent=$((after[1] - before[1])) again=$((after[3] - before[3]))
  row "$case" "$name" $ended $compared $differing $asked $((after[0] - before[0])) $sent $again "$seconds"
  [ $ended = well ] && [ $differing = 0 ] || failures=$((failures + 1))
  if [ "$BOUNDS" = check ] && [ -n "$most" ] && { [ $sent -gt "$most" ] || [ $again -gt "$again_most" ]; }; then
    say "$case $name: the origin sent $sent bytes, $again of them again; $most and $again_most are enough"
    failures=$((failures + 1))
  fi
}

# What is missing, with the checks at the ends of what is there: at most so many ranges.
missing_of() {
  local sums
  read -r -a sums < <(account "$1")
  echo $(($(length_of "$1") - sums[2] + $2 * 8192))
}

run_far() {
  local path=/strong/$HUGE_BYTES/far
  stage far cold "$path" $((2 * MIB)) 0 range "$path" $((HUGE_BYTES / 4 * 3)) 100
  stage far again "$path" 0 0 range "$path" $((HUGE_BYTES / 4 * 3)) 100
  path=/strong/$HUGE_BYTES/near
  stage far near "$path" $((2 * MIB)) 0 range "$path" $((4 * MIB)) 100
}

run_aria2() {
  local path=/strong/$LARGE_BYTES/aria2
  # Its first connection asks for all.
  stage aria2 cold "$path" $((LARGE_BYTES + 64 * 8192 + WINDOW)) "$WINDOW" aria2 "$path"
  stage aria2 whole "$path" 0 0 whole "$path"
}

run_zsync() {
  local path=/file/zsync
  bytes_of /strong/0/zsync 0 $((LARGE_BYTES / 4)) >"$www/zsync"
  # A sixteenth, in 16 places.
  stage zsync cold "$path" $((LARGE_BYTES / 4 / 16 + 16 * 2 * MIB)) 0 zsync_update "$path"
  stage zsync whole "$path" "$(missing_of "$path" 32)" 0 whole "$path"
}

run_film() {
  local path=/file/film.mp4
  make_film
  stage film ffmpeg "$path" $(($(length_of "$path") + 16 * 8192 + WINDOW)) "$WINDOW" ffmpeg_seeks "$path"
  stage film whole "$path" "$(missing_of "$path" 32)" 0 whole "$path"
}

# The whole film goes on to be fetched after its viewer has left, so there is no bound but the rate.
run_player() {
  local path=/rate=$FILM_RATE/$HUGE_BYTES/player
  stage player seeks "$path" '' '' player "$path"
  stage player again "$path" '' '' player "$path"
}

run_viewers() {
  local path=/rate=$FILM_RATE/$HUGE_BYTES/viewers
  stage viewers two "$path" $((32 * MIB + 4 * MIB)) 0 viewers "$path"
}

run_wget() {
  local path=/strong/$LARGE_BYTES/wget
  stage wget continue "$path" $((LARGE_BYTES / 2 + 2 * MIB)) 0 wget_continue "$path" $((LARGE_BYTES / 2 - 12345))
  stage wget whole "$path" "$(missing_of "$path" 2)" 0 whole "$path"
}

run_parallel() {
  local path=/strong/$LARGE_BYTES/parallel
  stage parallel cold "$path" $((32 * 4 * MIB)) "$WINDOW" parallel "$path" 32 1
  stage parallel again "$path" $((64 * 8192)) 0 parallel "$path" 32 1
  stage parallel whole "$path" "$(missing_of "$path" 64)" 0 whole "$path"
  # An origin that knows no ranges sends all, once.
  path=/whole/$LARGE_BYTES/parallel
  stage parallel ignored "$path" $((LARGE_BYTES + WINDOW)) "$WINDOW" parallel "$path" 16 1
  stage parallel whole "$path" 0 0 whole "$path"
}

run_restart() {
  local path=/strong/$LARGE_BYTES/restart
  stage restart cold "$path" $((16 * 4 * MIB)) "$WINDOW" parallel "$path" 16 2
  stop_proxy TERM
  start_proxy
  stage restart stopped "$path" $((32 * 8192)) 0 parallel "$path" 16 2
  stage restart more "$path" $((16 * 4 * MIB)) "$WINDOW" parallel "$path" 16 3
  # What the proxy had not yet on its disk is fetched again.
  stop_proxy KILL
  start_proxy
  stage restart killed "$path" $((16 * 4 * MIB)) $((16 * 4 * MIB)) parallel "$path" 16 3
  stage restart whole "$path" "$(missing_of "$path" 64)" 0 whole "$path"
  stop_proxy KILL
  start_proxy
  stage restart all "$path" '' '' whole "$path"
}

lacks() {
  local tool
  for tool; do
    command -v "$tool" >/dev/null || { say "$case is left out: needs $tool"; return 0; }
  done
  return 1
}

tools_of() {
  case $1 in
    aria2) echo aria2c ;;
    zsync) echo zsync zsyncmake ;;
    film) echo ffmpeg ;;
    wget) echo wget ;;
  esac
}

clean_up() {
  local running
  [ -z "${proxy_pid:-}" ] || stop_proxy KILL
  running=$(jobs -p)
  # shellcheck disable=SC2086 # one word for each process
  [ -z "$running" ] || kill $running 2>/dev/null || :
  wait 2>/dev/null || :
  mkdir -p "$STATE"
  cp "$work"/*.log "$STATE" 2>/dev/null || :
  rm -rf "$work"
}

case $SYSTEM in
  untorn | nginx | slice) ;;
  *) give_up "usage: ranges.sh untorn|nginx|slice" ;;
esac
for tool in curl openssl cmp awk sha256sum; do
  command -v "$tool" >/dev/null || { say "needs $tool"; exit 3; }
done
find_java || { say "needs Java $JAVA_RELEASE_MIN or newer"; exit 3; }
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy

PROXY_URL=http://127.0.0.1:$PORT
work=$(mktemp -d "${TMPDIR:-/var/tmp}/untorn-ranges-XXXXXX")
www=$work/www
mkdir "$www"
failures=0
trap clean_up EXIT
trap 'exit 130' INT TERM
for port in "$ORIGIN_PORT" "$PORT"; do
  ! listens "$port" 2>/dev/null || give_up "port $port is taken: choose another ORIGIN_PORT or PORT"
done
start_origin
start_proxy
row case client ended compared differing asked requests origin again seconds
for case in $CASES; do
  # shellcheck disable=SC2046 # a list
  lacks $(tools_of "$case") || "run_$case"
done
[ $failures = 0 ]
