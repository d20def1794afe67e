import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertDocument, type Endpoint, type Run } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource, fileSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readResult, readRun } from '../read-run.js';

const folder = fileURLToPath(new URL('../../testdata/h2load/', import.meta.url));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const runOf = async (name: string, change = (whole: string) => whole) => readRun([bytesSource(name, change(text(name)))]);
const valueOf = ({ metrics }: Pick<Endpoint, 'metrics'>, name: string) => metrics.find((metric) => metric.name === name);
const first = (run: Run) => run.endpoints[0] as Endpoint;
const shards = mkdtempSync(join(tmpdir(), 'loadline-h2load-'));
afterAll(() => {
  rmSync(shards, { recursive: true, force: true });
});

type Values = Record<'requests' | 'failures' | 'seconds', number> & Record<'avg' | 'min' | 'max' | 'p50' | 'p95', number | null>;
const expected = Object.entries(JSON.parse(text('expected.json')) as Record<string, Values | null>);
const files = expected.flatMap(([name, values]) => (values === null ? [] : [{ name, values }]));

describe('h2load', () => {
  it.each(files)('reads $name', async ({ name, values }) => {
    const run = await runOf(name);
    assertDocument(run);
    const endpoint = first(run);
    expect(endpoint).toMatchObject({ kind: 'request', name: '(all requests)', requests: values.requests, failures: values.failures });
    for (const metric of ['avg', 'min', 'max', 'p50', 'p95'] as const) {
      const value = valueOf(endpoint, `${metric}_latency_ms`)?.value;
      if (values[metric] === null) expect([metric, value]).toEqual([metric, undefined]);
      else expect(value).toBeCloseTo(values[metric], 5);
    }
    // The start is kept in whole ms.
    expect(Math.abs((run.run.durationSeconds ?? NaN) - values.seconds)).toBeLessThan(name.endsWith('log') ? 1e-3 : 1e-9);
    expect(run.run).toMatchObject({ tool: 'h2load', partial: false, load: { model: 'closed' } });
    expect(run.run.sources[0]?.format).toBe(`h2load-${name.endsWith('txt') ? 'text' : name.endsWith('log') ? 'log' : 'json'}`);
    expect((run.errors ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(values.failures);
    expect(run.diagnostics.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });
  it('says of printed times how exact they are, and computes exact ones from the single times', async () => {
    const value = async (name: string, metric: string) => valueOf(first(await runOf(name)), metric);
    expect(await value('1.70.0-flaky.txt', 'min_latency_ms')).toEqual({
      name: 'min_latency_ms',
      value: 0.187,
      provenance: 'reported',
      resolution: 0.001,
    });
    expect(await value('1.70.0-slow.txt', 'p95_latency_ms')).toMatchObject({ provenance: 'reported', resolution: 0.01 });
    expect(await value('1.70.0-slow.json', 'p95_latency_ms')).toMatchObject({ provenance: 'exact' });
    expect(first(await runOf('1.70.0-slow.json')).histogram?.kind).toBe('values');
    expect(first(await runOf('1.70.0-slow.json')).vif).toBeUndefined();
    expect((await runOf('1.52.0-slow.txt')).run.load.users).toBe(4);
    expect((await runOf('1.70.0-slow.json')).run.toolVersion).toBe('1.70.0');
  });
  it('takes the report, the result and the log of one run for the same', async () => {
    const [report, result, log] = await Promise.all(
      ['txt', 'json', 'log'].map(async (ending) => first(await runOf(`1.70.0-h2.${ending}`))),
    );
    expect([report?.requests, report?.failures]).toEqual([result?.requests, result?.failures]);
    expect([log?.requests, log?.failures]).toEqual([result?.requests, result?.failures]);
  });
  it('leaves the warm-up out of the length, and counts lost requests in the rate', async () => {
    const run = await runOf('1.70.0-duration.txt');
    expect(valueOf(first(run), 'rps')?.value).toBe(665 / 2);
    const { claims } = await readResult([fileSource(join(folder, '1.70.0-duration.txt'))]);
    expect(claims).toMatchObject([{ metric: 'rps', theirs: 316, ours: 332.5 }]);
    expect(valueOf(first(await runOf('1.52.0-refused.txt')), 'rps')).toBeUndefined();
    expect(valueOf(first(await runOf('1.70.0-slow.txt')), 'rps')?.value).toBe(89.93);
  });
  it('reads what was summed up where the single times are not all there', async () => {
    const run = await runOf('1.70.0-slow.json', (json) => json.replace(/"samples":\[[\d.e-]+,/, '"samples":['));
    expect(first(run).histogram).toBeUndefined();
    expect(valueOf(first(run), 'p99_latency_ms')).toEqual({ name: 'p99_latency_ms', value: 69.67, provenance: 'reported' });
  });
  it('names failures by their kind', async () => {
    const endpoint = { kind: 'request', name: '(all requests)' };
    expect((await runOf('1.52.0-h2.txt')).errors).toEqual([
      { message: '5xx answers', count: 40, endpoint },
      { message: 'no answer', count: 20, endpoint },
    ]);
    expect((await runOf('1.52.0-h2.log')).errors).toMatchObject([
      { message: 'no answer', count: 20, endpoint },
      { message: 'HTTP 503', status: '503', count: 40, endpoint },
    ]);
  });
  it('gives what a file holds that ends early, and names the rows that are none', async () => {
    await expect(runOf('1.52.0-interrupted.txt')).rejects.toMatchObject({ code: 'no-results' });
    const report = text('1.70.0-flaky.txt');
    for (let end = report.indexOf('status codes'); end < report.indexOf('request     :'); end += 9) {
      const run = await runOf('1.70.0-flaky.txt', () => report.slice(0, end));
      expect([run.run.partial, first(run).requests, first(run).failures]).toEqual([true, 300, 19]);
    }
    await expect(runOf('1.70.0-flaky.txt', () => report.slice(0, report.indexOf('requests: ') + 3))).rejects.toHaveProperty('code');
    const log = text('1.52.0-flaky.log');
    const cut = await runOf('1.52.0-flaky.log', () => log.slice(0, -3));
    expect([cut.run.partial, first(cut).requests]).toEqual([true, 299]);
    const [one = '', two = ''] = log.split('\n').slice(30, 32);
    const broken = await runOf('1.52.0-flaky.log', () => log.replace(one, one.replace(/\t\d+$/, '\tx')).replace(two, '1\t2'));
    expect(broken.diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([
      ['row-rejected', 31],
      ['row-rejected', 32],
    ]);
    const json = text('1.70.0-err.json');
    for (let end = 80; end < json.length; end += 211)
      await expect(runOf('1.70.0-err.json', () => json.slice(0, end))).rejects.toMatchObject({ code: 'json-truncated' });
  });
  it('joins shards of a log to the run in one file, and reads it the same in threads', async () => {
    const rows = text('1.70.0-duration.log').trimEnd().split('\n');
    const parts = Array.from({ length: 8 }, (_, shard) => rows.filter((__, index) => index % 8 === shard));
    const runs = await Promise.all(
      parts.map(async (part, shard) => {
        const path = join(shards, `${shard}.log`);
        writeFileSync(path, `${part.join('\n')}\n`);
        return readRun([fileSource(path)]);
      }),
    );
    const [merged, whole] = [mergeRuns(runs), await runOf('1.70.0-duration.log')];
    expect(first(merged)).toMatchObject({ requests: 665, failures: 99, histogram: first(whole).histogram });
    for (const metric of ['avg_latency_ms', 'p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'rps'])
      expect(valueOf(first(merged), metric)?.value).toBeCloseTo(valueOf(first(whole), metric)?.value ?? NaN, 9);
    expect(merged.run.startedAt).toBe(whole.run.startedAt);
    expect((merged.errors ?? []).map(({ count }) => count).sort()).toEqual((whole.errors ?? []).map(({ count }) => count).sort());
    const source = fileSource(join(folder, '1.70.0-duration.log'), 'log');
    expect(await readRun([source], { threads: 3, threadsFromBytes: 1 })).toEqual(await readRun([source], { threads: 1 }));
  });
});

describe('detection of h2load', () => {
  it('takes every file of the folder for what it is, and nothing alike', async () => {
    for (const name of readdirSync(folder).filter((entry) => /^\d.*\.(?:txt|json|log)$/.test(entry)))
      expect([name, (await detectFormat(fileSource(join(folder, name)))).tool]).toEqual([name, 'h2load']);
    for (const other of [
      '1795246911842\t200\t23202\n',
      '1795246911842056\t200\n',
      '1795246911842056,200,1\n',
      '{"version":"v1","metadata":{"generator":"x"}}',
    ])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
