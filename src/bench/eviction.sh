#!/usr/bin/env bash
# Whether who reads what is stored waits for evictions: how long hits of one object take while nothing else happens,
# while other objects are fetched into a cache that has room for them, and while they go through one that is full.
# The second is the control: it costs the processors as much, and evicts nothing.
#
#   eviction.sh [DIR]   what is fetched and stored is below DIR (/var/tmp), and removed afterwards
#
#   OBJECTS    that are fetched, of 100 KiB each (4000)
#   ROOM       of the cache that is full (100MiB)
#   RATE       hits per second (200)
#   SECONDS_EACH   of a phase (20)
#   PORT       of the origin; the next one is the proxy's (18640)
set -eu

OBJECTS=${OBJECTS:-4000}
ROOM=${ROOM:-100MiB}
RATE=${RATE:-200}
SECONDS_EACH=${SECONDS_EACH:-20}
PORT=${PORT:-18640}
. "$(dirname "$0")/common.sh"

work=$(mktemp -d "${1:-/var/tmp}/untorn-eviction-XXXXXX")
STATE=$work/state
proxy=http://127.0.0.1:$((PORT + 1))

clean_up() {
  stop_all
  rm -rf "$work"
}

# start NAME PORT ARGUMENT ...: a server of ours, on any admin port.
start() {
  local name=$1 port=$2
  shift 2
  can_start "$name" "$port"
  UNTORN_ADMIN_PORT=0 "$untorn" "$@" --port "$port" >"$STATE/$name.log" 2>&1 &
  echo $! >"$STATE/$name.pid"
  has_started "$name" "$port"
}

# stop NAME: ends it, if it runs.
stop() {
  local pid
  [ -e "$STATE/$1.pid" ] || return 0
  pid=$(cat "$STATE/$1.pid")
  kill "$pid" 2>/dev/null || :
  wait "$pid" || :
  rm "$STATE/$1.pid"
}

# hits PHASE: has the hits measured, and prints a row.
hits() {
  "$untorn" bench "$proxy/wanted" --connections 8 --rate "$RATE" --duration "${SECONDS_EACH}s" \
    --quiet --json "$work/$1.json" >/dev/null
  jq -r --arg phase "$1" '.series[0].latency_nanos | [.p50, .p99, .max]
    | "| \($phase) | " + (map(if . then . / 1e6 * 100 | round / 100 | tostring else "?" end) | join(" | ")) + " |"' \
    "$work/$1.json"
}

# scan PHASE SIZE: the same, while the objects go through a proxy of that size.
scan() {
  start proxy $((PORT + 1)) proxy "http://127.0.0.1:$PORT" --cache "$(mktemp -d "$work/cache-XXXX")" --size "$2"
  curl -sSf -o /dev/null "$proxy/wanted" -o /dev/null "$proxy/wanted"
  [ "$1" = quiet ] || {
    "$untorn" warm "$proxy" "$work/list" --quiet >"$work/$1.log" 2>&1 &
    echo $! >"$STATE/warm.pid"
  }
  hits "$1"
  stop warm
  stop proxy
}

mkdir -p "$STATE" "$work/files"
trap clean_up EXIT
trap 'exit 1' INT TERM
for ((i = 0; i < OBJECTS; i++)); do
  truncate -s 100K "$work/files/$i"
  echo "/$i"
done >"$work/list"
truncate -s 100K "$work/files/wanted"
find "$work/files" -type f -exec touch -d '30 days ago' {} +
start origin "$PORT" serve "$work/files"
echo "| While | p50, ms | p99, ms | longest, ms |"
echo "|---|---|---|---|"
scan quiet 10GiB
scan fetched 10GiB
scan evicted "$ROOM"
