# Writes expected.json: what oha's files state, read off with nothing of Loadline.  python3 expected.py > expected.json
import csv, glob, json, re, statistics


def clean(text):
    return re.sub(r'\x1b\[[\d;]*m', '', text)


def quantile(values, q):
    values = sorted(values)
    at = (len(values) - 1) * q
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


def of_json(name):
    d = json.load(open(name))
    codes, errors = d['statusCodeDistribution'], dict(d['errorDistribution'])
    aborted = errors.pop('aborted due to deadline', 0)
    lost = sum(errors.values())
    entry = {'requests': sum(codes.values()) + lost, 'failures': lost + sum(n for c, n in codes.items() if int(c) >= 400),
             'aborted': aborted, 'seconds': d['summary']['total']}
    if d['summary']['average'] is not None:
        entry |= {'avg': d['summary']['average'] * 1e3, 'min': d['summary']['fastest'] * 1e3, 'max': d['summary']['slowest'] * 1e3,
                  'percentiles': {k: v * 1e3 for k, v in d['latencyPercentiles'].items()}}
    return entry


UNIT = {'ns': 1e-6, 'us': 1e-3, 'ms': 1, 'sec': 1e3, 'secs': 1e3}


def of_text(name):
    text = clean(open(name).read())
    codes = [(int(c), int(n)) for c, n in re.findall(r'^  \[(\d+)\] (\d+) responses', text, re.M)]
    errors = [(m, int(n)) for n, m in re.findall(r'^  \[(\d+)\] (.+)$', text.split('Error distribution:')[1], re.M)] if 'Error dist' in text else []
    aborted = sum(n for m, n in errors if m.startswith('aborted'))
    lost = sum(n for m, n in errors) - aborted
    time = lambda words: float(words.split()[0]) * UNIT[words.split()[1]]
    value = lambda key: re.search(r'^  %s:\t(.+)$' % key, text, re.M).group(1)
    entry = {'requests': sum(n for c, n in codes) + lost, 'failures': lost + sum(n for c, n in codes if c >= 400), 'aborted': aborted,
             'seconds': time(value('Total')) / 1e3}
    if 'NaN' not in value('Average'):
        entry |= {'avg': time(value('Average')), 'min': time(value('Fastest')), 'max': time(value('Slowest'))}
        first = re.split('(?:Response time|Latency) distribution:', text)[1].split('\n\n')[0]
        entry['percentiles'] = {'p%g' % float(p): time(v) for p, v in re.findall(r'^  ([\d.]+)% in (.+)$', first, re.M)}
    return entry


def of_csv(name):
    rows = list(csv.DictReader(open(name)))
    times = [float(r['request-duration']) * 1e3 for r in rows]
    entry = {'requests': len(rows), 'failures': sum(int(r['status']) >= 400 for r in rows)}
    if rows:
        entry |= {'seconds': max(float(r['request-start']) + float(r['request-duration']) for r in rows), 'avg': statistics.fmean(times),
                  'min': min(times), 'max': max(times), 'percentiles': {'p%g' % p: quantile(times, p / 100) for p in (50, 75, 90, 95, 99)}}
    return entry


READ = {'json': of_json, 'txt': of_text, 'csv': of_csv}
names = sorted(n for end in READ for n in glob.glob('*.' + end) if n != 'expected.json')
print(json.dumps({n: READ[n.rsplit('.', 1)[1]](n) for n in names}, indent=1))
