#!/usr/bin/env bash
# Makes every run of this folder again: VENVS=<folder with one virtual environment per version> ./make.sh [version ...]
# $VENVS/<version>/bin/locust must exist for each version asked for.
set -u
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
here=$PWD
port=${PORT:-8899}
host=http://127.0.0.1:$port
node server.mjs "$port" & server=$!
trap 'kill $server' EXIT
sleep 0.5

locust_of() { # the locust of version $1, with the arguments that follow
  local version=$1; shift
  "$VENVS/$version/bin/locust" "$@" 2>/dev/null
}

old() { # 0.x: what ends the run is given by the caller
  local version=$1; shift
  mkdir -p "$version"
  for names in plain odd; do
    NAMES=$names locust_of "$version" -f locustfile_0x.py --no-web -c 6 -r 6 "$@" --only-summary --csv "$version/$names" -H $host
  done
}

new() { # version, prefix, arguments: a headless run of 1.0 or later
  local version=$1 prefix=$2; shift 2
  mkdir -p "$version"
  locust_of "$version" --headless -u 6 -r 6 --only-summary --csv "$version/$prefix" -H $host "$@"
}

web() { # version, folder, port, arguments: a run with the web UI, asked when the run is over
  local version=$1 into=$2 port=$3; shift 3
  mkdir -p "$into"
  locust_of "$version" --autostart --autoquit 4 -u 6 -r 6 -t 6s --web-host 127.0.0.1 --web-port "$port" -H $host "$@" & local run=$!
  sleep "${WEB_WAIT:-9}"
  curl -sf "http://127.0.0.1:$port/stats/requests" -o "$into/requests.json"
  curl -sf "http://127.0.0.1:$port/stats/requests/csv" -o "$into/requests.csv"
  curl -sf "http://127.0.0.1:$port/stats/failures/csv" -o "$into/failures.csv"
  curl -sf "http://127.0.0.1:$port/exceptions/csv" -o "$into/exceptions.csv"
  wait $run
}

make_0.8.1()  { old 0.8.1 -n 900; }
make_0.9.0()  { old 0.9.0 -t 7s; }
make_0.10.0() { old 0.10.0 -t 7s; }
make_0.11.0() { old 0.11.0 -t 7s; }
make_0.12.2() { old 0.12.2 -t 7s; }
make_0.13.5() { old 0.13.5 -t 7s --csv-full-history; }
make_0.14.6() { old 0.14.6 -t 7s; }

both() { # version, arguments: a run with plain names and one with odd names
  local version=$1; shift
  for names in plain odd; do NAMES=$names new "$version" $names -f locustfile.py -t 7s "$@"; done
}

make_1.0.3() { both 1.0.3 --csv-full-history; }
make_1.1.1() { both 1.1.1; }
make_1.4.4() { both 1.4.4 -t 12s; }
make_2.2.3() { both 2.2.3 --csv-full-history -t 12s; }
make_2.12.1() {
  both 2.12.1
  new 2.12.1 hostile -f locustfile_hostile.py -t 12s --html 2.12.1/hostile_report.html
  NAMES=odd web 2.12.1 2.12.1/web 8091 -f locustfile.py
  web 2.12.1 2.12.1/web_hostile 8090 -f locustfile_hostile.py
}
make_2.24.0() {
  mkdir -p 2.24.0
  NAMES=plain new 2.24.0 plain -f locustfile.py -t 7s
  NAMES=odd new 2.24.0 odd -f locustfile.py -t 7s --json > 2.24.0/odd_stdout.json
  new 2.24.0 hostile -f locustfile_hostile.py -t 12s --html 2.24.0/hostile_report.html
  NAMES=odd web 2.24.0 2.24.0/web 8092 -f locustfile.py
}
make_2.47.0() {
  local v=2.47.0
  mkdir -p $v
  NAMES=odd new $v full_history -f locustfile.py -t 12s --csv-full-history --json --html $v/full_history_report.html > $v/full_history_stdout.json
  NAMES=plain new $v plain -f locustfile.py -t 7s --json-file $v/plain_file
  NAMES=plain new $v short -f locustfile.py -t 2s --json --json-file $v/short_file > $v/short_stdout.json
  new $v percentiles -f locustfile_percentiles.py -t 7s --csv-full-history
  new $v idle -f locustfile_idle.py -t 7s --json > $v/idle_stdout.json
  new $v hostile -f locustfile_hostile.py -t 12s --json-file $v/hostile_file --html $v/hostile_report.html
  NAMES=odd web $v $v/web 8093 -f locustfile.py
  web $v $v/web_percentiles 8094 -f locustfile_percentiles.py
  web $v $v/web_hostile 8095 -f locustfile_hostile.py
  WEB_WAIT=5 web $v $v/web_running 8096 -f locustfile.py
  killed 8.4 killed -f locustfile.py
  killed 1.5 killed_early -f locustfile.py
  killed 1 killed_at_once -f locustfile.py
  # Two processes: a master that writes the files, a worker that sends the requests.
  new $v distributed -f locustfile.py -t 7s --master --master-bind-host 127.0.0.1 --expect-workers 1 --json-file $v/distributed_file & local master=$!
  locust_of $v -f locustfile.py --worker --master-host 127.0.0.1 --skip-log-setup > $v.worker & local worker=$!
  wait $master $worker; rm -f $v.worker
}

killed() { # seconds, prefix, arguments: a run that is killed with SIGKILL after so many seconds
  local seconds=$1 prefix=$2; shift 2
  "$VENVS/2.47.0/bin/locust" --headless -u 6 -r 6 --only-summary --csv 2.47.0/$prefix -H $host "$@" 2>/dev/null & local run=$!
  sleep "$seconds"
  kill -KILL $run
  wait $run 2>/dev/null
}

# What says on which machine the runs were made is taken out: directories in tracebacks, the host name in the id of the worker.
tidy() {
  local version=$1
  find "$version" -name '*.html' -o -name '*exceptions.csv' -o -name '*.json' | while read -r file; do
    sed -i -E -e "s#$VENVS/$version/lib/python[0-9.]+/site-packages/#/srv/app/#g" \
      -e "s#$(realpath "$VENVS/$version")/lib/python[0-9.]+/site-packages/#/srv/app/#g" \
      -e "s#$here/#/srv/app/#g" -e "s#\b$(hostname)_([0-9a-f]{32})#worker_\1#g" "$file"
  done
  find "$version" -name '*.html' -exec python3 without_bundle.py {} +
  find "$version" -name '*.html' -exec gzip -9nf {} +
}

for version in ${@:-0.8.1 0.9.0 0.10.0 0.11.0 0.12.2 0.13.5 0.14.6 1.0.3 1.1.1 1.4.4 2.2.3 2.12.1 2.24.0 2.47.0}; do
  echo "== $version"
  make_$version
  tidy $version
done
