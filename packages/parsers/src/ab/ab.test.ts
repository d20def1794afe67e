import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Endpoint, Run } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource, fileSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readResult, readRun } from '../read-run.js';

const folder = fileURLToPath(new URL('../../testdata/ab/', import.meta.url));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const runOf = async (name: string, change = (whole: string) => whole) => readRun([bytesSource(name, change(text(name)))]);
const valueOf = ({ metrics }: Pick<Endpoint, 'metrics'>, name: string) => metrics.find((metric) => metric.name === name);
const first = (run: Run) => run.endpoints[0] as Endpoint;

interface Expected {
  requests: number;
  failures: number;
  path: string;
  users: number;
  seconds: number;
  rps: number;
  min: number;
  avg: number;
  max: number;
  p50: number;
  p95: number | null;
  p99: number;
  answered: boolean;
  start: number;
  rows: number;
}
const expected = new Map(Object.entries(JSON.parse(text('expected.json')) as Record<string, Expected | null>));
const named = (ending: RegExp) =>
  [...expected].flatMap(([name, values]) => (ending.test(name) && values !== null ? [{ name, values }] : []));

describe('ab report', () => {
  it.each(named(/\.(?:txt|html)$/))('reads $name', async ({ name, values }) => {
    const run = await runOf(name);
    expect(run.endpoints).toHaveLength(1);
    expect(first(run)).toMatchObject({ kind: 'request', name: values.path, requests: values.requests, failures: values.failures });
    expect(run.run).toMatchObject({ tool: 'ab', toolVersion: '2.3', partial: false, load: { model: 'closed', users: values.users } });
    expect(run.run.sources[0]?.format).toBe(name.endsWith('html') ? 'ab-html' : 'ab-text');
    expect(valueOf(first(run), 'rps')?.value).toBe(values.rps);
    expect(run.run.durationSeconds).toBe(values.seconds === 0 ? undefined : values.seconds);
    const times = values.answered ? [values.min, values.avg, values.max] : [undefined, undefined, undefined];
    const isMissing = (value: number | undefined) => value === 0 && values.failures === values.requests;
    expect(['min', 'avg', 'max'].map((part) => valueOf(first(run), `${part}_latency_ms`)?.value)).toEqual(
      times.map((value) => (isMissing(value) ? undefined : value)),
    );
    expect(valueOf(first(run), 'p95_latency_ms')?.value).toBe(values.answered ? (values.p95 ?? undefined) : undefined);
    expect((run.errors ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(values.failures);
  });
  it('gives whole milliseconds as what they are', async () => {
    expect(valueOf(first(await runOf('slow.txt')), 'p95_latency_ms')).toEqual({
      name: 'p95_latency_ms',
      value: 67,
      provenance: 'reported',
      resolution: 1,
    });
  });
  it('counts lost connections once, and says where ab counts otherwise', async () => {
    const { run, claims } = await readResult([fileSource(join(folder, 'reset.txt'))]);
    expect(run.errors).toEqual([
      { message: 'Non-2xx responses', count: 30, endpoint: { kind: 'request', name: '/reset' } },
      { message: 'Receive', count: 50, endpoint: { kind: 'request', name: '/reset' } },
    ]);
    expect(claims).toMatchObject([{ metric: 'failures', theirs: 250, ours: 80 }]);
    expect((await readResult([fileSource(join(folder, 'drop.txt'))])).claims).toMatchObject([
      { theirs: 0, ours: 100, why: 'not a byte was received' },
    ]);
    expect((await readResult([fileSource(join(folder, 'slow.txt'))])).claims).toEqual([]);
  });
  it('does not take answers of different length for failures', async () => {
    const [counted, ignored] = [await runOf('lengths.txt'), await runOf('lengths-any.txt')];
    expect(first(counted).failures).toBe(first(ignored).failures);
    expect(counted.diagnostics.map(({ code }) => code)).toContain('lengths-differ');
  });
  it.each(['refused.txt', 'timeout.txt', 'reset-aborts.txt', 'killed.txt'])('says of %s that ab gave no report', async (name) => {
    await expect(runOf(name)).rejects.toMatchObject({ code: 'no-results' });
  });
  it('has the counts where the single requests are given with it, and these have the start', async () => {
    const run = await readRun(['slow.tsv', 'slow.txt'].map((name) => fileSource(join(folder, name))));
    expect(first(run)).toMatchObject({ name: '/slow', requests: 200, failures: 0 });
    expect(run.run.startedAt).toMatch(/^2026-11-21T\d\d:\d\d:\d\d/);
  });
  it('takes the first of what stands there twice', async () => {
    const run = await runOf('slow.txt', (whole) => `${whole}  95%     12\n`);
    expect(first(run).metrics.filter(({ name }) => name === 'p95_latency_ms')).toMatchObject([{ value: 67 }]);
  });
  it('reads the last of several runs in one file', async () => {
    const run = await runOf('slow.txt', (whole) => text('err.txt') + whole + text('refused.txt'));
    expect(first(run).name).toBe('/slow');
    expect(run.diagnostics.map(({ code }) => code)).toContain('several-runs');
  });
  it('gives what a report holds that ends early, wherever it ends', async () => {
    const whole = text('slow.txt');
    const from = whole.indexOf('Complete requests:') + 'Complete requests:      200\n'.length;
    for (let end = from; end < whole.length; end += 7) {
      const run = await runOf('slow.txt', () => whole.slice(0, end));
      expect(first(run).requests).toBe(200);
      if (end < whole.indexOf('Total: ')) expect(run.run.partial).toBe(true);
    }
  });
  it('withstands hostile paths', async () => {
    const run = await runOf('slow.txt', (whole) => whole.replace('/slow', `/__proto__|<b>${'x'.repeat(3000)}`));
    expect(first(run).name.startsWith('/__proto__|<b>')).toBe(true);
    expect(first(run).name.length).toBeLessThan(2100);
  });
});

describe('ab -e', () => {
  it.each(named(/\.csv$/))('reads $name', async ({ name, values }) => {
    const run = await runOf(name);
    expect(first(run)).toMatchObject({ name: '(all requests)', requests: null, failures: null });
    const value = (metric: string) => valueOf(first(run), metric);
    expect(value('p50_latency_ms')).toMatchObject({ value: values.p50, provenance: 'reported', resolution: 0.001 });
    expect([value('p99_latency_ms')?.value, value('max_latency_ms')?.value]).toEqual([values.p99, values.max]);
    expect(first(run).metrics).toHaveLength(values.rows);
    expect(valueOf(first(run), 'error_rate_pct')).toBeUndefined();
  });
  it('leaves out the row in which a file ends, and rows that are none', async () => {
    const run = await runOf('slow-e.csv', (whole) => whole.slice(0, -4).replace('50,', '50,-').replace('99,', '999,'));
    expect(run.run.partial).toBe(true);
    expect(['p50_latency_ms', 'p99_latency_ms', 'max_latency_ms'].map((name) => valueOf(first(run), name))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(run.diagnostics.map(({ code }) => code).sort()).toEqual(expect.arrayContaining(['file-cut', 'row-rejected', 'row-rejected']));
    await expect(readRun([bytesSource('x', 'Percentage served,Time in ms\n')])).rejects.toMatchObject({ code: 'no-results' });
  });
});

describe('ab -g', () => {
  const shards = mkdtempSync(join(tmpdir(), 'loadline-ab-'));
  afterAll(() => {
    rmSync(shards, { recursive: true, force: true });
  });

  it.each(named(/\.tsv$/))('reads $name', async ({ name, values }) => {
    const run = await runOf(name);
    expect(first(run)).toMatchObject({ name: '(all requests)', requests: values.requests, failures: null });
    const value = (metric: string) => valueOf(first(run), `${metric}_latency_ms`)?.value;
    expect(value('avg')).toBeCloseTo(values.avg, 9);
    expect(value('p95')).toBeCloseTo(values.p95 ?? NaN, 9);
    expect([value('min'), value('p50'), value('max')]).toEqual([values.min, values.p50, values.max]);
    expect(run.run.startedAt).toBe(new Date(values.start * 1000).toISOString());
    expect(valueOf(first(run), 'error_rate_pct')).toBeUndefined();
    expect(first(run).vif).toBeUndefined();
    for (const metric of [...first(run).metrics, ...(run.total?.metrics ?? [])])
      expect([metric.vif, metric.lnStandardError]).toEqual([undefined, undefined]);
    const isLong = values.seconds >= 10;
    expect(run.run.durationSeconds === undefined).toBe(!isLong);
    expect(valueOf(first(run), 'rps') === undefined).toBe(!isLong);
    expect(run.diagnostics.map(({ code }) => code)).toContain('failures-unknown');
  });
  it('gives in threads what it gives in one', async () => {
    const source = fileSource(join(folder, 'long.tsv'), 'long.tsv');
    const [one, several] = [await readRun([source], { threads: 1 }), await readRun([source], { threads: 3, threadsFromBytes: 1 })];
    expect(several).toEqual(one);
  });
  it('joins shards to the run in one file', async () => {
    const [header = '', ...rows] = text('long.tsv').trimEnd().split('\n');
    const parts = Array.from({ length: 8 }, (_, shard) => rows.filter((__, index) => index % 8 === shard));
    const runs = await Promise.all(
      parts.map(async (part, shard) => {
        const path = join(shards, `${shard}.tsv`);
        writeFileSync(path, `${[header, ...part].join('\n')}\n`);
        return readRun([fileSource(path)]);
      }),
    );
    const [merged, whole] = [first(mergeRuns(runs)), first(await runOf('long.tsv'))];
    expect(merged).toMatchObject({ requests: whole.requests, failures: null, histogram: whole.histogram });
    for (const name of ['min_latency_ms', 'max_latency_ms', 'p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'avg_latency_ms'])
      expect(valueOf(merged, name)?.value).toBeCloseTo(valueOf(whole, name)?.value ?? NaN, 9);
  });
  it('gives what a file holds that ends in mid-row, and names the rows that are none', async () => {
    const whole = text('slow.tsv');
    const cut = await runOf('slow.tsv', () => whole.slice(0, -12));
    expect(cut.run.partial).toBe(true);
    expect(first(cut).requests).toBe(199);
    const broken = await runOf('slow.tsv', () => whole.replace('\t10\t10\n', '\tNaN\t10\nx\n\n'));
    expect(broken.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ place }) => place?.line)).toEqual([2, 3]);
    expect(first(broken).requests).toBe(199);
    await expect(readRun([bytesSource('x', `${whole.split('\n')[0] ?? ''}\n`)])).rejects.toMatchObject({ code: 'no-requests' });
  });
});

describe('detection of ab', () => {
  it('takes every file of the folder for what it is, and nothing alike', async () => {
    for (const name of readdirSync(folder).filter((entry) => /\.(?:txt|html|csv|tsv)$/.test(entry)))
      expect((await detectFormat(fileSource(join(folder, name)))).format).toMatch(/^ab-/);
    for (const other of ['Percentage served,Time\n1,2\n', 'starttime\tseconds\tctime\n', 'see: This is ApacheBench, Version 2.3\n'])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
