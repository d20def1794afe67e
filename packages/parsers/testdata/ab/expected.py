"""Writes expected.json from the files of ab in this folder, without Loadline: python3 expected.py"""
import csv, glob, json, os, re

here = os.path.dirname(os.path.abspath(__file__))
out = {}
for path in sorted(glob.glob(here + '/*.txt') + glob.glob(here + '/*.html')):
    text = re.sub(r'<[^>]*>', ' ', open(path).read())
    number = lambda name: (lambda m: m and float(m.group(1)))(re.search(r'^ *' + name + r':\s+([\d.]+)', text, re.M))
    if number('Complete requests') is None:
        out[os.path.basename(path)] = None
        continue
    kinds = re.search(r'\(Connect: (\d+), Receive: (\d+), Length: (\d+), Exceptions: (\d+)\)', text)
    connect, receive, length, exceptions = map(int, kinds.groups()) if kinds else (0, 0, 0, 0)
    complete = int(number('Complete requests'))
    failures = int(number('Non-2xx responses') or 0) + connect + max(receive, exceptions)
    if number('Total transferred') == 0:
        failures = complete
    total = [line.split()[1:] for line in text.split('\n') if re.match(r' *Total: +\d', line)][0]
    percentiles = dict(re.findall(r'^ +(\d+)% +(\d+)', text, re.M))
    out[os.path.basename(path)] = {
        'requests': complete + connect, 'failures': min(failures, complete + connect),
        'path': re.search(r'Document Path:\s+(\S+)', text).group(1).split('?')[0],
        'users': int(number('Concurrency Level')), 'seconds': number('Time taken for tests'), 'rps': number('Requests per second'),
        'min': int(total[0]), 'avg': int(total[1]), 'max': int(total[-1]),
        'p95': int(percentiles['95']) if '95' in percentiles else None, 'answered': number('Total transferred') > 0,
    }
for path in sorted(glob.glob(here + '/*.tsv')):
    rows = list(csv.DictReader(open(path), delimiter='\t'))
    times = sorted(int(row['ttime']) for row in rows)
    at = lambda q: (lambda h: times[int(h)] + (h - int(h)) * (times[min(int(h) + 1, len(times) - 1)] - times[int(h)]))((len(times) - 1) * q)
    starts = [int(row['seconds']) for row in rows]
    out[os.path.basename(path)] = {
        'requests': len(rows), 'avg': sum(times) / len(times), 'min': times[0], 'max': times[-1],
        'p50': at(0.5), 'p95': at(0.95), 'p99': at(0.99), 'start': min(starts),
        'seconds': max(int(r['seconds']) + int(r['ttime']) / 1000 for r in rows) - min(starts),
    }
for path in sorted(glob.glob(here + '/*.csv')):
    rows = {int(row['Percentage served']): float(row['Time in ms']) for row in csv.DictReader(open(path))}
    out[os.path.basename(path)] = {'rows': len(rows), 'p50': rows[50], 'p99': rows[99], 'max': rows.get(100)}
json.dump(out, open(here + '/expected.json', 'w'), indent=1)
