import { readFileSync } from 'node:fs';
import { assertDocument, type Endpoint } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';

const read = (name: string) => readFileSync(new URL(`../../testdata/grinder/${name}`, import.meta.url), 'utf8');
const runOf = async (name: string, text = read(name)) => readRun([bytesSource(name, text)]);

interface Expected {
  requests: number;
  failures: number;
  avg?: number;
  max?: number;
}
const expected = JSON.parse(read('expected.json')) as Record<string, Record<string, Expected>>;
const valueOf = (endpoint: Endpoint | undefined, name: string) =>
  endpoint?.metrics.find((metric) => metric.name === `${name}_latency_ms`)?.value;

describe('The Grinder', () => {
  it.each(Object.keys(expected))('%s holds what it counted', async (file) => {
    const run = await runOf(file);
    assertDocument(run);
    const rows = expected[file] ?? {};
    expect(run.endpoints.map(({ name }) => name)).toEqual(Object.keys(rows));
    for (const endpoint of run.endpoints) {
      const row = rows[endpoint.name];
      expect(endpoint).toMatchObject({ kind: 'request', requests: row?.requests, failures: row?.failures });
      if (row?.avg === undefined) expect(valueOf(endpoint, 'avg')).toBeUndefined();
      else expect(valueOf(endpoint, 'avg')).toBeCloseTo(row.avg, 9);
      if (row?.max !== undefined) expect(valueOf(endpoint, 'max')).toBe(row.max);
    }
    expect(run.run).toMatchObject({ tool: 'grinder', partial: false, load: { model: 'closed', users: 2 } });
    expect(run.run.sources[0]?.format).toBe(file.endsWith('-data.log') ? 'grinder-data-log' : 'grinder-log');
  });
  it('knows version, start and length from the log of the process', async () => {
    expect((await runOf('shop-0.log')).run).toMatchObject({
      toolVersion: '3.11',
      startedAt: '2026-11-21T08:26:51.456Z',
      durationSeconds: 0.875,
    });
  });
  it('names what tests failed of', async () => {
    const { errors } = await runOf('shop-1-data.log');
    expect(errors.map(({ message, status, count, endpoint }) => [endpoint?.name, message, status, count])).toEqual([
      ['Test 4', 'status 500', '500', 20],
      ['Test 5', 'marked as an error', undefined, 20],
      ['Test 3', 'status 503', '503', 2],
      ['Test 6', 'marked as an error', '200', 10],
    ]);
  });
  it('is the same in eight files as in one', async () => {
    const [header = '', ...rows] = read('shop-0-data.log').trimEnd().split('\n');
    const whole = await runOf('shop-0-data.log');
    const merged = mergeRuns(
      await Promise.all(
        Array.from({ length: 8 }, async (_, shard) =>
          runOf(`${shard}.log`, [header, ...rows.filter((__, at) => at % 8 === shard)].join('\n')),
        ),
      ),
    );
    for (const endpoint of whole.endpoints) {
      const same = merged.endpoints.find(({ name }) => name === endpoint.name);
      expect(same).toMatchObject({ requests: endpoint.requests, failures: endpoint.failures });
      for (const name of ['avg', 'min', 'max', 'p50', 'p95']) expect(valueOf(same, name)).toBeCloseTo(valueOf(endpoint, name) ?? NaN, 9);
    }
  });
  it('adds the processes of a run up', async () => {
    const merged = mergeRuns([await runOf('shop-0-data.log'), await runOf('shop-1-data.log')]);
    expect(merged.endpoints.map(({ requests }) => requests)).toEqual([40, 40, 40, 40, 40, 40]);
  });
  it('reads a data log that is joined with the log of the process, and names its tests', async () => {
    const data = read('shop-0-data.log').trimEnd().split('\n');
    const joined = [
      'worker.shop-0 worker process 0',
      ...data.map((line) => `data.shop-0 ${line}`),
      'worker.shop-0 Test name for ID 1: from Taurus',
      ...read('shop-0.log').split('\n').slice(-30),
    ];
    const run = await runOf('kpi.log', joined.join('\n'));
    expect(run.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['fast', 20],
      ['slow "quoted" | x, y', 20],
      ['flaky', 20],
      ['error', 20],
      ['dropped', 20],
      ['judged', 20],
    ]);
    expect(run.errors[0]?.endpoint?.name).toBe('error');
  });
  it('says what it leaves out and where it ends', async () => {
    const text = read('shop-0-data.log');
    const lines = text.split('\n');
    const odd = [...lines.slice(0, 5), '0, 0, 1, x, 1, 0, 200, 1, 0, 0, 0, 0, 0', 'a line', ...lines.slice(5)].join('\n');
    expect((await runOf('odd.log', odd)).diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([
      ['row-rejected', 6],
      ['row-rejected', 7],
    ]);
    const cut = await runOf('cut.log', text.slice(0, text.length - 20));
    expect(cut.run.partial).toBe(true);
    const log = read('shop-0.log');
    expect((await runOf('cut.log', log.slice(0, log.indexOf('Test 4 ')))).run.partial).toBe(true);
    await expect(runOf('cut.log', log.slice(0, log.indexOf('Test 1  ')))).rejects.toMatchObject({
      code: 'no-requests',
      message: expect.stringMatching(/-data\.log/) as string,
    });
  });
  it('reads the decimals of other languages, composite tests and tests without a name', async () => {
    const head = '2026-11-21 08:26:51,539 INFO  vm-0 : The Grinder version 3.11\n2026 INFO  vm-0 : elapsed time is 1000 ms\n';
    const rows =
      'Test 1       75           0            84,40        30,13        1,46         "a"\n(Test 2)     5            1            1.50         0            2.00         "b"\nTest 3       2            0            1.00         0.00         2.00\n';
    const run = await runOf('de.log', `${head}${rows}Totals       77           0            84,40\n`);
    expect(run.endpoints.map(({ kind, name, requests, failures }) => [kind, name, requests, failures])).toEqual([
      ['request', 'a', 75, 0],
      ['transaction', 'b', 6, 1],
      ['request', 'Test 3', 2, 0],
    ]);
    expect(valueOf(run.endpoints[0], 'avg')).toBe(84.4);
  });
  it('is told from other logs', async () => {
    for (const other of ['Thread, Run, Test\n0, 0, 1\n', 'INFO The coffee grinder 3\n', '2026 INFO  vm-0 : elapsed time is 1000 ms\n'])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
