# Writes expected.json: what bombardier's files state, read off with nothing of Loadline.  python3 expected.py > expected.json
import glob, json, re

UNIT = {'us': 1e-3, 'ms': 1, 's': 1e3, 'm': 6e4}


def ms(text):
    number, unit = re.fullmatch(r'([\d.]+)([a-z]+)', text).groups()
    return float('%.9g' % (float(number) * UNIT[unit]))


def of_json(name):
    d = json.loads('{"spec"' + open(name).read().split('{"spec"')[1])
    r, l = d['result'], d['result']['latency']
    counts = [r['req%dxx' % i] for i in range(1, 6)] + [r['others']]
    return {'requests': sum(counts), 'failures': sum(counts[3:]), 'seconds': r['timeTakenSeconds'], 'method': d['spec']['method'],
            'path': '/' + d['spec']['url'].split('/', 3)[3].split('?')[0], 'users': d['spec']['numberOfConnections'],
            'avg': l['mean'] / 1e3, 'max': l['max'] / 1e3, 'percentiles': {'p' + p: v / 1e3 for p, v in l.get('percentiles', {}).items()}}


def of_text(name):
    text = open(name).read()
    counts = [int(n) for n in re.findall(r'(?:\dxx|others) - (\d+)', text)]
    row = re.search(r'^  Latency +(\S+) +\S+ +(\S+)$', text, re.M)
    return {'requests': sum(counts), 'failures': sum(counts[3:]), 'avg': ms(row.group(1)), 'max': ms(row.group(2)),
            'rps': float(re.search(r'Reqs/sec +(\S+)', text).group(1)),
            'percentiles': {'p' + p: ms(v) for p, v in re.findall(r'^ +(\d+)% +(\S+)$', text, re.M)}}


READ = {'json': of_json, 'txt': of_text}
names = sorted(n for end in READ for n in glob.glob('*.' + end) if n != 'expected.json')
print(json.dumps({n: READ[n.rsplit('.', 1)[1]](n) for n in names}, indent=1))
