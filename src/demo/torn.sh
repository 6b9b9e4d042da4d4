#!/usr/bin/env bash
# Downloads a file while it is being overwritten: from an ordinary server, and from Untorn. Takes
# about ten seconds, and leaves nothing behind.
#
#   src/demo/torn.sh
#
# The file is 64 MiB of the letter A. A slow download begins; then the file is overwritten with the
# letter B. The ordinary servers are Untorn in mode sendfile, which sends the live file as most
# servers do, and nginx where it is installed. The exit code is 0 if what Untorn sent was whole.
#
#   UNTORN   the program (untorn in this checkout, which builds itself if necessary)
#   TMPDIR   where the file is made, in a directory that is removed afterwards (/var/tmp)
set -eu

MIB=64
BYTES=$((MIB << 20))
RATE=32M           # bytes a second: two seconds for a download
WAIT_TENTHS=300    # for a server to start

for tool in curl dd tr mktemp; do
  command -v "$tool" >/dev/null || { echo "torn.sh needs $tool" >&2; exit 2; }
done
untorn=${UNTORN:-$(cd "$(dirname "$0")/../.." && pwd)/untorn}
"$untorn" --version >/dev/null || exit 2

work=$(mktemp -d "${TMPDIR:-/var/tmp}/untorn-demo-XXXXXX")
chmod 755 "$work"
pids=()
clean_up() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || :
  wait 2>/dev/null || :
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

letters() { head -c ${MIB}M /dev/zero | tr '\0' "$1"; }
size_of() { stat -c %s "$1" 2>/dev/null || echo 0; }

# wait_for COMMAND: until it succeeds.
wait_for() {
  local tenths=$WAIT_TENTHS
  until "$@" >/dev/null 2>&1; do
    tenths=$((tenths - 1))
    [ $tenths -gt 0 ] || { echo "torn.sh: waited in vain for: $*" >&2; cat "$work"/*.log >&2; exit 2; }
    sleep 0.1
  done
}

url_of() { sed -n 's|^ *at *\(http:.*\)/$|\1|p' "$work/$1.log"; }
has_url() { [ -n "$(url_of "$1")" ]; }
has_begun() { [ "$(size_of "$work/got")" -ge 1048576 ]; }

start_untorn() {
  "$untorn" serve "$work/www" --mode "$1" --port 0 --admin-port off >"$work/$1.log" 2>&1 &
  pids+=($!)
  wait_for has_url "$1"
}

# Over a socket in the file system, for which no free port has to be found.
start_nginx() {
  cat >"$work/nginx.conf" <<CONF
daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events {}
http {
  sendfile on; access_log off;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3;
  uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen unix:$work/nginx.sock; root $work/www; }
}
CONF
  [ "$(id -u)" != 0 ] || sed -i '1s/^/user root; /' "$work/nginx.conf"
  # One that was built in another way is left out.
  "$nginx" -t -c "$work/nginx.conf" >>"$work/nginx.log" 2>&1 || { nginx=; return 0; }
  "$nginx" -c "$work/nginx.conf" >>"$work/nginx.log" 2>&1 &
  pids+=($!)
  wait_for curl -sf --unix-socket "$work/nginx.sock" -I http://localhost/file
}

# try NAME CURL-OPTION ... URL: a slow download, during which the file is overwritten. Tells what came.
try() {
  local name=$1 status a b verdict
  shift
  letters A >"$work/www/file"
  rm -f "$work/got"
  sleep 0.2 # Where no lease is to be had, Untorn waits until a file was left alone for 0.1 s.
  curl -s --limit-rate $RATE -o "$work/got" -w '%{http_code}' "$@" >"$work/status" &
  local download=$!
  wait_for has_begun
  letters B | dd of="$work/www/file" conv=notrunc bs=1M iflag=fullblock status=none
  wait $download || { echo "$name: the download was cut"; return 1; }
  status=$(cat "$work/status")
  a=$(tr -dc A <"$work/got" | wc -c) b=$(tr -dc B <"$work/got" | wc -c)
  case $a/$b/$((a + b)) in
    $BYTES/0/* | 0/$BYTES/*) verdict=whole ;;
    */*/$BYTES) verdict=TORN ;;
    *) verdict='no file' ;;
  esac
  printf '%-20s %-7s %11d %10d%% %10d%%   %s\n' "$name" "$status" "$(size_of "$work/got")" \
    $((a * 100 / BYTES)) $((b * 100 / BYTES)) "$verdict"
  [ "$verdict" = whole ]
}

mkdir "$work/www"
letters A >"$work/www/file"
PATH=$PATH:/usr/sbin
nginx=$(command -v nginx) || :
start_untorn sendfile
start_untorn auto
[ -z "$nginx" ] || start_nginx

printf '%-20s %-7s %11s %11s %11s\n' 'server' 'status' 'bytes' 'old' 'new'
[ -z "$nginx" ] || try nginx --unix-socket "$work/nginx.sock" http://localhost/file || :
try 'untorn, sendfile' "$(url_of sendfile)/file" || :
try 'untorn' "$(url_of auto)/file"
