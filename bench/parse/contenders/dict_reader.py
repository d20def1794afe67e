# csv.DictReader (JTL) or json.loads (k6) of Python, and a list of times per label.
import csv, json, resource, sys

path, format = sys.argv[1:3]
times, failures = {}, {}

def rows():
    with open(path, newline="") as file:
        if format == "jtl":
            for row in csv.DictReader(file):
                yield row["label"], float(row["elapsed"]), row["success"] == "false"
        else:
            for line in file:
                point = json.loads(line)
                if point["type"] == "Point" and point["metric"] == "http_req_duration":
                    yield point["data"]["tags"]["name"], point["data"]["value"], False
                elif point["type"] == "Point" and point["metric"] == "http_req_failed" and point["data"]["value"] != 0:
                    yield point["data"]["tags"]["name"], None, True

for name, ms, failed in rows():
    if ms is not None:
        times.setdefault(name, []).append(ms)
    failures[name] = failures.get(name, 0) + failed

def at(ordered, q):
    position = (len(ordered) - 1) * q
    low = int(position)
    return ordered[low] + (position - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])

result = []
for name, values in times.items():
    values.sort()
    result.append([name, len(values), failures.get(name, 0), at(values, 0.5), at(values, 0.95), at(values, 0.99)])
print(json.dumps({"rows": result, "maxRssKb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
