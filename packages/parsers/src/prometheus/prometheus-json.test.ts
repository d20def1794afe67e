import { readFileSync } from 'node:fs';
import { assertDocument, type Endpoint } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

const folder = new URL('../../testdata/prometheus/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const runOf = async (name: string, text = read(name)) => readRun([bytesSource(name, text)]);

interface Expected {
  method: string;
  name: string;
  requests: number;
  failures: number;
  [value: string]: number | string;
}
const expected = JSON.parse(read('expected.json')) as Record<string, Expected[]>;
const find = (endpoints: readonly Endpoint[], { method, name }: Expected) =>
  endpoints.find((endpoint) => endpoint.method === method && endpoint.name === name);
const valueOf = (endpoint: Endpoint | undefined, name: string) => endpoint?.metrics.find((metric) => metric.name === `${name}_latency_ms`);

describe('an answer of Prometheus', () => {
  it.each([
    ['k6-native-range.json', 'k6-native'],
    ['k6-trend-range.json', 'k6-trend'],
    ['locust-range.json', 'locust'],
    ['histogram-instant.json', 'histogram'],
  ])('%s holds what was counted', async (file, key) => {
    const run = await runOf(file);
    assertDocument(run);
    expect(run.endpoints).toHaveLength(expected[key]?.length ?? 0);
    for (const row of expected[key] ?? []) {
      const endpoint = find(run.endpoints, row);
      expect(endpoint).toMatchObject({ requests: row.requests, failures: row.failures });
      expect(valueOf(endpoint, 'avg')?.value).toBeCloseTo(row['avg'] as number, key === 'locust' ? 6 : 3);
      for (const [name, value] of Object.entries(row).filter(([each]) => /^p\d/.test(each))) {
        const metric = valueOf(endpoint, name);
        if (key === 'locust') expect(metric).toMatchObject({ value, provenance: 'histogram', resolution: 1 });
        else
          expect(Math.abs((metric?.value ?? NaN) - (value as number))).toBeLessThanOrEqual(
            (metric?.resolution ?? 0) + 0.1 * (value as number),
          );
      }
    }
  });
  it('gives failures by kind, users and the run over its time', async () => {
    const run = await runOf('k6-trend-range.json');
    expect(run.errors).toContainEqual({
      message: 'status 503',
      status: '503',
      count: 31,
      endpoint: { kind: 'request', method: 'POST', name: '/flaky', group: 'checkout' },
    });
    expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(100);
    expect(run.run).toMatchObject({ tool: 'prometheus', durationSeconds: 5, load: { users: 3 } });
    const points = run.timeline?.points ?? [];
    expect(points.reduce((sum, point) => sum + (point.rps ?? 0), 0)).toBeCloseTo(69 + 3 * 334, 6);
    expect((await runOf('locust-range.json')).errors).toEqual([
      {
        message: '503 Server Error: Service Unavailable for url: /flaky',
        count: 7,
        endpoint: { kind: 'request', method: 'POST', name: '/flaky' },
      },
    ]);
  });
  it('says where its values come from', async () => {
    const native = (await runOf('k6-native-range.json')).endpoints.find(({ name }) => name === '/fast');
    expect(valueOf(native, 'p95')).toMatchObject({ provenance: 'histogram', resolution: expect.closeTo(0.19, 1) as number });
    expect(native?.histogram?.kind).toBe('bounds');
    const trend = await runOf('k6-trend-range.json');
    expect(valueOf(find(trend.endpoints, { method: 'GET', name: '/fast' } as Expected), 'p95')?.provenance).toBe('reported');
    // One series for each status: the percentile of both lies between theirs.
    expect(valueOf(find(trend.endpoints, { method: 'POST', name: '/flaky' } as Expected), 'p95')?.provenance).toBe('interpolated');
  });
  it('leaves out what k6 did before and after the load', async () => {
    const text = read('k6-trend-range.json')
      .replaceAll('"group":"::checkout",', '"group":"::setup",')
      .replaceAll('"scenario":"default",', '');
    expect((await runOf('setup.json', text)).endpoints.map(({ name }) => name).sort()).toEqual(['/drop', '/fast', 'slow "quoted" | x']);
  });
  it('takes counters of a server from their first value on, and says so of a single moment', async () => {
    const range = await runOf('histogram-range.json');
    const series = (
      JSON.parse(read('histogram-range.json')) as { data: { result: { metric: Record<string, string>; values: [number, string][] }[] } }
    ).data.result;
    const rose = series
      .filter(({ metric }) => metric['__name__'] === 'http_request_duration_seconds_count' && metric['route'] === '/fast')
      .reduce((sum, { values }) => sum + Number(values.at(-1)?.[1]) - Number(values[0]?.[1]), 0);
    expect(range.endpoints.find(({ name }) => name === '/fast')?.requests).toBe(rose);
    expect((await runOf('histogram-instant.json')).diagnostics.map(({ code }) => code)).toContain('counts-since-start');
  });
  it.each([
    ['empty.json', 'no-requests', /without a series/],
    ['nameless.json', 'no-requests', /without their names/],
    ['error.json', 'prometheus-query', /bad_data.*parse error/],
    ['scalar.json', 'prometheus-answer', /`scalar`/],
  ])('refuses %s', async (file, code, message) => {
    await expect(runOf(file)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
  it('refuses a cut and a hostile answer, and reads what is odd', async () => {
    const text = read('k6-trend-instant.json');
    await expect(runOf('cut.json', text.slice(0, -200))).rejects.toMatchObject({ code: 'json-truncated' });
    const odd = text.replaceAll('"/fast"', '"__proto__"').replaceAll(/"334"/g, '"NaN"');
    const run = await runOf('odd.json', odd);
    expect(run.endpoints.find(({ name }) => name === '__proto__')?.requests ?? null).toBeNull();
    const samples = JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: { __name__: 'k6_http_reqs_total' }, value: [1, '-5'] }, 7, null] },
    });
    await expect(runOf('negative.json', samples)).rejects.toMatchObject({ code: 'no-requests' });
  });
  it('leaves out what no store means: bounds, moments and counts beyond all bounds', async () => {
    const text = read('histogram-instant.json').replaceAll('"le":"0.025"', '"le":"NaN"').replace('"le":"0.05"', '"le":"-1"');
    const run = await runOf('bounds.json', text);
    assertDocument(run);
    expect(run.endpoints).toHaveLength(3);
    const far = read('k6-trend-instant.json')
      .replace(/"value":\[\d+/, '"value":[1e300')
      .replace(/"334"/, '"1e308"');
    assertDocument(await runOf('far.json', far));
  });
  it('is told from other JSON', async () => {
    expect(await detectFormat(bytesSource('x', read('empty.json')))).toMatchObject({ format: 'prometheus-json' });
    expect(
      await detectFormat(bytesSource('x', `\n{ "status": "success",\n "data": { "resultType": "matrix", "result": []}}`)),
    ).toMatchObject({ format: 'prometheus-json' });
    for (const other of ['{"status":"success","data":[]}', '{"status":"ok"}', '{"data":{"resultType":"matrix"}}'])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
