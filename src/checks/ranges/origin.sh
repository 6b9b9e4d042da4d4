# shellcheck shell=bash disable=SC2154 # ranges.sh has the names
# The origin of ranges.sh: objects that are made while they are sent (RangeOrigin, in the tests), on loopback. It counts
# what it sends.

origin_source=$here/../test/java/dev/untorn/testing/ranges/RangeOrigin.java

# The feature release from which Java runs a program of several source files (JEP 458).
JAVA_RELEASE_MIN=22

find_java() {
  local each
  for each in "${JAVA_HOME:-/none}/bin/java" "$(command -v java)" /usr/lib/jvm/*/bin/java /opt/*/bin/java; do
    [ -x "$each" ] || continue
    if [ "$("$each" -XshowSettings:properties -version 2>&1 \
      | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p')" -ge $JAVA_RELEASE_MIN ] 2>/dev/null; then
      java=$each
      return 0
    fi
  done
  return 1
}

start_origin() {
  "$java" -XX:+UseSerialGC -Xmx256m "$origin_source" "$ORIGIN_PORT" "$www" >"$work/origin.log" 2>&1 &
  origin_pid=$!
  if ! { await listens "$ORIGIN_PORT" && kill -0 $origin_pid; }; then
    give_up "the origin does not start: $(tail -n 1 "$work/origin.log")"
  fi
}

# account PATH: requests, bytes sent, bytes sent at least once, bytes sent again (but for the checks where ranges join).
account() {
  curl -sf "http://127.0.0.1:$ORIGIN_PORT/account$1"
}

# bytes_of PATH FROM LENGTH: what the origin has there, made by another program.
bytes_of() {
  local key
  case $1 in
    /file/*) tail -c +$(($2 + 1)) "$www/${1#/file/}" | head -c "$3" ;;
    *)
      key=$(printf '%s#0' "$1" | sha256sum | head -c 32)
      openssl enc -aes-128-ctr -K "$key" -iv "$(printf '%032x' $(($2 / 16)))" -in /dev/zero 2>/dev/null \
        | tail -c +$(($2 % 16 + 1)) | head -c "$3"
      ;;
  esac
}

# length_of PATH
length_of() {
  case $1 in
    /file/*) stat -c %s "$www/${1#/file/}" ;;
    *) echo "$1" | cut -d/ -f3 ;;
  esac
}
