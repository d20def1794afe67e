"""Writes expected.json from the files of siege in this folder, without Loadline: python3 expected.py"""
import glob, json, os, re, collections

here = os.path.dirname(os.path.abspath(__file__))
out = {}
for path in sorted(glob.glob(here + '/*')):
    base = os.path.basename(path)
    if base.startswith('README') or base.endswith('.py') or base == 'expected.json':
        continue
    text = open(path).read()
    if base.endswith('.log'):
        cells = [cell.strip() for cell in [line for line in text.split('\n') if line.startswith('20')][-1].split(',')]
        done, failed = int(cells[1]), int(cells[9])
        out[base] = {'requests': done + failed, 'failures': failed, 'seconds': float(cells[2]), 'avg': round(float(cells[4]) * 1000) if done else None}
        continue
    rows = collections.OrderedDict()
    # The summary may stand amid a line.
    for line in re.sub(r'\nTransactions:.*?Shortest transaction:[^\n]*\n \n', '', text, flags=re.S).split('\n')[:-1]:
        found = re.search(r'HTTP/1.1 (\d+) +([\d.]+) secs: +\d+ bytes ==> (\w+) +(\S+)$', line)
        csv = re.search(r'HTTP/1.1,(\d+), *([\d.]+), *\d+,(.*),\d+,20\S+ [\d:]+$', line)
        if not (found or csv):
            continue
        status, secs, method, url = found.groups() if found else (csv.group(1), csv.group(2), '', csv.group(3))
        key = (method + ' ' + re.sub(r'^http://[^/]*', '', url)).strip()
        rows.setdefault(key, []).append((int(status), round(float(secs) * 1000)))
    value = lambda text_name, json_name: (lambda m: m and float(m.group(1)))(re.search(r'^(?:%s|\{?\s*"%s"):\s+([\d.]+)' % (text_name, json_name), text, re.M))
    done, failed = value('Transactions', 'transactions'), value('Failed transactions', 'failed_transactions')
    factor = 1 if re.search(r'Response time:\s+[\d.]+ ms', text) else 1000
    entry = {'endpoints': {k: {'requests': len(v), 'failures': sum(s >= 400 for s, _ in v), 'avg': sum(t for _, t in v) / len(v)} for k, v in rows.items()}}
    if done is not None:
        response = value('Response time', 'response_time')
        entry.update(requests=int(done + failed), failures=int(failed), seconds=value('Elapsed time', 'elapsed_time'),
                     avg=round(response * factor, 2) if done else None, max=round(value('Longest transaction', 'longest_transaction') * factor, 2) if done else None)
    out[base] = entry
json.dump(out, open(here + '/expected.json', 'w'), indent=1)
