"""Writes expected.json from the files of h2load in this folder, without Loadline: python3 expected.py"""
import glob, json, os, re

here = os.path.dirname(os.path.abspath(__file__))
factor = {'us': 1e-3, 'ms': 1, 's': 1000}


def quantile(times, q):
    h = (len(times) - 1) * q
    return times[int(h)] + (h - int(h)) * (times[min(int(h) + 1, len(times) - 1)] - times[int(h)])


out = {}
for path in sorted(glob.glob(here + '/[0-9]*')):
    base = os.path.basename(path)
    text = open(path).read()
    if base.endswith('.log'):
        rows = [tuple(map(int, line.split('\t'))) for line in text.strip().split('\n')]
        times = sorted(row[2] / 1000 for row in rows)
        out[base] = {'requests': len(rows), 'failures': sum(status >= 400 or status < 0 for _, status, _ in rows), 'avg': sum(times) / len(times),
                     'min': times[0], 'max': times[-1], 'p50': quantile(times, 0.5), 'p95': quantile(times, 0.95),
                     'seconds': (max(s + d for s, _, d in rows) - min(s for s, _, _ in rows)) / 1e6}
    elif base.endswith('.json'):
        m = json.loads(text)['measurements']
        times = sorted(s * 1000 for s in m['performance']['request']['samples'])
        out[base] = {'requests': m['requests']['succeeded'] + m['requests']['failed'], 'failures': m['requests']['failed'],
                     'avg': sum(times) / len(times) if times else None, 'min': times[0] if times else None, 'max': times[-1] if times else None,
                     'p50': quantile(times, 0.5) if times else None, 'p95': quantile(times, 0.95) if times else None,
                     'seconds': 2 if 'duration' in base else m['duration']}
    else:
        found = re.search(r'^requests: (\d+) total, (\d+) started, (\d+) done, (\d+) succeeded, (\d+) failed', text, re.M)
        if not found:
            out[base] = None
            continue
        succeeded, failed = int(found.group(4)), int(found.group(5))
        cells = re.search(r'^(?:time for request|request +): +(.*)$', text, re.M).group(1).split()
        times = [float(n) * factor[u] for n, u in re.findall(r'([\d.]+)(us|ms|s)\b', ' '.join(cells))]
        if not re.search(r'status codes: [^\n]*[1-9]\d* [2345]xx', text):
            times = [None] * len(times)
        number, unit = re.search(r'finished in ([\d.]+)(us|ms|s),', text).groups()
        out[base] = {'requests': succeeded + failed, 'failures': failed, 'min': times[0], 'max': times[1], 'avg': times[2] if len(times) == 4 else times[5],
                     'p50': times[2] if len(times) == 7 else None, 'p95': times[3] if len(times) == 7 else None,
                     'seconds': 2 if 'duration' in base else float(number) * factor[unit] / 1000}
json.dump(out, open(here + '/expected.json', 'w'), indent=1)
