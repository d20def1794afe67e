import { readFileSync } from 'node:fs';
import { assertDocument, type Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { readResult } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number;
  aborted?: number;
  seconds?: number;
  avg?: number;
  min?: number;
  max?: number;
  percentiles?: Record<string, number>;
}

const fixture = (name: string) => readFileSync(new URL(`../../testdata/oha/${name}`, import.meta.url), 'utf8');
const expected = Object.entries(JSON.parse(fixture('expected.json')) as Record<string, Expected>);
const summaries = expected.filter(([name]) => !name.endsWith('.csv'));
const read = async (text: string) => readResult([bytesSource('oha', text)]);
const metric = (run: Run, name: string) => run.endpoints[0]?.metrics.find((one) => one.name === name);
const formatOf = async (text: string) => (await detectFormat(bytesSource('x', text))).format;
const codes = (run: Run) => run.diagnostics.map(({ code }) => code);

describe('oha JSON and report', () => {
  it.each(summaries)('reads %s', async (name, truth) => {
    const { run } = await read(fixture(name));
    assertDocument(run);
    expect(run.run.sources[0]?.format).toBe(name.endsWith('.json') ? 'oha-json' : 'oha-text');
    expect(run.run).toMatchObject({ tool: 'oha', partial: false, load: { model: 'unknown' } });
    expect(run.run.durationSeconds).toBeCloseTo(truth.seconds ?? 0, 9);
    expect(run.endpoints).toHaveLength(1);
    expect(run.endpoints[0]).toMatchObject({ name: '(all requests)', requests: truth.requests, failures: truth.failures });
    expect(codes(run).includes('requests-aborted')).toBe((truth.aborted ?? 0) > 0);
    const times = { avg: truth.avg, min: truth.min, max: truth.max, ...truth.percentiles };
    for (const [key, value] of Object.entries(times)) {
      const found = metric(run, `${key}_latency_ms`)?.value;
      if (value === undefined) expect(found).toBeUndefined();
      else expect(found).toBeCloseTo(value, 9);
    }
  });
  it('says that an answer of status 500 is a success to oha', async () => {
    const { run, claims } = await read(fixture('flaky.json'));
    expect(metric(run, 'error_rate_pct')?.value).toBe(10);
    expect(run.errors).toEqual([{ message: 'HTTP 503', status: '503', count: 20 }]);
    expect(claims).toEqual([
      {
        subject: '(all requests)',
        metric: 'error_rate_pct',
        theirs: 0,
        ours: 10,
        unit: '%',
        why: expect.stringContaining('500') as string,
      },
    ]);
  });
  it('does not count what was under way when the time was up', async () => {
    const { run, claims } = await read(fixture('interrupted.json'));
    expect(run.endpoints[0]).toMatchObject({ requests: 107, failures: 0 });
    expect(run.errors).toEqual([]);
    expect(claims.map((claim) => [claim.metric, Math.round(claim.theirs ?? 0), Math.round(claim.ours ?? 0)])).toEqual([['rps', 111, 107]]);
    expect((await read(fixture('hang.json'))).run.endpoints[0]).toMatchObject({ requests: 0, failures: 0 });
  });
  it('knows no time where nothing was answered, and what requests died of', async () => {
    for (const name of ['drop.json', 'drop.txt', '0.5.4-drop.json', '0.6.5-drop.txt', '1.4.6-drop.json']) {
      const { run } = await read(fixture(name));
      expect(run.endpoints[0]?.metrics.filter((one) => one.name.includes('latency'))).toEqual([]);
      expect(run.errors).toEqual([{ message: 'connection closed before message completed', count: 20 }]);
    }
    expect((await read(fixture('timeout.json'))).run.errors).toEqual([{ message: 'timeout', count: 6 }]);
  });
  it('tells generations, and gives the time to the first byte', async () => {
    const versions = await Promise.all(
      ['0.5.4-flaky.json', '1.4.6-flaky.json', 'flaky.json'].map(async (name) => (await read(fixture(name))).run.run.toolVersion),
    );
    expect(versions).toEqual(['<1.13', '<1.13', '>=1.15']);
    const { run } = await read(fixture('flaky.json'));
    expect(run.total?.metrics.find(({ name }) => name === 'first_byte_p95_ms')).toMatchObject({ value: 2.165291, unit: 'ms' });
  });
  it('reads the report to 0.0001 of its unit, colours and all', async () => {
    const { run } = await read(fixture('0.6.5-flaky.txt'));
    expect(fixture('0.6.5-flaky.txt')).toContain('\u001b[1m');
    expect(metric(run, 'p95_latency_ms')).toEqual({ name: 'p95_latency_ms', value: 1.3, provenance: 'reported', resolution: 0.1 });
    expect(metric((await read(fixture('us.txt'))).run, 'p50_latency_ms')).toMatchObject({ value: 0.06741, resolution: 0.0000001 });
  });
  it('reads log lines before it, Windows line ends, keys in another order', async () => {
    const sorted = JSON.parse(fixture('flaky.json')) as Record<string, unknown>;
    const text = JSON.stringify(Object.fromEntries(Object.entries(sorted).sort(([a], [b]) => (a < b ? -1 : 1))));
    for (const given of [`starting\n${fixture('flaky.json')}`, text, fixture('flaky.txt').replaceAll('\n', '\r\n')])
      expect((await read(given)).run.endpoints[0]).toMatchObject({ requests: 200, failures: 20 });
  });
  it('says of what was cut that it is', async () => {
    const text = fixture('flaky.txt');
    for (const end of ['Details (', '  [503]', '[503] 2']) {
      const { run } = await read(text.slice(0, text.indexOf(end) + (end.startsWith('[') ? end.length : 0)));
      expect(run.run.partial).toBe(true);
      expect(codes(run)).toContain(end === 'Details (' ? 'file-cut' : 'total-differs');
    }
    const json = fixture('flaky.json');
    await expect(read(json.slice(0, json.length - 3))).rejects.toMatchObject({ code: 'json-truncated' });
  });
  it('survives hostile values', async () => {
    const value = JSON.parse(fixture('flaky.json')) as Record<string, Record<string, unknown>>;
    value['statusCodeDistribution'] = { 200: 5, 500: -1, 404: 'x', 503: null };
    value['errorDistribution'] = JSON.parse(
      '{"__proto__": 2, "tcp 1.1.1.1:4000->2.2.2.2:80: reset": 1, "tcp 1.1.1.1:4001->2.2.2.2:80: reset": 1}',
    ) as Record<string, unknown>;
    value['latencyPercentiles'] = { p50: 1e999, p95: -1, p99: 'NaN', __proto__: 1, p100: 1 };
    value['summary'] = { ...value['summary'], requestsPerSec: 'Infinity' };
    const { run } = await read(JSON.stringify(value));
    assertDocument(run);
    expect(run.endpoints[0]).toMatchObject({ requests: 9, failures: 4 });
    expect(codes(run).filter((code) => code === 'value-unreadable')).toHaveLength(3);
    expect(run.errors.map(({ message, count }) => [message, count])).toEqual([
      ['__proto__', 2],
      ['tcp 1.1.1.1:*->2.2.2.2:80: reset', 2],
    ]);
    expect(run.endpoints[0]?.metrics.filter(({ name }) => name.startsWith('p'))).toEqual([]);
  });
  it('takes no other report for its own', async () => {
    const hey = readFileSync(new URL('../../testdata/hey/0.1.5-flaky.txt', import.meta.url), 'utf8');
    expect(await formatOf(hey)).toBe('hey-text');
    const ghz = '{"summary":{},"statusCodeDistribution":{},"latencyDistribution":[]}';
    expect(await formatOf(ghz).catch(() => 'none')).not.toMatch(/^oha/);
  });
});
