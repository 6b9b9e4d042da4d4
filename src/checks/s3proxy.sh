#!/usr/bin/env bash
# A server of S3, over a directory whose folders are its buckets: s3proxy, as s3proxy/pom.xml names it, from
# Maven. It ends when its standard input does.
#
#   s3proxy.sh PORT DIR    accepts the access key "local" with the secret key "secret"
#
#   ADDRESS    where it listens (127.0.0.1)
#   STATE      where its class path is remembered (target/s3proxy)
#   JAVA_HOME  of the Java that runs it
#
# The exit code is 3 if it cannot be had.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
ADDRESS=${ADDRESS:-127.0.0.1}
STATE=${STATE:-$here/../../target/s3proxy}

[ $# = 2 ] || { echo "usage: s3proxy.sh PORT DIR" >&2; exit 2; }
command -v mvn >/dev/null || { echo "s3proxy.sh: needs mvn (Debian's package maven)"; exit 3; }
mkdir -p "$STATE"
# What is resolved is remembered: a test run needs the registry once.
if ! cmp -s "$here/s3proxy/pom.xml" "$STATE/pom.xml" || ! ls -- $(tr ':' ' ' <"$STATE/classpath") >/dev/null 2>&1; then
  mvn -q -B -f "$here/s3proxy/pom.xml" dependency:build-classpath -Dmdep.includeScope=runtime \
    -Dmdep.outputFile="$STATE/classpath" >"$STATE/mvn.log" 2>&1 || { echo "s3proxy.sh: Maven cannot resolve it"; exit 3; }
  cp "$here/s3proxy/pom.xml" "$STATE/pom.xml"
fi
cat >"$STATE/$1.properties" <<END
s3proxy.authorization=aws-v2-or-v4
s3proxy.endpoint=http://$ADDRESS:$1
s3proxy.identity=local
s3proxy.credential=secret
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$2
jclouds.identity=none
jclouds.credential=none
END
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
"$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlogback.configurationFile="$here/s3proxy/logback.xml" \
  -cp "$(<"$STATE/classpath")" org.gaul.s3proxy.Main --properties "$STATE/$1.properties" &
server=$!
trap 'kill -9 $server 2>/dev/null' EXIT
cat >/dev/null
