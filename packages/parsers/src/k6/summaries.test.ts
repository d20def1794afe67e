import { readFileSync } from 'node:fs';
import { assertDocument, type Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number | null;
  avg: number | null;
  p95: number | null;
  max: number | null;
}

const folder = new URL('../../testdata/k6/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<string, Expected>;
const summaries = Object.entries(expected).filter(([name, { requests }]) => name.endsWith('.json') && requests > 0);
const bytesOf = (name: string) => readFileSync(new URL(name, folder));
const textOf = (name: string) => bytesOf(name).toString('utf8');
const runOf = async (name: string) => readRun([bytesSource(name, bytesOf(name))]);
const total = (run: Run, name: string) => run.total?.metrics.find((metric) => metric.name === name)?.value;
const codes = (run: Run) => run.diagnostics.map(({ code }) => code);

describe('summaries of k6', () => {
  it.each(summaries)('%s holds what the summary states', async (name, { requests, failures, avg, p95, max }) => {
    const run = await runOf(name);
    assertDocument(run);
    expect([run.total?.requests, run.total?.failures]).toEqual([requests, failures]);
    for (const [metric, stated] of Object.entries({ avg_latency_ms: avg, p95_latency_ms: p95, max_latency_ms: max }))
      expect(total(run, metric)).toBeCloseTo(stated ?? NaN, 9);
    expect(run.endpoints.reduce((sum, { kind, requests: own }) => sum + (kind === 'request' ? (own ?? 0) : 0), 0)).toBeLessThanOrEqual(
      requests,
    );
  });

  it.each([
    ['v2.2.0/normal-export.json', 'k6-summary-export'],
    ['v0.33.0/normal-export.json', 'k6-summary-export'],
    ['v2.2.0/nothing-export.json', 'k6-summary-export'],
    ['v0.49.0/normal-handle.json', 'k6-handle-summary'],
    ['v2.2.0/bare.json', 'k6-handle-summary'],
    ['v2.2.0/machine.json', 'k6-machine-readable'],
    ['v2.2.0/machine-handle.json', 'k6-machine-readable'],
    ['v2.2.0/dashboard.html', 'k6-dashboard'],
    ['v2.2.0/full.txt', 'k6-stdout'],
    ['v2.2.0/interrupted.txt', 'k6-stdout'],
    ['v0.33.0/plain.txt', 'k6-stdout'],
  ])('%s is %s', async (name, format) => {
    expect((await detectFormat(bytesSource('x', bytesOf(name)))).format).toBe(format);
  });

  it('tells endpoints from submetrics with a name; tags of outcomes are none, and zeros are no data', async () => {
    const run = await runOf('v2.2.0/normal-export.json');
    expect(run.endpoints.map(({ kind, name, requests }) => [kind, name, requests])).toEqual([
      ['request', 'slow', 24],
      ['group', 'main/nested', null],
    ]);
    expect(run.diagnostics.find(({ code }) => code === 'k6-no-samples')?.message).toContain('{name:unused}');
    expect(JSON.stringify(run)).not.toContain('expected_response');
  });

  it('says how to get more where there is one endpoint only', async () => {
    const run = await runOf('v2.2.0/plain-export.json');
    expect(run.endpoints).toMatchObject([{ kind: 'request', requests: 24, failures: 0 }]);
    const [said] = run.diagnostics;
    expect(said?.code).toBe('k6-one-endpoint');
    expect(said?.message).toMatch(/tag requests with a name[^]*--out json=FILE[^]*summaryTrendStats[^]*p\(99\)[^]*count/);
  });

  it('takes thresholds over as they were judged', async () => {
    for (const name of ['v0.33.0/normal-export.json', 'v1.5.0/normal-handle.json', 'v2.2.0/full.txt']) {
      const { slos = [] } = await runOf(name);
      const judged = new Map(slos.map(({ metric, expression, held }) => [`${metric} ${expression}`, held]));
      expect([name, judged.size]).toEqual([name, name.startsWith('v0.33') ? 9 : 10]);
      expect([
        judged.get('http_req_duration p(95)<200'),
        judged.get('http_req_duration avg<0.01'),
        judged.get('http_reqs{name:slow} count>1'),
      ]).toEqual([true, false, true]);
      expect(judged.get('http_req_failed rate<0.01')).toBe(false);
      expect(slos.find(({ metric }) => metric === 'http_reqs{name:slow}')?.endpoint).toMatchObject({ kind: 'request', name: 'slow' });
    }
  });

  it.each(['v0.49.0/plain.txt', 'v2.2.0/plain.txt', 'v2.2.0/full.txt'])('refuses %s twice in one file', async (name) => {
    await expect(readRun([bytesSource('x', `${textOf(name)}\n${textOf(name)}`)])).rejects.toMatchObject({ code: 'several-results' });
  });

  it('gives the rounding of the terminal for the times of custom metrics, too', async () => {
    const run = await runOf('v0.49.0/plain.txt');
    const find = (name: string) => run.total?.metrics.find((metric) => metric.name === name);
    expect(find('iteration_duration_avg_ms')).toMatchObject({ value: 1.76, provenance: 'reported', resolution: 0.01 });
    expect(find('iteration_duration_min_ms')).toMatchObject({ value: 0.00115, resolution: 0.00001 });
    expect(find('iterations_count')?.resolution).toBeUndefined();
  });

  it('takes the marks of thresholds from what k6 printed before version 1', async () => {
    const text = textOf('v0.49.0/plain.txt')
      .replace('     http_req_duration.', '   ✗ http_req_duration.')
      .replace('       { expected_response', '     ✓ { expected_response')
      .replace('     iterations..', '   ✓ iterations..');
    const run = await readRun([bytesSource('x', text)]);
    expect(run.slos).toMatchObject([
      { expression: 'all thresholds hold', held: false, metric: 'http_req_duration' },
      { expression: 'all thresholds hold', held: true, metric: 'http_req_duration{expected_response:true}' },
      { expression: 'all thresholds hold', held: true, metric: 'iterations' },
    ]);
    expect((await runOf('v0.49.0/plain.txt')).slos).toBeUndefined();
  });

  it('reads percentiles that were asked for, and counts', async () => {
    const run = await runOf('v2.2.0/stats-export.json');
    const raw = (JSON.parse(textOf('v2.2.0/stats-export.json')) as { metrics: Record<string, Record<string, number>> }).metrics
      .http_req_duration;
    expect(total(run, 'p99_latency_ms')).toBeCloseTo(raw?.['p(99)'] ?? NaN, 9);
    expect(total(run, 'p99.9_latency_ms')).toBeCloseTo(raw?.['p(99.9)'] ?? NaN, 9);
    expect(run.endpoints.find(({ kind }) => kind === 'group')?.requests).toBe(24);
  });

  it('knows the length from rates, and start and version where they stand', async () => {
    const machine = await runOf('v2.2.0/machine.json');
    expect(machine.run).toMatchObject({
      toolVersion: '2.2.0',
      durationSeconds: 0.323781572,
      startedAt: expect.stringMatching(/^2026-11-21T/),
    });
    const run = await runOf('v2.2.0/dashboard-export.json');
    expect(run.run.durationSeconds).toBeCloseTo(4.04, 1);
    expect(run.run.load).toEqual({ model: 'unknown', users: 3 });
  });

  it('reads the page of the dashboard like the summary of the same run, with the run over its time', async () => {
    const [page, summary] = [await runOf('v2.2.0/dashboard.html'), await runOf('v2.2.0/dashboard-export.json')];
    expect([page.total?.requests, page.total?.failures]).toEqual([summary.total?.requests, summary.total?.failures]);
    expect(total(page, 'p95_latency_ms')).toBeCloseTo(total(summary, 'p95_latency_ms') ?? 0, 2);
    expect(page.timeline?.points.length).toBeGreaterThan(1);
  });

  it('takes the terminal’s summary to be rounded, and an interrupted one to be partial', async () => {
    const run = await runOf('v2.2.0/interrupted.txt');
    expect([run.run.partial, run.total?.requests, run.total?.failures]).toEqual([true, 521, 59]);
    const p95 = run.total?.metrics.find(({ name }) => name === 'p95_latency_ms');
    expect(p95).toMatchObject({ value: 24.72, provenance: 'reported', resolution: 0.01 });
  });

  it('counts iterations where there were no requests; gRPC and web sockets by their own metrics', async () => {
    expect((await runOf('v2.2.0/nothing-export.json')).endpoints).toMatchObject([{ kind: 'transaction', name: 'iteration', requests: 24 }]);
    expect((await runOf('v2.2.0/grpc-export.json')).endpoints).toMatchObject([{ kind: 'request', method: 'gRPC', requests: null }]);
    expect((await runOf('v2.2.0/ws-export.json')).endpoints).toMatchObject([{ kind: 'request', method: 'WS', requests: 8 }]);
  });

  it.each([
    ['an empty list of metrics', '{"root_group":{"path":""},"metrics":{}}'],
    ['metrics that are null', '{"root_group":{"path":""},"metrics":null}'],
    [
      'values of nothing',
      '{"metrics":{"http_req_duration":{"avg":0,"min":0,"med":0,"max":0,"p(90)":0,"p(95)":0},"http_reqs":{"count":0,"rate":0}}}',
    ],
    ['text in place of numbers', '{"metrics":{"http_reqs":{"count":"many","rate":1},"iterations":{"count":NaN}}}'],
  ])('of %s is one clear error', async (_what, text) => {
    await expect(readRun([bytesSource('summary.json', text)])).rejects.toMatchObject({ name: 'UserError' });
  });

  it('does not take hostile names for anything but names', async () => {
    const document = {
      metrics: {
        http_reqs: { count: 4, rate: 2 },
        'http_reqs{name:__proto__}': { count: 2, rate: 1 },
        'http_reqs{name:a|b`<script>}': { count: 2, rate: 1 },
        __proto__: { count: 1 },
        iterations: { count: 1, rate: 1 },
      },
    };
    const text = JSON.stringify(document).replace('"iterations"', '"__proto__":{"count":1,"rate":1},"iterations"');
    const run = await readRun([bytesSource('summary.json', text)]);
    expect(run.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['__proto__', 2],
      ['a|b`<script>', 2],
    ]);
    expect(({} as { count?: number }).count).toBeUndefined();
    expect(codes(run)).not.toContain('crash');
  });
});
