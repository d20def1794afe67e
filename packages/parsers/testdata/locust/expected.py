# What the files say, read with Python's csv and json alone: python3 expected.py > expected.json
# Percentiles of JSON by Locust's own way: from the greatest time down, until n - processed <= int(n * p).
import csv, glob, json, os

HERE = os.path.dirname(os.path.abspath(__file__))

def stats_csv(path):
    text = open(path, encoding="utf8", newline="").read()
    rows = []
    if text.startswith('"'):  # up to 1.0: written without escaping, so the numbers are taken from the right
        lines = [line for line in text.splitlines() if line]
        header = [cell.strip('"') for cell in lines[0].split(",")]
        for line in lines[1:]:
            cells = line.split(",")
            tail = [cell.strip('"') for cell in cells[-(len(header) - 2):]]
            names = ",".join(cells[:-(len(header) - 2)])
            method, name = names[1:-1].split('","', 1) if names.startswith('"') else names.split(",", 1)
            rows.append([method, name] + tail)
    else:
        header, *rows = [row for row in csv.reader(text.splitlines(keepends=True)) if row]
    out = []
    for index, row in enumerate(rows):
        at = dict(zip(header, row))
        if index == len(rows) - 1 and row[1] in ("Aggregated", "Total") and row[0] in ("", "None"):
            continue
        percentiles = {name: float(at[name]) for name in header if name[0].isdigit() and at[name] != "N/A"}
        out.append({"method": row[0], "name": row[1], "requests": int(at["Request Count"]), "failures": int(at["Failure Count"]), "p50": percentiles.get("50%"), "p95": percentiles.get("95%"), "p99": percentiles.get("99%")})
    return out

def percentile(times, n, p):
    processed = 0
    for time in sorted(times, reverse=True):
        processed += times[time]
        if n - processed <= int(n * p):
            return time

def entries_json(path):
    out = []
    for entry in json.load(open(path, encoding="utf8")):
        times = {float(time): count for time, count in entry["response_times"].items()}
        n = sum(times.values())
        out.append({"method": entry["method"], "name": entry["name"], "requests": entry["num_requests"], "failures": entry["num_failures"], **{f"p{p}": percentile(times, n, p / 100) for p in (50, 95, 99)}})
    return out

files = {}
for path in sorted(glob.glob(HERE + "/*/run_stats.csv")):
    files[os.path.relpath(path, HERE)] = stats_csv(path)
for path in sorted(glob.glob(HERE + "/*/run.json")):
    files[os.path.relpath(path, HERE)] = entries_json(path)
print(json.dumps(files, indent=1, ensure_ascii=True))
