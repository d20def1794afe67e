"""What the answers of the store have to say, from what k6, the exporter and Locust counted themselves.

python3 expected.py FOLDER: the folder holds native.csv and trend.csv (k6 --out csv), counted.json (the exporter's
/counted) and locust_stats.csv (Locust --csv). Writes expected.json.
"""
import collections
import csv
import json
import os
import sys

folder = sys.argv[1]


def k6(name):
    times, failed = collections.defaultdict(list), collections.Counter()
    with open(os.path.join(folder, name)) as file:
        for row in csv.DictReader(file):
            if row["metric_name"] != "http_req_duration":
                continue
            times[row["method"], row["name"]].append(float(row["metric_value"]))
            failed[row["method"], row["name"]] += row["expected_response"] == "false"
    return [one(method, name, values, failed[method, name]) for (method, name), values in sorted(times.items())]


def one(method, name, values, failures):
    values.sort()
    at = lambda share: values[min(len(values) - 1, int(len(values) * share))]
    return {
        "method": method, "name": name, "requests": len(values), "failures": failures,
        "avg": sum(values) / len(values), "min": values[0], "max": values[-1],
        "p50": at(0.5), "p95": at(0.95), "p99": at(0.99),
    }


def exporter():
    times, failed = collections.defaultdict(list), collections.Counter()
    for each in json.load(open(os.path.join(folder, "counted.json"))):
        key = each["method"], each["route"]
        times[key] += [1000 * value for value in each["times"]]
        failed[key] += len(each["times"]) if each["status"] >= 400 else 0
    return [one(method, name, values, failed[method, name]) for (method, name), values in sorted(times.items())]


def locust():
    with open(os.path.join(folder, "locust_stats.csv")) as file:
        return [
            {
                "method": row["Type"], "name": row["Name"], "requests": int(row["Request Count"]), "failures": int(row["Failure Count"]),
                "avg": float(row["Average Response Time"]), "min": float(row["Min Response Time"]), "max": float(row["Max Response Time"]),
                "p50": float(row["Median Response Time"]),
            }
            for row in csv.DictReader(file)
            if row["Name"] != "Aggregated"
        ]


result = {"k6-native": k6("native.csv"), "k6-trend": k6("trend.csv"), "histogram": exporter(), "locust": locust()}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
