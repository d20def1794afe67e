"""Writes expected.json from the files of ghz in this folder, without Loadline: python3 expected.py"""
import glob, json, os, re

here = os.path.dirname(os.path.abspath(__file__))


def of_calls(calls):
    times = sorted(latency for latency, _ in calls)
    at = lambda q: (lambda h: times[int(h)] + (h - int(h)) * (times[min(int(h) + 1, len(times) - 1)] - times[int(h)]))((len(times) - 1) * q)
    return {'requests': len(calls), 'failures': sum(status != 'OK' for _, status in calls), 'avg': sum(times) / len(times),
            'min': times[0], 'max': times[-1], 'p50': at(0.5), 'p95': at(0.95)}


out = {}
for path in sorted(glob.glob(here + '/[0-9d]*')):
    base = os.path.basename(path)
    text = open(path).read()
    if base.endswith('.json'):
        report = json.loads(text)
        at = {d['percentage']: d['latency'] / 1e6 for d in report['latencyDistribution'] or []}
        counts = {'requests': report['count'], 'failures': report['count'] - report['statusCodeDistribution'].get('OK', 0)}
        if len(report['details']) < report['count']:
            out[base] = {**counts, 'avg': report['average'] / 1e6, 'min': report['fastest'] / 1e6, 'max': report['slowest'] / 1e6, 'p50': at[50], 'p95': at[95]}
        else:
            out[base] = of_calls([(d['latency'] / 1e6, d['status']) for d in report['details']])
            assert counts.items() <= out[base].items(), base
    elif base.endswith('.html'):
        out[base] = of_calls([(d['latency'] / 1e6, d['status']) for d in json.loads(re.search(r'const rawData = (\[.*\])', text).group(1))])
    elif base.endswith('.csv'):
        out[base] = of_calls([(float(ms), status) for ms, status, _ in (line.split(',', 2) for line in text.strip().split('\n')[1:])])
    elif 'influx-details' in base:
        out[base] = of_calls([(int(ns) / 1e6, status) for ns, status in re.findall(r' latency=(\d+),.*status="(\w+)"', text)])
    elif 'influx-summary' in base:
        value = lambda name: float(re.search(r'[ ,]%s=([\d.]+)' % name, text[text.index(' count='):]).group(1))
        out[base] = {'requests': int(value('count')), 'failures': int(value('errors')), 'avg': value('average') / 1e6, 'min': value('fastest') / 1e6,
                     'max': value('slowest') / 1e6, 'p50': value('median') / 1e6, 'p95': value('p95') / 1e6}
    elif 'prometheus' in base:
        value = lambda name: float(re.search(r'^%s} (\S+)$' % name, text, re.M).group(1))
        out[base] = {'requests': int(value('ghz_run_count{.*')), 'failures': int(value('ghz_run_errors{.*')), 'avg': value('ghz_run_average{.*') / 1e6,
                     'min': value('ghz_run_fastest{.*') / 1e6, 'max': value('ghz_run_slowest{.*') / 1e6,
                     'p50': value('ghz_run_latency{.*quantile="0.5"') / 1e6, 'p95': value('ghz_run_latency{.*quantile="0.95"') / 1e6}
    else:
        number = lambda name: (lambda m: m and float(m.group(1)) or None)(re.search(name + r'\s+([\d.]+)', text))
        out[base] = {'requests': int(number('Count:')), 'failures': int(number('Count:')) - int((re.search(r'\[OK\] +(\d+)', text) or [0, 0])[1]),
                     'avg': number('Average:'), 'min': number('Fastest:'), 'max': number('Slowest:'), 'p50': number('50 % in'), 'p95': number('95 % in')}
json.dump(out, open(here + '/expected.json', 'w'), indent=1)
