# What the results hold, counted by Python alone: python3 expected.py > expected.json
# xml: each file's samples by kind and name; rows: each label of the JTL that the tables and the dashboards were made of.
import csv, glob, gzip, io, json, os, re
import xml.etree.ElementTree as tree

os.chdir(os.path.dirname(os.path.abspath(__file__)))
TRANSACTION = 'Number of samples in transaction'


def percentile(times, p):
    at = (len(times) - 1) * p / 100
    low = int(at)
    high = min(low + 1, len(times) - 1)
    return times[low] + (times[high] - times[low]) * (at - low)


def summary(samples):
    """samples: (kind, name, ms, failed)"""
    groups = {}
    for kind, name, ms, failed in samples:
        groups.setdefault((kind, name), []).append((ms, failed))
    return [
        {
            'kind': kind,
            'name': name,
            'requests': len(rows),
            'failures': sum(failed for _, failed in rows),
            'avg': sum(ms for ms, _ in rows) / len(rows),
            'min': min(ms for ms, _ in rows),
            'max': max(ms for ms, _ in rows),
            'p50': percentile(sorted(ms for ms, _ in rows), 50),
            'p95': percentile(sorted(ms for ms, _ in rows), 95),
        }
        for (kind, name), rows in groups.items()
    ]


def samples_of(element, inside_transaction=True):
    """Samples that count: those at the top, and those within a transaction."""
    for child in element:
        if child.tag not in ('httpSample', 'sample') or not inside_transaction:
            continue
        is_transaction = child.get('rm', '').startswith(TRANSACTION)
        yield ('transaction' if is_transaction else 'request', child.get('lb'), int(child.get('t')), child.get('s') == 'false')
        yield from samples_of(child, is_transaction)


def xml_of(path):
    text = gzip.open(path).read().decode()
    if '</testResults>' not in text:
        # Cut: up to the end of the last whole sample at the top, which begins at the start of a line.
        tops = [m for m in re.finditer(r'^<(?:httpSample|sample) [^\n]*/>$|^</(?:httpSample|sample)>$', text, re.M)]
        text = text[: tops[-1].end()] + '</testResults>'
    return summary(samples_of(tree.fromstring(text.encode())))


def rows_of(path):
    rows = csv.DictReader(io.StringIO(gzip.open(path).read().decode(), newline=''))
    return summary(('row', row['label'], int(row['elapsed']), row['success'] == 'false') for row in rows)


result = {
    'xml': {os.path.basename(path)[: -len('.jtl.gz')]: xml_of(path) for path in sorted(glob.glob('xml/*.jtl.gz'))},
    'rows': {path[: -len('.jtl.gz')]: rows_of(path) for path in sorted(glob.glob('*.jtl.gz'))},
}
print(json.dumps(result, indent=1, ensure_ascii=False))
