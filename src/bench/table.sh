#!/usr/bin/env bash
# The whole table: all modes and peers in all cases, in turns, with one command. An hour and a half.
#
#   table.sh [DIR [OPTION ...]]   over a new directory below DIR (/var/tmp), which is removed
#                                 afterwards; further options go to untorn bench
#
# RESULTS (target/bench) holds table.md afterwards, and for each part the page, JSON and text.
#
#   PARTS     sizes kinds files connections workers: those wanted (all)
#   SIZES     of files (1KiB,16KiB,64KiB,256KiB,1MiB,16MiB,1GiB)
#   FILES     of 4 KiB to 1 MiB, for the part of that name (100000)
#   IDLE      connections beside 100 that ask (9900)
#   MODES, ROUNDS, DURATION, WARMUP, SERVER_CPUS, CLIENT_CPUS, PEERS, PORT, STATE   as in common.sh;
#             of the part workers all processors are free
#
# A short run: DURATION=4s ROUNDS=2 WARMUP=1s SIZES=1KiB,1MiB FILES=10000 table.sh
set -eu

PARTS=${PARTS:-sizes kinds files connections workers}
SIZES=${SIZES:-1KiB,16KiB,64KiB,256KiB,1MiB,16MiB,1GiB}
FILES=${FILES:-100000}
IDLE=${IDLE:-9900}
. "$(dirname "$0")/common.sh"
set_up "$@"

# measure NAME TITLE OPTION ...
measure() {
  local name=$1 title=$2
  shift 2
  say "$title"
  printf '### %s\n\n' "$title" >>"$RESULTS/table.md"
  if ! load "$name" "$@"; then
    say "$title: failed, see $RESULTS/$name.txt"
    broken+=("$name")
    printf '**Broken: %s**\n\n' "$name" >>"$RESULTS/table.md"
  fi
  # It says itself what failed; without one there are no figures.
  [ ! -e "$RESULTS/$name.md" ] || { cat "$RESULTS/$name.md"; echo; } >>"$RESULTS/table.md"
}

sizes() {
  measure sizes "Sizes" --size "$SIZES"
}

kinds() {
  measure not-modified "304: a condition that holds" --size 64KiB --conditional
  measure head "HEAD" --size 64KiB --head
  measure range "16 KiB at random places of 16 MiB" --size 16MiB --range 16KiB
  measure missing "404" --path /missing --expect 404
}

# Half as many of each size as of the one before, all of a size from one stream of bytes; asked for as
# Zipf says: the file of rank n with weight 1/n.
files() {
  local size=4096 count=$(((FILES + 1) / 2)) left=$FILES
  mkdir "$served/many"
  while [ "$left" -gt 0 ]; do
    [ $size -lt 1048576 ] && [ $count -lt "$left" ] || count=$left
    head -c $((size * count)) /dev/urandom | split -b $size -a 6 -d - "$served/many/$size-"
    left=$((left - count))
    count=$(((count + 1) / 2))
    size=$((size * 2))
  done
  find "$served/many" -type f -printf '/many/%f\n' | LC_ALL=C sort \
    | awk -v seed=1 'BEGIN { srand(seed) } { print rand(), $0 }' | LC_ALL=C sort \
    | awk -v most=$WEIGHTS_MAX '
        { path[NR] = $2; sum += 1 / NR }
        END {
          # Each has its place, however rare; what that takes is not given twice.
          for (n = 1; n <= NR; n++) print int((most - NR) / sum / n) + 1, path[n]
        }' >"$served/mix"
  measure files "$FILES files of 4 KiB to 1 MiB, Zipf-distributed" --mix "$served/mix"
  rm -rf "$served/many"
}

connections() {
  measure connections-100 "100 connections" --size 1KiB --connections 100
  measure connections-idle "100 connections beside $IDLE idle ones" \
    --size 1KiB --connections 100 --idle "$IDLE"
}

# The generator needs a processor, too, so that this says something with four of them or more, and
# compares alike with less.
workers() {
  measure workers "Two workers, not bound to processors" --size "$SIZES" --threads 2
}

: >"$RESULTS/table.md"
broken=()
for part in $PARTS; do
  case $part in
    sizes | kinds | connections)
      servers 1 "$SERVER_CPUS"
      "$part"
      ;;
    files)
      # What is not needed for connections is for nginx's open files.
      CONNECTIONS=1024 servers 1 "$SERVER_CPUS"
      files
      ;;
    workers)
      servers 2 ""
      client="" workers
      ;;
    *) say "no part $part" && exit 2 ;;
  esac
done
say "$RESULTS/table.md"
[ ${#broken[@]} = 0 ] || give_up "broken: ${broken[*]}"
