"""Prints expected.json: what each file of this folder says about its endpoints.

    python3 expected.py > expected.json

Written without a look at Loadline's own readers, with nothing but Python's csv, gzip, html and json. Per file:
the kind, the endpoints (method, name, requests, failures) in the order of the file, and the total row apart.
`name` is what the file says once its own layer (CSV quotes, JSON escapes, HTML entities of a table) is taken
off; `unescapedName` is there where Locust had escaped the name for HTML before that.
"""

import csv
import gzip
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).parent


def endpoint(method, name, requests, failures=None):
    entry = {"method": method, "name": name, "requests": int(requests)}
    if failures is not None:
        entry["failures"] = int(failures)
    if isinstance(name, str) and html.unescape(name) != name:
        entry["unescapedName"] = html.unescape(name)
    return entry


def apart(kind, rows):
    """The last row is the total."""
    *endpoints, total = rows
    assert total["name"].split(" ")[-1] in ("Total", "Aggregated"), total
    return {"kind": kind, "endpoints": endpoints, "total": total}


def lines(text):
    return [line for line in text.split("\n") if line]


def from_the_right(text):
    """Rows of 0.8 to 1.0, which wrote quotes around a name and left those inside it as they were: no number has a comma."""
    header, *rest = lines(text)
    columns = len(next(csv.reader([header])))
    words = 1 if header.startswith('"Name"') else 2
    for line in rest:
        front, *numbers = line.rsplit(",", columns - words)
        assert front[0] == front[-1] == '"' and len(numbers) == columns - words, line
        yield front[1:-1], numbers


def by_hand(text):
    for front, numbers in from_the_right(text):
        method, name = front.split('","', 1)
        yield endpoint(method, name, numbers[0], numbers[1])


def by_csv(text):
    for row in csv.DictReader(text.splitlines(keepends=True)):
        yield endpoint(row["Type"], row["Name"], row["Request Count"], row["Failure Count"])


def stats(text):
    return apart("stats-csv", list(by_hand(text) if text.startswith('"') else by_csv(text)))


def distribution(text):
    # Method and name in one cell, and the method is not in all of them: here the cell is left whole.
    cells = [endpoint(None, cell, numbers[0]) for cell, numbers in from_the_right(text)]
    return apart("distribution-csv", cells)


def history(text):
    old = text.startswith('"')
    header, *rest = list(csv.reader(text.splitlines(keepends=True))) if not old else lines(text)
    if old:
        header = next(csv.reader([header]))
        # From the right in 1.0; before, the numbers begin after the quoted timestamp.
        totals = [line for line in rest if '"Aggregated"' in line]
        if header[0] == "Type":
            last = totals[-1].split('"Aggregated",')[1].split(",")[1:3]
        else:
            last = totals[-1].split(",")[-7:-5]
    else:
        totals = [row for row in rest if row[2] == "" and row[3] == "Aggregated"]
        at = header.index("Total Request Count")
        last = totals[-1][at : at + 2]
    return {
        "kind": "history-csv",
        "rows": len(rest),
        "totalRows": len(totals),
        "lastTotal": {"requests": int(last[0]), "failures": int(last[1])},
    }


def failures(text):
    if text.startswith('"'):
        rows = [re.fullmatch(r'"([^"]*)","(.*?)","(.*)",([0-9]+)', line).groups() for line in lines(text)[1:]]
        rows = [(method, name, count) for method, name, _, count in rows]
    else:
        read = csv.DictReader(text.splitlines(keepends=True))
        rows = [(row["Method"], row["Name"], row["Occurrences"]) for row in read]
    errors = [{"method": method, "name": name, "occurrences": int(count)} for method, name, count in rows]
    return {"kind": "failures-csv", "errors": errors}


def exceptions(text):
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    counted = [{"message": row["Message"], "count": int(row["Count"]), "nodes": row["Nodes"]} for row in rows]
    return {"kind": "exceptions-csv", "exceptions": counted}


def entries(rows):
    return [endpoint(row["method"], row["name"], row["num_requests"], row["num_failures"]) for row in rows]


def from_json(text):
    data = json.loads(text)
    if isinstance(data, list):
        return {"kind": "json", "endpoints": entries(data), "total": None}
    return apart("web-json", entries(data["stats"]))


class FirstTable(HTMLParser):
    """The cells of the first table of the report that Locust's server rendered."""

    def __init__(self):
        super().__init__()
        self.tables, self.rows, self.in_cell = 0, [], False

    def handle_starttag(self, tag, _):
        self.tables += tag == "table"
        if self.tables == 1 and tag == "tr":
            self.rows.append([])
        if self.tables == 1 and tag == "td":
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        self.in_cell = self.in_cell and tag != "td"

    def handle_data(self, data):
        if self.in_cell:
            self.rows[-1][-1] += data


def report(text):
    marked = [at.end() for at in re.finditer(r"window\.templateArgs = (?=\{)", text)]
    if marked:
        data, _ = json.JSONDecoder().raw_decode(text, marked[0])
        found = apart("html", entries(data["requests_statistics"]))
        return {**found, "kind": "html", "historyPoints": len(data["history"])}
    table = FirstTable()
    table.feed(text)
    rows = [endpoint(*row[:4]) for row in table.rows if row]
    return apart("old-html", rows)


KINDS = [
    ("_stats_history.csv", history),
    ("_stats.csv", stats),
    ("requests.csv", stats),
    ("_distribution.csv", distribution),
    ("failures.csv", failures),
    ("exceptions.csv", exceptions),
    (".json", from_json),
    (".html.gz", report),
]

expected = {}
for path in sorted(HERE.glob("[0-9]*/**/*")):
    if path.is_file():
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        read = next(read for ending, read in KINDS if path.name.endswith(ending))
        expected[path.relative_to(HERE).as_posix()] = read(text)


def one_line(value):
    return json.dumps(value, ensure_ascii=False)


def printed(found):
    """One line per endpoint."""
    fields = []
    for key, value in found.items():
        listed = isinstance(value, list) and value
        inner = "[\n   " + ",\n   ".join(map(one_line, value)) + "\n  ]" if listed else one_line(value)
        fields.append(f'  "{key}": {inner}')
    return "{\n" + ",\n".join(fields) + "\n }"


files = [f" {one_line(path)}: {printed(found)}" for path, found in expected.items()]
print("{\n" + ",\n".join(files) + "\n}")
