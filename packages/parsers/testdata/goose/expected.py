"""What goose printed of each run, from its standard output: python3 expected.py FOLDER writes expected.json.

The runs were made with --no-reset-metrics, so that the printed numbers are of all requests that the logs hold. From 0.19 on the log does not hold
what the test decided itself: there the failures of `judged` and `forgiven` are taken from the log, not from goose.
"""
import json
import os
import re
import sys

folder = sys.argv[1]
result = {}
for name in sorted(os.listdir(folder)):
    text = open(os.path.join(folder, name)).read()
    text = text[text.rindex("=== PER REQUEST METRICS ==="):]
    rows = {}
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split(" | ")]
        if line.strip().startswith("==="):
            if rows:
                break
        match = re.match(r"(GET|POST) (.+)$", cells[0])
        if match is None:
            continue
        counts = re.match(r"([\d,]+) \([\d.]+%\)$", cells[2]) if len(cells) == 5 else None
        row = rows.setdefault(cells[0], {"method": match[1], "name": match[2]})
        if counts is not None:
            row.update(requests=int(cells[1].replace(",", "")), failures=int(counts[1].replace(",", "")))
        elif len(cells) == 5 and "avg" not in row:
            row.update(avg=float(cells[1]), min=float(cells[2]), max=float(cells[3]), median=float(cells[4]))
    result[name[: -len(".txt")]] = list(rows.values())
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
