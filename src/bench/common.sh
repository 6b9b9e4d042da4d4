# shellcheck shell=bash
# What the scripts beside it share; they source it.
#
#   MODES     of Untorn (auto,sendfile,snapshot,guarded)
#   ROUNDS    in each of which every server has its turn (5)
#   DURATION  for each server and case, all rounds together (25s)
#   WARMUP    before the first round of each; a tenth of it before further ones (10s)
#   SERVER_CPUS, CLIENT_CPUS   processors, as in taskset -c (1, 0)
#   RESULTS   the directory for them (target/bench)
#   PEERS, PORT, STATE         as in peers.sh
MODES=${MODES:-auto,sendfile,snapshot,guarded}
ROUNDS=${ROUNDS:-5}
DURATION=${DURATION:-25s}
WARMUP=${WARMUP:-10s}
SERVER_CPUS=${SERVER_CPUS-1}
CLIENT_CPUS=${CLIENT_CPUS-0}

here=$(cd "$(dirname "$0")" && pwd)
untorn=$here/../../untorn
RESULTS=${RESULTS:-$here/../../target/bench}

# Tenths of a second for a server to start or to end.
PATIENCE=100

# Weights of a list may add up to this much: what untorn bench --mix takes.
WEIGHTS_MAX=1000000

say() {
  echo "${0##*/}: $*" >&2
}

give_up() {
  say "$@"
  exit 1
}

# Waits until a command succeeds.
await() {
  local left=$PATIENCE
  until "$@" 2>/dev/null; do
    left=$((left - 1))
    [ $left -gt 0 ] || return 1
    sleep 0.1
  done
}

listens() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1")
}

ended() {
  ! kill -0 "$1"
}

# can_start NAME PORT: that it runs not yet, and nobody has its port.
can_start() {
  [ ! -e "$STATE/$1.pid" ] || give_up "$1 runs already: ${0##*/} stop"
  ! listens "$2" 2>/dev/null || give_up "port $2 is taken: choose another PORT"
}

# has_started NAME PORT: that it listens, and that its process id is in STATE.
has_started() {
  await listens "$2" || give_up "$1 does not listen: $(tail -n 1 "$STATE/$1.log")"
  await test -s "$STATE/$1.pid" || give_up "$1 does not say its process id"
}

# Ends all processes whose ids are in STATE.
stop_all() {
  local file pid
  for file in "$STATE"/*.pid; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || :
    await ended "$pid" || give_up "process $pid does not end"
    rm -f "$file"
  done
}

# On those processors; on all if none is named.
pinned() {
  local cpus=$1
  shift
  if [ -n "$cpus" ]; then taskset -c "$cpus" "$@"; else "$@"; fi
}

# set_up [DIR [OPTION ...]]: what is served is below DIR, and removed when the script ends; further
# options go to untorn bench.
set_up() {
  mkdir -p "$RESULTS"
  served=$(mktemp -d "${1:-/var/tmp}/untorn-bench-XXXXXX")
  further=("${@:2}")
  chmod 755 "$served"
  trap clean_up EXIT
  trap 'exit 1' INT TERM
}

clean_up() {
  local running
  running=$(jobs -p)
  # shellcheck disable=SC2086 # one word for each process
  [ -z "$running" ] || kill $running 2>/dev/null || :
  "$here/peers.sh" stop
  rm -rf "$served"
}

# Servers with so many workers on those processors, until the next call.
servers() {
  local workers=$1 cpus=$2 options
  "$here/peers.sh" stop
  # Ends the script if one of them does not start: the others alone are another comparison.
  options=$(WORKERS=$workers CPUS=$cpus "$here/peers.sh" start "$served")
  read -ra peers <<<"$options"
  with=(--mode "$MODES" --serve "--threads $workers" "${peers[@]}")
  [ -z "$cpus" ] || with+=(--serve-with "taskset -c $cpus")
  case " ${peers[*]} " in
    *" nginx="*) with+=(--baseline nginx) ;;
  esac
}

# load NAME OPTION ...: all servers, with results in files of that name, of this run only. Fails if
# one of them gave no good answer; what it says then is at the end of the text.
load() {
  local name=$1
  shift
  rm -f "$RESULTS/$name".{json,html,md,txt}
  pinned "${client-$CLIENT_CPUS}" "$untorn" bench "$served" "${with[@]}" \
    --rounds "$ROUNDS" --duration "$DURATION" --warmup "$WARMUP" "$@" "${further[@]}" \
    --json "$RESULTS/$name.json" --html "$RESULTS/$name.html" --markdown "$RESULTS/$name.md" \
    >"$RESULTS/$name.txt"
}
