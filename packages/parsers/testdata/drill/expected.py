"""What drill printed of each run: its statistics, and of the runs without them its rows. python3 expected.py writes expected.json."""
import collections
import json
import os
import re

here = os.path.dirname(os.path.abspath(__file__))
result = {}
for name in sorted(os.listdir(here)):
    if not name.endswith(".txt"):
        continue
    text = re.sub("\x1b\\[[0-9;]*m", "", open(os.path.join(here, name)).read()).replace("\r", "")
    rows, total = collections.OrderedDict(), {}
    words = {"Total requests": "requests", "Failed requests": "failures", "Average time per request": "avg", "Median time per request": "p50",
             "99.0'th percentile": "p99", "99.9'th percentile": "p99.9", "Max time per request": "max"}
    for line in text.split("\n"):
        for word, key in words.items():
            match = re.match(rf"(.*?) *{re.escape(word)} +(\d+)(ms|ns)?$", line)
            if match is None:
                continue
            into = rows.setdefault(match[1].strip(), {}) if match[1].strip() else total
            into[key] = int(match[2]) / (1e6 if match[3] == "ns" else 1)
    if not total:
        for line in text.split("\n"):
            match = re.match(r"(.*?) +http://127\S+ (\d{3}) .* (\d+)ms$", line)
            if match:
                row = rows.setdefault(match[1], {"requests": 0, "failures": 0})
                row["requests"] += 1
                row["failures"] += not match[2].startswith("2")
    result[name] = {"rows": rows, "total": total}
with open(os.path.join(here, "expected.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
