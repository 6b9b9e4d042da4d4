# shellcheck shell=bash disable=SC2154 # ranges.sh has the names
# The proxies of ranges.sh, which stop, or die, and start again with what they have stored.

start_proxy() {
  case $SYSTEM in
    untorn)
      "$UNTORN" proxy "http://127.0.0.1:$ORIGIN_PORT" --cache "$work/cache" --port "$PORT" --admin-port off \
        >>"$work/untorn.log" 2>&1 &
      proxy_pid=$!
      disown $proxy_pid # the shell need not say that it was killed
      await listens "$PORT" || give_up "the proxy does not start: $(tail -n 1 "$work/untorn.log")"
      ;;
    *)
      if [ -e "$work/caches/$SYSTEM.conf" ]; then
        PATH=$PATH:/usr/sbin nginx -c "$work/caches/$SYSTEM.conf" 2>>"$work/nginx.log"
        await listens "$PORT" || give_up "the proxy does not start: $(tail -n 1 "$work/nginx.log")"
        await test -s "$work/caches/$SYSTEM.pid"
        proxy_pid=$(cat "$work/caches/$SYSTEM.pid")
      else
        proxy_pid=$(CACHES=$SYSTEM STATE="$work/caches" "$here/caches.sh" start "$ORIGIN_PORT" | cut -d' ' -f3)
      fi
      ;;
  esac
}

# stop_proxy SIGNAL: all its processes.
stop_proxy() {
  local all
  mapfile -t all < <(echo "$proxy_pid" && ps -o pid= --ppid "$proxy_pid")
  case $1 in
    KILL) ;;
    *) all=("$proxy_pid") ;;
  esac
  kill -s "$1" "${all[@]}" 2>/dev/null || :
  await ended "$proxy_pid" || give_up "the proxy does not end"
  rm -f "$work/caches/$SYSTEM.pid"
}
