"""Prints what the results in this folder hold, by Python's json and csv alone: python3 expected.py > expected.json

A request failed when its code is not 200 to 399. What vegeta writes when lazy targets have run out is no request.
Percentiles are the sample quantile of type 7. Times are in ms.
"""
import csv
import gzip
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

here = Path(__file__).parent


def rows(path):
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode()
    if ".ndjson" in path.name:
        for line in text.splitlines():
            row = json.loads(line)
            yield row["code"], row["latency"], row["error"], row.get("method", ""), row.get("url", ""), row["bytes_in"]
    else:
        for row in csv.reader(text.splitlines()):
            method, url = (row[9], row[10]) if len(row) > 10 else ("", "")
            yield int(row[1]), int(row[2]), row[5], method, url, int(row[4])


def quantile(ordered, q):
    position = (len(ordered) - 1) * q
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


def summed(path):
    endpoints, errors, received = {}, {}, 0
    for code, latency, error, method, url, size in rows(path):
        if error == "no targets to attack":
            continue
        name = "(all requests)" if url == "" else url.split("?")[0].split("/", 3)[3:] or [""]
        if isinstance(name, list):
            name = "/" + name[0]
        entry = endpoints.setdefault((method, name), {"method": method, "name": name, "failures": 0, "times": []})
        entry["times"].append(latency / 1e6)
        received += size
        if not 200 <= code < 400:
            entry["failures"] += 1
            errors[error] = errors.get(error, 0) + 1
    for entry in endpoints.values():
        times = sorted(entry.pop("times"))
        entry.update(requests=len(times), avg=sum(times) / len(times), min=times[0], max=times[-1])
        entry.update({f"p{p}": quantile(times, p / 100) for p in (50, 75, 90, 95, 99)})
    return {"bytesIn": received, "errors": errors, "endpoints": sorted(endpoints.values(), key=lambda each: (each["method"], each["name"]))}


files = sorted(path for path in here.glob("*/*") if ".ndjson" in path.name or path.suffix == ".csv")
json.dump({path.relative_to(here).as_posix(): summed(path) for path in files}, sys.stdout, indent=1, ensure_ascii=False)
print()
