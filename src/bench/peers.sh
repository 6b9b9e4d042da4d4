#!/usr/bin/env bash
# Other servers to measure against, from Debian's packages, each with a configuration of its own.
#
#   peers.sh start DIR   serves DIR by all of them; prints the options for: untorn bench DIR
#   peers.sh stop        ends them
#
#   PEERS        which (nginx lighttpd h2o)
#   PORT         of the first; the others follow (8081)
#   WORKERS      processes or threads of each (1)
#   CONNECTIONS  that each can have at once; nginx keeps so many files fewer open (16384)
#   CPUS         the processors they run on, as in taskset -c (all)
#   STATE        where configurations, logs and process ids are (/tmp/untorn-peers)
#
# Missing packages are installed by apt-get, which is said on the standard error, by root only, without
# starting the distribution's own services.
set -eu

PEERS=${PEERS:-nginx lighttpd h2o}
PORT=${PORT:-8081}
WORKERS=${WORKERS:-1}
CONNECTIONS=${CONNECTIONS:-16384}
CPUS=${CPUS:-}
STATE=${STATE:-/tmp/untorn-peers}
PATH=$PATH:/usr/sbin
. "$(dirname "$0")/common.sh"

# Seconds that idle connections stay open: longer than they are idle in any load test.
KEPT_SECONDS=120

# Wanted, so that nginx keeps as many files open as it is asked for; root may have them.
FILES_OPEN=200000

install_missing() {
  local peer missing=()
  for peer in $PEERS; do
    command -v "$peer" >/dev/null || missing+=("$peer")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || give_up "install ${missing[*]}, or run this as root"
  say "installing ${missing[*]} by apt-get"
  # RUNLEVEL: invoke-rc.d starts nothing where the system is said to be shutting down.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]}"; } >/dev/null || give_up "apt-get failed"
}

# nginx as its manual says for static files; all of one connection's packets at once costs it more.
configure_nginx() {
  cat <<EOF
worker_processes $WORKERS;
pid $STATE/nginx.pid;
error_log $STATE/nginx.log;
events { worker_connections $CONNECTIONS; }
http {
  sendfile on;
  tcp_nopush off;
  access_log off;
  open_file_cache max=$(($(ulimit -n) - CONNECTIONS)) inactive=60s;
  keepalive_requests 1000000000;
  keepalive_timeout ${KEPT_SECONDS}s;
  default_type application/octet-stream;
  client_body_temp_path $STATE/nginx-body;
  proxy_temp_path $STATE/nginx-proxy;
  fastcgi_temp_path $STATE/nginx-fastcgi;
  uwsgi_temp_path $STATE/nginx-uwsgi;
  scgi_temp_path $STATE/nginx-scgi;
  server { listen 127.0.0.1:$2; root "$1"; }
}
EOF
}

# Without a media type lighttpd gives no entity tags.
configure_lighttpd() {
  cat <<EOF
server.document-root = "$1"
server.bind = "127.0.0.1"
server.port = $2
server.pid-file = "$STATE/lighttpd.pid"
server.errorlog = "$STATE/lighttpd.log"
server.max-fds = $(ulimit -n)
server.max-connections = $CONNECTIONS
server.max-keep-alive-requests = 1000000000
server.max-keep-alive-idle = $KEPT_SECONDS
server.network-backend = "sendfile"
mimetype.assign = ("" => "application/octet-stream")
EOF
  # One is a server without processes of its own.
  [ "$WORKERS" = 1 ] || echo "server.max-worker = $WORKERS"
}

configure_h2o() {
  cat <<EOF
num-threads: $WORKERS
pid-file: $STATE/h2o.pid
error-log: $STATE/h2o.log
max-connections: $CONNECTIONS
http1-request-timeout: $KEPT_SECONDS
listen: { host: 127.0.0.1, port: $2 }
hosts:
  default:
    paths:
      /:
        file.dir: "$1"
EOF
}

# Children have the processors of their parent.
run() {
  case $1 in
    nginx) pinned "$CPUS" nginx -c "$STATE/nginx.conf" 2>>"$STATE/nginx.log" ;;
    lighttpd) pinned "$CPUS" lighttpd -f "$STATE/lighttpd.conf" 2>>"$STATE/lighttpd.log" ;;
    h2o) pinned "$CPUS" h2o -m daemon -c "$STATE/h2o.conf" 2>>"$STATE/h2o.log" ;;
  esac
}

start() {
  local dir peer port=$PORT
  dir=$(cd "$1" && pwd)
  install_missing
  ulimit -n "$FILES_OPEN" 2>/dev/null || ulimit -n "$(ulimit -Hn)"
  [ "$(ulimit -n)" -gt "$CONNECTIONS" ] || give_up "more than $CONNECTIONS open files must be allowed"
  mkdir -p "$STATE"
  for peer in $PEERS; do
    can_start "$peer" "$port"
    "configure_$peer" "$dir" "$port" >"$STATE/$peer.conf"
    run "$peer" >/dev/null || give_up "$peer does not start: $(tail -n 1 "$STATE/$peer.log")"
    has_started "$peer" "$port"
    printf -- '--vs %s=http://127.0.0.1:%s/ ' "$peer" "$port"
    printf -- '--vs-pid %s=%s ' "$peer" "$(cat "$STATE/$peer.pid")"
    port=$((port + 1))
  done
  echo
}

case ${1:-} in
  start) [ $# = 2 ] || give_up "usage: peers.sh start DIR" && start "$2" ;;
  stop) stop_all ;;
  *) give_up "usage: peers.sh start DIR | stop" ;;
esac
