import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readResult, readRun } from '../read-run.js';

const folder = new URL('../../testdata/loadtest/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const runOf = (name: string, change = (text: string) => text) => readRun([bytesSource(name, change(textOf(name)))]);
interface Expected {
  requests: number;
  failures: number;
  seconds: number;
  codes: Record<string, number>;
  times: Record<string, number>;
}
const expected = JSON.parse(textOf('expected.json')) as Record<string, Expected>;

describe('loadtest', () => {
  it.each(Object.entries(expected))('reads %s as it was printed', async (name, { requests, failures, seconds, codes, times }) => {
    const run = await runOf(name);
    const [endpoint] = run.endpoints;
    expect(run.endpoints).toHaveLength(1);
    expect(endpoint).toMatchObject({ kind: 'request', requests, failures });
    expect(run.run).toMatchObject({ tool: 'loadtest', durationSeconds: seconds, partial: false });
    for (const [key, value] of Object.entries(times)) {
      const metric = endpoint?.metrics.find((one) => one.name === `${key}_latency_ms`);
      // Nothing was answered, and the time rounds to 0: that is no response time.
      if (value === 0 && requests === failures && metric === undefined) continue;
      expect(metric?.value, key).toBeCloseTo(value, 9);
    }
    expect(Object.fromEntries(run.errors.map((error) => [error.message, error.count]))).toEqual(codes);
    expect(run.errorsComplete).toBe(true);
  });
  it('names the path, the load and the users', async () => {
    const slow = await runOf('v8-slow.txt');
    expect(slow.endpoints[0]?.name).toBe('/slow');
    expect(slow.run.load).toEqual({ model: 'closed', users: 6 });
    expect((await runOf('v5-slow.txt')).run.load).toEqual({ model: 'closed', users: 3 });
    expect((await runOf('v8-rps.txt')).run.load).toEqual({ model: 'open', users: 2 });
    expect((await runOf('v5-rps.txt')).run.load).toEqual({ model: 'open', users: 3 });
    expect((await runOf('v8-api-slow.json')).run.load).toEqual({ model: 'closed', users: 4 });
    expect((await runOf('v5-api-slow.json')).run.load).toEqual({ model: 'unknown', users: null });
    expect((await runOf('v5-flaky.txt')).errors).toMatchObject([{ message: '503', status: '503', count: 9 }]);
  });
  it('keeps the counts by millisecond, and says where loadtest’s percentiles differ', async () => {
    const { run, claims } = await readResult([bytesSource('x.json', textOf('v8-api-drop.json'))]);
    expect(run.endpoints[0]?.histogram).toMatchObject({ kind: 'values', values: [0, 1, 2, 3, 4, 5], counts: [151, 29, 8, 8, 3, 1] });
    expect(claims.find(({ metric }) => metric === 'p50_latency_ms')).toMatchObject({ theirs: 1, ours: 0 });
  });
  it('takes what is missing for missing', async () => {
    const run = await runOf('v8-slow.txt', (text) => text.replace('  99%      61 ms', '  99%      false ms').replace('40.1 ms', 'NaN ms'));
    const names = run.endpoints[0]?.metrics.map(({ name }) => name);
    expect(names).not.toContain('p99_latency_ms');
    expect(names).not.toContain('avg_latency_ms');
    expect(names).toContain('p95_latency_ms');
  });
  it('reads what is there of a report that ends early', async () => {
    for (const until of ['Total errors', 'Mean latency', '  95%']) {
      const cut = textOf('v8-flaky.txt').split(until)[0] ?? '';
      if (until === 'Total errors') {
        await expect(readRun([bytesSource('cut', cut)])).rejects.toMatchObject({ code: 'unknown-format' });
        continue;
      }
      const run = await readRun([bytesSource('cut', cut)]);
      expect(run.run.partial).toBe(true);
      expect(run.endpoints[0]).toMatchObject({ requests: 90, failures: 9 });
    }
  });
  it('leaves failures open of which there are more than requests', async () => {
    const run = await runOf('v8-flaky.txt', (text) => text.replace(/^(Total errors: +)\d+$/m, '$1900'));
    expect(run.endpoints[0]).toMatchObject({ requests: 90, failures: null });
    expect(run.diagnostics).toMatchObject([
      { code: 'counts-contradict', severity: 'warning', message: 'loadtest counted 900 errors of 90 requests; failures were left out' },
    ]);
  });
  it('reads an interrupted run from its lines of progress', async () => {
    await expect(runOf('v5-sigint.txt')).rejects.toMatchObject({ code: 'no-requests' });
    const lines = 'Requests: 812, requests per second: 162, mean latency: 3 ms\nErrors: 2, accumulated errors: 9, 1.1% of total requests\n';
    const run = await readRun([bytesSource('x', lines)]);
    expect(run.endpoints[0]).toMatchObject({ requests: 812, failures: 9 });
    expect(run.run.partial).toBe(true);
    expect(run.endpoints[0]?.metrics.map(({ name }) => name)).toEqual(['error_rate_pct']);
  });
  it('does not take ab’s report for its own', async () => {
    const ab =
      'Complete requests:      100\nFailed requests:        0\nPercentage of the requests served within a certain time (ms)\n  50%     12\n';
    await expect(readRun([bytesSource('ab', ab)])).rejects.toMatchObject({ code: 'unknown-format' });
  });
  it('does not break on hostile values', async () => {
    const hostile = (text: string) => text.replace('"0":45', '"__proto__":45').replace('"totalErrors":20', '"totalErrors":9e99');
    const run = await runOf('v8-api-flaky.json', hostile);
    expect(run.endpoints[0]).toMatchObject({ requests: 200, failures: null });
    expect(run.diagnostics.map(({ code }) => code)).toContain('histogram-unreadable');
    await expect(runOf('v8-api-flaky.json', (text) => text.slice(0, 400))).rejects.toMatchObject({ code: 'json-truncated' });
  });
});
