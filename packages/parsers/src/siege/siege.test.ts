import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertDocument, type Endpoint, formatEndpoint } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource, fileSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readResult, readRun } from '../read-run.js';

const folder = fileURLToPath(new URL('../../testdata/siege/', import.meta.url));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const runOf = async (name: string, change = (whole: string) => whole) => readRun([bytesSource(name, change(text(name)))]);
const valueOf = ({ metrics }: Pick<Endpoint, 'metrics'>, name: string) => metrics.find((metric) => metric.name === name);

interface Expected {
  requests?: number;
  failures?: number;
  seconds?: number;
  avg?: number | null;
  max?: number | null;
  endpoints?: Record<string, { requests: number; failures: number; avg: number }>;
}
const expected = JSON.parse(text('expected.json')) as Record<string, Expected>;
const files = Object.entries(expected).map(([name, values]) => ({ name, values, rows: Object.entries(values.endpoints ?? {}) }));

describe('siege summaries', () => {
  it.each(files.filter(({ rows }) => rows.length === 0))('reads $name', async ({ name, values }) => {
    const run = await runOf(name);
    assertDocument(run);
    const [endpoint] = run.endpoints as [Endpoint];
    expect(endpoint).toMatchObject({ kind: 'request', name: '(all requests)', requests: values.requests, failures: values.failures });
    expect(run.run).toMatchObject({ tool: 'siege', load: { model: 'closed' }, partial: name.includes('aborted') });
    expect(run.run.durationSeconds).toBe(values.seconds === 0 ? undefined : values.seconds);
    const allFailed = values.requests === values.failures;
    expect(valueOf(endpoint, 'avg_latency_ms')?.value).toBe(allFailed ? undefined : values.avg);
    if (values.max !== undefined) expect(valueOf(endpoint, 'max_latency_ms')?.value).toBe(allFailed ? undefined : values.max);
    expect(run.run.sources[0]?.format).toBe(`siege-${name.endsWith('.log') ? 'log' : /json/.test(name) ? 'json' : 'text'}`);
    if (name.endsWith('.txt') && !name.includes('json')) {
      expect(run.run.toolVersion).toBe(name.slice(0, 5));
      expect(run.run.load.users).toBe(3);
    }
  });
  it('says how far a mean is off that siege took over the requests that did not fail', async () => {
    const run = await runOf('4.1.7-flaky.txt');
    expect(valueOf(run.endpoints[0] as Endpoint, 'avg_latency_ms')).toEqual({
      name: 'avg_latency_ms',
      value: 1.73,
      provenance: 'reported',
      resolution: 10 + (1.73 * 9) / 90,
    });
    const { claims } = await readResult([fileSource(join(folder, '4.1.7-flaky.txt'))]);
    expect(claims).toMatchObject([{ metric: 'rps', theirs: 1620, ours: 1800 }]);
  });
  it('lists what connections died of', async () => {
    expect((await runOf('4.0.7-refused.txt')).errors).toEqual([
      { message: 'socket: unable to connect sock.c:282: Connection refused', count: 30 },
    ]);
  });
  it('takes what was not measured as missing', async () => {
    const [empty, failed] = [
      await runOf('4.0.7-siege.log', (log) => log.slice(0, log.indexOf('**** err'))),
      await runOf('4.0.7-siege.log', (log) => log.slice(0, log.indexOf('**** fast'))),
    ];
    for (const run of [empty, failed])
      expect(run.endpoints[0]).toMatchObject({
        requests: 30,
        failures: 30,
        metrics: [{ name: 'error_rate_pct', value: 100 }, {}].slice(0, run === empty ? 1 : 2),
      });
    expect(failed.diagnostics.map(({ code }) => code)).toContain('several-runs');
  });
  it('reads JSON that is none: a mean of nothing', async () => {
    const run = await runOf('4.0.7-drop.json', (json) => json.replace(/"response_time":\s+[\d.]+/, '"response_time": -nan'));
    expect(run.endpoints[0]).toMatchObject({ requests: 90, failures: 90 });
  });
  it('gives what a file holds that ends early', async () => {
    const json = text('4.1.7-flaky.json');
    const cut = await runOf('4.0.7-slow.txt', () => json.slice(0, json.indexOf('"longest')));
    expect([cut.run.partial, cut.endpoints[0]?.requests]).toEqual([true, 90]);
    await expect(runOf('4.0.7-slow.txt', () => json.slice(0, json.indexOf('"failed')))).rejects.toMatchObject({ code: 'no-results' });
    const log = text('4.0.7-siege.log');
    const cutLog = await runOf('4.0.7-slow.txt', () => log.slice(0, -5));
    expect([cutLog.run.partial, cutLog.endpoints[0]?.failures]).toEqual([true, 30]);
    const [preamble = '', ...rest] = text('4.0.7-slow.txt').split('Transactions');
    await expect(runOf('4.0.7-slow.txt', () => preamble)).rejects.toMatchObject({ code: 'no-results' });
    await expect(runOf('4.0.7-slow.txt', () => `${preamble}Transactions${rest.join('').slice(0, 60)}`)).rejects.toMatchObject({
      code: 'no-results',
    });
    const broken = await runOf('4.0.7-slow.txt', () => `${log}2026-11-21 07:38:33,     x,       0.00\n`);
    expect(broken.diagnostics.map(({ code }) => code)).toEqual(['row-rejected', 'several-runs']);
  });
});

describe('siege -v', () => {
  it.each(files.filter(({ rows }) => rows.length > 0))('reads $name', async ({ name, values, rows }) => {
    const run = await runOf(name);
    assertDocument(run);
    const answered = run.endpoints.filter((endpoint) => endpoint.name !== '(no answer)');
    const isOne = rows.length === 1 && values.requests !== undefined;
    expect(answered.map((endpoint) => [formatEndpoint(endpoint), endpoint.requests, endpoint.failures])).toEqual(
      rows.map(([key, row]) => (isOne ? [key, values.requests, values.failures] : [key, row.requests, row.failures])),
    );
    answered.forEach((endpoint, index) => {
      expect(valueOf(endpoint, 'avg_latency_ms')?.value).toBeCloseTo(rows[index]?.[1].avg ?? NaN, 9);
      expect(valueOf(endpoint, 'p95_latency_ms')).toMatchObject({ provenance: 'exact', resolution: 10 });
    });
    const isWhole = values.requests !== undefined;
    expect(run.diagnostics.some(({ code }) => code === 'summary-missing')).toBe(!isWhole);
    if (!isWhole) return;
    expect(run.total).toMatchObject({ requests: values.requests, failures: values.failures });
    expect(run.endpoints.reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0)).toBe(values.requests);
    expect(run.endpoints.reduce((sum, endpoint) => sum + (endpoint.failures ?? 0), 0)).toBe(values.failures);
    expect(run.run.durationSeconds).toBe(values.seconds);
    expect(run.diagnostics.map(({ code }) => code)).not.toContain('row-rejected');
  });
  it('counts requests without an answer, of which there is no line', async () => {
    const run = await runOf('4.0.7-lines-urls.txt');
    expect(run.endpoints.at(-1)).toMatchObject({ name: '(no answer)', requests: 24, failures: 24 });
    expect(run.errors?.at(-1)).toEqual({ message: '(no answer)', count: 24 });
  });
  it('names lines that are broken, and the one in which the file ends', async () => {
    const cut = await runOf('4.0.7-killed.txt');
    expect([cut.run.partial, cut.endpoints[0]?.requests]).toEqual([true, 210]);
    const broken = await runOf('4.0.7-lines-stdout.txt', (whole) => whole.replace(' secs:', ' sec:'));
    expect(broken.diagnostics.find(({ code }) => code === 'row-rejected')?.place?.line).toBe(1);
    const differs = await runOf('4.0.7-lines-urls.txt', (whole) => whole.replace(' secs:', ' sec:'));
    expect(differs.diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(['row-rejected', 'total-differs']));
  });
  it('reads colours, commas in addresses and the columns of older versions', async () => {
    const line = '\u001b[0;34m   4,HTTP/1.1,200,  0.36,   3372,/a,b?c=1,0,2015-12-20 21:30:13\u001b[0m\n';
    const run = await readRun([bytesSource('x', `${line}${line.replace(',200,', ',503,')}`)]);
    expect(run.endpoints).toMatchObject([{ name: '/a,b', requests: 2, failures: 1 }]);
    expect(run.errors).toMatchObject([{ status: '503', count: 1 }]);
  });
  it('joins shards to the run in one file', async () => {
    const lines = text('4.0.7-lines-stdout.txt').trimEnd().split('\n');
    const parts = Array.from({ length: 8 }, (_, shard) => `${lines.filter((__, index) => index % 8 === shard).join('\n')}\n`);
    const merged = mergeRuns(await Promise.all(parts.map(async (part, index) => readRun([bytesSource(`${index}`, part)]))));
    const whole = await runOf('4.0.7-lines-stdout.txt');
    const key = (endpoint: Endpoint) => formatEndpoint(endpoint);
    const sorted = (list: readonly Endpoint[]) => [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(merged.endpoints).map(({ requests, failures, histogram }) => [requests, failures, histogram])).toEqual(
      sorted(whole.endpoints).map(({ requests, failures, histogram }) => [requests, failures, histogram]),
    );
    for (const [index, endpoint] of sorted(merged.endpoints).entries())
      for (const name of ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'avg_latency_ms'])
        expect(valueOf(endpoint, name)?.value).toBeCloseTo(valueOf(sorted(whole.endpoints)[index] as Endpoint, name)?.value ?? NaN, 9);
  });
});

describe('detection of siege', () => {
  it('takes every file of the folder for what it is, and nothing alike', async () => {
    for (const name of readdirSync(folder).filter((entry) => /^\d.*\.(?:txt|json|log)$/.test(entry)))
      expect((await detectFormat(fileSource(join(folder, name)))).format).toMatch(/^siege-/);
    for (const other of ['{"transactions": 1}', 'Date & Time, Trans\n', 'Transactions: 5\nAvailability: 3\n', 'HTTP/1.1 200 OK\n'])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
