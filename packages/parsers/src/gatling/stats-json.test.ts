import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, type Endpoint, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource, detectFormat, fileSource, readRun } from '../index.js';
import { pathOf } from './group-path.js';

const folder = join(import.meta.dirname, '../../testdata/gatling');
const source = (file: string) => fileSource(join(folder, file));
const read = (file: string) => readRun([source(file)]);
const readText = (text: string) => readRun([bytesSource('stats.json', text)]);
const value = (endpoint: Pick<Endpoint, 'metrics'> | undefined, name: string) =>
  endpoint?.metrics.find((metric) => metric.name === name)?.value;

type Measured = Pick<Endpoint, 'requests' | 'failures' | 'metrics'>;
const ladder = ['min', 'p50', 'p75', 'p95', 'p99', 'max'].map((name) => `${name}_latency_ms`);

/** Counts and extremes are the same, the mean but for its rounding; percentiles lie between the ones beside them, as estimates of few samples do. */
function expectSame(reported: Measured | undefined, counted: Measured | undefined): void {
  expect([reported?.requests, reported?.failures]).toEqual([counted?.requests, counted?.failures]);
  const isNone = (name: string) => value(reported, name) === undefined && reported?.failures === reported?.requests;
  for (const name of ['min_latency_ms', 'max_latency_ms']) if (!isNone(name)) expect(value(reported, name)).toBe(value(counted, name));
  if (!isNone('avg_latency_ms')) expect(value(reported, 'avg_latency_ms')).toBe(Math.round(value(counted, 'avg_latency_ms') ?? NaN));
  for (const [at, name] of ladder.entries()) {
    const [low, high] = [ladder[Math.max(0, at - 1)], ladder[Math.min(ladder.length - 1, at + 2)]].map(
      (beside) => value(counted, beside ?? '') ?? NaN,
    );
    if (isNone(name)) continue;
    expect([name, value(reported, name)]).toEqual([name, expect.any(Number)]);
    expect(value(reported, name)).toBeGreaterThanOrEqual((low ?? NaN) - 1);
    expect(value(reported, name)).toBeLessThanOrEqual((high ?? NaN) + 1);
  }
}

const all = ['2.3.1', '3.9.5', '3.12.0', '3.13.1'];

describe('stats.json', () => {
  it.each(all)('of %s holds what the log beside it does', async (version) => {
    const log = await read(`${version}/simulation.log${version === '2.3.1' || version === '3.9.5' ? '.gz' : ''}`);
    const stats = await read(`${version}/js/stats.json`);
    assertDocument(stats);
    expect(stats.run).toMatchObject({ tool: 'gatling', durationSeconds: 2, partial: false });
    expect(stats.run.sources[0]?.format).toBe('gatling-stats-json');
    expect(stats.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const byPath = new Map(log.endpoints.map((endpoint) => [`${endpoint.kind} ${pathOf(endpoint)}`, endpoint]));
    // Of a group that only the comma in another one's name made, 2.3 counts nothing.
    const counted = stats.endpoints.filter(({ requests }) => requests !== 0);
    expect(counted).toHaveLength(byPath.size);
    for (const endpoint of counted) expectSame(endpoint, byPath.get(`${endpoint.kind} ${pathOf(endpoint)}`));
    expectSame(stats.total, log.total);
  });

  it('gives whole milliseconds as they were printed', async () => {
    const { total } = await read('3.12.0/js/stats.json');
    expect(total?.metrics).toContainEqual({ name: 'p95_latency_ms', value: 52, provenance: 'reported', resolution: 1 });
    expect(total?.metrics).toContainEqual({ name: 'rps', value: 91, provenance: 'reported' });
  });

  it('leaves out the times of what was never asked for, and keeps the counts', async () => {
    const text = readFileSync(join(folder, '3.12.0/js/stats.json'), 'utf8').replaceAll(/("(?:total|ok|ko)": )[\d.]+/g, '$10');
    const run = await readText(text);
    expect(run.total).toMatchObject({ requests: 0, failures: 0 });
    expect(run.total?.metrics.filter(({ name }) => name.endsWith('_ms'))).toEqual([]);
  });

  it('says when the total is not that of the requests', async () => {
    const text = readFileSync(join(folder, '3.12.0/js/stats.json'), 'utf8').replace('"total": 182', '"total": 183');
    expect((await readText(text)).diagnostics.map(({ code }) => code)).toContain('total-differs');
  });

  it('refuses what holds no request, and what is cut', async () => {
    const text = readFileSync(join(folder, '3.12.0/js/stats.json'), 'utf8');
    await expect(readText(text.slice(0, 3000))).rejects.toThrow(UserError);
    await expect(readText(text.replace('"contents": {', '"nothing": {'))).rejects.toThrow('no request');
  });

  it('does not take more failures than requests for a count', async () => {
    const text = readFileSync(join(folder, '3.12.0/js/global_stats.json'), 'utf8').replace('"ko": 74', '"ko": 740');
    const run = await readText(text);
    expect(run.endpoints[0]).toMatchObject({ requests: 182, failures: null });
    expect(run.diagnostics.map(({ code }) => code)).toContain('failures-unknown');
  });

  it('takes names from outside for names', async () => {
    const text = readFileSync(join(folder, '3.12.0/js/stats.json'), 'utf8')
      .replaceAll('"name": "flaky"', '"name": "__proto__"')
      .replace('"type": "GROUP",', '"type":"GROUP",');
    const run = await readText(text);
    expect(run.endpoints.map(({ name }) => name)).toContain('__proto__');
  });
});

describe('global_stats.json', () => {
  it.each([
    ['2.0.3', 218, 110],
    ['2.1.7', 218, 111],
    ['3.3.1', 182, 74],
    ['3.13.1', 182, 72],
  ])('of %s is the run as one', async (version, requests, failures) => {
    const run = await read(`${version}/js/global_stats.json`);
    assertDocument(run);
    expect(run.endpoints).toMatchObject([{ kind: 'request', name: '(all requests)', requests, failures }]);
    expect(run.run.sources[0]?.format).toBe('gatling-global-stats-json');
  });
  it('has the 95th and 99th percentile in 2.0, four in later versions', async () => {
    const names = async (version: string) =>
      (await read(`${version}/js/global_stats.json`)).endpoints[0]?.metrics.map(({ name }) => name).filter((name) => name.startsWith('p'));
    expect(await names('2.0.3')).toEqual(['p95_latency_ms', 'p99_latency_ms']);
    expect(await names('2.1.7')).toEqual(['p50_latency_ms', 'p75_latency_ms', 'p95_latency_ms', 'p99_latency_ms']);
  });
});

describe('assertions.json', () => {
  it.each(['2.3.1', '3.0.3', '3.3.1', '3.7.6', '3.9.5'])('of %s gives the goals and whether they held', async (version) => {
    const stats = version === '2.3.1' || version === '3.9.5' ? 'stats' : 'global_stats';
    const run = await readRun([source(`${version}/js/${stats}.json`), source(`${version}/js/assertions.json`)]);
    const file = JSON.parse(readFileSync(join(folder, `${version}/js/assertions.json`), 'utf8')) as {
      assertions: { message: string; result: boolean }[];
    };
    expect(run.slos).toEqual(file.assertions.map(({ message, result }) => ({ expression: message, held: result })));
    expect(run.slos?.filter(({ held }) => !held)).toHaveLength(1);
    expect(run.run.scenario).toBe('LoadSimulation');
  });
  it('is no run by itself', async () => {
    await expect(read('3.9.5/js/assertions.json')).rejects.toThrow('simulation.log, or stats.json');
    expect((await detectFormat(source('3.9.5/js/assertions.json'))).format).toBe('gatling-assertions-json');
  });
});
