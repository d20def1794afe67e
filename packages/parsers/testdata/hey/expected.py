# Writes expected.json: what hey's files state, read off with nothing of Loadline.  python3 expected.py > expected.json
import csv, glob, json, re, statistics


def quantile(values, q):
    values = sorted(values)
    at = (len(values) - 1) * q
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


def of_text(name):
    text = open(name).read()
    codes = [(int(c), int(n)) for c, n in re.findall(r'^  \[(\d+)\]\t(\d+) responses', text, re.M)]
    lost = sum(int(n) for n in re.findall(r'^  \[(\d+)\]\t', text.split('Error distribution:')[1], re.M)) if 'Error dist' in text else 0
    value = lambda key: float(re.search(r'^  %s:\t\s*(\S+)' % key, text, re.M).group(1))
    entry = {'requests': sum(n for c, n in codes) + lost, 'failures': lost + sum(n for c, n in codes if c >= 400), 'seconds': value('Total'),
             'rps': value('Requests/sec')}
    if codes:
        entry |= {'avg': value('Average') * 1e3, 'min': value('Fastest') * 1e3, 'max': value('Slowest') * 1e3,
                  'percentiles': {'p' + p: float(v) * 1e3 for p, v in re.findall(r'^  (\d+)%+ in (\S+) secs', text, re.M) if p != '0'}}
    return entry


def of_csv(name):
    rows = list(csv.DictReader(open(name)))
    times = [float(r['response-time']) * 1e3 for r in rows]
    entry = {'requests': len(rows), 'failures': sum(int(r['status-code']) >= 400 for r in rows)}
    if rows:
        entry |= {'seconds': max(float(r['offset']) + float(r['response-time']) for r in rows), 'avg': statistics.fmean(times),
                  'min': min(times), 'max': max(times), 'percentiles': {'p%g' % p: quantile(times, p / 100) for p in (50, 75, 90, 95, 99)}}
    return entry


READ = {'txt': of_text, 'csv': of_csv}
names = sorted(n for end in READ for n in glob.glob('*.' + end))
print(json.dumps({n: READ[n.rsplit('.', 1)[1]](n) for n in names}, indent=1))
