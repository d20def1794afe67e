"""Writes expected.json from what autocannon wrote, held against what the server counted (served.json); uses none of Loadline's code.

python3 expected.py"""
import json, pathlib, re

here = pathlib.Path(__file__).parent
served = json.loads((here / 'served.json').read_text())
KEYS = {'p1': 1, 'p10': 10, 'p25': 25, 'p50': 50, 'p75': 75, 'p90': 90, 'p97_5': 97.5, 'p99': 99, 'p99_9': 99.9, 'p99_99': 99.99, 'p99_999': 99.999, 'p999': 99.9, 'p9999': 99.99, 'p99999': 99.999}


def from_server(stem):
    """Requests that the server saw, and those of them that failed."""
    counts = [(what, n) for path in served.get(stem, {}).values() for what, n in path.items()]
    return sum(n for _, n in counts), sum(n for what, n in counts if what[0] in '45' or what in ('dropped', 'unanswered'))


def near(ours, theirs, slack):
    return abs(ours - theirs) <= slack


expected = {}
for path in sorted(here.glob('v*.json')):
    found = [json.loads(line) for line in path.read_text().splitlines() if line.startswith('{')]
    rounds = []
    for one in found:
        total, errors, sent = one['requests']['total'], one['errors'], one['requests']['sent']
        bad = max(one['4xx'] + one['5xx'], one.get('mismatches', 0))
        in_flight = one['connections'] * one['pipelining']
        lost = max(0, sent - total - errors - in_flight) if any(word in path.stem for word in ('drop', 'shaky')) else 0
        rounds.append({'requests': total + errors + lost, 'failures': bad + errors + lost, 'connections': in_flight})
    requests, failures, slack = (sum(one[key] for one in rounds) for key in ('requests', 'failures', 'connections'))
    if path.stem in served:
        seen, failed = from_server(path.stem)
        assert near(requests, seen, slack + 2), (path.name, requests, seen)
        if 'mismatch' not in path.stem:
            assert near(failures, failed, slack), (path.name, failures, failed)
    latency = found[0]['latency']
    times = {} if found[0]['requests']['total'] == 0 or len(found) > 1 else {f'p{share:g}': latency[key] for key, share in KEYS.items() if key in latency}
    if times:
        times |= {'avg': latency['average'], 'max': latency['max']}
    if 'shaky' in path.stem and 'sampleInt' in found[0]:
        # Answers after a broken connection are timed from the request before their own.
        times = {}
    expected[path.name] = {'requests': requests, 'failures': failures, 'times': times}

for path in sorted(here.glob('v*.txt')):
    text = re.sub('\x1b\\[[0-9;]*m', '', path.read_text())
    counts = re.search(r'^(\S+) requests in', text, re.M)
    if counts is None:
        continue
    other = re.search(r'^(\d+) 2xx responses, (\d+) non', text, re.M)
    errors = int((re.search(r'^(\d+) errors', text, re.M) or [0, 0])[1])
    if other:
        requests, failures = int(other[1]) + int(other[2]), int(other[2])
    else:
        exact = not counts[1].endswith('k')
        sent = '# of samples' in text
        rate = [float(n.replace(',', '')) for n in re.findall(r'[\d.,]+', re.search(r'Req/Sec[^\n]*', text)[0])]
        average = rate[4] if len(rate) > 3 else rate[0]
        # One sample each second; the runs without the table of codes have one worker.
        answers = 0 if '/hang' in text else int(counts[1]) if exact else round(average * round(float(re.search(r' requests in ([\d.]+)s', text)[1])))
        requests, failures = answers + errors, errors
    seen, _ = from_server(path.stem)
    assert near(requests, seen, max(8, seen / 1000)), (path.name, requests, seen)
    row = re.search(r'Latency[^\n]*', text)[0]
    numbers = [float(n) for n in re.findall(r'(?<![\d.])\d+(?:\.\d+)?', row.replace('(ms)', ''))]
    times = {} if requests == errors else {'avg': numbers[-3], 'max': numbers[-1]}
    if len(numbers) == 7 and times:
        times |= dict(zip(('p2.5', 'p50', 'p97.5', 'p99'), numbers))
    expected[path.name] = {'requests': requests, 'failures': failures, 'times': times}

(here / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')
