import { readFileSync } from 'node:fs';
import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readResult, readRun } from '../read-run.js';

const folder = new URL('../../testdata/autocannon/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const runOf = (name: string, change = (text: string) => text) => readRun([bytesSource(name, change(textOf(name)))]);
const codesOf = (run: Run) => run.diagnostics.map(({ code }) => code);
const metricOf = (run: Run, name: string) => run.endpoints[0]?.metrics.find((metric) => metric.name === name);
interface Expected {
  requests: number | null;
  failures: number;
  times: Record<string, number>;
}
const expected = JSON.parse(textOf('expected.json')) as Record<string, Expected>;

describe('autocannon', () => {
  it.each(Object.entries(expected))('reads %s as it was written', async (name, { requests, failures, times }) => {
    const run = await runOf(name);
    const [endpoint] = run.endpoints;
    expect(run.endpoints).toHaveLength(1);
    expect(endpoint).toMatchObject({ kind: 'request', requests, failures });
    expect(run.run).toMatchObject({ tool: 'autocannon', partial: false });
    expect(run.run.sources[0]?.format).toBe(name.endsWith('.txt') ? 'autocannon-text' : 'autocannon-json');
    for (const [key, value] of Object.entries(times)) {
      const metric = metricOf(run, `${key}_latency_ms`);
      // Where everything failed, a time of 0 is one that nobody took.
      if (value === 0 && requests === failures && metric === undefined) continue;
      expect(metric, key).toMatchObject({ value, provenance: 'histogram', resolution: 1 });
    }
    if (Object.keys(times).length === 0) expect(endpoint?.metrics.filter((metric) => /^p\d/.test(metric.name))).toEqual([]);
    if (requests !== null) expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(failures);
  });
  it('names the path, the time, the connections and the generation', async () => {
    const run = await runOf('v9-slow.json');
    expect(run.endpoints[0]?.name).toBe('/slow');
    expect(run.run).toMatchObject({
      startedAt: '2026-11-21T07:40:49.788Z',
      durationSeconds: 2.007,
      load: { model: 'closed', users: 3 },
      toolVersion: '>=5',
    });
    expect(metricOf(run, 'rps')).toMatchObject({ value: 146 / 2.007, provenance: 'exact' });
    expect((await runOf('v2-slow.json')).run.toolVersion).toBe('<3');
    expect((await runOf('v4-slow.json')).run.toolVersion).toBe('3-4');
    expect((await runOf('v9-two.json')).endpoints[0]?.name).toBe('(all requests)');
    expect((await runOf('v9-text-slow.txt')).run).toMatchObject({ durationSeconds: 2.01, load: { users: 3 } });
  });
  it.each(['v2-text-slow.txt', 'v4-text-slow.txt', 'v9-text-codes.txt'])('reads %s as Windows keeps it', async (name) => {
    const [unix, windows] = [await runOf(name), await runOf(name, (text) => text.replace(/\n/g, '\r\n'))];
    expect(unix.endpoints[0]?.name).toMatch(/^\//);
    expect(windows.endpoints).toEqual(unix.endpoints);
    expect(windows.run.load).toEqual(unix.run.load);
    expect(windows.errors).toEqual(unix.errors);
  });
  it('tells failures by kind', async () => {
    const kinds = async (name: string) => (await runOf(name)).errors.map(({ message, count }) => [message, count]);
    expect(await kinds('v9-flaky.json')).toEqual([['503', 10737]]);
    expect(await kinds('v2-flaky.json')).toEqual([['5xx', 16538]]);
    expect(await kinds('v9-hang.json')).toEqual([['timeout', 4]]);
    expect(await kinds('v9-refused.json')).toEqual([['connection error', 38198]]);
    expect(await kinds('v9-drop.json')).toEqual([['connection closed without an answer', 35851]]);
    expect(await kinds('v9-mismatch.json')).toEqual([
      ['503', 6],
      ['mismatched body', 54],
    ]);
    expect(await kinds('v9-text-codes.txt')).toEqual([['503', 15593]]);
    expect((await runOf('v9-flaky.json')).errorsComplete).toBe(true);
  });
  it('finds connections that were closed, and does not trust the times after them', async () => {
    const { run, claims } = await readResult([bytesSource('x', textOf('v9-shaky.json'))]);
    expect(codesOf(run)).toEqual(expect.arrayContaining(['requests-unanswered', 'latency-shifted']));
    expect(claims.find(({ metric }) => metric === 'p50_latency_ms')).toMatchObject({ theirs: 202, ours: undefined });
    expect(claims.find(({ metric }) => metric === 'requests')).toMatchObject({ theirs: 2183, ours: 2425 });
    expect(metricOf(await runOf('v4-shaky.json'), 'p50_latency_ms')?.value).toBe(5);
  });
  it('does not take what a rate makes it count for requests', async () => {
    const run = await runOf('v9-rate.json');
    expect(run.endpoints[0]).toMatchObject({ requests: 148, failures: 0 });
    expect(codesOf(run)).toEqual(expect.arrayContaining(['requests-unclear', 'latency-corrected']));
    expect(run.run.load?.model).toBe('open');
    expect(codesOf(await runOf('v9-rate-ok.json'))).toContain('requests-unclear');
  });
  it('does not call a redirect a failure, and says that autocannon’s number is another', async () => {
    const { run, claims } = await readResult([bytesSource('x', textOf('v9-moved.json'))]);
    expect(run.endpoints[0]).toMatchObject({ requests: 142716, failures: 0 });
    expect(claims).toMatchObject([{ metric: 'failures', theirs: 142716, ours: 0 }]);
  });
  it('leaves out a smallest time that is the smallest above 0', async () => {
    expect(metricOf(await runOf('v9-flaky.json'), 'min_latency_ms')).toBeUndefined();
    expect(metricOf(await runOf('v9-slow.json'), 'min_latency_ms')?.value).toBe(19);
    expect(metricOf(await runOf('v4-flaky.json'), 'min_latency_ms')?.value).toBe(0);
  });
  it('computes requests that a report rounds from their rate, and says so', async () => {
    const run = await runOf('v9-text-fast.txt');
    expect(run.endpoints[0]).toMatchObject({ requests: 52976, failures: 0 });
    expect(codesOf(run)).toContain('counts-computed');
    expect(codesOf(run)).not.toContain('counts-rounded');
    expect(metricOf(run, 'rps')).toMatchObject({ value: 52976, provenance: 'reported' });
    const slower = (text: string) =>
      text
        .replace('52,976 ', '371    ')
        .replace('# of samples: 1', '# of samples: 4')
        .replace('53k requests in 1.01s', '1k requests in 4.01s');
    expect((await runOf('v9-text-fast.txt', slower)).endpoints[0]?.requests).toBe(1484);
  });
  it('does not compute them where rate and count do not agree, or failures are rounded', async () => {
    const changes: ((text: string) => string)[] = [
      (text) => text.replace('53k requests', '90k requests'),
      (text) => `${text}2k errors (0 timeouts)\n`,
    ];
    for (const change of changes) {
      const run = await runOf('v9-text-fast.txt', change);
      expect(run.endpoints[0]?.failures === null || run.endpoints[0]?.requests === null).toBe(true);
      expect(codesOf(run)).toContain('counts-rounded');
      expect(codesOf(run)).not.toContain('counts-computed');
      expect(metricOf(run, 'rps')).toMatchObject({ value: 52976, provenance: 'reported' });
    }
  });
});

describe('autocannon, several results', () => {
  it('adds up the rounds of --forever', async () => {
    const rounds = textOf('v4-forever.json').trim().split('\n');
    const run = await runOf('v4-forever.json');
    expect(rounds).toHaveLength(6);
    expect(run.timeline?.points.length).toBeGreaterThanOrEqual(6);
    expect(codesOf(run)).toContain('rounds-joined');
    const cut = await runOf('v4-forever.json', (text) => text.slice(0, -300));
    expect(cut.run.partial).toBe(true);
    expect(cut.endpoints[0]?.requests).toBeLessThan(run.endpoints[0]?.requests ?? 0);
  });
  it('makes an endpoint of each address, in lines and in a list', async () => {
    const both = [textOf('v9-slow.json'), textOf('v9-flaky.json')].map((text) => text.trim());
    for (const text of [both.join('\n'), `[${both.join(',\n')}]`]) {
      const run = await readRun([bytesSource('x', text)]);
      expect(run.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
        ['/slow', 146],
        ['/flaky', 107375],
      ]);
      expect(metricOf(run, 'p50_latency_ms')?.value).toBe(40);
    }
  });
  it('reads the JSON between what is printed around it', async () => {
    const run = await readRun([bytesSource('x', `npm warn old\n${textOf('v2-slow.json')}${textOf('v2-text-slow.txt')}`)]);
    expect(run.endpoints[0]).toMatchObject({ requests: 148 });
    expect(run.run.sources[0]?.format).toBe('autocannon-json');
  });
  it('reads the first of several reports', async () => {
    const run = await readRun([bytesSource('x', textOf('v9-text-slow.txt') + textOf('v9-text-hang.txt'))]);
    expect(codesOf(run)).toContain('more-reports');
    expect(run.endpoints[0]).toMatchObject({ name: '/slow', requests: 100, failures: 0 });
  });
});

describe('autocannon, broken and foreign files', () => {
  it('says what is missing of an interrupted report, and reads a cut one', async () => {
    await expect(runOf('v9-text-sigint.txt')).rejects.toMatchObject({ code: 'no-requests' });
    const run = await runOf('v9-text-slow.txt', (text) => text.slice(0, text.indexOf('│ Req/Sec')));
    expect(run.run.partial).toBe(true);
    expect(run.endpoints[0]).toMatchObject({ name: '/slow', requests: null });
    expect(metricOf(run, 'p99_latency_ms')?.value).toBe(61);
  });
  it('refuses a document that is cut or holds no counts', async () => {
    await expect(runOf('v9-slow.json', (text) => text.slice(0, 900))).rejects.toMatchObject({ code: 'json-truncated' });
    await expect(runOf('v9-slow.json', (text) => text.replace('"total":146', '"total":null'))).rejects.toMatchObject({
      code: 'no-requests',
    });
  });
  it('does not break on hostile values', async () => {
    const hostile =
      '{"url":"http://u:p@h/a?k=1","connections":1e308,"latency":{"p97_5":"Infinity","p50":-1,"max":null,"__proto__":3},"requests":{"total":5,"sent":1e400,"max":"x"},"errors":-3,"4xx":99,"throughput":0}';
    const run = await readRun([bytesSource('x', hostile)]);
    expect(run.endpoints[0]).toMatchObject({ name: '/a', requests: 5, failures: 5 });
    expect(run.endpoints[0]?.metrics.map(({ name }) => name)).toEqual(['error_rate_pct']);
  });
  it('leaves wrk’s report to wrk', async () => {
    const wrk =
      'Running 2s test @ http://127.0.0.1:8787/fast\n  2 threads and 10 connections\n  Thread Stats   Avg      Stdev     Max   +/- Stdev\n';
    const run = await readRun([bytesSource('x', wrk)]).catch((error: unknown) => error);
    expect(JSON.stringify(run)).not.toContain('autocannon-text');
  });
});
