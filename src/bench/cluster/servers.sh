# shellcheck shell=bash
# The store, the proxies and HAProxy on their machines; cluster.sh sources it.

BUCKET=objects
STORE_PORT=9000

# The only ones of checks/s3proxy.sh.
ACCESS_KEY=local
SECRET_KEY=secret

STATS_PORT=8404
declare -A proxy_pids=()

# What runs in the background is started by ip itself: of a function of bash, $! would be another shell.

# Of Java's start on a machine that does much else.
# shellcheck disable=SC2034 # common.sh uses it
PATIENCE=600

front() {
  on $FRONT "$@"
}

reaches() {
  front curl -s -o /dev/null --max-time 2 "$@"
}

# On its machine nobody reaches Maven's registry: it begins once here, and ends at once.
resolve_store() {
  "$here/../checks/s3proxy.sh" $STORE_PORT "$work" </dev/null >"$work/store.log" 2>&1 || [ $? != 3 ]
}

start_store() {
  mkdir -p "$work/store/$BUCKET"
  [ -e "$work/store-input" ] || mkfifo "$work/store-input"
  ADDRESS=$STORE_ADDRESS STATE=$here/../../target/s3proxy \
    ip netns exec $STORE "$here/../checks/s3proxy.sh" $STORE_PORT "$work/store" <>"$work/store-input" >>"$work/store.log" 2>&1 &
  store_pid=$!
  await reaches "http://$STORE_ADDRESS:$STORE_PORT/" || give_up "the store does not start: $(tail -n 1 "$work/store.log")"
}

# At once, within whatever it sends.
kill_store() {
  kill "$store_pid"
  wait "$store_pid" 2>/dev/null || :
}

start_proxy() {
  mkdir -p "$work/cache-$1"
  (umask 077 && head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$work/token")
  AWS_ACCESS_KEY_ID=$ACCESS_KEY AWS_SECRET_ACCESS_KEY=$SECRET_KEY UNTORN_ADMIN_TOKEN_FILE=$work/token \
    ip netns exec "untorn-$1" "$untorn" proxy --config "$here/../../config/untorn-cluster.yaml" --cache "$work/cache-$1" \
    >>"$work/proxy-$1.log" 2>&1 &
  proxy_pids[$1]=$!
  await reaches "http://$(proxy_address "$1"):9464/health/ready" \
    || give_up "proxy $1 does not start: $(tail -n 1 "$work/proxy-$1.log")"
}

# What it counted is asked for before, and counted as if nothing came after.
kill_proxy() {
  account
  kill -9 "${proxy_pids[$1]}"
  wait "${proxy_pids[$1]}" 2>/dev/null || :
  unset "proxy_pids[$1]"
  echo "0 0 0" >"$work/counted-$1"
}

# configure_balancer with|without: retries.
configure_balancer() {
  local lines='^$'
  [ "$1" = with ] || lines='^ *(retries|option redispatch|retry-on) '
  {
    grep -vE "$lines" "$here/../../config/haproxy.cfg"
    [ "$1" = with ] || echo "    retries 0"
    [ "$FACTOR" = 0 ] || echo "    hash-balance-factor $FACTOR"
    printf 'listen stats\n    bind :%s\n    stats enable\n    stats uri /\n' $STATS_PORT
  } >"$work/haproxy.cfg"
}

start_balancer() {
  ip netns exec $FRONT haproxy -W -f "$work/haproxy.cfg" >>"$work/haproxy.log" 2>&1 &
  balancer_pid=$!
  await balancer_is_up || give_up "HAProxy does not start: $(tail -n 1 "$work/haproxy.log")"
}

# A new process takes the listening sockets; the old one ends its connections.
reload_balancer() {
  local before
  before=$(balancer_worker)
  kill -USR2 "$balancer_pid"
  await is_another_worker "$before" || give_up "HAProxy does not reload: $(tail -n 1 "$work/haproxy.log")"
  await balancer_is_up || give_up "HAProxy sees no proxy"
}

balancer_worker() {
  front curl -s --max-time 2 "http://$FRONT_ADDRESS:$STATS_PORT/" | sed -n 's/.*pid = <\/b> *\([0-9]*\).*/\1/p'
}

is_another_worker() {
  local now
  now=$(balancer_worker)
  [ -n "$now" ] && [ "$now" != "$1" ]
}

# It has seen who runs, and who does not.
balancer_is_up() {
  [ "$(balancer_servers | awk -F , '$18 ~ /^UP/' | wc -l)" = ${#proxy_pids[@]} ]
}

balancer_servers() {
  front curl -s --max-time 2 "http://$FRONT_ADDRESS:$STATS_PORT/;csv" | grep '^untorn,untorn[0-9]'
}

# Requests that it has sent again, to the same proxy or another one.
balancer_retries() {
  balancer_servers | awk -F , '{ sum += $16 + $17 } END { print sum + 0 }'
}

# All that came to proxies.
balancer_requests() {
  balancer_servers | awk -F , '{ sum += $8 } END { print sum + 0 }'
}
