import { readFileSync } from 'node:fs';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { readResult } from '../read-run.js';

interface Expected {
  requests: number;
  failures: number;
  users: number;
  seconds: number;
  path: string;
  avg?: number;
  max?: number;
  percentiles?: Record<string, number>;
}

const fixture = (name: string) => readFileSync(new URL(`../../testdata/wrk/${name}`, import.meta.url), 'utf8');
const expected = Object.entries(JSON.parse(fixture('expected.json')) as Record<string, Expected>);
const read = async (text: string) => readResult([bytesSource('wrk.txt', text)]);
const metric = (run: Run, name: string, at = 0) => run.endpoints[at]?.metrics.find((one) => one.name === name);
const formatOf = async (text: string) => (await detectFormat(bytesSource('x', text))).format;

describe('wrk report', () => {
  it.each(expected)('reads %s', async (name, truth) => {
    const { run } = await read(fixture(name));
    assertDocument(run);
    expect(run.run).toMatchObject({
      tool: name.startsWith('wrk2') ? 'wrk2' : 'wrk',
      load: { model: name.startsWith('wrk2') ? 'open' : 'closed', users: truth.users },
      durationSeconds: truth.seconds,
      partial: name === 'interrupted.txt',
    });
    expect(run.endpoints).toHaveLength(1);
    expect(run.endpoints[0]).toMatchObject({ kind: 'request', name: truth.path, requests: truth.requests, failures: truth.failures });
    for (const [key, value] of [['avg', truth.avg], ['max', truth.max], ...Object.entries(truth.percentiles ?? {})] as const) {
      const found = metric(run, `${key}_latency_ms`);
      if (value === undefined) expect(found).toBeUndefined();
      else expect(Math.abs((found?.value ?? 0) - value), `${name} ${key}`).toBeLessThanOrEqual((found?.resolution ?? 0) / 2 + 0.0051);
    }
  });
  it('knows no time where nothing was answered', async () => {
    for (const name of ['drop.txt', 'hang.txt'])
      expect((await read(fixture(name))).run.endpoints[0]?.metrics.filter((one) => one.name.includes('latency'))).toEqual([]);
  });
  it('counts connections that broke, and says that wrk does not', async () => {
    const { run, claims } = await read(fixture('drop.txt'));
    expect(run.errors).toEqual([{ message: 'Socket errors: read', count: 970 }]);
    expect(metric(run, 'error_rate_pct')?.value).toBe(100);
    expect(claims.map((claim) => [claim.metric, claim.theirs, claim.ours])).toEqual([
      ['requests', 0, 970],
      ['failures', 0, 970],
      ['rps', 0, 970 / 1.1],
    ]);
  });
  it('says that late answers are missing in the percentiles', async () => {
    const { run } = await read(fixture('stall.txt'));
    expect(run.errors).toEqual([{ message: 'Socket errors: timeout', count: 8 }]);
    expect(run.diagnostics.map(({ code }) => code)).toContain('times-left-out');
  });
  it('gives printed times the resolution of their last digit', async () => {
    const { run } = await read(fixture('latency.txt'));
    expect(metric(run, 'p50_latency_ms')).toEqual({ name: 'p50_latency_ms', value: 40.06, provenance: 'reported', resolution: 0.01 });
    expect(metric(run, 'rps')).toEqual({ name: 'rps', value: 199.07, provenance: 'reported' });
  });
  it('reads several addresses in one text as endpoints, and passes over what scripts print', async () => {
    const { run } = await read(fixture('several.txt'));
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['/slow', 50, 0],
      ['/flaky', 1655, 165],
    ]);
    expect(run.run.durationSeconds).toBe(2);
    const twice = await read(fixture('err.txt') + fixture('err.txt').replaceAll('1834', '99'));
    expect(twice.run.endpoints.map(({ requests }) => requests)).toEqual([99]);
    expect(twice.run.diagnostics.map(({ code }) => code)).toContain('report-left-out');
  });
  it('reads what is there of a report that was cut, at every line', async () => {
    const lines = fixture('flaky.txt').split('\n');
    for (let count = 5; count < lines.length - 2; count++) {
      const { run } = await read(lines.slice(0, count).join('\n'));
      expect(run.run.partial).toBe(true);
      expect(run.endpoints[0]?.failures).toBe(null);
      expect(metric(run, 'avg_latency_ms')?.value).toBe(1.27);
    }
    await expect(read(lines.slice(0, 3).join('\n'))).rejects.toThrow(UserError);
  });
  it('reads Windows line ends and UTF-16 as PowerShell writes it', async () => {
    const text = fixture('flaky.txt').replaceAll('\n', '\r\n');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const source of [bytesSource('a', text), bytesSource('b', utf16)])
      expect((await readResult([source])).run.endpoints[0]).toMatchObject({ requests: 3299, failures: 329 });
  });
  it('takes no other report for its own', async () => {
    const autocannon = 'Running 10s test @ http://127.0.0.1/\n10 connections\n\n┌─────────┬──────┐\n│ Stat    │ 2.5% │\n';
    expect(await formatOf(autocannon).catch(() => 'none')).not.toMatch(/^wrk/);
    expect(await formatOf(`some log\n${fixture('latency.txt')}`)).toBe('wrk-text');
  });
  it('survives hostile values', async () => {
    const hostile = fixture('latency.txt')
      .replace('39.76ms', '9'.repeat(30) + 'ms')
      .replace('40.06ms', '-nan')
      .replace('599 requests', '999999999999999 requests')
      .replace('/slow', `/__proto__|${'x'.repeat(1500)}`);
    const { run } = await read(hostile);
    assertDocument(run);
    expect(metric(run, 'avg_latency_ms')).toBeUndefined();
    expect(metric(run, 'p50_latency_ms')).toBeUndefined();
    expect(run.endpoints[0]?.name.startsWith('/__proto__')).toBe(true);
  });
});

describe('wrk2 report', () => {
  it('reads the percentile spectrum as a distribution', async () => {
    const { run } = await read(fixture('wrk2-latency.txt'));
    const histogram = run.endpoints[0]?.histogram;
    expect(histogram).toMatchObject({ kind: 'bounds', min: 10.911, max: 404.992 });
    if (histogram?.kind !== 'bounds') throw new Error('no bounds');
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(969);
    expect(metric(run, 'p95_latency_ms')).toEqual({ name: 'p95_latency_ms', value: 276.991, provenance: 'histogram', resolution: 0.256 });
    expect(metric(run, 'p99_latency_ms')).toEqual({ name: 'p99_latency_ms', value: 325.12, provenance: 'histogram', resolution: 0.256 });
    expect(metric(run, 'avg_latency_ms')?.value).toBe(113.947);
  });
  it('keeps the corrected times, and gives the uncorrected ones as metrics of the run', async () => {
    const { run } = await read(fixture('wrk2-u_latency.txt'));
    expect(metric(run, 'p50_latency_ms')?.value).toBe(41.18);
    const customs = new Map(run.total?.metrics.map(({ name, value }) => [name, value]));
    expect(customs.get('uncorrected_latency_p50_ms')).toBe(40.13);
    expect(customs.get('uncorrected_latency_avg_ms')).toBe(40.544);
    expect(customs.get('uncorrected_latency_count')).toBe(499);
    for (const { name, value, provenance, resolution = 0 } of run.total?.metrics ?? []) {
      if (name === 'uncorrected_latency_count') expect([provenance, resolution]).toEqual(['exact', 0]);
      else expect([name, provenance, resolution > 0 && resolution < 0.01 * value]).toEqual([name, 'histogram', true]);
    }
  });
  it('does not take its timeouts for requests', async () => {
    const text = fixture('wrk2-latency.txt').replace(
      'Requests/sec',
      '  Socket errors: connect 0, read 3, write 0, timeout 700\nRequests/sec',
    );
    const { run } = await read(text);
    expect(run.endpoints[0]).toMatchObject({ requests: 974, failures: 3 });
    expect(run.diagnostics.map(({ code }) => code)).toContain('timeouts-not-counted');
  });
  it('is told by its calibration, its distribution, or a rate that is no number', async () => {
    expect(await formatOf(fixture('wrk2-latency.txt'))).toBe('wrk2-text');
    const plain = fixture('wrk2-latency.txt').replace(/ {2}Latency Distribution[^]*?-{20,}\n/, '');
    expect(await formatOf(plain)).toBe('wrk2-text');
    const calibrated = '  Thread calibration: mean lat.: 34.100ms, rate sampling interval: 147ms\n  Thread Stats';
    expect(await formatOf(fixture('plain.txt').replace('  Thread Stats', calibrated))).toBe('wrk2-text');
  });
});
