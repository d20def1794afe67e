#!/bin/sh
# Makes the files of this folder anew: sh make.sh FOLDER, where FOLDER/VERSION/k6 are the binaries.
set -u
bin=$1
port=20106
here=$(cd "$(dirname "$0")" && pwd)
cd "$here" || exit 1
node server.mjs $port & server=$!
trap 'kill $server' EXIT
sleep 1
reset() { curl -s "http://127.0.0.1:$port/reset"; }
counts() { curl -s "http://127.0.0.1:$port/counts" > "$1"; }
for version in v0.33.0 v0.49.0 v1.5.0 v2.2.0; do
  k6="$bin/$version/k6"
  out="$here/$version"
  rm -rf "$out" && mkdir -p "$out"
  run() { mode=$1; shift; "$k6" run --no-usage-report --no-color -q -e PORT=$port -e MODE="$mode" "$@" > "$out/log.txt" 2>&1; }
  reset
  run normal --out json="$out/normal.ndjson" --out csv="$out/normal.csv" --summary-export="$out/normal-export.json" script.js
  counts "$out/normal.counts.json"
  run scenarios --out json="$out/scenarios.ndjson" script.js
  run normal -e HANDLE="$out/normal-handle.json" with-summary.js
  run plain --summary-export="$out/plain-export.json" script.js
  cp "$out/log.txt" "$out/plain.txt"
  run failing --out csv="$out/failing.csv" --summary-export="$out/failing-export.json" script.js
  run nothing --out json="$out/nothing.ndjson" --summary-export="$out/nothing-export.json" script.js
  [ "$version" = v2.2.0 ] || { rm "$out/log.txt"; continue; }
  run refused --out json="$out/refused.ndjson" --out csv="$out/refused.csv" script.js
  run unchecked --out json="$out/unchecked.ndjson" --out csv="$out/unchecked.csv" script.js
  K6_CSV_TIME_FORMAT=unix_milli run hostile --out json="$out/hostile.ndjson" --out csv="$out/hostile.csv" script.js
  run normal -e STATS='avg,min,med,max,p(90),p(95),p(99),p(99.9),count' --summary-export="$out/stats-export.json" script.js
  cp "$out/log.txt" "$out/stats.txt"
  run normal --summary-mode=full script.js && true
  cp "$out/log.txt" "$out/full.txt"
  run plain -e HANDLE="$out/bare.json" -e BARE=1 with-summary.js
  run normal --new-machine-readable-summary --summary-export="$out/machine.json" script.js
  run normal --new-machine-readable-summary -e HANDLE="$out/machine-handle.json" with-summary.js
  "$k6" run --no-usage-report -q -e PORT=$port --out json="$out/grpc.ndjson" --summary-export="$out/grpc-export.json" grpc.js > /dev/null 2>&1
  "$k6" run --no-usage-report -q -e PORT=$port --out json="$out/ws.ndjson" --summary-export="$out/ws-export.json" ws.js > /dev/null 2>&1
  K6_WEB_DASHBOARD=true K6_WEB_DASHBOARD_PORT=-1 K6_WEB_DASHBOARD_PERIOD=1s K6_WEB_DASHBOARD_EXPORT="$out/dashboard.html" \
    "$k6" run --no-usage-report -q -e PORT=$port -e MODE=long -e SECONDS=4 --summary-export="$out/dashboard-export.json" script.js > /dev/null 2>&1
  # Killed in the middle of a row: the writer holds a buffer.
  "$k6" run --no-usage-report -q -e PORT=$port -e MODE=long --out csv="$out/killed.csv" --out json="$out/killed.ndjson" script.js > /dev/null 2>&1 & victim=$!
  sleep 3; kill -9 $victim
  "$k6" run --no-usage-report -q -e PORT=$port -e MODE=long --out json="$out/interrupted.ndjson" --summary-export="$out/interrupted-export.json" script.js > "$out/interrupted.txt" 2>&1 & victim=$!
  sleep 2; kill -INT $victim; wait $victim
  rm "$out/log.txt"
done
find . -size +24k -name '*.ndjson' -exec gzip -9n {} +
find . -size +24k -name '*.csv' -exec gzip -9n {} +
