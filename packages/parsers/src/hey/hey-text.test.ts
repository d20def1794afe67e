import { readFileSync } from 'node:fs';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number;
  seconds: number;
  rps: number;
  avg?: number;
  min?: number;
  max?: number;
  percentiles?: Record<string, number>;
}

const fixture = (name: string) => readFileSync(new URL(`../../testdata/hey/${name}`, import.meta.url), 'utf8');
const expected = Object.entries(JSON.parse(fixture('expected.json')) as Record<string, Expected>).filter(([name]) => name.endsWith('.txt'));
const read = async (text: string) => readRun([bytesSource('hey.txt', text)]);
const metric = (run: Run, name: string) => run.endpoints[0]?.metrics.find((one) => one.name === name);
const codes = (run: Run) => run.diagnostics.map(({ code }) => code);

describe('hey report', () => {
  it.each(expected)('reads %s', async (name, truth) => {
    const run = await read(fixture(name));
    assertDocument(run);
    expect(run.run).toMatchObject({ tool: 'hey', partial: false, durationSeconds: truth.seconds, load: { model: 'unknown' } });
    expect(run.run.sources[0]?.format).toBe('hey-text');
    expect(run.endpoints).toHaveLength(1);
    expect(run.endpoints[0]).toMatchObject({ name: '(all requests)', requests: truth.requests, failures: truth.failures });
    expect(metric(run, 'rps')?.value).toBe(truth.rps);
    const printed = (run.endpoints[0]?.metrics ?? []).filter((one) => /^(?:p\d|avg|max)/.test(one.name));
    const times = { avg: truth.avg, max: truth.max, ...truth.percentiles };
    for (const [key, value] of Object.entries(times)) {
      const found = metric(run, `${key}_latency_ms`);
      if (value === undefined) expect(found).toBeUndefined();
      else {
        expect(found?.value).toBeCloseTo(value, 9);
        expect(found).toMatchObject({ provenance: 'reported', resolution: 0.1 });
      }
    }
    expect(printed).toHaveLength(Object.values(times).filter((value) => value !== undefined).length);
  });
  it('counts requests without an answer, and says what they died of', async () => {
    const run = await read(fixture('stall.txt'));
    expect(run.errors).toEqual([{ message: expect.stringContaining('Client.Timeout exceeded') as string, count: 2 }]);
    expect(metric(run, 'error_rate_pct')?.value).toBe(10);
    expect((await read(fixture('refused.txt'))).errors[0]).toMatchObject({ count: 20 });
    expect((await read(fixture('0.1.5-flaky.txt'))).errors).toEqual([{ message: 'HTTP 503', status: '503', count: 20 }]);
  });
  it('brings messages together that differ in the port of the client', async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, index) => `  [1]\tread tcp 127.0.0.1:${40_000 + index}->127.0.0.1:80: connection reset by peer`,
    );
    const run = await read(fixture('stall.txt').replace(/ {2}\[2\]\tGet.*/, lines.join('\n')));
    expect(run.errors).toEqual([{ message: 'read tcp 127.0.0.1:*->127.0.0.1:80: connection reset by peer', count: 3000 }]);
  });
  it('reads percentiles with two per-cent signs, and none of those of 0 %', async () => {
    expect(fixture('0.1.5-flaky.txt')).toContain('50%% in');
    expect(fixture('stall.txt')).toContain('0%% in 0.0000');
    const names = (await read(fixture('stall.txt'))).endpoints[0]?.metrics.map(({ name }) => name).filter((name) => /^p\d/.test(name));
    expect(names).toEqual(['p10', 'p25', 'p50', 'p75', 'p90'].map((name) => `${name}_latency_ms`));
  });
  it('knows that hey keeps a million answers', async () => {
    const text = fixture('0.1.4-flaky.txt')
      .replace('180 responses', '999000 responses')
      .replace('20 responses', '1000 responses')
      .replace(/Total:\t\S+/, 'Total:\t100.0000')
      .replace(/Requests\/sec:\t\S+/, 'Requests/sec:\t30000.0000');
    const run = await read(text);
    expect(run.endpoints[0]).toMatchObject({ requests: 3_000_000, failures: null });
    expect(codes(run)).toContain('answers-left-out');
  });
  it('says of a report that was cut that it is', async () => {
    const text = fixture('0.1.5-flaky.txt');
    for (const end of ['Latency distribution', 'Status code distribution', '20 responses']) {
      const run = await read(text.slice(0, text.indexOf(end) + 3));
      expect(run.run.partial).toBe(true);
      expect(run.endpoints[0]).toMatchObject({ requests: null, failures: null });
      expect(codes(run)).toContain('file-cut');
    }
    expect((await read(text.trimEnd())).run.partial).toBe(false);
  });
  it('reads the last of several reports, and Windows line ends', async () => {
    const run = await read(fixture('err.txt') + fixture('0.1.5-flaky.txt'));
    expect(run.endpoints[0]).toMatchObject({ requests: 200, failures: 20 });
    expect(codes(run)).toContain('report-left-out');
    expect((await read(fixture('0.1.5-flaky.txt').replaceAll('\n', '\r\n'))).endpoints[0]).toMatchObject({ requests: 200, failures: 20 });
  });
  it('takes the first of two values of one percentile', async () => {
    const text = fixture('0.1.4-flaky.txt').replace('  75% in', '  50% in');
    const run = await read(text);
    assertDocument(run);
    expect(run.endpoints[0]?.metrics.filter(({ name }) => name === 'p50_latency_ms').map(({ value }) => value)).toEqual([1.2]);
  });
  it('takes no other report for its own', async () => {
    const others = ['Summary:\n  Count:\t200\n  Total:\t9.92 ms\n', 'Summary:\n  Success rate:\t100%\n'];
    for (const text of others)
      expect(
        await detectFormat(bytesSource('x', text)).then(
          ({ tool }) => tool,
          (error: unknown) => error instanceof UserError,
        ),
      ).not.toBe('hey');
  });
});
