# Writes expected.json: what the reports state, read off with nothing of Loadline.  python3 expected.py > expected.json
import glob, json, re

UNIT = {'us': 1e-3, 'ms': 1, 's': 1e3, 'm': 6e4, 'h': 3.6e6}


def ms(text):
    number, unit = re.fullmatch(r'([\d.]+)(us|ms|s|m|h)', text).groups()
    return float('%.6g' % (float(number) * UNIT[unit]))


out = {}
for name in sorted(glob.glob('*.txt')):
    text = open(name).read()
    if name == 'several.txt':
        continue
    words = text.split()
    answered = int(words[words.index('requests') - 1])
    socket = [int(n) for n in re.findall(r'connect (\d+), read (\d+), write (\d+), timeout (\d+)', text)[0]] if 'Socket' in text else [0] * 4
    refused = int(text.split('Non-2xx or 3xx responses:')[1].split()[0]) if 'Non-2xx' in text else 0
    broken = sum(socket[:3])
    is2 = 'HdrHistogram' in text
    failures = refused + broken + (0 if is2 else socket[3])
    at = words.index('Latency')
    avg, peak = words[at + 1], words[at + 3]
    found = {}
    part = text.split('Uncorrected')[0]
    for p, value in re.findall(r'^\s*([\d.]+)%\s+([\d.]+[a-z]+)$', part, re.M):
        if float(p) < 100:
            found['p%g' % float(p)] = ms(value)
    entry = {'requests': answered + broken, 'failures': failures, 'users': int(words[words.index('connections') - 1]),
             'seconds': ms(words[words.index('requests') + 2].rstrip(',')) / 1000,
             'path': '/' + words[4].split('/', 3)[3].split('?')[0]}
    if ms(peak) > 0:
        entry |= {'avg': ms(avg), 'max': ms(peak), 'percentiles': found}
    out[name] = entry
print(json.dumps(out, indent=2))
