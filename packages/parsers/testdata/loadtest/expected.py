"""Writes expected.json from what loadtest printed and what the server counted (served.json); uses none of Loadline's code.

python3 expected.py"""
import json, math, pathlib, re

here = pathlib.Path(__file__).parent
served = json.loads((here / 'served.json').read_text())


def quantile(values, q):
    position = (len(values) - 1) * q
    low = math.floor(position)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (position - low)


expected = {}
for path in sorted([*here.glob('v*.txt'), *here.glob('v*.json')]):
    text = path.read_text()
    if path.suffix == '.json':
        found = json.loads(text)
        times = sorted(int(ms) for ms, count in found.get('histogramMs', {}).items() for _ in range(count))
        one = {'requests': found['totalRequests'], 'failures': found['totalErrors'], 'seconds': found['totalTimeSeconds'], 'codes': found['errorCodes']}
        if times:
            one |= {'avg': sum(times) / len(times), 'min': times[0], 'max': times[-1], **{f'p{p}': quantile(times, p / 100) for p in (50, 90, 95, 99)}}
        else:
            one |= {'avg': found['meanLatencyMs'], 'min': found['minLatencyMs'], 'max': found['maxLatencyMs'], **{f'p{p}': v for p, v in found['percentiles'].items()}}
    elif 'Completed requests' not in text:
        continue
    else:
        number = lambda label: float(re.search(label + r': +([\d.]+)', text)[1])
        one = {'requests': int(number('Completed requests')), 'failures': int(number('Total errors')), 'seconds': number('Total time'), 'avg': number('Mean latency')}
        one |= {f'p{p}': float(v) for p, v in re.findall(r' (50|90|95|99)% +([\d.]+) ms', text)}
        one['max'] = float(re.search(r'100% +([\d.]+) ms', text)[1])
        one['codes'] = {code: int(n) for code, n in re.findall(r' (\S+): +(\d+) errors', text)}
    counts = served.get(path.stem)
    if counts is not None and 'time' not in path.stem and 'rps' not in path.stem:
        # A run that ends by its count was counted by the server, too.
        assert sum(counts.values()) == one['requests'], path
        assert sum(n for what, n in counts.items() if what != '200') == one['failures'], path
    names = ('requests', 'failures', 'seconds', 'codes')
    expected[path.name] = {name: one[name] for name in names} | {'times': {name: value for name, value in one.items() if name not in names}}
(here / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')
