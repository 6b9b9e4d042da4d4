#!/usr/bin/env bash
# Other caching proxies to compare with, from Debian's packages, each with a configuration of its own.
#
#   caches.sh start ORIGIN_PORT   puts all of them before the origin on that port of 127.0.0.1; prints a
#                                 line NAME URL PROCESS_ID for each
#   caches.sh stop                ends them, and removes what they stored
#
#   CACHES      which (nginx slice varnish); slice is nginx that fetches files in slices of 1 MiB
#   PORT        of the first; the others follow (8091)
#   DIRECTIVES  further ones for nginx's location, such as 'proxy_cache_valid 200 1h;'
#   TTL         seconds that Varnish keeps fresh what does not say for how long it is (0)
#   STATE       where configurations, logs, process ids and objects are (/tmp/untorn-caches)
#
# Missing packages are installed by apt-get, which is said on the standard error, by root only, without
# starting the distribution's own services.
set -eu

CACHES=${CACHES:-nginx slice varnish}
PORT=${PORT:-8091}
DIRECTIVES=${DIRECTIVES:-}
TTL=${TTL:-0}
STATE=${STATE:-/tmp/untorn-caches}
PATH=$PATH:/usr/sbin
. "$(dirname "$0")/../bench/common.sh"

# Of each, at once: a client's and the origin's for each request under way.
CONNECTIONS=4096

# Exit code 3: this machine cannot run them.
lacking() {
  say "$@"
  exit 3
}

install_missing() {
  local cache program missing=()
  for cache in $CACHES; do
    case $cache in
      varnish) program=varnishd ;;
      *) program=nginx ;;
    esac
    command -v $program >/dev/null || missing+=("${program%d}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || lacking "install ${missing[*]}, or run this as root"
  say "installing ${missing[*]} by apt-get"
  # RUNLEVEL: invoke-rc.d starts nothing where the system is said to be shutting down.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]}"; } >/dev/null || lacking "apt-get failed"
}

# nginx NAME PORT ORIGIN_PORT DIRECTIVE ...
configure() {
  local name=$1
  cat <<EOF
$worker_user
pid $STATE/$name.pid;
error_log $STATE/$name.log;
worker_rlimit_nofile $((2 * CONNECTIONS));
events { worker_connections $CONNECTIONS; }
http {
  access_log off;
  client_max_body_size 0;
  client_body_temp_path $STATE/$name-body;
  fastcgi_temp_path $STATE/$name-fastcgi;
  uwsgi_temp_path $STATE/$name-uwsgi;
  scgi_temp_path $STATE/$name-scgi;
  proxy_temp_path $STATE/$name-proxy;
  proxy_cache_path $STATE/$name-objects levels=1:2 keys_zone=$name:8m max_size=8g;
  server {
    listen 127.0.0.1:$2;
    location / {
      proxy_pass http://127.0.0.1:$3;
      proxy_cache $name;
      proxy_cache_revalidate on;
      ${*:4}
    }
  }
}
EOF
}

# A slice is asked for as a range, and kept under the range's name, as nginx's manual says.
slices() {
  cat <<'EOF'
      slice 1m;
      proxy_set_header Range $slice_range;
      proxy_cache_key $uri$is_args$args$slice_range;
      proxy_http_version 1.1;
EOF
}

start_nginx() {
  local name=$1
  configure "$@" >"$STATE/$name.conf"
  nginx -c "$STATE/$name.conf" 2>>"$STATE/$name.log"
}

# Objects whose time is over are kept for an hour, to be validated.
start_varnish() {
  varnishd -j none -n "$STATE/varnish" -P "$STATE/varnish.pid" -a "127.0.0.1:$1" -b "127.0.0.1:$2" -T none \
    -p default_ttl="$TTL" -p default_grace=0 -p default_keep=3600 -s malloc,1G >"$STATE/varnish.log" 2>&1
}

start_one() {
  case $1 in
    nginx) start_nginx nginx "$2" "$3" "$DIRECTIVES" ;;
    slice) start_nginx slice "$2" "$3" "$(slices)" "$DIRECTIVES" ;;
    varnish) start_varnish "$2" "$3" ;;
    *) give_up "no such cache: $1" ;;
  esac
}

start() {
  local cache port=$PORT worker_user=
  # They run as who starts them, since nobody else may be let into STATE.
  [ "$(id -u)" != 0 ] || worker_user='user root;'
  install_missing
  mkdir -p "$STATE"
  for cache in $CACHES; do
    can_start "$cache" "$port"
    start_one "$cache" "$port" "$1" || give_up "$cache does not start: $(tail -n 1 "$STATE/$cache.log")"
    has_started "$cache" "$port"
    echo "$cache http://127.0.0.1:$port/ $(cat "$STATE/$cache.pid")"
    port=$((port + 1))
  done
}

stop() {
  stop_all
  rm -rf "$STATE"/{nginx,slice}-* "$STATE/varnish"
}

case ${1:-} in
  start) [ $# = 2 ] || give_up "usage: caches.sh start ORIGIN_PORT" && start "$2" ;;
  stop) stop ;;
  *) give_up "usage: caches.sh start ORIGIN_PORT | stop" ;;
esac
