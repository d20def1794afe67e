import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertDocument, type Endpoint, type Run } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { withoutLnError } from '../grouping/ln-errors.js';
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

const fixture = (name: string) => readFileSync(new URL(`../../testdata/oha/${name}`, import.meta.url), 'utf8');
const truths = JSON.parse(fixture('expected.json')) as Record<string, Expected>;
const read = async (text: string, options = {}) => readRun([bytesSource('oha.csv', text)], options);
const metric = (run: Run, name: string) => run.endpoints[0]?.metrics.find((one) => one.name === name);
const codes = (run: Run) => run.diagnostics.map(({ code }) => code);
const folder = mkdtempSync(join(tmpdir(), 'loadline-oha-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** All that was measured, without what names the file. */
const measured = ({ endpoints, errors, total, timeline, run }: Run) => ({
  endpoints,
  errors,
  total,
  timeline,
  seconds: run.durationSeconds,
});

describe('oha CSV', () => {
  it.each(['flaky.csv', 'slow.csv'])('reads %s exactly', async (name) => {
    const run = await read(fixture(name));
    assertDocument(run);
    const truth = truths[name] as Expected;
    expect(run.run.sources[0]?.format).toBe('oha-csv');
    expect(run.run.durationSeconds).toBeCloseTo(truth.seconds, 9);
    expect(run.run.startedAt).toBeUndefined();
    expect(run.endpoints[0]).toMatchObject({ name: '(all requests)', requests: truth.requests, failures: truth.failures });
    for (const [key, value] of Object.entries({ avg: truth.avg, min: truth.min, max: truth.max, ...truth.percentiles })) {
      expect(metric(run, `${key}_latency_ms`)?.value, key).toBeCloseTo(value, 6);
      expect(metric(run, `${key}_latency_ms`)?.provenance).toBe('exact');
    }
    expect(codes(run)).toEqual(expect.arrayContaining(['failures-unlisted']));
  });
  it('counts failures by status', async () => {
    expect((await read(fixture('flaky.csv'))).errors).toMatchObject([{ message: 'HTTP 503', status: '503', count: 20 }]);
  });
  it('says of a file without an answer that it holds none', async () => {
    await expect(read(fixture('drop.csv'))).rejects.toMatchObject({ code: 'no-answers' });
  });
  it('gives the same in parts, joined again, as in one', async () => {
    const [header = '', ...rows] = fixture('slow.csv').trimEnd().split('\n');
    const shards = await Promise.all(
      Array.from({ length: 8 }, async (_, shard) => read(`${[header, ...rows.filter((_, index) => index % 8 === shard)].join('\n')}\n`)),
    );
    const [merged, whole] = [mergeRuns(shards), mergeRuns([await read(fixture('slow.csv'))])];
    // How much a request resembles the one before differs from part to part.
    const bare = ({ vif: _, ...endpoint }: Endpoint) => ({ ...endpoint, metrics: endpoint.metrics.map(withoutLnError) });
    expect(merged.endpoints.map(bare)).toEqual(whole.endpoints.map(bare));
    expect(merged.run.durationSeconds).toBe(whole.run.durationSeconds);
    expect(merged.errors).toEqual(whole.errors);
  });
  it('gives the same in threads, and where files were joined', async () => {
    const path = join(folder, 'slow.csv');
    writeFileSync(path, fixture('slow.csv'));
    const one = await readRun([fileSource(path)], { threads: 1 });
    expect(measured(await readRun([fileSource(path)], { threads: 3, threadsFromBytes: 1 }))).toEqual(measured(one));
    const [header = '', ...rows] = fixture('slow.csv').split('\n');
    const joined = [header, ...rows.slice(0, 100), header, ...rows.slice(100)].join('\n');
    const whole = await read(joined);
    expect(measured(whole)).toEqual(measured(one));
    expect(whole.diagnostics).toContainEqual(expect.objectContaining({ code: 'header-repeated', severity: 'warning' }));
    expect(one.diagnostics.map(({ code }) => code)).not.toContain('header-repeated');
    expect(measured(await read(fixture('slow.csv').replaceAll('\n', '\r\n')))).toEqual(measured(one));
  });
  it('keeps every whole row of a file that was cut, at every byte', async () => {
    const text = fixture('flaky.csv').split('\n').slice(0, 5).join('\n') + '\n';
    const header = text.indexOf('\n') + 1;
    for (let end = header + text.slice(header).indexOf('\n') + 1; end < text.length; end++) {
      const part = text.slice(0, end);
      const whole = part.split('\n').filter((line) => /,\d{3}$/.test(line)).length;
      const run = await read(part);
      expect(run.endpoints[0]?.requests).toBe(whole);
      expect(run.run.partial).toBe(!/[\n]$|,\d{3}$/.test(part));
    }
  });
  it('rejects rows by name, and reads the others', async () => {
    const rows = [
      '-1,0,0,0,0.1,5,200',
      '0.1,0,0,0,x,5,200',
      '0.1,0,0,0,0.1,5,20',
      '0.1,0,0,0,0.1,5',
      'nonsense',
      '1,0,0,0,-0.5,5,200',
      '1,0,0,0,1e300,5,200',
      `${'9'.repeat(400)},0,0,0,0.1,5,200`,
    ];
    const run = await read(`${fixture('flaky.csv')}${rows.join('\n')}\n`);
    assertDocument(run);
    expect(run.endpoints[0]?.requests).toBe(200);
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ place }) => place?.line)).toEqual(
      expect.arrayContaining([203, 204, 205, 206, 207]),
    );
  });
  it('cuts the warm-up, and keeps columns that are asked for', async () => {
    const run = await read(fixture('slow.csv'), { warmupSeconds: 1, columns: ['Response-delay', 'none'] });
    expect(run.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'column-missing', message: expect.stringContaining('`none`') as string }),
    );
    expect(run.endpoints[0]?.requests).toBeLessThan(400);
    expect(run.total?.metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(['Response-delay_p95']));
  });
});
