# What Taurus had to sum up, counted by Python alone from the single requests: python3 expected.py > expected.json
import csv, gzip, io, json, math, os

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def rank(times, percentile):
    """The time that so many per cent of the requests did not exceed."""
    return times[max(0, math.ceil(len(times) * percentile / 100 - 1e-9) - 1)]


def labels_of(path):
    rows = csv.DictReader(io.StringIO(gzip.open(path).read().decode(), newline=''))
    groups = {}
    for row in rows:
        groups.setdefault(row['label'], []).append((int(row['elapsed']), row['success'] == 'false'))
    return [
        {
            'name': name,
            'requests': len(samples),
            'failures': sum(failed for _, failed in samples),
            'avg': sum(ms for ms, _ in samples) / len(samples),
            'ranks': {str(p): rank(sorted(ms for ms, _ in samples), p) for p in (50, 75, 90, 95, 97.5, 99, 99.9, 99.99)},
        }
        for name, samples in groups.items()
    ]


def workers_of(path):
    groups = {}
    for line in open(path):
        for entry in json.loads(line)['stats']:
            group = groups.setdefault(entry['name'], {'name': entry['name'], 'requests': 0, 'failures': 0, 'total': 0.0})
            group['requests'] += entry['num_requests']
            group['failures'] += entry['num_failures']
            group['total'] += entry['total_response_time']
    return [{'name': g['name'], 'requests': g['requests'], 'failures': g['failures'], 'avg': g['total'] / g['requests']} for g in groups.values()]


result = {
    'loader': labels_of('../jmeter-reports/run.jtl.gz'),
    'hostile': labels_of('../jmeter-reports/hostile.jtl.gz'),
    'apiritif': labels_of('apiritif-kpi.csv.gz'),
    'locust': labels_of('locust-kpi.jtl.gz'),
    'slow': labels_of('slow.jtl.gz'),
    'workers': workers_of('workers.ldjson'),
}
print(json.dumps(result, indent=1, ensure_ascii=False))
