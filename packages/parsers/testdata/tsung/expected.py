"""What tsung wrote of each run: the rows of its dumps counted, the last totals of its logs. python3 expected.py writes expected.json."""
import collections
import json
import os
import re

here = os.path.dirname(os.path.abspath(__file__))
result = {}
for name in sorted(os.listdir(here)):
    path = os.path.join(here, name)
    if name.endswith(".dump"):
        rows = collections.OrderedDict()
        for line in open(path).read().splitlines()[1:]:
            _, _, _, method, _, url, status, _, duration, transaction, *_ = line.split(";")
            key = f"{method.upper()} {url.split('?')[0]} {'' if transaction == '-' else transaction[3:]}".strip()
            rows.setdefault(key, {"requests": 0, "failures": 0, "times": []})
            rows[key]["requests"] += 1
            rows[key]["failures"] += not status.isdigit() or int(status) >= 400
            rows[key]["times"].append(float(duration))
        for row in rows.values():
            times = row.pop("times")
            row.update(avg=sum(times) / len(times), min=min(times), max=max(times))
        result[name] = rows
    elif name.endswith(".log") and "killed" not in name:
        last = {}
        text = open(path).read()
        if text.startswith("{"):
            for dump in json.loads(text)["stats"]:
                for each in dump["samples"]:
                    if "hostname" in each:
                        continue
                    if "mean" in each:
                        count = each["value"] + each["global_count"]
                        mean = (each["value"] * each["mean"] + each["global_count"] * each["global_mean"]) / count if count else None
                        last[each["name"]] = {"count": count, "avg": mean, "min": each["min"], "max": each["max"]}
                    else:
                        last[re.sub("^http_", "", each["name"])] = {"count": each.get("total", each.get("max"))}
        else:
            for line in text.splitlines():
                cells = line.split(" ")
                if cells[0] != "stats:" or "{" in cells[1]:
                    continue
                if len(cells) == 9:
                    count, mean, _, most, least, before, counted = (float(cell) for cell in cells[2:])
                    total = count + counted
                    last[cells[1]] = {"count": total, "avg": (count * mean + counted * before) / total if total else None, "min": least, "max": most}
                else:
                    last[cells[1]] = {"count": float(cells[3])}
        result[name] = last
with open(os.path.join(here, "expected.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
