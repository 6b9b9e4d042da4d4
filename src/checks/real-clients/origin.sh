# shellcheck shell=bash
# The origin of real-clients.sh: Debian's nginx over a directory, on loopback, one process.

# Bytes of each of the large files: some seconds at the origin's rate.
LARGE_BYTES=$((64 << 20))

# Bytes a second of the origin's answers for files whose name says so: time to end it in the middle.
SLOW_RATE=16m

# Bytes of a slow file after which the origin is killed: more than all small files together.
MIDDLE_BYTES=$((16 << 20))

# As mirrors' files are: older than any proxy needs to believe a tag, or to guess how long they stay fresh.
FILES_DATE='10 days ago'

origin_configuration() {
  cat <<EOF
daemon off;
master_process off;
pid $work/origin.pid;
error_log $work/origin.log;
events { worker_connections 1024; }
http {
  log_format line '\$status \$bytes_sent \$request_method \$request_uri';
  access_log $work/origin-access.log line;
  client_body_temp_path $work/origin-body;
  proxy_temp_path $work/origin-proxy;
  fastcgi_temp_path $work/origin-fastcgi;
  uwsgi_temp_path $work/origin-uwsgi;
  scgi_temp_path $work/origin-scgi;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:$ORIGIN_PORT;
    root $www;
    location ~ slow { limit_rate $SLOW_RATE; }
  }
}
EOF
}

start_origin() {
  origin_configuration >"$work/origin.conf"
  nginx -c "$work/origin.conf" 2>>"$work/origin.log" &
  origin_pid=$!
  # Another's on that port would be asked in its place.
  if ! { await listens "$ORIGIN_PORT" && await test -s "$work/origin.pid" && kill -0 $origin_pid; }; then
    give_up "the origin does not start: $(tail -n 1 "$work/origin.log")"
  fi
}

# At once, as if the machine were gone: connections end in the middle of what they send.
kill_origin() {
  [ -n "$origin_pid" ] || return 0
  kill -9 "$origin_pid" 2>/dev/null || :
  wait "$origin_pid" 2>/dev/null || :
  rm -f "$work/origin.pid"
  origin_pid=
}

# Bytes of the slow file that have been sent: in responses that have ended (a proxy may ask for parts), and in the
# connection that has sent the most.
origin_sent() {
  {
    awk '/slow/ { sent += $2 } END { print sent + 0 }' "$work/origin-access.log"
    ss -tniH state established "sport = :$ORIGIN_PORT" | grep -o 'bytes_sent:[0-9]*' | cut -d: -f2 | sort -n | tail -n 1
  } | awk '{ sent += $1 } END { print sent + 0 }'
}

is_in_the_middle() {
  [ "$(origin_sent)" -ge $MIDDLE_BYTES ]
}

# Requests answered since the last call, and their bytes: "12 34567".
origin_account() {
  awk '{ n++; b += $2 } END { print n + 0, b + 0 }' "$work/origin-access.log"
  : >"$work/origin-access.log"
}

# Bytes that do not compress, the same in each run.
large_file() {
  openssl enc -aes-128-ctr -nosalt -pass "pass:$1" -pbkdf2 -in /dev/zero 2>/dev/null | head -c $LARGE_BYTES || :
}
