# shellcheck shell=bash
# Machines that are network namespaces, on one bridge; cluster.sh sources it. Nothing outside of them changes.

# Of each socket, so that a body which is read slowly is under way, and not in buffers as a whole.
BUFFER_BYTES_MAX=262144

FRONT=untorn-front
STORE=untorn-store
FRONT_ADDRESS=10.0.0.10
STORE_ADDRESS=10.0.0.20

# The proxies are untorn-1 and so on, with the addresses of config/haproxy.cfg.
proxy_address() {
  echo "10.0.0.1$1"
}

fit_buffers() {
  on "$1" sysctl -qw net.ipv4.tcp_rmem="4096 65536 $BUFFER_BYTES_MAX" net.ipv4.tcp_wmem="4096 65536 $BUFFER_BYTES_MAX"
}

machines() {
  printf '%s\n' $FRONT $STORE untorn-1 untorn-2 untorn-3 untorn-4
}

on() {
  ip netns exec "$@"
}

# plug NAME ADDRESS: a machine at the bridge.
plug() {
  ip netns add "$1" || return 1
  ip -n $FRONT link add "$1" type veth peer name eth0 netns "$1" || return 1
  ip -n $FRONT link set "$1" master bridge up
  ip -n "$1" addr add "$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" link set lo up
  fit_buffers "$1"
}

make_network() {
  local number
  remove_network
  ip netns add $FRONT || return 1
  ip -n $FRONT link set lo up
  ip -n $FRONT link add bridge type bridge || return 1
  ip -n $FRONT addr add $FRONT_ADDRESS/24 dev bridge
  ip -n $FRONT link set bridge up
  fit_buffers $FRONT
  plug $STORE $STORE_ADDRESS || return 1
  for number in 1 2 3 4; do
    plug untorn-$number "$(proxy_address $number)" || return 1
  done
}

# With all that runs there, also what a run has left that was killed itself.
remove_network() {
  local machine running
  for machine in $(machines); do
    running=$(ip netns pids "$machine" 2>/dev/null) || continue
    # shellcheck disable=SC2086 # one word for each process
    [ -z "$running" ] || kill -9 $running 2>/dev/null || :
    ip netns del "$machine" 2>/dev/null || :
  done
}

# link NUMBER up|down: the cable of a proxy.
link() {
  ip -n $FRONT link set "untorn-$1" "$2"
}

# Bytes that the store has sent since its namespace was made.
store_bytes() {
  on $STORE cat /sys/class/net/eth0/statistics/tx_bytes
}
