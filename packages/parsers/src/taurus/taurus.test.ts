import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Run } from '@loadline/schema';
import { defaultReadLimits } from '../input/read-limits.js';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

interface Expected {
  name: string;
  requests: number;
  failures: number;
  avg: number;
  ranks: Record<string, number>;
}

const folder = new URL('../../testdata/taurus/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const expected = JSON.parse(read('expected.json')) as Record<string, Expected[]>;
const runOf = async (text: string) => readRun([bytesSource('final', text)]);
const codeOf = async (text: string, limits = defaultReadLimits) =>
  readRun([bytesSource('final', text)], { limits }).then(
    () => 'read',
    (error: unknown) => (error as { code?: string }).code,
  );
const metricOf = (run: Run, endpoint: string, name: string) =>
  run.endpoints.find((each) => each.name === endpoint)?.metrics.find((metric) => metric.name === name);
const codes = (run: Run) => (run.diagnostics ?? []).map(({ code }) => code);
const isShort = ({ name }: { name: string }) => name.length < 2000;
const counts = (run: Run) => run.endpoints.filter(isShort).map(({ name, requests, failures }) => ({ name, requests, failures }));

describe('final statistics of Taurus', () => {
  const files = ['loader', 'hostile', 'apiritif', 'locust', 'slow'].flatMap((name) => [`${name}.csv`, `${name}.xml`]);
  it.each(files)('%s sums up the single requests', async (file) => {
    const run = await runOf(read(file));
    const want = (expected[file.slice(0, -4)] ?? []).filter(isShort);
    expect(counts(run)).toEqual(want.map(({ name, requests, failures }) => ({ name, requests, failures })));
    for (const { name, avg, ranks, failures, requests } of want) {
      if (failures === requests) continue;
      // Printed to 0.01 ms.
      expect(Math.abs((metricOf(run, name, 'avg_latency_ms')?.value ?? NaN) - avg)).toBeLessThanOrEqual(0.0051);
      for (const [percentile, value] of Object.entries(ranks)) {
        const metric = metricOf(run, name, `p${percentile}_latency_ms`);
        if (metric === undefined) continue;
        expect(metric.provenance).toBe('histogram');
        expect(Math.abs(metric.value - value), `${name} p${percentile}`).toBeLessThanOrEqual(metric.resolution ?? NaN);
      }
    }
    expect(run.total?.requests).toBe((expected[file.slice(0, -4)] ?? []).reduce((sum, { requests }) => sum + requests, 0));
    expect(run.run).toMatchObject({ tool: 'taurus', partial: false });
    expect(run.run.sources[0]?.format).toBe(file.endsWith('.csv') ? 'taurus-final-csv' : 'taurus-final-xml');
    expect(codes(run)).not.toContain('total-differs');
  });
  it('knows the length of the run from the XML, and a rate where it is long enough', async () => {
    const slow = await runOf(read('slow.xml'));
    expect(slow.run.durationSeconds).toBe(40);
    expect(metricOf(slow, 'a', 'rps')).toMatchObject({ value: 267 / 40, provenance: 'reported' });
    expect(slow.run.load.users).toBe(9);
    const short = await runOf(read('loader.xml'));
    expect(short.run.durationSeconds).toBe(1);
    expect(metricOf(short, 'fast', 'rps')).toBeUndefined();
  });
  it('says how wide the buckets are', async () => {
    const run = await runOf(read('slow.csv'));
    expect(metricOf(run, 'a', 'p99.99_latency_ms')).toMatchObject({ value: 79488, resolution: 64 });
    expect(metricOf(run, 'a', 'min_latency_ms')).toMatchObject({ value: 149, resolution: 1 });
    expect(metricOf(run, 'a', 'p95_latency_ms')).toBeUndefined();
  });
  it('names failures by status only where the codes account for all of them', async () => {
    const run = await runOf(read('loader.csv'));
    const of = (name: string) =>
      run.errors?.filter(({ endpoint }) => endpoint?.name === name).map(({ status, message, count }) => [status, message, count]);
    expect(of('flaky')).toEqual([['503', 'status 503', 6]]);
    expect(of('drop')).toEqual([[undefined, 'NoHttpResponseException', 45]]);
    expect(of('broken')).toEqual([[undefined, 'failed; the file does not say why', 11]]);
    expect(of('500 that is expected')).toEqual([]);
    expect((await runOf(read('down.csv'))).errors).toMatchObject([{ message: 'no answer', count: 10 }]);
  });
  it('has no times where there was no answer', async () => {
    for (const file of ['down.csv', 'down.xml']) {
      const run = await runOf(read(file));
      expect(counts(run)).toEqual([{ name: 'http://127.0.0.1:9/nothing', requests: 10, failures: 10 }]);
      expect(run.endpoints[0]?.metrics.map(({ name }) => name)).toEqual(['error_rate_pct']);
    }
  });
  it('leaves failures open where Taurus counted more than there were requests', async () => {
    for (const file of ['workers.csv', 'workers.xml']) {
      const run = await runOf(read(file));
      expect(run.endpoints.map(({ requests, failures }) => [requests, failures])).toEqual(
        [152, 151, 151, 151, 151].map((requests) => [requests, null]),
      );
      expect(run.total).toMatchObject({ requests: 756, failures: null });
      expect(codes(run)).toContain('failures-unknown');
      expect(run.errors ?? []).toEqual([]);
    }
  });
  it('survives a spreadsheet that saves with semicolons and decimal commas', async () => {
    const text = read('locust.csv')
      .split('\n')
      .map((line, index) => (index === 0 ? line.replaceAll(',', ';') : line.replaceAll(',', ';').replaceAll('.', ',')))
      .join('\r\n');
    const run = await runOf(`\ufeff${text}`);
    expect(metricOf(run, '/slow', 'p95_latency_ms')?.value).toBe(59);
    expect(counts(run).map(({ requests }) => requests)).toEqual([249, 249, 247, 247, 246]);
  });
  it('gives what a cut file holds, and says what is wrong with rows', async () => {
    const csv = read('loader.csv');
    const cutCsv = await runOf(csv.slice(0, 900));
    expect(cutCsv.run.partial).toBe(true);
    expect(codes(cutCsv)).toEqual(expect.arrayContaining(['file-cut', 'total-missing']));
    const xml = read('loader.xml');
    for (let at = 2600; at < xml.length; at += 2500) {
      const run = await runOf(xml.slice(0, at));
      expect(run.run.partial).toBe(true);
      expect(run.endpoints.length).toBeGreaterThan(0);
    }
    const odd = await runOf(csv.replace('\nslow', '\nextra,1,2\nslow').replace(',45,45,0.00200,0.00400', ',45,x,0.00200,0.00400'));
    expect(codes(odd).filter((code) => code === 'row-rejected')).toHaveLength(2);
    expect(codes(odd)).toContain('total-differs');
  });
  it('ends in one clear error where nothing can be read', async () => {
    expect(await codeOf(read('loader.csv').split('\n', 1)[0] ?? '')).toBe('no-requests');
    expect(await codeOf('<?xml version="1.0"?><FinalStatus></FinalStatus>')).toBe('no-requests');
    expect(await codeOf(`<FinalStatus><Group ${Array.from({ length: 10_001 }, (_, n) => `a${n}=""`).join(' ')}/></FinalStatus>`)).toBe(
      'xml-attributes',
    );
    expect(await codeOf('label,avg_rt\na,1\n')).toBe('unknown-format');
    const nulls = await runOf(read('slow.csv').replaceAll('3.14200', 'nan').replaceAll('79.48800', '-1').replaceAll('6.10930', ''));
    expect(metricOf(nulls, 'a', 'p50_latency_ms')).toBeUndefined();
    expect(metricOf(nulls, 'a', 'avg_latency_ms')).toBeUndefined();
  });
});

describe('reports of Locust workers that Taurus keeps', () => {
  const text = read('workers.ldjson');
  it('adds them up', async () => {
    const run = await runOf(text);
    expect(run.run.sources[0]?.format).toBe('taurus-locust-workers');
    expect(counts(run)).toEqual((expected.workers ?? []).map(({ name, requests, failures }) => ({ name, requests, failures })));
    for (const { name, avg } of expected.workers ?? []) expect(metricOf(run, name, 'avg_latency_ms')?.value).toBeCloseTo(avg, 9);
    expect(metricOf(run, '/slow', 'p95_latency_ms')).toMatchObject({ value: 58, provenance: 'histogram', resolution: 1 });
    expect(run.errors?.map(({ message, count }) => [message.slice(0, 24), count])).toEqual([
      ["HTTPError('404 Client Er", 151],
      ["RemoteDisconnected('Remo", 151],
      ["HTTPError('503 Server Er", 20],
    ]);
    expect(run.run.load.users).toBe(2);
    expect(run.run.durationSeconds).toBeCloseTo(3.944, 3);
    expect(run.timeline?.points.length).toBeGreaterThanOrEqual(4);
  });
  it('counts failures on top where Locust did not count them as requests', async () => {
    const old = (failures: number) =>
      `{"errors": {}, "stats": [{"response_times": {"420": 2}, "num_requests": 2, "num_reqs_per_sec": {"1493304176": 2}, "total_response_time": 840, "method": "POST", "min_response_time": 418, "max_response_time": 422, "num_failures": ${failures}, "name": "/a", "start_time": 1493304176.1, "last_request_timestamp": 1493304178}], "user_count": 12, "client_id": "x"}\n`;
    expect(counts(await runOf(old(5)))).toEqual([{ name: '/a', requests: 7, failures: 5 }]);
    const unclear = await runOf(old(1));
    expect(counts(unclear)).toEqual([{ name: '/a', requests: 2, failures: 1 }]);
    expect(codes(unclear)).toContain('failures-ambiguous');
  });
  it('gives what a cut file holds, and rejects what is no report', async () => {
    const cut = await runOf(text.slice(0, -2000));
    expect(cut.run.partial).toBe(true);
    expect(codes(cut)).toContain('file-cut');
    const odd = await runOf(`${text}nonsense\n{"stats": [{"name": 3}]}\n`);
    expect(codes(odd).filter((code) => code === 'row-rejected')).toHaveLength(2);
    expect(counts(odd)[0]?.requests).toBe(152);
    const hostile = await runOf(
      text.replaceAll('"/fast"', '"__proto__"').replaceAll('"max_response_time": 4.3598230004135985', '"max_response_time": 1e999'),
    );
    expect(hostile.endpoints.map(({ name }) => name)).toContain('__proto__');
    expect(metricOf(hostile, '__proto__', 'max_latency_ms')).toBeUndefined();
    expect(await codeOf('{"stats": [], "errors": {}, "num_requests": "num_reqs_per_sec", "response_times": 0}\n')).not.toBe('read');
  });
});

describe('two final statistics in one file', () => {
  it('are refused, where the second begins', async () => {
    const one = read('loader.csv');
    const line = one.trimEnd().split('\n').length + 1;
    await expect(runOf(`${one.trimEnd()}\n${one}`)).rejects.toMatchObject({ code: 'several-results', details: { place: { line } } });
  });
});
