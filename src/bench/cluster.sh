#!/usr/bin/env bash
# Three proxies as one cache, beyond one machine, with one command: each in a network namespace of its own, behind
# HAProxy (config/haproxy.cfg), over an S3 store (s3proxy from Maven). What clients see, and what the store has to
# do, when a proxy is killed, comes back and is added, a machine vanishes, and the store stops, under load. Five minutes. The page scale.md has figures of it.
#
#   cluster.sh [DIR]   needs root, ip, haproxy, curl and jq; what is stored is below DIR (/var/tmp), and removed afterwards
#
# RESULTS (target/bench) holds cluster.md and cluster.json afterwards. The exit code is 1 if one answer that was complete
# had not the object's bytes, or had none to compare with; 3 if this machine lacks what is needed.
#
#   OBJECTS    of 8 KiB to 1 MiB, asked for as Zipf says (3000)
#   SECONDS_EACH   of a phase (30)
#   RATE       requests for whole objects per second; for ranges half as many (100)
#   READERS    connections that read large objects slowly, so that bodies are under way at any moment (12)
#   FACTOR     of HAProxy's hash-balance-factor (0: none)
set -eu

OBJECTS=${OBJECTS:-3000}
SECONDS_EACH=${SECONDS_EACH:-30}
RATE=${RATE:-100}
READERS=${READERS:-12}
FACTOR=${FACTOR:-0}
PATH=$PATH:/usr/sbin:/sbin
. "$(dirname "$0")/common.sh"
. "$here/cluster/network.sh"
. "$here/cluster/servers.sh"
. "$here/cluster/load.sh"

# Seconds of a phase before something happens.
BEFORE_SECONDS=$((SECONDS_EACH / 4))

# Seconds for which something is away.
AWAY_SECONDS=$((SECONDS_EACH / 3))

cannot() {
  say "$@"
  exit 3
}

clean_up() {
  cp "$work"/*.log "$RESULTS" 2>/dev/null || :
  remove_network 2>/dev/null
  wait 2>/dev/null || :
  rm -rf "$work"
}

# ---- what happens ---------------------------------------------------------------------------------

nothing() {
  :
}

kill_second() {
  kill_proxy 2
}

start_second() {
  start_proxy 2
}

add_fourth() {
  start_proxy 4
}

# As if its cable was pulled: nobody refuses a connection, and nothing ends those that there are.
cut_off_first() {
  link 1 down
  sleep "$AWAY_SECONDS"
  link 1 up
}

stop_store_for_a_while() {
  kill_store
  sleep "$AWAY_SECONDS"
  start_store
}

# ---- all phases -----------------------------------------------------------------------------------

phases() {
  phase "steady" nothing
  where_all_are >"$work/three"
  phase "a proxy is killed" kill_second
  where_all_are >"$work/two"
  phase "it is back, with its cache" start_second
  where_all_are >"$work/back"
  configure_balancer without
  reload_balancer
  phase "killed, without retries" kill_second
  start_second
  configure_balancer with
  reload_balancer
  phase "a fourth is added" add_fourth
  where_all_are >"$work/four"
  phase "a machine is cut off" cut_off_first
  phase "the store stops, and starts" stop_store_for_a_while
}

tell_moves() {
  local all
  all=$(wc -l <"$work/three")
  {
    echo
    echo "| Objects whose proxy is another one | of $all | ideal |"
    echo "|---|---|---|"
    echo "| one of three is killed | $(moved three two) | $((all / 3)) |"
    echo "| it is back | $(moved two back), all where they were but $(moved three back) | $((all / 3)) |"
    echo "| a fourth is added | $(moved back four) | $((all / 4)) |"
    echo
    echo "Shares of three: $(shares three); of four: $(shares four)."
  } | tee -a "$RESULTS/cluster.md"
}

[ "$(id -u)" = 0 ] || cannot "network namespaces need root"
for tool in ip sysctl haproxy curl jq mvn; do
  command -v $tool >/dev/null || cannot "needs $tool"
done
mkdir -p "$RESULTS"
work=$(mktemp -d "${1:-/var/tmp}/untorn-cluster-XXXXXX")
trap clean_up EXIT
trap 'exit 130' INT TERM
"$untorn" --version >/dev/null || give_up "untorn cannot be built"
resolve_store || cannot "s3proxy cannot be had"
make_network || cannot "network namespaces cannot be made here"
make_objects
start_store
upload_objects
for number in 1 2 3; do start_proxy $number; done
configure_balancer with
start_balancer
begin_report
say "all objects are asked for once"
fill_caches
phases
tell_moves
jq -s . "$work"/phase-*.json >"$RESULTS/cluster.json"
say "$RESULTS/cluster.md"
jq -e 'all(.wrong == 0 and .unverified == 0)' "$RESULTS/cluster.json" >/dev/null || give_up "wrong answers"
