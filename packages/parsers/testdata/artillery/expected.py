"""Writes expected.json from what the server counted (served.json) and what Artillery wrote; uses none of Loadline's code.

python3 expected.py"""
import json, math, pathlib, re

here = pathlib.Path(__file__).parent
served = json.loads((here / 'served.json').read_text())


def failed(what):
    return what[0] in '45' or what in ('dropped', 'unanswered')


def quantile(values, q):
    position = (len(values) - 1) * q
    low = math.floor(position)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (position - low)


expected = {}
for path in sorted(here.glob('v*.json')):
    found = json.loads(path.read_text())
    aggregate = found['aggregate']
    counts = [(what, n) for one in served.get(path.stem, {}).values() for what, n in one.items()]
    one = {'requests': sum(n for _, n in counts), 'failures': sum(n for what, n in counts if failed(what)), 'endpoints': {}, 'times': {}}
    if 'refused' in path.stem:
        # No server was there; each user made one request.
        one['requests'] = one['failures'] = aggregate['counters']['vusers.created']
    if 'ws' in path.stem:
        one |= {'requests': aggregate['counters']['websocket.messages_sent'], 'failures': None}
    if 'counters' in aggregate and 'summaries' in aggregate:
        summary = aggregate['summaries'].get('http.response_time')
        if summary:
            one['times'] = {'avg': summary['mean'], 'min': summary['min'], 'max': summary['max'], 'p50': summary['p50'], 'p75': summary['p75'], 'p90': summary['p90'], 'p95': summary['p95'], 'p99': summary['p99'], 'p99.9': summary['p999']}
    elif 'p999' in aggregate['latency']:
        one['times'] = {'avg' if key == 'mean' else 'p99.9' if key == 'p999' else key: value for key, value in aggregate['latency'].items() if key not in ('count', 'median')}
    else:
        times = [entry[2] if isinstance(entry, list) else entry for period in found['intermediate'] for entry in period['latencies']]
        times = sorted(ns / 1e6 for ns in times)
        assert len(times) == aggregate['requestsCompleted']
        if times:
            one['times'] = {'avg': sum(times) / len(times), 'min': times[0], 'max': times[-1], **{f'p{p}': quantile(times, p / 100) for p in (50, 75, 90, 95, 99)}}
    counters = aggregate.get('counters', {})
    for name in counters:
        match = re.fullmatch(r'(plugins\.metrics-by-endpoint|mine)\.(.+)\.(?:codes\.(\d\d\d)|errors\.([A-Z]+))', name)
        if match:
            endpoint = one['endpoints'].setdefault(match[2], [0, 0])
            endpoint[0] += counters[name]
            endpoint[1] += counters[name] if match[4] or int(match[3]) >= 400 else 0
    expected[path.name] = one
(here / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')
