# shellcheck shell=bash disable=SC2017,SC2034,SC2154 # round numbers; ranges.sh has and uses the names
# What clients of ranges do, each with its own habits.

# Seconds that a client may take for all it wants.
CLIENT_SECONDS=300

fetch() {
  timeout $CLIENT_SECONDS curl -sSf --max-time $CLIENT_SECONDS "$@"
}

# range PATH FROM LENGTH: compares it with the origin's.
range() {
  local file
  file=$(mktemp "$work/range-XXXXXX")
  asked=$((asked + $3))
  fetch -r "$2-$(($2 + $3 - 1))" -o "$file" "$PROXY_URL$1" || client_failed
  same "$file" "$1" "$2" "$3"
  rm -f "$file"
}

# left PATH FROM LENGTH: a client that asks for all from there on, reads so much, and leaves.
left() {
  local file
  file=$(mktemp "$work/left-XXXXXX")
  asked=$((asked + $3))
  { fetch -r "$2-" "$PROXY_URL$1" 2>/dev/null || :; } | head -c "$3" >"$file"
  same "$file" "$1" "$2" "$3"
  rm -f "$file"
}

# whole PATH: compares all of it, as it comes.
whole() {
  local length
  length=$(length_of "$1")
  asked=$((asked + length))
  compared=$((compared + 1))
  fetch "$PROXY_URL$1" | cmp -s - <(bytes_of "$1" 0 "$length") || { differing=$((differing + 1)); say "$1 is not the origin's"; }
}

# same FILE PATH FROM LENGTH
same() {
  compared=$((compared + 1))
  cmp -s "$1" <(bytes_of "$2" "$3" "$4") || { differing=$((differing + 1)); say "bytes $3+$4 of $2 are not the origin's"; }
}

client_failed() {
  ended=failed
}

# aria2 PATH: in 16 connections.
aria2() {
  rm -f "$work/aria2"
  asked=$((asked + $(length_of "$1")))
  timeout $CLIENT_SECONDS aria2c -q --no-conf --file-allocation=none -x16 -s16 -k1M -d "$work" -o aria2 "$PROXY_URL$1" || client_failed
  same "$work/aria2" "$1" 0 "$(length_of "$1")"
  rm -f "$work/aria2"
}

# wget_continue PATH HAS: a client that has the beginning.
wget_continue() {
  bytes_of "$1" 0 "$2" >"$work/wget"
  asked=$((asked + $(length_of "$1") - $2))
  timeout $CLIENT_SECONDS wget -q --no-config -c -t 1 -O "$work/wget" "$PROXY_URL$1" || client_failed
  same "$work/wget" "$1" 0 "$(length_of "$1")"
  rm -f "$work/wget"
}

# parallel PATH COUNT SEED: ranges of up to 2 MiB anywhere, all at once.
parallel() {
  local length i from bytes config=$work/parallel
  length=$(length_of "$1")
  mkdir -p "$work/parts"
  RANDOM=$3
  : >"$config"
  for ((i = 0; i < $2; i++)); do
    bytes=$((RANDOM * 64 + 1))
    from=$(((RANDOM * 32768 + RANDOM) * 4 % (length - bytes)))
    asked=$((asked + bytes))
    printf 'next\nurl = %s\nrange = %d-%d\noutput = %s\nfail\n' "$PROXY_URL$1" $from $((from + bytes - 1)) \
      "$work/parts/$from-$bytes" >>"$config"
  done
  sed -i 1d "$config"
  timeout $CLIENT_SECONDS curl -sS -Z --no-progress-meter --parallel-max "$2" --parallel-immediate -K "$config" || client_failed
  for i in "$work/parts"/*; do
    bytes=${i##*/}
    same "$i" "$1" "${bytes%-*}" "${bytes#*-}"
  done
  rm -rf "$work/parts" "$config"
}

# zsync_update PATH: a client that has an older version of the file, of which every sixteenth part is other than the new one.
zsync_update() {
  local new=$www/${1#/file/} old=$work/zsync-old length part i said
  length=$(length_of "$1")
  part=$((length / 16))
  cp "$new" "$old"
  for ((i = 0; i < 16; i++)); do
    head -c $((part / 16)) /dev/zero | dd of="$old" bs=64k seek=$((i * part + i * 4099)) oflag=seek_bytes conv=notrunc status=none
  done
  zsyncmake -o "$work/new.zsync" -u "$PROXY_URL$1" "$new" 2>/dev/null
  (cd "$work" && timeout $CLIENT_SECONDS zsync -i "$old" -o "$work/zsync-new" new.zsync >"$work/zsync.log" 2>&1) || client_failed
  asked=$((asked + $(tr '\r' '\n' <"$work/zsync.log" | sed -n '$s/.*fetched \([0-9]*\).*/\1/p') + 0))
  same "$work/zsync-new" "$1" 0 "$length"
  rm -f "$work"/zsync-{old,new} "$work/new.zsync"
}

# player PATH: what players do, whose index is at the end: the beginning, the end, and then from place to place.
player() {
  local length mib=$((1 << 20)) at
  length=$(length_of "$1")
  left "$1" 0 $((256 * 1024))
  range "$1" $((length - 65536)) 65536
  for at in 37 38 5 80 12; do
    left "$1" $((length / 100 * at)) $((3 * mib))
  done
}

# viewers PATH: two at once, at different places.
viewers() {
  local length pids=() at
  length=$(length_of "$1")
  for at in 4 9; do
    fetch --limit-rate 8M -r $((length / 12 * at))-$((length / 12 * at + (16 << 20) - 1)) -o "$work/viewer-$at" "$PROXY_URL$1" &
    pids+=($!)
  done
  for at in "${pids[@]}"; do
    wait "$at" || client_failed
  done
  for at in 4 9; do
    asked=$((asked + (16 << 20)))
    same "$work/viewer-$at" "$1" $((length / 12 * at)) $((16 << 20))
    rm -f "$work/viewer-$at"
  done
}

# frames FILE_OR_URL SECOND: the digests of ten frames from there on.
frames() {
  timeout $CLIENT_SECONDS ffmpeg -v error -ss "$2" -i "$1" -frames:v 10 -f framemd5 - 2>>"$work/ffmpeg.log" | grep -v '^#'
}

# A film of so many bytes, more or less: its index is at the end.
make_film() {
  ffmpeg -v error -f lavfi -i testsrc2=size=640x480:rate=25 -t 120 -c:v mjpeg -q:v 2 -y "$www/film.mp4"
}

# ffmpeg_seeks PATH: it finds the index, and shows some places.
ffmpeg_seeks() {
  local at
  for at in 100 20 60 61; do
    compared=$((compared + 1))
    cmp -s <(frames "$PROXY_URL$1" $at) <(frames "$www/${1#/file/}" $at) || { differing=$((differing + 1)); say "frames at $at s are others"; }
  done
}
