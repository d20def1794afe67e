"""Computes from the files here what a reader must find, by means of its own: python3 expected.py > expected.json"""
import csv, glob, gzip, io, json

def lines(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rb') as file:
        return file.read().decode('utf8')

def quantile(values, q):
    values = sorted(values)
    at = (len(values) - 1) * q
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])

def of_points(points):
    """points: (metric, time, value, tags). Requests of setup and teardown have no scenario and a group of their own."""
    ends, failed, by_status = {}, {}, {}
    for metric, value, tags in points:
        if metric not in ('http_req_duration', 'http_req_failed', 'grpc_req_duration', 'ws_connecting'):
            continue
        if tags.get('group', '').startswith(('::setup', '::teardown')) and not tags.get('scenario'):
            continue
        key = json.dumps([tags.get('method', '') if metric.startswith('http') else metric.split('_')[0],
                          tags.get('name') or tags.get('url') or '', tags.get('group', ''), tags.get('scenario', '')])
        if metric == 'http_req_failed':
            failed[key] = failed.get(key, 0) + (value != 0)
            continue
        ends.setdefault(key, []).append(value)
        if metric == 'http_req_duration':
            by_status[key] = by_status.get(key, 0) + (not 100 <= int(tags.get('status') or 0) < 400)
        if metric == 'grpc_req_duration':
            failed[key] = failed.get(key, 0) + (tags.get('status') != '0')
        if metric == 'ws_connecting':
            failed[key] = failed.get(key, 0) + (tags.get('status') != '101')
    # With setResponseCallback(null) k6 does not say what failed: then the status does.
    for key in ends:
        failed.setdefault(key, by_status.get(key))
    return {
        'requests': sum(map(len, ends.values())),
        'failures': sum(failed.values()) if failed else None,
        'endpoints': [dict(zip(('method', 'name', 'group', 'scenario'), json.loads(key)), requests=len(times), failures=failed.get(key),
                           avg=sum(times) / len(times), max=max(times), p50=quantile(times, .5), p95=quantile(times, .95))
                      for key, times in sorted(ends.items())],
    }

def of_ndjson(text):
    points = []
    for line in text.split('\n'):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row.get('type') == 'Point':
            points.append((row['metric'], row['data']['value'], row['data']['tags'] or {}))
    return of_points(points)

def of_csv(text):
    if not text.endswith('\n'):
        text = text[:text.rfind('\n') + 1]
    rows = csv.DictReader(io.StringIO(text, newline=''))
    return of_points([(row['metric_name'], float(row['metric_value']), row) for row in rows])

def of_summary(document):
    metrics = document.get('metrics', document)
    if 'results' in document:
        metrics = {metric['name']: metric for metric in document['results']['metrics']}
    value = lambda name, *keys: next((found for key in keys for found in [(metrics.get(name, {}).get('values') or metrics.get(name, {})).get(key)] if found is not None), None)
    return {
        'requests': value('http_reqs', 'count') or 0,
        'failures': value('http_req_failed', 'passes', 'matches'),
        'avg': value('http_req_duration', 'avg'),
        'p95': value('http_req_duration', 'p(95)', 'p95'),
        'max': value('http_req_duration', 'max'),
    }

found = {}
for path in sorted(glob.glob('v*/*')):
    if '.ndjson' in path:
        found[path] = of_ndjson(lines(path))
    elif '.csv' in path:
        found[path] = of_csv(lines(path))
    elif path.endswith('.json') and 'counts' not in path:
        found[path] = of_summary(json.loads(lines(path)))
print(json.dumps(found, indent=1, ensure_ascii=True))
