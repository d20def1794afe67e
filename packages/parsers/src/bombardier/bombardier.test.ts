import { readFileSync } from 'node:fs';
import { assertDocument, type Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readResult } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number;
  seconds?: number;
  method?: string;
  path?: string;
  users?: number;
  rps?: number;
  avg: number;
  max: number;
  percentiles: Record<string, number>;
}

const fixture = (name: string) => readFileSync(new URL(`../../testdata/bombardier/${name}`, import.meta.url), 'utf8');
const expected = Object.entries(JSON.parse(fixture('expected.json')) as Record<string, Expected>);
const read = async (text: string) => readResult([bytesSource('bombardier', text)]);
const metric = (run: Run, name: string) => run.endpoints[0]?.metrics.find((one) => one.name === name);
const codes = (run: Run) => run.diagnostics.map(({ code }) => code);

describe('bombardier JSON and report', () => {
  it.each(expected)('reads %s', async (name, truth) => {
    const { run } = await read(fixture(name));
    assertDocument(run);
    expect(run.run.sources[0]?.format).toBe(name.endsWith('.json') ? 'bombardier-json' : 'bombardier-text');
    expect(run.run).toMatchObject({ tool: 'bombardier', partial: name === 'interrupted.json' });
    expect(run.run.durationSeconds).toBe(truth.seconds);
    expect(run.endpoints).toHaveLength(1);
    expect(run.endpoints[0]).toMatchObject({ requests: truth.requests, failures: truth.failures });
    if (truth.path !== undefined) expect(run.endpoints[0]).toMatchObject({ method: truth.method, name: truth.path });
    if (truth.users !== undefined) expect(run.run.load.users).toBe(truth.users);
    if (truth.seconds !== undefined)
      expect(metric(run, 'rps')).toMatchObject({ value: truth.requests / truth.seconds, provenance: 'exact' });
    else expect(metric(run, 'rps')).toMatchObject({ value: truth.rps, provenance: 'reported' });
    for (const [key, value] of Object.entries({ avg: truth.avg, max: truth.max, ...truth.percentiles }))
      expect(metric(run, `${key}_latency_ms`)?.value, key).toBeCloseTo(value, 9);
    expect(run.endpoints[0]?.metrics.filter(({ name: own }) => /^p\d/.test(own))).toHaveLength(Object.keys(truth.percentiles).length);
  });
  it('names what requests died of, and statuses by their class', async () => {
    expect((await read(fixture('timeout.json'))).run.errors).toEqual([{ message: 'timeout', count: 4 }]);
    expect((await read(fixture('timeout.txt'))).run.errors).toEqual([{ message: 'timeout', count: 4 }]);
    expect((await read(fixture('flaky.json'))).run.errors).toEqual([{ message: 'HTTP 5xx', status: '5xx', count: 20 }]);
    const [closed] = (await read(fixture('drop.txt'))).run.errors;
    expect(closed).toMatchObject({ message: expect.stringContaining('before closing the connection') as string, count: 20 });
  });
  it('says where its mean of rates is another than requests / length', async () => {
    const { claims } = await read(fixture('flaky.json'));
    expect(claims).toMatchObject([{ subject: '/flaky', metric: 'rps', theirs: 3380.8609964128586, ours: 200 / 0.059282742 }]);
    expect((await read(fixture('slow.json'))).claims).toEqual([]);
  });
  it('takes the load for closed, unless it keeps to a rate', async () => {
    expect((await read(fixture('slow.json'))).run.run.load).toEqual({ model: 'closed', users: 4 });
    expect((await read(fixture('rate.json'))).run.run.load).toEqual({ model: 'unknown', users: 2 });
  });
  it('reads the address and the connections from the introduction', async () => {
    expect((await read(fixture('slow.txt'))).run.endpoints[0]?.name).toBe('/slow');
    expect((await read(fixture('slow.txt'))).run.run.load.users).toBe(4);
    expect((await read(fixture('flaky.txt'))).run.endpoints[0]?.name).toBe('(all requests)');
    expect((await read(fixture('intro.json'))).run.endpoints[0]).toMatchObject({ method: 'POST', name: '/slow' });
  });
  it('says of a run that was stopped that it was', async () => {
    expect(codes((await read(fixture('interrupted.json'))).run)).toContain('run-interrupted');
    const fewer = fixture('flaky.json').replace('"numberOfRequests":200', '"numberOfRequests":300');
    expect((await read(fewer)).run.run.partial).toBe(true);
  });
  it('reads what is left when nothing was asked', async () => {
    const text = fixture('flaky.json')
      .replace(/"req(\d)xx":\d+/g, '"req$1xx":0')
      .replace('"numberOfRequests":200', '"numberOfRequests":0')
      .replace(/"latency":\{"mean":[\d.]+,"stddev":[\d.]+,"max":\d+/, '"latency":{"mean":NaN,"stddev":NaN,"max":0')
      .replace(/"rps":\{"mean":[\d.]+/, '"rps":{"mean":+Inf');
    const { run } = await read(text);
    assertDocument(run);
    expect(run.endpoints[0]).toMatchObject({ requests: 0, failures: 0 });
    expect(run.endpoints[0]?.metrics.filter(({ name }) => name.includes('latency'))).toEqual([]);
  });
  it('says of what was cut that it is', async () => {
    const json = fixture('flaky.json');
    await expect(read(json.slice(0, -2))).rejects.toMatchObject({ code: 'json-truncated' });
    const text = fixture('drop.txt');
    for (const end of ['HTTP codes', 'others', 'Errors', 'Throughput']) {
      const { run } = await read(text.slice(0, text.indexOf(end)));
      expect(run.run.partial).toBe(true);
      expect(run.endpoints[0]).toMatchObject({ requests: null, failures: null });
    }
  });
  it('reads the last of several reports, and Windows line ends', async () => {
    const { run } = await read(fixture('slow.txt') + fixture('flaky.txt'));
    expect(run.endpoints[0]).toMatchObject({ requests: 200, failures: 20 });
    expect(codes(run)).toContain('report-left-out');
    expect((await read(fixture('flaky.txt').replaceAll('\n', '\r\n'))).run.endpoints[0]).toMatchObject({ requests: 200, failures: 20 });
  });
  it('survives hostile values', async () => {
    const value = JSON.parse(fixture('drop.json')) as { spec: Record<string, unknown>; result: Record<string, unknown> };
    value.spec['url'] = `http://x/__proto__|${'y'.repeat(5000)}`;
    value.spec['method'] = { a: 1 };
    value.result['others'] = 1e300;
    value.result['latency'] = { mean: -1, max: '1e999', percentiles: { 50: null, x: 3, '-5': 3, 200: 5, 99: 7 } };
    value.result['errors'] = [{ description: '__proto__', count: 2 }, null, 7];
    const { run } = await read(JSON.stringify(value));
    assertDocument(run);
    expect(run.errors).toEqual([{ message: '__proto__', count: 2 }]);
    expect(run.endpoints[0]).toMatchObject({ requests: null, failures: null });
    expect(codes(run)).toContain('value-unreadable');
    expect(run.endpoints[0]?.metrics.map(({ name }) => name).filter((name) => name.includes('latency'))).toEqual(['p99_latency_ms']);
    const lines = Array.from({ length: 2000 }, () => ' '.repeat(4000)).join('\n');
    const started = Date.now();
    await read(fixture('drop.txt').replace('  Errors:\n', `  Errors:\n${lines}\n`));
    expect(Date.now() - started).toBeLessThan(3000);
  });
});
