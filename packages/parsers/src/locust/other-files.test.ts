import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource, readRun } from '../index.js';

const STATS =
  'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%\nGET,/a,30,4,5,5.5,1.5,9.5,1,2.5,0.2,5\n,Aggregated,30,4,5,5.5,1.5,9.5,1,2.5,0.2,5\n';
const readWith = (name: string, text: string) => readRun([bytesSource('run_stats.csv', STATS), bytesSource(name, text)]);
const read = (name: string, text: string) => readRun([bytesSource(name, text)]);
const codes = (run: Run) => run.diagnostics.map((diagnostic) => diagnostic.code);

describe('the history', () => {
  const header =
    'Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,Total Request Count,Total Failure Count,Total Median Response Time';
  const row = (at: number, users: number, requests: number, failures: number) =>
    `${at},${users},,Aggregated,0.0,0.0,N/A,${requests},${failures},0`;
  const history = (...rows: string[]) => readWith('run_stats_history.csv', [header, ...rows, ''].join('\n'));

  it('gives users, start, length and what came in between two rows', async () => {
    const run = await history(
      row(1000, 0, 0, 0),
      row(1001, 4, 10, 1),
      '1001,4,GET,/a,0,0,5,10,1,5',
      row(1002, 8, 25, 1),
      row(1003, 8, 30, 4),
      row(1004, 8, 30, 4),
    );
    expect(run.run).toMatchObject({ startedAt: '1970-01-01T00:16:40.000Z', load: { model: 'closed', users: 8 } });
    expect(run.timeline).toEqual({
      intervalSeconds: 1,
      points: [
        { offsetSeconds: 0, users: 4, rps: 10, failuresPerSecond: 1 },
        { offsetSeconds: 1, users: 8, rps: 15, failuresPerSecond: 0 },
        { offsetSeconds: 2, users: 8, rps: 5, failuresPerSecond: 3 },
        { offsetSeconds: 3, users: 8, rps: 0, failuresPerSecond: 0 },
      ],
    });
    // From the rate of the total in the statistics, which is finer than whole seconds.
    expect(run.run.durationSeconds).toBe(12);
  });

  it('that ends mid-row is read up to there', async () => {
    const run = await history(row(1000, 0, 0, 0), row(1001, 4, 10, 1), '1002,8,,Aggr');
    expect(codes(run)).toEqual(['row-rejected']);
    const cut = await readWith('run_stats_history.csv', [header, row(1000, 0, 0, 0), row(1001, 4, 10, 1), '1002,8,,Aggr'].join('\n'));
    expect(cut.timeline?.points).toHaveLength(1);
    expect(cut.run.partial).toBe(true);
    expect(codes(cut)).toEqual(['file-cut']);
  });

  it('whose counts fall back was reset', async () => {
    const run = await history(row(1000, 1, 0, 0), row(1001, 1, 10, 2), row(1002, 1, 3, 0));
    expect(run.timeline?.points.map((point) => point.rps)).toEqual([10, 3]);
    expect(codes(run)).toEqual(['stats-reset']);
  });

  it('with one row only knows nothing yet', async () => {
    const run = await history(row(1000, 1, 0, 0));
    expect(run.timeline).toBeUndefined();
    expect(run.run.load.users).toBeNull();
  });

  it('of weeks has at most 3,600 points, and loses no request', async () => {
    const seconds = 100_000;
    const run = await history(...Array.from({ length: seconds + 1 }, (_, index) => row(1000 + index, 5, index * 2, index)));
    const { intervalSeconds = 0, points = [] } = run.timeline ?? {};
    expect(points.length).toBeLessThanOrEqual(3600);
    expect(points.length * intervalSeconds).toBeGreaterThanOrEqual(seconds);
    for (const point of points) expect([point.rps, point.failuresPerSecond]).toEqual([expect.closeTo(2, 9), expect.closeTo(1, 9)]);
  });

  it('of 0.13 is read too', async () => {
    const old =
      '"Type","Name","Timestamp","# requests","# failures","Requests/s","Requests Failed/s","Median response time"\n"None","Aggregated","1000",0,0,0.00,0.00,0\n"GET","/slow, "x"","1001",5,0,0.00,0.00,0\n"None","Aggregated","1001",10,2,0.00,0.00,0\n';
    const run = await readWith('run_stats_history.csv', old);
    expect(run.timeline?.points).toEqual([{ offsetSeconds: 0, rps: 10, failuresPerSecond: 2 }]);
    expect(run.diagnostics).toEqual([]);
  });
});

describe('the failures', () => {
  it('account for all, or do not', async () => {
    const all = await readWith('run_failures.csv', 'Method,Name,Error,Occurrences\nGET,/a,one,3\nGET,/a,two,1\n');
    expect([all.errors.length, all.errorsComplete]).toEqual([2, true]);
    const some = await readWith('run_failures.csv', 'Method,Name,Error,Occurrences\nGET,/a,one,3\n');
    expect(some.errorsComplete).toBe(false);
    const elsewhere = await readWith('run_failures.csv', 'Method,Name,Error,Occurrences\nPOST,/a,one,4\n');
    expect(elsewhere.errorsComplete).toBe(false);
  });

  it('are not known without their file, unless there were none', async () => {
    expect((await read('run_stats.csv', STATS)).errorsComplete).toBeUndefined();
    expect((await read('run_stats.csv', STATS.replaceAll(',30,4,', ',30,0,'))).errorsComplete).toBe(true);
  });

  it('written by hand, with quotes and commas, are taken apart from both ends', async () => {
    const run = await readWith(
      'run_failures.csv',
      '"Method","Name","Error","Occurrences"\n"GET","/a","say "no", twice",3\n"None","/b","x",1\n',
    );
    expect(run.errors.map(({ message, count, endpoint }) => [endpoint?.method, endpoint?.name, message, count])).toEqual([
      ['GET', '/a', 'say "no", twice', 3],
      [undefined, '/b', 'x', 1],
    ]);
  });

  it('that cannot be counted are named', async () => {
    const run = await readWith(
      'run_failures.csv',
      'Method,Name,Error,Occurrences,First Seen,Last Seen\nGET,/a,x,many,,\nGET,/a,x,4,,2026-11-20T23:19:52Z\n',
    );
    expect(run.errors).toEqual([
      { message: 'x', count: 4, endpoint: { kind: 'request', method: 'GET', name: '/a' }, lastSeen: '2026-11-20T23:19:52.000Z' },
    ]);
    expect(codes(run)).toEqual(['row-rejected']);
  });
});

describe('the JSON', () => {
  const entry = (changes: Record<string, unknown> = {}) => ({
    name: '/a',
    method: 'GET',
    last_request_timestamp: 1004.5,
    start_time: 1000.5,
    num_requests: 10,
    num_none_requests: 1,
    num_failures: 2,
    total_response_time: 909,
    max_response_time: 451.5,
    min_response_time: 4.25,
    response_times: { 450: 1, 12: 3, '12.0': 2, 5: 3 },
    num_reqs_per_sec: { 1000: 4, 1002: 6 },
    num_fail_per_sec: { 1002: 2 },
    ...changes,
  });

  it('gives exact means, the histogram and what came in each second', async () => {
    const run = await read('run.json', JSON.stringify([entry()]));
    expect(run.endpoints[0]?.histogram).toEqual({ kind: 'values', values: [5, 12, 450], counts: [3, 5, 1], rounding: 'locust' });
    const metrics = run.endpoints[0]?.metrics ?? [];
    expect(metrics.slice(0, 4)).toEqual([
      { name: 'avg_latency_ms', value: 101, provenance: 'exact' },
      { name: 'min_latency_ms', value: 4.25, provenance: 'exact' },
      { name: 'max_latency_ms', value: 451.5, provenance: 'exact' },
      { name: 'p50_latency_ms', value: 12, provenance: 'histogram', resolution: 1 },
    ]);
    expect(metrics.find((metric) => metric.name === 'p99_latency_ms')).toEqual({
      name: 'p99_latency_ms',
      value: 450,
      provenance: 'histogram',
      resolution: 10,
    });
    expect(metrics.slice(-2)).toEqual([
      { name: 'error_rate_pct', value: 20, provenance: 'exact' },
      { name: 'rps', value: 2.5, provenance: 'exact' },
    ]);
    expect(run.timeline?.points).toEqual([
      { offsetSeconds: 0, rps: 4, failuresPerSecond: 0 },
      { offsetSeconds: 1, rps: 0, failuresPerSecond: 0 },
      { offsetSeconds: 2, rps: 6, failuresPerSecond: 2 },
    ]);
    expect(run.run).toMatchObject({ startedAt: '1970-01-01T00:16:40.500Z', durationSeconds: 4 });
    expect(run.diagnostics).toEqual([]);
  });

  it('may stand among log lines', async () => {
    const text = `[2026-11-20 23:19:04,663] vm/INFO/locust.main: Starting\n${JSON.stringify([entry()], null, 4)}\nType     Name  # reqs\n`;
    expect((await read('stdout.txt', text)).endpoints).toHaveLength(1);
  });

  it('that was written after the statistics were reset gives way to the CSV', async () => {
    const empty = entry({ num_requests: 0, num_failures: 0, num_none_requests: 0, response_times: {} });
    const run = await readWith('run.json', JSON.stringify([empty]));
    expect(run.total?.requests).toBe(30);
    expect(codes(run)).toEqual(['sibling-left-out']);
  });

  it.each([
    [{ num_requests: -1 }, 'row-rejected'],
    [{ num_requests: 1.5 }, 'row-rejected'],
    [{ num_requests: '10' }, 'row-rejected'],
    [{ num_failures: 11 }, 'row-rejected'],
    [{ num_none_requests: 11 }, 'row-rejected'],
    [{ name: null }, 'row-rejected'],
    [{ response_times: { '-5': 9 } }, 'histogram-unreadable'],
    [{ response_times: { 5: -9 } }, 'histogram-unreadable'],
    [{ response_times: { 5: 7 } }, 'histogram-differs'],
    [{ num_reqs_per_sec: { 1: 5, 1002: 5 } }, 'seconds-outside'],
  ])('with %j says so', async (changes, code) => {
    const run = await read('run.json', JSON.stringify([entry({ name: '/ok', method: null }), entry(changes)]));
    expect(codes(run)).toEqual([code]);
    expect(run.endpoints.length).toBe(code === 'row-rejected' ? 1 : 2);
    for (const endpoint of run.endpoints) for (const metric of endpoint.metrics) expect(Number.isFinite(metric.value)).toBe(true);
  });

  it('of another rounding says that it is not Locust’s', async () => {
    const run = await read('run.json', JSON.stringify([entry({ response_times: { 451.25: 9 } })]));
    expect(run.endpoints[0]?.histogram).toMatchObject({ rounding: 'none' });
    expect(run.endpoints[0]?.metrics).toContainEqual({ name: 'p50_latency_ms', value: 451.25, provenance: 'histogram', resolution: 0 });
  });

  it('with a name of 100,000 characters in front is still known', async () => {
    expect((await read('run.json', JSON.stringify([entry({ name: 'x'.repeat(100_000) })]))).endpoints).toHaveLength(1);
  });
});

describe('the web UI', () => {
  it('gives out 500 endpoints, which is said', async () => {
    const stat = (name: string, requests: number, method = 'GET') => ({
      name,
      method,
      num_requests: requests,
      num_failures: 0,
      avg_response_time: 5,
      min_response_time: 1,
      max_response_time: 9,
      median_response_time: 5,
      total_rps: 1,
    });
    const run = await read(
      'requests.json',
      JSON.stringify({
        stats: [...Array.from({ length: 500 }, (_, index) => stat(`/${index}`, 2)), stat('Aggregated', 1200, '')],
        errors: [],
        user_count: 0,
        state: 'stopped',
      }),
    );
    expect(run.endpoints).toHaveLength(500);
    expect(codes(run)).toEqual(['entries-cut', 'total-differs']);
    expect(run.run.load.users).toBeNull();
  });
});

describe('the HTML report', () => {
  const table = (head: string[], ...rows: string[][]) =>
    `<table class="stats"><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>\n${row.map((cell) => `<td>${cell}</td>`).join('\n')}</tr>`).join('')}</tbody></table>`;
  const requests = [
    'Method',
    'Name',
    '# Requests',
    '# Fails',
    'Average (ms)',
    'Min (ms)',
    'Max (ms)',
    'Average size (bytes)',
    'RPS',
    'Failures/s',
  ];
  const old = `<!DOCTYPE html>\n<html>\n<head>\n<title>Test Report for locustfile.py</title></head><body><p>During: <span>2022-03-01 10:00:00</span> - <span>2022-03-01 10:05:00</span></p>
${table(requests, ['GET', '/a?x=1&amp;y=&lt;b&gt;', '100', '3', '12', '0', '88', '4', '3.3', '0.1'], ['', 'Aggregated', '100', '3', '12', '0', '88', '4', '3.3', '0.1'])}
${table(['Method', 'Name', '50%ile (ms)', '95%ile (ms)', '100%ile (ms)'], ['GET', '/a?x=1&amp;y=&lt;b&gt;', '10', '60', '88'], ['', 'Aggregated', '10', '60', '88'])}
${table(['Method', 'Name', 'Error', 'Occurrences'], ['GET', '/a?x=1&amp;y=&lt;b&gt;', 'HTTPError(&#x27;500 Server Error: x&#x27;)', '3'])}
${table(['Count', 'Message', 'Traceback', 'Nodes'], ['2', 'boom', 'File', 'local'])}
<script>var x = "<table>" + 1;</script></body>\n</html>\n`;

  it('of the server-rendered kind is read from its tables', async () => {
    const run = await read('report.html', old);
    expect(run.run).toMatchObject({ toolVersion: '<=2.17', startedAt: '2022-03-01T10:00:00.000Z', durationSeconds: 300, partial: false });
    expect(run.endpoints).toEqual([
      {
        kind: 'request',
        method: 'GET',
        name: '/a?x=1&y=<b>',
        requests: 100,
        failures: 3,
        metrics: [
          { name: 'avg_latency_ms', value: 12, provenance: 'reported', resolution: 1 },
          { name: 'min_latency_ms', value: 0, provenance: 'reported', resolution: 1 },
          { name: 'max_latency_ms', value: 88, provenance: 'reported', resolution: 1 },
          { name: 'p50_latency_ms', value: 10, provenance: 'histogram', resolution: 1 },
          { name: 'p95_latency_ms', value: 60, provenance: 'histogram', resolution: 1 },
          { name: 'p100_latency_ms', value: 88, provenance: 'histogram', resolution: 1 },
          { name: 'error_rate_pct', value: 3, provenance: 'exact' },
          { name: 'rps', value: 3.3, provenance: 'reported' },
        ],
      },
    ]);
    expect(run.total).toMatchObject({ requests: 100, failures: 3 });
    expect(run.errors).toMatchObject([{ message: "HTTPError('500 Server Error: x')", status: '500', count: 3 }]);
    expect(run.errorsComplete).toBe(true);
    expect(codes(run)).toEqual(['locust-exception']);
  });

  it('that ends early is read up to there, or is one clear error', async () => {
    const cut = await read('report.html', old.slice(0, old.indexOf('Occurrences')));
    expect(cut.run.partial).toBe(true);
    expect(codes(cut)).toEqual(['file-cut']);
    await expect(read('report.html', old.slice(0, 200))).rejects.toMatchObject({ code: 'html-truncated' });
  });

  it('that carries its data is read from it, whichever scripts name it before', async () => {
    const stat = (name: string, method: string) => ({
      name,
      method,
      num_requests: 10,
      num_failures: 0,
      avg_response_time: 5.5,
      min_response_time: 1,
      max_response_time: 9,
      median_response_time: 5,
      total_rps: 2.5,
    });
    const data = {
      is_report: true,
      requests_statistics: [stat('/a?b=&quot;c&quot;', 'GET'), stat('Aggregated', '')],
      response_time_statistics: [{ name: '/a?b=&quot;c&quot;', method: 'GET', 0.5: 5, 0.95: 8, '1.0': 9 }],
      failures_statistics: [],
      exceptions_statistics: [],
      history: [
        { time: ['2026-11-20T23:19:57Z', 0], user_count: ['2026-11-20T23:19:57Z', 4] },
        {
          time: '2026-11-20T23:20:00Z',
          user_count: ['x', 5],
          current_rps: ['x', 2],
          current_fail_per_sec: ['x', 0.5],
          'response_time_percentile_0.5': ['x', 6],
          'response_time_percentile_0.95': ['x', 0],
        },
        { time: '2026-11-20T23:20:05Z', user_count: ['x', 8], current_rps: ['x', 3], current_fail_per_sec: ['x', 0] },
      ],
      start_time: '2026-11-20T23:19:57Z',
      end_time: '2026-11-20T23:20:07Z',
    };
    const html = `<!DOCTYPE html><html><head><title>Locust</title><script>window.templateArgs = {x:1}</script></head><body><script>\n window.templateArgs = ${JSON.stringify(data)}\n window.theme = "light"</script></body></html>`;
    const run = await read('report.html', html);
    expect(run.endpoints.map((endpoint) => endpoint.name)).toEqual(['/a?b="c"']);
    expect(run.endpoints[0]?.metrics.map((metric) => [metric.name, metric.value])).toContainEqual(['p95_latency_ms', 8]);
    expect(run.run).toMatchObject({ startedAt: '2026-11-20T23:19:57.000Z', durationSeconds: 10, load: { users: 8 } });
    expect(run.timeline).toEqual({
      intervalSeconds: 5,
      points: [
        { offsetSeconds: 0, users: 5, rps: 2, failuresPerSecond: 0.5, p50LatencyMs: 6 },
        // The charts are drawn every 5 s from the third second on: this interval has two seconds of one and three of the next.
        { offsetSeconds: 5, users: 8, rps: 2.4, failuresPerSecond: 0.3, p50LatencyMs: 6 },
        { offsetSeconds: 10, users: 8, rps: 3, failuresPerSecond: 0 },
      ],
    });
  });
});
