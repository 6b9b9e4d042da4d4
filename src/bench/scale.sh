#!/usr/bin/env bash
# What grows with what, and what is disturbed by what, with one command. Most of an hour.
#
#   scale.sh [DIR [OPTION ...]]   over a new directory below DIR (/var/tmp), which is removed
#                                 afterwards; further options go to untorn bench
#
# RESULTS (target/bench) holds scale.md afterwards, a table for each part.
#
#   PARTS     those wanted (all of them):
#             files        so many files of 1 KiB, each asked for as often
#             connections  so many that ask for 1 KiB
#             versions     10 files of 1 KiB, while so many others have been asked for once
#             leases       10 files of 40 KiB, likewise, sent under leases
#             cold         1 KiB at a constant rate, beside downloads that no page cache holds
#             readers      memory with 1,000 slow readers of 1 GiB
#             idle         memory with 10,000 silent connections
#   FILES, CONNECTED, VERSIONS, LEASES   the numbers, as "10 1000"
#   SECONDS_COLD   for each server (10)
#   MODES, ROUNDS, DURATION, WARMUP, SERVER_CPUS, CLIENT_CPUS, PEERS, PORT, STATE   as in common.sh
#
# A short run: DURATION=3s ROUNDS=3 WARMUP=2s MODES=auto scale.sh
set -eu

PARTS=${PARTS:-files connections versions leases cold readers idle}
FILES=${FILES:-10 1000 10000 100000}
CONNECTED=${CONNECTED:-10 100 1000 10000}
VERSIONS=${VERSIONS:-10 1000 10000 30000}
LEASES=${LEASES:-10 100 1000 10000}
SECONDS_COLD=${SECONDS_COLD:-10}
MODES=${MODES:-auto,guarded}
PEERS=${PEERS:-nginx}
PORT=${PORT:-8081}
STATE=${STATE:-/tmp/untorn-peers}
export PEERS PORT STATE
. "$(dirname "$0")/common.sh"
set_up "$@"

# Where one server is looked at alone.
own_port=$((PORT + 10))
pinning=()
[ -z "$SERVER_CPUS" ] || pinning=(taskset -c "$SERVER_CPUS")

# The rate is each download's own, so that the disk and not the processor is what they wait for.
COLD_FILES=4
COLD_RATE=50MiB

READERS=1000
READER_RATE=20KiB
IDLE=10000

# For connections to be made, and for what was made meanwhile to be old.
SETTLING_SECONDS=10

line() {
  echo "$*" | tee -a "$RESULTS/scale.md"
}

# begin TITLE COLUMN ...
begin() {
  say "$1"
  line ""
  line "**$1**"
  line ""
  shift
  line "| $(printf '%s | ' "$@" | sed 's/ | $//') |"
  line "|$(printf -- '---|%.0s' "$@")"
}

# column NAME COLUMN: of a table in a report, a line for each server.
column() {
  awk -F '  +' -v wanted="$2" '
    /^case / { at = 0; for (i = 1; i <= NF; i++) if ($i == wanted) at = i; next }
    !NF { at = 0 }
    at { print $at }' "$RESULTS/$1.txt"
}

# row LABEL NAME: processor time for a request and p99 of each server.
row() {
  paste -d '|' <(column "$2" "CPU µs/request") <(column "$2" p99) \
    | awk -F '|' -v label="$1" '
        { cells = cells " " $1 " µs, " $2 " |" }
        END { print "| " label " |" cells }' | tee -a "$RESULTS/scale.md"
}

# names: the servers in their order.
names() {
  # shellcheck disable=SC2086 # lists of words
  printf '%s\n' ${MODES//,/ } ${PEERS}
}

# curve TITLE: the head of a table of rows.
curve() {
  mapfile -t columns < <(names)
  begin "$1" "" "${columns[@]}"
}

# make COUNT BYTES: so many files.
make() {
  rm -rf "$served/many"
  mkdir "$served/many"
  head -c $(($1 * $2)) /dev/urandom | split -b "$2" -a 6 -d - "$served/many/"
}

# weigh HOT: a list of all files, with HOT of them asked for nearly always, or each alike.
weigh() {
  find "$served/many" -type f -printf '/many/%f\n' | LC_ALL=C sort \
    | awk -v hot="$1" -v most=$WEIGHTS_MAX '
        { path[NR] = $0 }
        END { for (n = 1; n <= NR; n++) print n <= hot ? int((most - NR) / hot) : 1, path[n] }' \
      >"$served/mix"
}

files() {
  curve "CPU for a request and p99, of so many files of 1 KiB"
  for count in $FILES; do
    make "$count" 1024
    weigh 0
    load "scale-files-$count" --mix "$served/mix"
    row "$count" "scale-files-$count"
  done
}

connections() {
  curve "CPU for a request and p99, of so many connections, 1 KiB"
  for count in $CONNECTED; do
    load "scale-connections-$count" --size 1KiB --connections "$count"
    row "$count" "scale-connections-$count"
  done
}

# held NAME SIZE COUNT ...: 10 files of so many KiB, beside so many others that were asked for once.
held() {
  local name=$1 size=$2
  shift 2
  curve "CPU for a request and p99, 10 files of $size KiB beside so many $name"
  for count in "$@"; do
    make $((count + 10)) $((size * 1024))
    weigh 10
    load "scale-$name-$count" --mix "$served/mix"
    row "$count" "scale-$name-$count"
  done
}

versions() {
  # shellcheck disable=SC2086 # a list
  held versions 1 $VERSIONS
}

# Larger than what is kept in memory, so that each is leased, and has its descriptor.
leases() {
  # shellcheck disable=SC2086 # a list
  held leases 40 $LEASES
}

# start SERVER: a mode of Untorn, or one of the peers; sets pid and port.
start() {
  case $1 in
    nginx | lighttpd | h2o)
      port=$PORT
      PEERS=$1 WORKERS=1 CPUS=$SERVER_CPUS "$here/peers.sh" start "$served" >/dev/null
      pid=$(worker "$(cat "$STATE/$1.pid")")
      ;;
    *)
      port=$own_port
      "${pinning[@]}" "$untorn" serve "$served" --mode "$1" --threads 1 --port "$port" \
        --admin-port off >"$RESULTS/scale-server.log" 2>&1 &
      pid=$!
      await listens "$port" || give_up "$1 does not listen"
      ;;
  esac
}

# The process that has the connections.
worker() {
  pgrep -P "$1" | head -n 1 | grep . || echo "$1"
}

finish() {
  case $1 in
    nginx | lighttpd | h2o) "$here/peers.sh" stop ;;
    *)
      kill "$pid"
      wait "$pid" || :
      ;;
  esac
}

# ask OPTION ...: of the server that was started.
ask() {
  pinned "$CLIENT_CPUS" "$untorn" bench "http://127.0.0.1:$port/" --quiet "$@"
}

# So that Java has compiled what the server needs.
heat() {
  ask --path /warm --duration 5s --warmup 0s >/dev/null
}

# Requests come as they are due, so that each that was held up counts.
warm() {
  ask --path /warm --rate 1000 --connections 16 --duration "${SECONDS_COLD}s" --warmup 1s \
    >"$RESULTS/$1.txt"
  column "$1" p99
}

# downloads SECONDS: of files of 1 GiB, each by one.
downloads() {
  ask --mix "$served/colds" --connections "$COLD_FILES" --read-rate "$COLD_RATE" --duration "$1s" \
    --warmup 0s >"$RESULTS/scale-downloads.txt"
}

# Drops files from the page cache (posix_fadvise), opened for reading: no lease is broken by it.
forget() {
  local file
  sync "$served"/cold-*
  for file in "$served"/cold-*; do
    dd if="$file" iflag=nocache count=0 status=none
  done
}

# beside NAME: p99 of warm requests while files are downloaded.
beside() {
  downloads $((SECONDS_COLD + 4)) &
  local loading=$!
  sleep 1
  warm "$1"
  wait "$loading"
}

# The same downloads from the page cache tell what is due to the disk alone.
cold() {
  begin "p99 of 1 KiB at 1,000/s, beside $COLD_FILES downloads of $COLD_RATE/s each" \
    "" "quiet" "beside cold files" "beside files in the page cache" "cold downloads, MB/s"
  head -c 1024 /dev/urandom >"$served/warm"
  head -c 1G /dev/urandom >"$served/cold-1"
  for i in $(seq 2 "$COLD_FILES"); do
    cat "$served/cold-1" >"$served/cold-$i"
  done
  seq -f '1 /cold-%.0f' "$COLD_FILES" >"$served/colds"
  for server in $(names); do
    start "$server"
    heat
    quiet=$(warm scale-quiet)
    forget
    cold=$(beside scale-cold)
    speed=$(column scale-downloads MB/s)
    cat "$served"/cold-* >/dev/null
    line "| $server | $quiet | $cold | $(beside scale-cached) | $speed |"
    finish "$server"
  done
  rm -f "$served"/cold-*
}

resident_kib() {
  awk '/^VmRSS:/ { print $2 }' "/proc/$pid/status"
}

# Bytes of living objects; nothing of a server without a heap of Java's.
heap_bytes() {
  local java=/proc/$pid/exe
  java=$(readlink "$java")
  case $java in
    */java) "${java%/java}/jcmd" "$pid" GC.class_histogram | awk '/^Total/ { print $3 }' ;;
    *) echo 0 ;;
  esac
}

# memory COUNT OPTION ...: what the server that was started takes for so many connections more.
memory() {
  local count=$1 resident heap
  shift
  heat
  heap=$(heap_bytes)
  resident=$(resident_kib)
  ask "$@" --duration "$((2 * SETTLING_SECONDS + 5))s" --warmup 0s >"$RESULTS/scale-memory.txt" &
  local loading=$!
  sleep $((2 * SETTLING_SECONDS))
  local open
  open=$(ss -Htn state established "sport = :$port" | wc -l)
  local more=$(($(resident_kib) - resident))
  heap=$(($(heap_bytes) - heap))
  line "| $server | $open | $((resident / 1024)) MiB | $((more / 1024)) MiB |" \
    "$((heap / count)) B |"
  wait "$loading"
}

# each TITLE COUNT OPTION ...
each() {
  begin "$1" "" "open" "resident before" "more with them" "living heap for each"
  shift
  for server in $(names); do
    start "$server"
    memory "$@"
    finish "$server"
  done
}

readers() {
  head -c 1024 /dev/urandom >"$served/warm"
  head -c 1G /dev/urandom >"$served/big"
  each "Memory with $READERS readers of 1 GiB at $READER_RATE/s" "$READERS" \
    --path /big --connections "$READERS" --read-rate "$READER_RATE"
  rm -f "$served/big"
}

idle() {
  head -c 1024 /dev/urandom >"$served/warm"
  each "Memory with $IDLE silent connections" "$IDLE" \
    --path /warm --connections 1 --rate 10 --idle "$IDLE"
}

: >"$RESULTS/scale.md"
for part in $PARTS; do
  case $part in
    files | versions | leases)
      # What is not needed for connections is for nginx's open files.
      CONNECTIONS=1024 servers 1 "$SERVER_CPUS"
      "$part"
      ;;
    connections)
      servers 1 "$SERVER_CPUS"
      connections
      ;;
    cold | readers | idle)
      "$here/peers.sh" stop
      "$part"
      ;;
    *) say "no part $part" && exit 2 ;;
  esac
done
say "$RESULTS/scale.md"
