#!/bin/sh
# Makes the logs here with HdrHistogram itself. JARS is a folder with HdrHistogram-1.2.1.jar, -2.1.4.jar, -2.1.12.jar, -2.2.2.jar and
# jaxb-api-2.3.1.jar (which versions before 2.1.10 need on a Java without it); run it in this folder: JARS=… sh make.sh
set -eu
classes=$(mktemp -d)
with() {
  version=$1
  shift
  mkdir -p "$classes/$version"
  [ -e "$classes/$version/$1.class" ] || javac -nowarn -cp "$JARS/HdrHistogram-$version.jar" -d "$classes/$version" "$1.java" 2>/dev/null
  java -cp "$JARS/HdrHistogram-$version.jar:$JARS/jaxb-api-2.3.1.jar:$classes/$version" "$@"
}
with 1.2.1 MakeLogs v0.hlog Histogram 3 1e6 1e6
with 2.1.4 MakeLogs v1.hlog Histogram 3 1e6 1e6
with 2.1.4 MakeLogs v1-short.hlog ShortCountsHistogram 2 1e6 1e6
with 2.1.4 MakeLogs v1-int.hlog IntCountsHistogram 2 1e6 1e6
with 2.1.12 MakeLogs v2-2.1.12.hlog Histogram 3 1e6 1e6
with 2.2.2 MakeLogs v2.hlog Histogram 3 1e6 1e6
with 2.2.2 MakeLogs v2-5-digits.hlog Histogram 5 1e6 1e6
with 2.2.2 MakeLogs us.hlog Histogram 3 1e3 1e3
with 2.2.2 MakeLogs ms.hlog Histogram 3 1 1
with 2.2.2 MakeTagged tags tagged.hlog
with 2.2.2 MakeTagged total tagged-total.hlog
with 2.2.2 MakeTagged base base-time.hlog
with 2.2.2 MakeTagged double double.hlog
# The command line of HistogramLogProcessor writes X.hgrm and, as X, the intervals.
process() {
  java -cp "$JARS/HdrHistogram-2.2.2.jar" org.HdrHistogram.HistogramLogProcessor "$@" >/dev/null
}
process -i v2.hlog -o v2
process -i v2.hlog -o v2-csv -csv
process -i v2.hlog -o v2-ratio-1000 -outputValueUnitRatio 1000
process -i us.hlog -o us -outputValueUnitRatio 1000
for name in v2 v2-csv; do mv $name $name.intervals; done
rm -f us v2-ratio-1000
with 2.2.2 Expected v0.hlog 1e6 v1.hlog 1e6 v1-short.hlog 1e6 v1-int.hlog 1e6 v2-2.1.12.hlog 1e6 v2.hlog 1e6 v2-5-digits.hlog 1e6 \
  us.hlog 1e3 ms.hlog 1 tagged.hlog 1e6 tagged-total.hlog 1e6 base-time.hlog 1e6 double.hlog 0.001 js.hlog 1e3 ycsb-READ.hdr 1e3 ycsb-SCAN.hdr 1e3 >expected.json
rm -r "$classes"
