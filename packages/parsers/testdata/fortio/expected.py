"""Writes expected.json from the files of fortio in this folder, without Loadline: python3 expected.py"""
import glob, json, os

here = os.path.dirname(os.path.abspath(__file__))
out = {}
for path in sorted(glob.glob(here + '/*.json') + [here + '/stdout.txt']):
    base = os.path.basename(path)
    if base == 'expected.json':
        continue
    text = open(path).read()
    d = json.loads(text[text.index('{\n'):])
    h = d['DurationHistogram']
    failures = sum(n for code, n in d['RetCodes'].items() if not (code.startswith('2') or code in ('418', 'SERVING', 'OK')))
    rank, passed, p95 = 0.95 * h['Count'], 0, None
    for b in h['Data']:
        if p95 is None and passed + b['Count'] >= rank:
            p95 = b['Start'] + (b['End'] - b['Start']) * (rank - passed) / b['Count']
        passed += b['Count']
    out[base] = {
        'requests': h['Count'], 'failures': failures, 'avg': h['Sum'] / h['Count'] * 1000, 'min': h['Min'] * 1000, 'max': h['Max'] * 1000,
        'p95': p95 * 1000, 'percentiles': {str(p['Percentile']): p['Value'] * 1000 for p in h['Percentiles'] or []},
        'rps': d['ActualQPS'], 'seconds': d['ActualDuration'] / 1e9, 'users': d['NumThreads'],
        'buckets': [b['Count'] for b in h['Data'] if b['Count']],
    }
json.dump(out, open(here + '/expected.json', 'w'), indent=1)
