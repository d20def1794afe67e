import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readResult, readRun } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number | null;
  endpoints?: {
    method: string;
    name: string;
    group: string;
    scenario: string;
    requests: number;
    failures: number | null;
    avg: number;
    max: number;
    p50: number;
    p95: number;
  }[];
}

const folder = new URL('../../testdata/k6/', import.meta.url);
const expected = Object.entries(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<string, Expected>);
const points = expected.filter(([name, { requests }]) => /\.(?:ndjson|csv)/.test(name) && requests > 0);
const bytesOf = (name: string) => readFileSync(new URL(name, folder));
const textOf = (name: string) => (name.endsWith('.gz') ? gunzipSync(bytesOf(name)) : bytesOf(name)).toString('utf8');
const value = (metrics: Run['endpoints'][0]['metrics'], name: string) => metrics.find((metric) => metric.name === name)?.value;
const codes = (run: Run) => run.diagnostics.map(({ code }) => code);

describe('points of k6', () => {
  it.each(points)('%s holds what the points hold', async (name, { requests, failures, endpoints = [] }) => {
    const run = await readRun([bytesSource(name, bytesOf(name))]);
    assertDocument(run);
    expect(run.run.sources[0]?.format).toBe(name.includes('csv') ? 'k6-csv' : 'k6-json');
    expect([run.total?.requests, run.total?.failures]).toEqual([requests, failures]);
    const scenarios = new Set(endpoints.map(({ scenario }) => scenario));
    for (const each of endpoints) {
      const group = each.group.split('::').filter(Boolean).join('/');
      const method = { grpc: 'gRPC', ws: 'WS' }[each.method] ?? each.method;
      const found = run.endpoints.find(
        (endpoint) =>
          endpoint.method === method &&
          (endpoint.group ?? '') === group &&
          (endpoint.scenario === each.scenario || scenarios.size === 1) &&
          endpoint.name === each.name.replace('****:****@', '').replace('?token=1', ''),
      );
      expect([each.name, found?.requests, found?.failures]).toEqual([each.name, each.requests, each.failures]);
      for (const [metric, wanted] of [
        ['avg_latency_ms', each.avg],
        ['max_latency_ms', each.max],
        ['p50_latency_ms', each.p50],
        ['p95_latency_ms', each.p95],
      ] as const)
        expect(value(found?.metrics ?? [], metric)).toBeCloseTo(wanted, 5);
    }
    expect(run.endpoints).toHaveLength(endpoints.length);
  });

  it('gives the same from CSV as from JSON, but for what only one of them says', async () => {
    for (const name of ['normal', 'refused', 'unchecked', 'hostile']) {
      const [json, csv] = await Promise.all(
        [`v2.2.0/${name}.ndjson.gz`, `v2.2.0/${name}.csv.gz`].map(async (file) => readRun([bytesSource(file, bytesOf(file))])),
      );
      const counts = (run?: Run) =>
        run?.endpoints.map((endpoint) => [
          endpoint.method,
          endpoint.name,
          endpoint.group,
          endpoint.requests,
          endpoint.failures,
          value(endpoint.metrics, 'p95_latency_ms')?.toFixed(3),
        ]);
      expect(counts(csv)).toEqual(counts(json));
      expect(csv?.errors).toHaveLength(json?.errors?.length ?? -1);
    }
  });

  it('leaves requests of setup() and teardown() out, and shows the tool’s own count beside', async () => {
    const { run, claims } = await readResult([bytesSource('run.ndjson', textOf('v2.2.0/normal.ndjson.gz'))]);
    expect(codes(run)).toContain('k6-setup');
    expect(claims).toEqual([expect.objectContaining({ metric: 'total_requests', theirs: 87, ours: 85 })]);
  });

  it('tells failures by kind: status, and what went wrong without one', async () => {
    const run = await readRun([bytesSource('run.ndjson', textOf('v2.2.0/normal.ndjson.gz'))]);
    expect(run.errors?.map(({ status, message, endpoint, count }) => [endpoint?.name, status, message, count])).toEqual([
      ['http://127.0.0.1:20106/drop', undefined, 'EOF', 7],
      ['flaky', '503', 'status 503', 3],
    ]);
  });

  it('reads custom metrics with their kind and unit', async () => {
    const { total } = await readRun([bytesSource('run.ndjson', textOf('v2.2.0/normal.ndjson.gz'))]);
    const named = (name: string) => total?.metrics.find((metric) => metric.name === name);
    expect(named('orders_count')).toMatchObject({ value: 48, type: 'counter' });
    expect(named('waiting_time_p95_ms')).toMatchObject({ type: 'trend', unit: 'ms' });
    expect(named('payload_size_max')).toMatchObject({ value: 7, type: 'trend' });
    expect(named('queue_depth_max')).toMatchObject({ value: 3, type: 'gauge' });
    expect(named('errors_pct')).toMatchObject({ value: 12.5, type: 'rate' });
    expect(named('checks_pct')).toMatchObject({ value: 50, better: 'higher' });
    expect(named('checks{check:with, comma "quote"}_pct')).toMatchObject({ value: 0 });
  });

  it('takes the iterations of a test without requests, and says so', async () => {
    const run = await readRun([bytesSource('run.ndjson', textOf('v2.2.0/nothing.ndjson'))]);
    expect(run.endpoints).toMatchObject([{ kind: 'transaction', name: 'iteration', requests: 24, failures: null }]);
    expect(codes(run)).toContain('k6-no-requests');
  });

  it('keeps two scenarios apart, and does not name the only one', async () => {
    const two = await readRun([bytesSource('run.ndjson', textOf('v2.2.0/scenarios.ndjson.gz'))]);
    expect(two.endpoints.map(({ scenario, method, name }) => [scenario, method, name]).sort()).toEqual([
      ['browse', 'GET', 'fast'],
      ['buy', 'POST', 'fast'],
    ]);
    const one = await readRun([bytesSource('run.ndjson', textOf('v2.2.0/normal.ndjson.gz'))]);
    expect(one.endpoints.every(({ scenario }) => scenario === undefined)).toBe(true);
  });

  it('says of whole seconds that they are rough, and not of milliseconds', async () => {
    expect(codes(await readRun([bytesSource('a', textOf('v2.2.0/normal.csv.gz'))]))).toContain('k6-whole-seconds');
    expect(codes(await readRun([bytesSource('a', textOf('v2.2.0/hostile.csv.gz'))]))).not.toContain('k6-whole-seconds');
  });
});

describe('points of a killed or odd file', () => {
  it.each(['v2.2.0/normal.ndjson.gz', 'v2.2.0/normal.csv.gz'])('%s cut anywhere gives what it holds or one error', async (name) => {
    const text = textOf(name);
    let most = 0;
    for (let at = 0; at < text.length; at += Math.ceil(text.length / 150)) {
      const run = await readRun([bytesSource('cut', text.slice(0, at))]).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        return undefined;
      });
      if (run === undefined) continue;
      const requests = run.total?.requests ?? 0;
      expect(requests).toBeGreaterThanOrEqual(most);
      most = requests;
      const isCut = text[at - 1] !== '\n' && text[at] !== '\n' && text[at] !== '\r';
      if (run.run.partial) expect(isCut).toBe(true);
      else expect(isCut && name.includes('json')).toBe(false);
    }
    expect(most).toBeGreaterThan(80);
  });

  it('counts every row: those that are no points are named', async () => {
    const lines = textOf('v2.2.0/normal.ndjson.gz').trim().split('\n');
    const at = lines.findIndex((line) => /"metric":"http_req_duration","type":"Point".*"scenario":"default"/.test(line));
    const spoil = (change: (line: string) => string) => lines.map((line, index) => (index === at ? change(line) : line)).join('\n');
    for (const change of [
      (line: string) => line.replace(/"value":[\d.]+/, '"value":"N/A"'),
      (line: string) => line.replace(/"value":[\d.]+/, '"value":-5'),
      (line: string) => line.replace(/"value":[\d.]+/, '"value":1e400'),
      (line: string) => line.replace(/"time":"[^"]+"/, '"time":"yesterday"'),
      (line: string) => line.slice(0, -9),
    ]) {
      const run = await readRun([bytesSource('odd', spoil(change))]);
      expect(run.total?.requests).toBe(84);
      expect(run.diagnostics.find(({ code }) => code === 'row-rejected')?.place?.line).toBe(at + 1);
    }
    const swapped = await readRun([
      bytesSource(
        'odd',
        spoil((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).reverse()))),
      ),
    ]);
    expect(swapped.total?.requests).toBe(85);
    expect(codes(swapped)).not.toContain('row-rejected');
  });

  it('refuses two results in one file, and files without a point', async () => {
    const csv = textOf('v2.2.0/normal.csv.gz');
    await expect(readRun([bytesSource('two', csv + csv)])).rejects.toMatchObject({ code: 'several-results' });
    const header = csv.slice(0, csv.indexOf('\n') + 1);
    await expect(readRun([bytesSource('none', header)])).rejects.toMatchObject({ code: 'no-requests' });
  });

  it('reads quoted cells with commas, quotes and line breaks as papaparse writes them', async () => {
    const text = textOf('v2.2.0/hostile.csv.gz');
    const run = await readRun([bytesSource('hostile', text)]);
    const names = run.endpoints.map(({ name }) => name);
    for (const name of ['a|b', 'say "no", thanks', '__proto__', 'x&y=z', '<b>&amp;', 'größe ✓ 日本 \u2028']) expect(names).toContain(name);
    expect(JSON.stringify(run)).not.toContain('secret');
  });

  it('is the same wherever the bytes are split', async () => {
    const bytes = new TextEncoder().encode(textOf('v2.2.0/hostile.csv.gz'));
    const whole = await readRun([bytesSource('hostile', bytes)]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        const source = {
          name: 'hostile',
          bytes: async function* () {
            await Promise.resolve();
            let from = 0;
            for (const end of ends) {
              yield bytes.subarray(from, end);
              from = end;
            }
          },
        };
        expect((await readRun([source])).endpoints).toEqual(whole.endpoints);
      }),
      { numRuns: 25 },
    );
  });
});
