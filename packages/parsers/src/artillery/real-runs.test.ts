import { readFileSync } from 'node:fs';
import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readResult, readRun } from '../read-run.js';

const folder = new URL('../../testdata/artillery/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const runOf = (name: string) => readRun([bytesSource(name, textOf(name))]);
const codesOf = (run: Run) => run.diagnostics.map(({ code }) => code);
interface Expected {
  requests: number;
  failures: number | null;
  endpoints: Record<string, [requests: number, failures: number]>;
  times: Record<string, number>;
}
const expected = JSON.parse(textOf('expected.json')) as Record<string, Expected>;
const wholeOf = (run: Run) => run.total ?? run.endpoints[0];

describe('Artillery JSON', () => {
  it.each(Object.entries(expected))('reads %s as the server counted it', async (name, { requests, failures, endpoints, times }) => {
    const run = await runOf(name);
    expect(run.run).toMatchObject({ tool: 'artillery', partial: false, load: { model: 'open' } });
    expect(run.run.sources[0]?.format).toBe(/^v1|legacy/.test(name) ? 'artillery-v1-json' : 'artillery-json');
    const whole = wholeOf(run);
    expect(whole).toMatchObject({ requests, failures });
    const named = Object.entries(endpoints);
    if (named.length > 0)
      expect(Object.fromEntries(run.endpoints.map((endpoint) => [endpoint.name, [endpoint.requests, endpoint.failures]]))).toEqual(
        endpoints,
      );
    for (const [key, value] of Object.entries(times)) {
      const metric = whole?.metrics.find((one) => one.name === `${key}_latency_ms`);
      expect(metric?.value, key).toBeCloseTo(value, 9);
      const isExact = name.startsWith('v1');
      expect(metric?.provenance).toBe(isExact ? 'exact' : key.startsWith('p') ? 'histogram' : 'reported');
      if (!isExact && key.startsWith('p')) expect(metric?.resolution).toBeCloseTo(Math.max(1, 0.02 * value), 2);
    }
    if (named.length === 0 && failures !== null) expect(run.errorsComplete).toBe(true);
  });

  it('gives each endpoint of the plugin its times', async () => {
    const run = await runOf('v2.0.34-flow.json');
    const slow = run.endpoints.find(({ name }) => name === '/slow?id=1');
    const value = (metric: string) => slow?.metrics.find(({ name }) => name === metric)?.value;
    expect([value('min_latency_ms'), value('p50_latency_ms'), value('p99.9_latency_ms')]).toEqual([20, 36.2, 51.9]);
    expect(run.endpoints.find(({ name }) => name === '/bad')?.metrics.find(({ name }) => name === 'server_timing_max_ms')?.value).toBe(
      12.5,
    );
    expect(run.errors).toContainEqual({ message: 'ECONNRESET', count: 10, endpoint: { kind: 'request', name: '/drop' } });
    expect(codesOf(run)).toContain('total-differs');
  });
  it('names endpoints as hostile as they are', async () => {
    const run = await runOf('v2.0.34-hang.json');
    expect(run.endpoints.map(({ name }) => name).sort()).toEqual(['Missing.codes.404', '__proto__', 'a | "b".errors.X <c>']);
  });
  it('tells when the run began, how long it was, and how it went', async () => {
    const run = await runOf('v2.0.34-flow.json');
    expect(run.run).toMatchObject({ startedAt: '2026-11-21T07:31:58.991Z', durationSeconds: 3.666, toolVersion: '>=2.0' });
    expect(run.timeline?.points.length).toBeGreaterThan(1);
    const old = await runOf('v1.7.9-plain.json');
    expect(old.run.durationSeconds).toBeCloseTo(75 / 22.73, 9);
    expect(old.run.toolVersion).toBe('1.6-1.7');
    expect((await runOf('v1.5.6-plain.json')).run.toolVersion).toBe('<=1.5');
    expect(old.endpoints[0]?.histogram?.kind).toBe('values');
  });
  it('keeps the metrics of the test', async () => {
    const own = (run: Run) => Object.fromEntries(run.total?.metrics.map(({ name, value }) => [name, value]) ?? []);
    const metrics = own(await runOf('v2.0.34-flow.json'));
    expect(metrics).toMatchObject({
      'cart.items_count': 30,
      'cart.rate_per_second': 5,
      'cart.total_price_p95': 10.3,
      'vusers.created_count': 16,
      'http.downloaded_bytes_count': 752,
      'plugins.expect.failed_count': 11,
    });
    const price = (await runOf('v2.0.34-flow.json')).total?.metrics.filter(({ name }) => /^cart\.total_price_(?:avg|p95)$/.test(name));
    expect(price?.map(({ provenance, resolution }) => [provenance, resolution])).toEqual([
      ['reported', undefined],
      ['histogram', 0.206],
    ]);
    expect(Object.keys(metrics).filter((name) => /metrics-by-endpoint|http\.codes|http\.response_time|errors\.ECONN/.test(name))).toEqual(
      [],
    );
    expect(own(await runOf('v1.6.2-plain.json'))).toMatchObject({ 'cart.items_count': 45, 'vusers.session_length_p95_ms': 64.3 });
  });
  it.each(['v2.0.34-flow.txt', 'v1.7.9-plain.json', 'v1.7.9-flow.txt'])('reads the first of two results in one file: %s', async (name) => {
    const text = textOf(name);
    const [one, two] = [await readRun([bytesSource('x', text)]), await readRun([bytesSource('x', `${text}\n${text}`)])];
    expect(two.endpoints).toEqual(one.endpoints);
    expect(two.slos).toEqual(one.slos);
    const added = two.diagnostics.filter(({ code }) => code === 'report-left-out' || code === 'several-results');
    expect(added).toMatchObject([{ severity: 'warning', place: { line: expect.any(Number) as number } }]);
  });
  it('leaves out what was not measured', async () => {
    const run = await runOf('v2.0.34-errs.json');
    const names = run.total?.metrics.map(({ name }) => name) ?? [];
    expect(names).toContain('http.tcp_avg_ms');
    expect(names.filter((name) => name.startsWith('http.tls'))).toEqual([]);
  });
  it('counts a failed expectation on a 500 once, and says what it did not count', async () => {
    const { run, claims } = await readResult([bytesSource('x', textOf('v2.0.34-errs.json'))]);
    expect(run.total).toMatchObject({ requests: 44, failures: 4 });
    expect(codesOf(run)).toContain('errors-after-answers');
    expect(run.slos).toEqual([{ expression: 'expect statusCode', held: false }]);
    const captures = await readResult([bytesSource('x', textOf('v2.0.34-flow.json'))]);
    expect(captures.claims.find(({ metric }) => metric === 'failures')).toMatchObject({ theirs: 16, ours: 21 });
    expect(claims.map(({ metric }) => metric)).not.toContain('failures');
    expect(captures.run.slos).toEqual([
      { expression: 'expect statusCode', held: false },
      { expression: 'expect contentType', held: true },
      { expression: 'expect hasProperty', held: false },
    ]);
  });
  it('reads messages where there were no requests over HTTP', async () => {
    const run = await runOf('v2.0.34-ws.json');
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([['(WebSocket messages)', 16, null]]);
  });
});

describe('Artillery reports', () => {
  it.each([
    'v2.0.34-flow',
    'v2.0.1-flow',
    'v2.0.34-hang',
    'v2.0.34-nothing',
    'v2.0.34-ws',
    'v1.7.9-flow',
    'v1.7.9-two',
    'v1.5.6-plain',
    'v1.6.2-plain',
  ])('reads %s.txt as its JSON', async (name) => {
    const [text, json] = await Promise.all([runOf(`${name}.txt`), runOf(`${name}.json`)]);
    expect(text.run.sources[0]?.format).toBe(name.startsWith('v1') ? 'artillery-v1-text' : 'artillery-text');
    const counts = (run: Run) => run.endpoints.map((endpoint) => [endpoint.name, endpoint.requests, endpoint.failures]).sort();
    // Where the test does not name the plugin, Artillery runs it all the same, and keeps its numbers out of the report.
    if (name !== 'v2.0.34-nothing') expect(counts(text)).toEqual(counts(json));
    expect(wholeOf(text)).toMatchObject({ requests: wholeOf(json)?.requests, failures: wholeOf(json)?.failures });
    const median = (run: Run) => wholeOf(run)?.metrics.find((metric) => metric.name === 'p50_latency_ms')?.value;
    if (median(json) !== undefined) expect(median(text)).toBeCloseTo(median(json) ?? 0, 0);
  });
  it('takes what ensure judged', async () => {
    expect((await runOf('v2.0.34-flow.txt')).slos?.slice(-4)).toEqual([
      { expression: 'vusers.failed < 1000', held: true },
      { expression: 'http.response_time.p95 < 200', held: true },
      { expression: 'http.codes.500 == 0 (optional)', held: false },
      { expression: 'http.response_time.p99 < 1', held: false },
    ]);
  });
  it('takes the JSON for the state, and the checks from the report beside it', async () => {
    const run = await readRun(['v2.0.34-flow.json', 'v2.0.34-flow.txt'].map((name) => bytesSource(name, textOf(name))));
    expect(run.run.durationSeconds).toBe(3.666);
    expect(run.slos?.some(({ expression }) => expression === 'http.response_time.p95 < 200')).toBe(true);
  });
  it('adds up the periods of a run without a summary', async () => {
    for (const name of ['v2.0.34-flow', 'v1.7.9-two']) {
      const cut = textOf(`${name}.txt`).replace(/(?:-+\n)?Summary report[\s\S]*$/, '');
      const [run, json] = [await readRun([bytesSource('cut', cut)]), await runOf(`${name}.json`)];
      expect(run.run.partial).toBe(true);
      expect(run.total).toMatchObject({ requests: json.total?.requests, failures: json.total?.failures });
      expect(run.total?.metrics.some((metric) => metric.name === 'p95_latency_ms')).toBe(false);
    }
  });
  it('knows a run that was interrupted before its first period for nothing', async () => {
    await expect(runOf('v2.0.34-sigint.txt')).rejects.toMatchObject({ code: 'unknown-format' });
    await expect(runOf('v1.7.9-sigint.txt')).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
