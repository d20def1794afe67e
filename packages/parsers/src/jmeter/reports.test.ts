import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Run } from '@loadline/schema';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

interface Row {
  name: string;
  requests: number;
  failures: number;
  avg: number;
  min: number;
  max: number;
}

const folder = new URL('../../testdata/jmeter-reports/', import.meta.url);
const { rows } = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as { rows: Record<string, Row[]> };
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const runOf = async (text: string) => readRun([bytesSource('report', text)]);
const codeOf = async (text: string) =>
  runOf(text).then(
    () => 'read',
    (error: unknown) => (error as { code?: string }).code,
  );
const valueOf = (run: Run, endpoint: string, name: string) =>
  run.endpoints.find((each) => each.name === endpoint)?.metrics.find((metric) => metric.name === name)?.value;
const codes = (run: Run) => (run.diagnostics ?? []).map(({ code }) => code);
const counts = (run: Run) =>
  run.endpoints.filter(({ name }) => name.length < 2000).map(({ name, requests, failures }) => ({ name, requests, failures }));
const wanted = (key: string, prefix = '') =>
  (rows[key] ?? [])
    .filter(({ name }) => name.length < 2000)
    .map(({ name, requests, failures }) => ({ name: `${prefix}${name}`, requests, failures }));
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

describe('JMeter tables', () => {
  const tables = readdirSync(new URL('tables/', folder)).filter((name) => !name.includes('none'));
  it.each(tables)('%s, whatever the version and the language', async (name) => {
    const run = await runOf(read(`tables/${name}`));
    const key = name.includes('hostile') ? 'hostile' : name.includes('down') ? 'down' : 'run';
    expect(counts(run)).toEqual(wanted(key, name.includes('groups') ? 'Users:' : ''));
    expect(run.run).toMatchObject({ tool: 'jmeter', partial: false });
    expect(run.run.sources[0]?.format).toBe(name.startsWith('aggregate') ? 'jmeter-aggregate-csv' : 'jmeter-summary-csv');
    for (const row of rows[key] ?? []) {
      if (row.failures === row.requests || name.includes('groups') || row.name.length > 2000) continue;
      // The table cuts the decimals of the mean.
      expect(valueOf(run, row.name, 'avg_latency_ms')).toBe(Math.trunc(row.avg + 1e-9));
      expect([valueOf(run, row.name, 'min_latency_ms'), valueOf(run, row.name, 'max_latency_ms')]).toEqual([row.min, row.max]);
    }
    const sum = (rows[key] ?? []).reduce((before, row) => before + row.requests, 0);
    expect(run.total).toMatchObject({ requests: sum });
    expect(codes(run)).not.toContain('total-differs');
  });
  it('reads what is printed, in any notation', async () => {
    for (const name of ['aggregate-5.6.3', 'aggregate-de-DE', 'aggregate-noheader']) {
      const run = await runOf(read(`tables/${name}.csv`));
      expect(valueOf(run, 'fast', 'p90_latency_ms')).toBe(6);
      expect(valueOf(run, 'fast', 'p99_latency_ms')).toBe(27);
      expect(valueOf(run, 'fast', 'rps')).toBe(45.87156);
      expect(run.run.durationSeconds).toBeCloseTo(1.103, 5);
    }
  });
  it('survives a spreadsheet that saves with semicolons', async () => {
    const german = read('tables/aggregate-de-DE.csv').replace(/"([\d,%]+)"/g, '$1');
    const text = german
      .split('\n')
      .map((line) => (/^(?:[^,]*),45,/.test(line) || line.startsWith('Gesamt') ? line : ''))
      .filter((line) => line !== '' && !line.includes('"'))
      .map((line) =>
        line.replace(
          /^(.*?),(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),([\d,]+%),(\d*,\d{5}),(\d+,\d\d),(\d+,\d\d)$/,
          '$1;$2;$3;$4;$5;$6;$7;$8;$9;$10;$11;$12;$13',
        ),
      )
      .join('\r\n');
    const run = await runOf(text);
    expect(run.endpoints.length).toBeGreaterThan(10);
    expect(valueOf(run, 'flaky', 'error_rate_pct')).toBeCloseTo(13.3333, 3);
  });
  const header = 'Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec';
  const table = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;
  it('leaves the count of failures open where the share fits several', async () => {
    const run = await runOf(
      table('a,1000000,5,4,6,7,8,1,9,0.123%,10.00000,1.00,1.00', 'TOTAL,1000000,5,4,6,7,8,1,9,0.123%,10.00000,1.00,1.00'),
    );
    expect(run.endpoints[0]).toMatchObject({ requests: 1_000_000, failures: null });
    expect(valueOf(run, 'a', 'error_rate_pct')).toBe(0.123);
    expect(codes(run)).toContain('failures-rounded');
  });
  it('takes the percentiles from the header', async () => {
    const run = await runOf(
      table('a,10,5,4,6,7,8,1,9,0.000%,10.00000,1.00,1.00', 'TOTAL,10,5,4,6,7,8,1,9,0.000%,10.00000,1.00,1.00').replace(
        '90% Line,95% Line,99% Line',
        '75% Line,99% Line,99.9% Line',
      ),
    );
    expect([valueOf(run, 'a', 'p75_latency_ms'), valueOf(run, 'a', 'p99_latency_ms'), valueOf(run, 'a', 'p99.9_latency_ms')]).toEqual([
      6, 7, 8,
    ]);
  });
  it('refuses two tables in one file', async () => {
    const one = table('a,10,5,4,6,7,8,1,9,0.000%,10.00000,1.00,1.00', 'TOTAL,10,5,4,6,7,8,1,9,0.000%,10.00000,1.00,1.00');
    await expect(runOf(one + one)).rejects.toMatchObject({ code: 'several-results', details: { place: { line: 4 } } });
  });
  it('says when the total is missing, differs, or a row is none', async () => {
    const row = 'a,10,5,4,6,7,8,1,9,0.000%,10.00000,1.00,1.00';
    const without = await runOf(table(row));
    expect(without.run.partial).toBe(true);
    expect(codes(without)).toContain('total-missing');
    expect(codes(await runOf(table(row, row.replace('a,10', 'TOTAL,11'))))).toContain('total-differs');
    expect(codes(await runOf(table(row, 'b,x,y', row.replace('a', 'TOTAL'))))).toContain('row-rejected');
    const cut = await runOf(`${header}\n${row}\n${row.replace('a', 'b').slice(0, 20)}`);
    expect(codes(cut)).toContain('file-cut');
    expect(counts(cut)).toEqual([{ name: 'a', requests: 10, failures: 0 }]);
  });
  it('tells an empty table, and takes no other CSV for one', async () => {
    expect(await codeOf(read('tables/aggregate-none.csv'))).toBe('no-requests');
    for (const text of ['Label,# Samples\na,1\n', 'a,1,2,3,4,5,6,7,8,9%\n', 'Label,Count\na,3\n'])
      expect((await detectFormat(bytesSource('x', text)).catch(() => ({ tool: '' }))).tool).toBe('');
  });
});

describe('JMeter dashboard statistics', () => {
  it.each([
    ['5.6.3', 'run'],
    ['5.3', 'run'],
    ['5.2.1', 'run'],
    ['parent', 'parent'],
    ['down', 'down'],
    ['hostile', 'hostile'],
  ])('%s', async (name, key) => {
    const run = await runOf(read(`dashboard/${name}.json`));
    expect(counts(run).sort(byName)).toEqual(wanted(key).sort(byName));
    for (const row of rows[key] ?? []) {
      if (row.failures === row.requests || row.name.length > 2000) continue;
      expect(valueOf(run, row.name, 'avg_latency_ms')).toBeCloseTo(row.avg, 9);
      expect([valueOf(run, row.name, 'min_latency_ms'), valueOf(run, row.name, 'max_latency_ms')]).toEqual([row.min, row.max]);
    }
    expect(run.run.sources[0]?.format).toBe('jmeter-statistics-json');
    expect(run.run.partial).toBe(false);
  });
  it('has the total of the run without its transactions, and says so', async () => {
    const run = await runOf(read('dashboard/5.6.3.json'));
    expect(run.total).toMatchObject({ requests: 585, failures: 152 });
    expect(run.run.durationSeconds).toBeCloseTo(1.027, 9);
    expect(codes(run)).toEqual(expect.arrayContaining(['transactions', 'percentiles-assumed']));
    expect([valueOf(run, 'slow é 日本', 'p50_latency_ms'), valueOf(run, 'slow é 日本', 'p90_latency_ms')]).toEqual([36, 55.4]);
    expect(valueOf(await runOf(read('dashboard/5.2.1.json')), 'slow é 日本', 'p50_latency_ms')).toBeUndefined();
  });
  it('keeps a sampler called Total where it took the place of the total', async () => {
    const run = await runOf(read('dashboard/hostile.json'));
    expect(codes(run)).toContain('total-missing');
    expect(run.endpoints.map(({ name }) => name)).toEqual(expect.arrayContaining(['Total', '__proto__', 'constructor', 'two\nlines']));
  });
  it('leaves out percentiles that are others than the usual ones', async () => {
    const run = await runOf(read('dashboard/pct.json'));
    expect(codes(run)).toContain('percentiles-unknown');
    expect(valueOf(run, 'fast', 'p50_latency_ms')).toBe(2);
    expect(valueOf(run, 'fast', 'p90_latency_ms')).toBeUndefined();
  });
  it('holds back what is no number, and rejects rows without counts', async () => {
    const whole = JSON.parse(read('dashboard/down.json')) as Record<string, Record<string, unknown>>;
    Object.assign(whole.drop ?? {}, { pct1ResTime: 'NaN', meanResTime: null, maxResTime: 'Infinity', throughput: 'Infinity' });
    Object.assign(whole.refused ?? {}, { sampleCount: -3 });
    const run = await runOf(JSON.stringify(whole));
    expect(counts(run)).toEqual([{ name: 'drop', requests: 15, failures: 15 }]);
    expect(codes(run)).toContain('row-rejected');
    expect(JSON.stringify(run)).not.toContain('NaN');
    expect(await codeOf(JSON.stringify({ Total: whole.Total }))).toBe('read');
    expect(await codeOf('{"a":{"transaction":"a","sampleCount":0,"errorCount":0,"errorPct":"NaN","pct1ResTime":"NaN"}}')).toBe(
      'no-requests',
    );
    expect(await codeOf(read('dashboard/5.6.3.json').slice(0, 3000))).toBe('json-truncated');
  });
});

describe('JMeter console and log', () => {
  it.each([
    ['5.6.3.txt', 2160, 645, 6, 0, 75, 410.6, false],
    ['5.6.3-jmeter.log', 2160, 645, 6, 0, 75, 410.6, false],
    ['5.6.3-de.txt', 2160, 647, 6, 0, 60, 461, false],
    ['5.6.3-killed.txt', 1, 0, 34, 34, 34, 6.6, true],
    ['4.0.txt', 360, 108, 6, 0, 60, 393, false],
    ['2.13.txt', 405, 108, 10, 0, 91, 400.2, false],
    ['2.13-jmeter.log', 405, 108, 10, 0, 91, 400.2, false],
  ])('%s', async (name, requests, failures, avg, min, max, rps, partial) => {
    const run = await runOf(read(`log/${name}`));
    expect(run.run.sources[0]?.format).toBe('jmeter-summary-log');
    expect(run.endpoints).toHaveLength(1);
    expect(run.endpoints[0]).toMatchObject({ name: '(all requests)', requests, failures });
    const values = ['avg', 'min', 'max'].map((each) => valueOf(run, '(all requests)', `${each}_latency_ms`));
    expect(values).toEqual(name.includes('killed') ? [35, 35, 35] : [avg, min, max]);
    expect(valueOf(run, '(all requests)', 'rps')).toBe(rps);
    expect(run.run.partial).toBe(partial);
  });
  it('knows the start, the length, the users and the version where they stand there', async () => {
    const run = await runOf(read('log/5.6.3.txt'));
    expect(run.run).toMatchObject({ startedAt: new Date(1795247751454).toISOString(), load: { users: 3 } });
    expect(run.run.durationSeconds).toBeCloseTo(2160 / 410.6, 9);
    expect((await runOf(read('log/5.6.3-jmeter.log'))).run.toolVersion).toBe('5.6.3');
    expect((await runOf(read('log/2.13-jmeter.log'))).run.toolVersion).toBe('2.13');
  });
  it('gives no times where nothing succeeded and none was taken, and no rate that is none', async () => {
    const run = await runOf(read('log/5.6.3-down.txt'));
    expect(run.endpoints[0]).toMatchObject({ requests: 30, failures: 30 });
    expect(valueOf(run, '(all requests)', 'min_latency_ms')).toBeUndefined();
    const line = 'summary =      5 in 00:00:00 = ******/s Avg:     0 Min:     0 Max:     1 Err:     0 (0.00%)';
    expect(valueOf(await runOf(line), '(all requests)', 'rps')).toBeUndefined();
    expect(
      await codeOf(
        'summary =      0 in 00:00:00 = ******/s Avg:     0 Min: 9223372036854775807 Max: -9223372036854775808 Err:     0 (0.00%)',
      ),
    ).toBe('no-requests');
  });
  it('reads what a build server put dates before, and what PowerShell wrote', async () => {
    const plain = read('log/5.6.3.txt');
    let second = 0;
    const dated = plain.replace(/^/gm, () => `2026-11-21T08:15:${String(second++).padStart(2, '0')}.1234567Z `);
    for (const text of [dated, new Uint8Array(Buffer.from(`\ufeff${plain}`, 'utf16le'))]) {
      const run = await readRun([bytesSource('log', text)]);
      expect(run.endpoints[0]).toMatchObject({ requests: 2160, failures: 645 });
      expect(run.run).toMatchObject({ partial: false, startedAt: new Date(1795247751454).toISOString() });
      expect(codes(run)).not.toContain('several-results');
    }
  });
  it('takes the summariser that counts most', async () => {
    const line = (name: string, count: number) => `${name} =   ${count} in 00:00:05 =  1.0/s Avg:   5 Min:   1 Max:   9 Err:   0 (0.00%)`;
    const run = await runOf([line('one', 7), line('two', 9), line('one', 8)].join('\n'));
    expect(run.endpoints[0]?.requests).toBe(9);
    expect(codes(run)).toContain('several-results');
  });
});

it('tells reports from results: single requests beside them win', async () => {
  const jtl = gunzipSync(readFileSync(new URL('xml/5.6.3-run.jtl.gz', folder)));
  expect((await detectFormat(bytesSource('x', jtl))).format).toBe('jmeter-xml');
});
