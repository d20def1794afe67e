"""What the logs of this folder hold, counted without Loadline: python3 expected.py > expected.json

Requests, failures, extremes, mean and percentiles (type 7, as numpy's default) by path; groups with the sum of their
response times; the most users at once; errors that are no requests; and, where Gatling wrote them, its own totals.
"""
import glob, gzip, json, math, os, struct

HERE = os.path.dirname(os.path.abspath(__file__))


def quantile(times, q):
    position = (len(times) - 1) * q
    low = math.floor(position)
    high = min(low + 1, len(times) - 1)
    return times[low] + (position - low) * (times[high] - times[low])


def text_rows(data):
    """(kind, cells) with the cells in one order whatever the version: groups, name, start, end or sum, ok, message."""
    rejected = 0
    lines = data.decode('utf8').split('\n')
    if lines[-1] != '':
        lines.pop()  # cut
    run = next(line.split('\t') for line in lines if 'RUN' in (line.split('\t') + ['', '', ''])[:3:2])
    old = run[0] != 'RUN'
    for line in lines:
        cells = line.split('\t')
        if line == '' or 'RUN' in cells[:3] or cells[0] == 'ASSERTION':
            continue
        kind = cells[2] if old and len(cells) > 2 else cells[0]
        try:
            if kind == 'USER':
                at = cells.index('START') if 'START' in cells else cells.index('END')
                yield 'user', (cells[at] == 'START', int(cells[at + 1] if cells[at] == 'START' or at + 2 >= len(cells) else cells[at + 2]))
            elif kind == 'ERROR' or (kind == 'GROUP' and len(cells) == 3):
                yield 'error', cells[1].strip()
            elif kind == 'GROUP':
                at = max(i for i, cell in enumerate(cells) if cell in ('OK', 'KO'))
                shift = 2 if old else 0
                yield 'group', (cells[at - 4 - shift].split(','), None, int(cells[at - 3 - shift]), int(cells[at - 1 - shift]), cells[at] == 'OK', '')
            elif kind == 'REQUEST':
                if old:
                    groups, name, first, last, ok, message = cells[3], cells[4], cells[5], cells[8], cells[9], cells[10:]
                else:
                    skip = {'2.0': 2, '3.0.3': 1, '3.1.3': 1, '3.3.1': 1}.get(run[-1], 0)
                    groups, name, first, last, ok = cells[1 + skip : 6 + skip]
                    message = cells[6 + skip :]
                if ok not in ('OK', 'KO'):
                    raise ValueError
                yield 'request', (groups.split(',') if groups else [], name, int(first), int(last) - int(first), ok == 'OK', (message + [''])[0].strip())
            else:
                raise ValueError
        except (ValueError, IndexError):
            rejected += 1
    yield 'rejected', rejected


def binary_rows(data):
    at = 0
    cache = {}

    def take(form):
        nonlocal at
        size = struct.calcsize(form)
        value = struct.unpack_from(form, data, at)[0]
        at += size
        return value

    def string():
        nonlocal at
        length = take('>i')
        if length == 0:
            return ''
        raw = data[at : at + length]
        if len(raw) < length:  # cut
            raise struct.error
        at += length
        return raw.decode('latin1' if take('b') == 0 else 'utf-16-le')

    def cached():
        index = take('>i')
        if index >= 0:
            cache[index] = string()
            return cache[index]
        return cache[-index]

    take('b'), string(), string()
    start = take('>q')
    string()
    for _ in range(take('>i')):
        string()
    for _ in range(take('>i')):
        size = take('>i')
        at += size
    while at < len(data):
        try:
            kind = take('b')
            if kind == 2:
                take('>i')
                is_start = take('b') == 1
                yield 'user', (is_start, start + take('>i'))
            elif kind in (1, 3):
                groups = [cached() for _ in range(take('>i'))]
                name = cached() if kind == 1 else None
                first = start + take('>i')
                last = start + take('>i')
                elapsed = last - first if kind == 1 else take('>i')
                ok = take('b') == 1
                yield ('request' if kind == 1 else 'group'), (groups, name, first, elapsed, ok, cached().strip() if kind == 1 else '')
            elif kind == 4:
                yield 'error', (cached().strip(), take('>i'))[0]
            else:
                raise ValueError(f'{kind} at {at}')
        except struct.error:
            break
    yield 'rejected', 0


def short(text):
    """Long names by their beginning and length."""
    return text if len(text) < 200 else f'{text[:40]}…{len(text)}'


def summary(rows):
    times = sorted(row[3] for row in rows)
    return {
        'requests': len(times),
        'failures': sum(not row[4] for row in rows),
        'min': times[0],
        'max': times[-1],
        'mean': round(sum(times) / len(times), 6),
        **{f'p{q}': round(quantile(times, q / 100), 6) for q in (50, 75, 95, 99)},
    }


def expected(path):
    raw = open(path, 'rb').read()
    data = gzip.decompress(raw) if raw[:2] == b'\x1f\x8b' else raw
    rows = list(binary_rows(data) if data[0] == 0 else text_rows(data))
    requests = [row for kind, row in rows if kind == 'request']
    paths = {}
    for kind, row in rows:
        if kind in ('request', 'group'):
            paths.setdefault((kind, ' / '.join(row[0] + ([row[1]] if kind == 'request' else []))), []).append(row)
    errors = {}
    for row in requests:
        if not row[4]:
            errors[row[5]] = errors.get(row[5], 0) + 1
    unsent = [row for kind, row in rows if kind == 'error']
    users = sorted((at, not is_start) for kind, (is_start, at) in ((k, r) for k, r in rows if k == 'user'))
    now = most = 0
    for _, is_end in users:
        now += -1 if is_end else 1
        most = max(most, now)
    result = {
        'total': summary(requests),
        'paths': [{'kind': kind, 'path': short(path), **summary(own)} for (kind, path), own in sorted(paths.items())],
        'errors': dict(sorted(errors.items())),
        'unsent': {message: unsent.count(message) for message in sorted(set(unsent))},
        'users': most,
        'startedAtMs': min(row[2] for kind, row in rows if kind in ('request', 'group')),
        'rejected': next(row for kind, row in rows if kind == 'rejected'),
    }
    folder = os.path.dirname(path)
    stats = os.path.join(folder, 'js', 'global_stats.json')
    if os.path.exists(stats):
        tool = json.load(open(stats))
        result['tool'] = {'total': tool['numberOfRequests']['total'], 'ko': tool['numberOfRequests']['ko'], 'min': tool['minResponseTime']['total'], 'max': tool['maxResponseTime']['total'], 'mean': tool['meanResponseTime']['total']}
    verdicts = os.path.join(folder, 'verdicts.txt')
    if os.path.exists(verdicts):
        lines = [line.rstrip('\n') for line in open(verdicts, encoding='utf8')]
        result['verdicts'] = [[short(line[: line.rindex(' : ')] if ' (actual' not in line and ' (Could' not in line else line[: line.rindex(' : ', 0, line.rindex(' ('))]), ' : true' in line] for line in lines]
    return result


names = sorted(glob.glob(os.path.join(HERE, '*', 'simulation.log*')))
print('{')
print(',\n'.join(f'{json.dumps(os.path.relpath(name, HERE))}: {json.dumps(expected(name), ensure_ascii=False)}' for name in names))
print('}')
