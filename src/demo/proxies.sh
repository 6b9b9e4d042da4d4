#!/usr/bin/env bash
# Caching proxies for: untorn lab proxy --run 'NAME=src/demo/proxies.sh NAME {origin} {port} {dir}'
#
#   proxies.sh NAME ORIGIN PORT DIR   runs one in the foreground, with its cache below DIR
#   proxies.sh untorn ORIGIN PORT DIR SECOND ADMIN TOKEN
#                                     also with the origin's second URL, and with purges at the
#                                     port ADMIN for those who have the token in the file TOKEN
#   proxies.sh untorn-s3 URL PORT DIR BUCKET ADMIN TOKEN
#                                     the same before a bucket
#   proxies.sh judge [OPTION ...]     judges all of PROXIES; options go to untorn lab proxy
#
#   NAME      nginx, nginx-slice (parts of 1 MiB), varnish, untorn, untorn-s3
#   PROXIES   which are judged (nginx nginx-slice varnish)
#   UNTORN    how Untorn is called (the launcher of this checkout)
#
# nginx and Varnish are Debian's, configured as their manuals say for a cache; missing packages are
# installed by apt-get, which is said on the standard error, by root only, without starting the
# distribution's own services.
set -eu

PROXIES=${PROXIES:-nginx nginx-slice varnish}
PATH=$PATH:/usr/sbin
here=$(cd "$(dirname "$0")" && pwd)
UNTORN=${UNTORN:-$here/../../untorn}

say() {
  echo "proxies.sh: $*" >&2
}

give_up() {
  say "$@"
  exit 1
}

# install_missing PROGRAM ...: Varnish compiles its configuration.
install_missing() {
  local program missing=()
  for program in "$@"; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || give_up "install ${missing[*]}, or run this as root"
  say "installing ${missing[*]} by apt-get"
  # RUNLEVEL: invoke-rc.d starts nothing where the system is said to be shutting down.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]/varnishd/varnish}"; } >/dev/null || give_up "apt-get failed"
}

# nginx ORIGIN PORT DIR LINE ...: further lines go to its location.
run_nginx() {
  local origin=$1 port=$2 dir=$3
  shift 3
  mkdir -p "$dir/cache"
  cat >"$dir/nginx.conf" <<EOF
daemon off;
$([ "$(id -u)" != 0 ] || echo 'user root;')
worker_processes 2;
pid $dir/nginx.pid;
error_log $dir/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $dir/body;
  proxy_temp_path $dir/temp;
  fastcgi_temp_path $dir/fastcgi;
  uwsgi_temp_path $dir/uwsgi;
  scgi_temp_path $dir/scgi;
  proxy_cache_path $dir/cache levels=1:2 keys_zone=objects:10m inactive=1h use_temp_path=off;
  upstream origin { server $origin; keepalive 16; }
  server {
    listen 127.0.0.1:$port;
    location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_cache objects;
      proxy_cache_lock on;
      proxy_cache_revalidate on;
$(printf '      %s\n' "$@")
    }
  }
}
EOF
  exec nginx -c "$dir/nginx.conf" -e "$dir/error.log"
}

run_varnish() {
  local origin=$1 port=$2 dir=$3
  cat >"$dir/cache.vcl" <<EOF
vcl 4.1;
backend default { .host = "${origin%:*}"; .port = "${origin##*:}"; }
EOF
  exec varnishd -F -j none -f "$dir/cache.vcl" -a "127.0.0.1:$port" -n "$dir/varnish" -s malloc,512m
}

# run_untorn PORT DIR ADMIN TOKEN URL ...
run_untorn() {
  local port=$1 dir=$2 admin=$3 token=$4
  shift 4
  echo "admin: {token-file: '$token'}" >"$dir/untorn.yaml"
  exec "$UNTORN" proxy "$@" --cache "$dir/cache" --config "$dir/untorn.yaml" --port "$port" \
    --admin-port "$admin"
}

run() {
  local name=$1 origin=$2 port=$3 dir=$4
  case $name in
    nginx) run_nginx "$origin" "$port" "$dir" ;;
    nginx-slice)
      # shellcheck disable=SC2016 # variables of nginx
      run_nginx "$origin" "$port" "$dir" 'slice 1m;' 'proxy_set_header Range $slice_range;' \
        'proxy_cache_key $uri$slice_range;' 'proxy_cache_valid 200 206 1h;'
      ;;
    varnish) run_varnish "$origin" "$port" "$dir" ;;
    untorn) run_untorn "$port" "$dir" "$6" "$7" "http://$origin/" "http://$5/" ;;
    untorn-s3)
      # The lab's bucket takes any signature.
      AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab run_untorn "$port" "$dir" "$6" "$7" "s3://$5" --endpoint "$origin"
      ;;
    *) give_up "no such proxy: $name" ;;
  esac
}

judge() {
  local name to options=()
  for name in $PROXIES; do
    to='{origin} {port} {dir}'
    case $name in
      nginx*) install_missing nginx ;;
      varnish) install_missing varnishd gcc ;;
      untorn) to+=' {second} {admin} {token}' ;;
      untorn-s3) to='{endpoint} {port} {dir} {bucket} {admin} {token}' ;;
    esac
    options+=(--run "$name=$here/proxies.sh $name $to")
  done
  "$UNTORN" lab proxy "${options[@]}" "$@"
}

case ${1:-} in
  judge) judge "${@:2}" ;;
  untorn*) [ $# = 7 ] || give_up 'usage: proxies.sh untorn ORIGIN PORT DIR SECOND ADMIN TOKEN' && run "$@" ;;
  *) [ $# = 4 ] || give_up 'usage: proxies.sh NAME ORIGIN PORT DIR | judge [OPTION ...]' && run "$@" ;;
esac
