import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertDocument, type Run } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesSource, fileSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number;
  seconds: number;
  avg: number;
  min: number;
  max: number;
  percentiles: Record<string, number>;
}

const fixture = (name: string) => readFileSync(new URL(`../../testdata/hey/${name}`, import.meta.url), 'utf8');
const truths = Object.entries(JSON.parse(fixture('expected.json')) as Record<string, Expected>).filter(([name]) => name.endsWith('.csv'));
const read = async (text: string) => readRun([bytesSource('hey.csv', text)]);
const metric = (run: Run, name: string) => run.endpoints[0]?.metrics.find((one) => one.name === name);
const measured = ({ endpoints, errors, total, timeline, run }: Run) => ({
  endpoints,
  errors,
  total,
  timeline,
  seconds: run.durationSeconds,
});
const values = (run: Run) => run.endpoints[0]?.metrics.map(({ name, value, provenance }) => [name, value, provenance]);
const folder = mkdtempSync(join(tmpdir(), 'loadline-hey-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('hey CSV', () => {
  it.each(truths.filter(([, truth]) => truth.requests > 0))('reads %s exactly', async (name, truth) => {
    const run = await read(fixture(name));
    assertDocument(run);
    expect(run.run.sources[0]?.format).toBe('hey-csv');
    expect(run.run.durationSeconds).toBeCloseTo(truth.seconds, 9);
    expect(run.endpoints[0]).toMatchObject({ name: '(all requests)', requests: truth.requests, failures: truth.failures });
    for (const [key, value] of Object.entries({ avg: truth.avg, min: truth.min, max: truth.max, ...truth.percentiles }))
      expect(metric(run, `${key}_latency_ms`)?.value, key).toBeCloseTo(value, 9);
    expect(metric(run, 'p95_latency_ms')).toMatchObject({ provenance: 'exact', resolution: 0.1 });
  });
  it('says of a file without an answer that it holds none', async () => {
    for (const name of ['0.1.4-drop.csv', '0.1.5-drop.csv'])
      await expect(read(fixture(name))).rejects.toMatchObject({ code: 'no-answers' });
  });
  it('gives the same in parts, joined again, as in one', async () => {
    const [header = '', ...rows] = fixture('slow.csv').trimEnd().split('\n');
    const shards = await Promise.all(
      Array.from({ length: 8 }, async (_, shard) => read(`${[header, ...rows.filter((_row, index) => index % 8 === shard)].join('\n')}\n`)),
    );
    const [merged, whole] = [mergeRuns(shards), mergeRuns([await read(fixture('slow.csv'))])];
    expect(values(merged)).toEqual(values(whole));
    expect(merged.endpoints[0]?.histogram).toEqual(whole.endpoints[0]?.histogram);
    expect(merged.run.durationSeconds).toBe(whole.run.durationSeconds);
  });
  it('gives the same in threads', async () => {
    const path = join(folder, 'slow.csv');
    writeFileSync(path, fixture('slow.csv'));
    const one = await readRun([fileSource(path)], { threads: 1 });
    for (const threads of [2, 3, 7])
      expect(measured(await readRun([fileSource(path)], { threads, threadsFromBytes: 1 }))).toEqual(measured(one));
  });
  it('reads files of the first versions, which have no status', async () => {
    const old = fixture('0.1.5-flaky.csv').replace(/,[^,\n]*,[^,\n]*$/gm, '');
    expect(old.split('\n', 1)[0]).toBe('response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read');
    const run = await read(old);
    assertDocument(run);
    expect(run.endpoints[0]).toMatchObject({ requests: 200, failures: null });
    expect(metric(run, 'error_rate_pct')).toBeUndefined();
    expect(metric(run, 'p50_latency_ms')).toEqual(metric(await read(fixture('0.1.5-flaky.csv')), 'p50_latency_ms'));
    expect(run.diagnostics.map(({ code }) => code)).toContain('status-missing');
  });
  it('keeps every whole row of a file that was cut', async () => {
    const text = fixture('0.1.5-flaky.csv').split('\n').slice(0, 3).join('\n');
    for (let end = text.lastIndexOf('\n') + 2; end <= text.length; end++) {
      const run = await read(text.slice(0, end));
      expect([run.endpoints[0]?.requests, run.run.partial]).toEqual(end === text.length ? [2, false] : [1, true]);
    }
  });
});
