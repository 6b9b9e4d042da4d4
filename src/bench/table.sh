#!/usr/bin/env bash
# The whole table: all modes and peers, all sizes, in turns, with one command. About half an hour.
#
#   table.sh DIR [OPTION ...]   further options go to untorn bench, and win
#
# The variables of peers.sh hold here, too; WORKERS is also the number of Untorn's event loops and of
# the generator's threads.
set -eu

[ $# -ge 1 ] || { echo "usage: table.sh DIR [OPTION ...]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
dir=$1
shift

trap '"$here/peers.sh" stop' EXIT
read -ra peers < <("$here/peers.sh" start "$dir")
"$here/../../untorn" bench "$dir" "${peers[@]}" --baseline nginx \
  --size 1KiB,16KiB,64KiB,256KiB,1MiB,16MiB,1GiB --threads "${WORKERS:-1}" --duration 25s "$@"
