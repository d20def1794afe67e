# What the files say, read with Python's csv alone: python3 expected.py > expected.json
# The plan has two samplers with sub-results, "moved" (a redirect) and "page" (a page with pictures); percentiles are of type 7.
import collections, csv, glob, gzip, json, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = {
    12: "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,bytes,grpThreads,allThreads,Latency",
    17: "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect",
}

def quantile(times, q):
    times = sorted(times)
    position = (len(times) - 1) * q
    low = int(position)
    high = min(low + 1, len(times) - 1)
    return times[low] + (position - low) * (times[high] - times[low])

def rows_of(path):
    text = (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf8", newline="").read()
    first = text[:text.index("\n")]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    header = rows.pop(0) if "success" in rows[0] else COLUMNS[len(rows[0])].split(",")
    return [dict(zip(header, row)) for row in rows if len(row) == len(header)]

def expected(path):
    groups = {"samples": collections.defaultdict(list), "transactions": collections.defaultdict(list)}
    subs = 0
    for row in rows_of(path):
        if row["responseMessage"].startswith("Number of samples in transaction"):
            groups["transactions"][row["label"]].append(row)
        elif re.fullmatch(r"(moved|page)-\d+", row["label"]):
            subs += 1
        else:
            groups["samples"][row["label"]].append(row)
    out = {"subResults": subs, "users": max(int(row["allThreads"]) for row in rows_of(path))}
    for kind, labels in groups.items():
        out[kind] = []
        for label, rows in labels.items():
            times = [int(row["elapsed"]) for row in rows if "elapsed" in row]
            entry = {"name": label, "requests": len(rows), "failures": sum(row["success"] == "false" for row in rows)}
            if times:
                entry |= {"avg": sum(times) / len(times), "min": min(times), "max": max(times), "p50": quantile(times, 0.5), "p95": quantile(times, 0.95), "p99": quantile(times, 0.99)}
            out[kind].append(entry)
    errors = collections.Counter((row["label"], row["responseCode"], row["responseMessage"], row.get("failureMessage", "")) for rows in groups["samples"].values() for row in rows if row["success"] == "false")
    out["errors"] = [[*key, count] for key, count in sorted(errors.items())]
    return out

print(json.dumps({os.path.relpath(path, HERE): expected(path) for path in sorted(glob.glob(HERE + "/*/*.jtl*"))}, indent=1))
