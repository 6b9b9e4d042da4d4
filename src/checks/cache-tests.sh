#!/usr/bin/env bash
# Asks a caching proxy all the questions of the test suite of cache-tests.fyi (npm's http-cache-tests, as
# cache-tests/package-lock.json names it), by the suite's own rules.
#
#   cache-tests.sh PROXY_URL            counts, and a line for each test missed with the suite's reason
#   cache-tests.sh PROXY_URL TEST_ID    that test only, with all that was sent and received
#
#   ORIGIN_PORT  where the suite's origin listens on 127.0.0.1 meanwhile: the proxy's origin (8000)
#   STATE        where the suite is installed, and results are written (target/cache-tests)
#
# The proxy has to pass on PUT, and to bear 100 connections at once. The exit code is 0 if the tests ran, 2 if not, 3
# if the suite cannot be installed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
STATE=${STATE:-$here/../../target/cache-tests}
ORIGIN_PORT=${ORIGIN_PORT:-8000}

say() {
  echo "cache-tests.sh: $*" >&2
}

give_up() {
  say "$@"
  exit 2
}

[ $# = 1 ] || [ $# = 2 ] || give_up "usage: cache-tests.sh PROXY_URL [TEST_ID]"
for tool in node npm; do
  command -v $tool >/dev/null || { say "needs $tool (Debian's packages nodejs and npm)"; exit 3; }
done
mkdir -p "$STATE"
cp "$here"/cache-tests/* "$STATE"
cd "$STATE"
# What is installed is remembered: a test run needs the registry once.
if ! cmp -s package-lock.json node_modules/installed-lock.json; then
  npm ci --ignore-scripts --no-audit --no-fund --silent || { say "npm cannot install http-cache-tests"; exit 3; }
  cp package-lock.json node_modules/installed-lock.json
fi
node --no-warnings run.mjs "$1" "$ORIGIN_PORT" "$STATE/results.json" "${@:2}" || give_up "the tests did not run"
