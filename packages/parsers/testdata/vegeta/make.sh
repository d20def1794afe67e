#!/bin/sh
# Makes the files of one version: make.sh FOLDER VEGETA. Needs a server: node ../locust/server.mjs 8787
set -e
cd "$(dirname "$0")"
mkdir -p "$1"
V=$2
if [ "$1" = 8.0.0 ]; then
  # Before 12 the results were written by dump, and reports had -reporter and -inputs.
  $V attack -targets targets.txt -rate 40 -duration 3s -name mixed -timeout 2s > "$1/results.gob"
  $V dump -inputs "$1/results.gob" -dumper json > "$1/results.ndjson"
  $V dump -inputs "$1/results.gob" -dumper csv > "$1/results.csv"
  $V report -inputs "$1/results.gob" -reporter json > "$1/report.json"
  $V report -inputs "$1/results.gob" -reporter text > "$1/report.txt"
  $V report -inputs "$1/results.gob" -reporter 'hist[0,2ms,10ms,50ms,100ms]' > "$1/hist.txt"
  exit
fi
all() {
  $V encode -to json "$1.gob" > "$1.ndjson"
  $V encode -to csv "$1.gob" > "$1.csv"
  $V report -type json "$1.gob" > "$1-report.json"
  $V report -type text "$1.gob" > "$1-report.txt"
}
$V attack -targets targets.txt -rate 40 -duration 3s -name mixed -timeout 2s > "$1/mixed.gob"
all "$1/mixed"
$V report -type json -buckets '[0,2ms,10ms,50ms,100ms]' "$1/mixed.gob" > "$1/mixed-buckets.json"
$V report -type 'hist[0,2ms,10ms,50ms,100ms]' "$1/mixed.gob" > "$1/mixed-hist.txt"
$V report -type hdrplot "$1/mixed.gob" > "$1/mixed-hdrplot.txt"
if [ "$1" != 12.12.0 ]; then
  rm "$1/mixed.gob" "$1/mixed.csv"
  gzip -9n "$1/mixed.ndjson"
  exit
fi
echo 'GET http://127.0.0.1:9/refused' | $V attack -rate 20 -duration 1s > "$1/refused.gob"
all "$1/refused"
# Targets that are read as they are needed, and run out.
$V attack -targets lazy-targets.txt -lazy -rate 20 -duration 500ms > "$1/lazy.gob"
all "$1/lazy"
# The machine's time zone goes into the times.
TZ=Asia/Kolkata $V attack -targets hostile-targets.txt -rate 12 -duration 1s -name '__proto__|"a", b' > "$1/hostile.gob"
all "$1/hostile"
# Stopped by Ctrl-C in the middle, through a pipe as people do it.
(timeout -s INT 1 $V attack -targets targets.txt -rate 30 -duration 5s || true) | $V encode > "$1/interrupted.ndjson"
# Several reports in one capture, the screen being cleared in between.
$V attack -targets targets.txt -rate 40 -duration 1s | $V report -type json -every 300ms > "$1/every-report.json"
$V attack -targets targets.txt -rate 40 -duration 1s | $V report -type text -every 300ms > "$1/every-report.txt"
$V report -type json /dev/null > "$1/empty-report.json" 2>&1 || true
