"""The rows of the data logs counted, and the tables that The Grinder printed. python3 expected.py writes expected.json."""
import collections
import json
import os
import re

here = os.path.dirname(os.path.abspath(__file__))
result = {}
for name in sorted(os.listdir(here)):
    if not name.endswith(".log"):
        continue
    lines = open(os.path.join(here, name)).read().splitlines()
    rows = collections.OrderedDict()
    if name.endswith("-data.log"):
        for line in lines[1:]:
            _, _, test, _, time, errors, status, _, response_errors, *_ = line.split(", ")
            row = rows.setdefault(f"Test {test}", {"requests": 0, "failures": 0, "times": []})
            row["requests"] += 1
            row["failures"] += errors != "0" or response_errors != "0"
            row["times"].append(int(time))
        for row in rows.values():
            times = row.pop("times")
            row.update(avg=sum(times) / len(times), max=max(times))
    else:
        for line in lines:
            match = re.match(r'Test (\d+) +(\d+) +(\d+) +(\S+) +\S+ +(\S+) +\S+ +\S+ +(\d+) +\S+ +\S+ +\S+ +"(.*)"$', line)
            if match:
                tests, errors, response_errors = int(match[2]), int(match[3]), int(match[6])
                rows[match[7]] = {"requests": tests + errors, "failures": errors + response_errors}
                if match[4] != "-":
                    rows[match[7]].update(avg=float(match[4]))
    result[name] = rows
with open(os.path.join(here, "expected.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
