# shellcheck shell=bash
# Objects, requests for them, and what became of these; cluster.sh sources it.

LARGE=24
LARGE_MIB=8
READ_RATE=1MiB
RANGE=4KiB

# Of a client that sees nothing come.
TIMEOUT=10s

# Of the phase under way, all proxies together.
asked=0 hits=0 fetches=0

# ---- objects --------------------------------------------------------------------------------------

# Half as many of each size as of the one before; every tenth is below a path whose objects are validated each minute.
make_objects() {
  local size=8192 count=$(((OBJECTS + 1) / 2)) left=$OBJECTS file number=0
  mkdir -p "$work/files"/{pool/large,dists} "$work/cut"
  while [ "$left" -gt 0 ]; do
    [ $size -lt 1048576 ] && [ $count -lt "$left" ] || count=$left
    head -c $((size * count)) /dev/urandom | split -b $size -a 6 -d - "$work/cut/$size-"
    left=$((left - count))
    count=$(((count + 1) / 2))
    size=$((size * 2))
  done
  for file in "$work"/cut/*; do
    number=$((number + 1))
    [ $((number % 10)) != 0 ] || mv "$file" "$work/files/dists/"
  done
  mv "$work"/cut/* "$work/files/pool/"
  for number in $(seq $LARGE); do
    head -c ${LARGE_MIB}M /dev/urandom >"$work/files/pool/large/$number"
  done
  (cd "$work/files" && find . -type f -not -path '*/large/*' -printf '%P\n' | LC_ALL=C sort) \
    | awk -v seed=1 'BEGIN { srand(seed) } { print rand(), "/" $0 }' | LC_ALL=C sort | cut -d ' ' -f 2 >"$work/ranked"
}

# Sent, not put into its directory: the store makes an entity tag of what it is sent.
upload_objects() {
  local name
  (cd "$work/files" && find . -type f -printf '%P\n') | while read -r name; do
    printf '%s\n' next "upload-file = $work/files/$name" "url = http://$STORE_ADDRESS:$STORE_PORT/$BUCKET/$name" \
      "aws-sigv4 = aws:amz:us-east-1:s3" "user = $ACCESS_KEY:$SECRET_KEY" \
      'header = "x-amz-content-sha256: UNSIGNED-PAYLOAD"' "output = /dev/null" fail
  done | sed 1d >"$work/uploads"
  front curl -s --parallel --parallel-max 8 --config "$work/uploads" 2>/dev/null || give_up "the store does not take all objects"
}

# draw COUNT SEED: paths, as lines of an access log, the one of rank n with weight 1/n.
draw() {
  awk -v count="$1" -v seed="$2" '
    { path[NR] = $1; sum += 1 / NR; upto[NR] = sum }
    END {
      srand(seed)
      for (i = 0; i < count; i++) {
        wanted = rand() * sum; low = 1; high = NR
        while (low < high) { mid = int((low + high) / 2); if (upto[mid] < wanted) low = mid + 1; else high = mid }
        print "- - - [-] \"GET " path[low] " HTTP/1.1\" 200 0"
      }
    }' "$work/ranked"
}

# ---- requests -------------------------------------------------------------------------------------

# ask NAME OPTION ...: every body is compared with its file.
ask() {
  local name=$1
  shift
  front "$untorn" bench "http://$FRONT_ADDRESS/" --files "$work/files" --verify --timeout $TIMEOUT --quiet "$@" \
    --json "$work/$name.json" >"$work/$name.txt" 2>&1 || :
}

# Each object once, so that only what happens afterwards costs requests to the store.
fill_caches() {
  (cd "$work/files" && find . -type f -printf "url = \"http://$FRONT_ADDRESS/%P\"\noutput = \"/dev/null\"\n") \
    >"$work/downloads"
  front curl -s --fail --parallel --parallel-max 8 --config "$work/downloads" 2>/dev/null || give_up "not all objects can be fetched"
}

traffic() {
  local seed=$1
  draw $((RATE * SECONDS_EACH)) "$seed" >"$work/whole.log"
  draw $((RATE * SECONDS_EACH / 2)) "$((seed + 1000))" >"$work/range.log"
  seq -f '1 /pool/large/%.0f' $LARGE >"$work/large.mix"
  local asking=()
  ask whole --replay "$work/whole.log" --rate "$RATE" --connections 32 --duration "${SECONDS_EACH}s" --warmup 1s &
  asking+=($!)
  ask range --replay "$work/range.log" --range $RANGE --rate $((RATE / 2)) --connections 16 \
    --duration "${SECONDS_EACH}s" --warmup 1s &
  asking+=($!)
  ask large --mix "$work/large.mix" --read-rate $READ_RATE --connections "$READERS" --duration "${SECONDS_EACH}s" \
    --warmup 1s &
  asking+=($!)
  wait "${asking[@]}"
}

# ---- what became of them --------------------------------------------------------------------------

# counters NUMBER: of a proxy: requests, those that its cache answered, fetches from the store.
counters() {
  front curl -s --max-time 2 "http://$(proxy_address "$1"):9464/metrics" | awk '
    /^untorn_cache_requests_total/ {
      all += $2
      if ($1 !~ /outcome="(miss|pass|offline|disproved|failed)"/) hits += $2
    }
    /^untorn_fills_total/ { fetches += $2 }
    END { print all + 0, hits + 0, fetches + 0 }'
}

# Adds what was counted since the last time to the totals.
account() {
  local number now before
  for number in "${!proxy_pids[@]}"; do
    read -r -a now < <(counters "$number")
    read -r -a before < <(cat "$work/counted-$number" 2>/dev/null || echo 0 0 0)
    # One that does not answer now is asked at the next time.
    [ "${now[0]}" -ge "${before[0]}" ] || continue
    asked=$((asked + now[0] - before[0]))
    hits=$((hits + now[1] - before[1]))
    fetches=$((fetches + now[2] - before[2]))
    echo "${now[@]}" >"$work/counted-$number"
  done
}

begin_report() {
  phases_told=0
  {
    echo "$(date -u +%Y-%m-%d), $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors," \
      "Linux $(uname -r), $(haproxy -v | sed -n 's/.*version \([^ ]*\).*/HAProxy \1/p')." \
      "$OBJECTS objects of 8 KiB to 1 MiB, $LARGE of $LARGE_MIB MiB; $RATE whole ones and $((RATE / 2)) ranges of $RANGE" \
      "per second, $READERS readers of $READ_RATE/s."
    echo
    echo "| $SECONDS_EACH s in which | requests | failed | wrong | repeated | hits | fetches | MiB of the store | p50 | p99 |"
    echo "|---|---|---|---|---|---|---|---|---|---|"
  } >"$RESULTS/cluster.md"
}

# More than before, by a second of the load: the generators have started.
load_has_begun() {
  [ "$(balancer_requests)" -ge $(($1 + RATE)) ]
}

# phase TITLE EVENT: load, in which something happens.
phase() {
  local title=$1 event=$2 bytes retries requests loading
  say "$title"
  account
  asked=0 hits=0 fetches=0
  bytes=$(store_bytes)
  retries=$(balancer_retries)
  requests=$(balancer_requests)
  phases_told=$((phases_told + 1))
  traffic $phases_told &
  loading=$!
  await load_has_begun "$requests" || give_up "no load: $(tail -n 1 "$work/whole.txt")"
  sleep $BEFORE_SECONDS
  "$event"
  wait $loading
  account
  bytes=$(($(store_bytes) - bytes))
  retries=$(($(balancer_retries) - retries))
  [ "$retries" -ge 0 ] || retries=$(balancer_retries)
  tell "$title" "$bytes" "$retries"
}

# tell TITLE STORE_BYTES RETRIES
tell() {
  local file
  file=$work/phase-$(printf %02d $phases_told).json
  jq -s --arg title "$1" --argjson bytes "$2" --argjson retries "$3" \
    --argjson asked "$asked" --argjson hits "$hits" --argjson fetches "$fetches" '
      def total(f): map(.series[0] | f) | add;
      def error(names): total([.errors | to_entries[] | select(.key | IN(names[])) | .value] | add // 0);
      {
        phase: $title,
        requests: (total(.requests) + total([.errors[]] | add // 0)),
        failed: error(["connect", "timeout", "cut", "status", "unreadable", "unanswered"]),
        failures: (map(.series[0] | (.errors | del(.status, .length, .body) | to_entries[]),
            (.statuses[] | select(.[0] >= 300) | {key: "\(.[0])", value: .[1]}))
          | group_by(.key) | map({key: .[0].key, value: (map(.value) | add)} | select(.value > 0)) | from_entries),
        wrong: error(["length", "body"]),
        unverified: total(.unverified),
        repeated: $retries,
        proxied: $asked,
        hit_ratio: ($hits / ([$asked, 1] | max)),
        fetches: $fetches,
        store_bytes: $bytes,
        p50_nanos: .[0].series[0].latency_nanos.p50,
        p99_nanos: .[0].series[0].latency_nanos.p99
      }' "$work/whole.json" "$work/range.json" "$work/large.json" >"$file" || give_up "a generator says: $(tail -n 1 "$work/whole.txt")"
  jq -r '
    # Of few requests there is no p99.
    def ms: if . then . / 10000 | round / 100 | tostring + " ms" else "-" end;
    "| \(.phase) | \(.requests) | \(.failed)\(if .failed > 0 then " (" + ([.failures | to_entries[]
      | "\(.key) \(.value)"] | join(", ")) + ")" else "" end) | \(.wrong) | \(.repeated)"
    + " | \(.hit_ratio * 1000 | round / 10) % | \(.fetches) | \(.store_bytes / 104857.6 | round / 10)"
    + " | \(.p50_nanos | ms) | \(.p99_nanos | ms) |"' "$file" | tee -a "$RESULTS/cluster.md"
}

# Which proxy has each object; nobody asks the store for it.
where_all_are() {
  sed "s|.*|head\nheader = \"Cache-Control: only-if-cached\"\nurl = \"http://$FRONT_ADDRESS&\"\noutput = \"/dev/null\"\nwrite-out = \"& %header{x-served-by}\\\\n\"\nnext|" \
    "$work/ranked" | sed '$d' >"$work/where"
  front curl -s --config "$work/where"
}

# moved BEFORE AFTER: objects whose proxy is another one.
moved() {
  paste -d ' ' "$work/$1" "$work/$2" | awk '$1 != $3 { exit 1 } $2 != $4 { moved++ } END { print moved + 0 }'
}

shares() {
  cut -d ' ' -f 2 "$work/$1" | sort | uniq -c | awk '{ print $1 }' | paste -sd / | sed 's|/| / |g'
}
