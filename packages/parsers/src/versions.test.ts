import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertDocument, percentileOf, type Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { findRuns, readRun } from './index.js';

interface Expected {
  endpoints: {
    method: string | null;
    name: string;
    requests: number;
    failures: number;
    percentiles: Record<string, number>;
    avg: number;
    min: number;
    max: number;
    rps?: number;
  }[];
  total: { requests: number; failures: number };
}

const root = fileURLToPath(new URL('../testdata/locust-versions', import.meta.url));
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'expected.json')));

/** All files of a folder but the expectation, as one run. */
async function readFolder(name: string): Promise<Run> {
  const { runs } = await findRuns([join(root, name)], { cwd: root });
  const [files] = runs.filter((run) => !run.name.endsWith('expected.json'));
  if (files === undefined) throw new Error(`no run in ${name}`);
  return readRun(files.sources);
}

describe('files of every Locust generation', () => {
  it('are there', () => {
    expect(folders.length).toBeGreaterThanOrEqual(13);
  });

  it.each(folders)('%s gives the counts and values of its files', async (name) => {
    const expected = JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8')) as Expected;
    const run = await readFolder(name);
    expect(
      run.endpoints.map(({ method, name: endpoint, requests, failures }) => ({
        method: method ?? null,
        name: endpoint,
        requests,
        failures,
      })),
    ).toEqual(expected.endpoints.map(({ method, name: endpoint, requests, failures }) => ({ method, name: endpoint, requests, failures })));
    expect({ requests: run.total?.requests, failures: run.total?.failures }).toEqual(expected.total);
    for (const [index, endpoint] of expected.endpoints.entries()) {
      const found = run.endpoints[index]?.metrics ?? [];
      const percentiles = found.flatMap((metric) =>
        percentileOf(metric.name) === undefined ? [] : [[String(percentileOf(metric.name)), metric.value] as const],
      );
      expect(Object.fromEntries(percentiles), endpoint.name).toEqual(endpoint.percentiles);
      const value = (metric: string) => found.find((each) => each.name === metric)?.value;
      expect(value('avg_latency_ms')).toBeCloseTo(endpoint.avg, 9);
      expect([value('min_latency_ms'), value('max_latency_ms')]).toEqual([endpoint.min, endpoint.max]);
      if (endpoint.rps !== undefined) expect(value('rps')).toBe(endpoint.rps);
      expect(value('error_rate_pct')).toBe((endpoint.failures / endpoint.requests) * 100);
    }
    expect(run.run.partial).toBe(false);
    expect(() => assertDocument(run)).not.toThrow();
  });

  it('are told apart', async () => {
    const versions = await Promise.all(folders.map(async (name) => [name, (await readFolder(name)).run.toolVersion] as const));
    expect(Object.fromEntries(versions)).toEqual({
      '0.11.1': '<=0.12.1',
      '0.12.2': '0.12.2-0.13.2',
      '1.1.1': '1.1',
      '1.4.4': '>=1.2',
      '2.12.1': '>=1.2',
      '2.12.1-web': undefined,
      '2.2.3': '>=1.2',
      '2.24.0': '>=1.2',
      '2.24.0-json': '>=2.14.1',
      '2.46.7-full-history': '>=2.44',
      '2.46.7-html': '>=2.18',
      '2.46.7-killed': '>=2.44',
      '2.46.7-web': undefined,
    });
  });

  it('join with their siblings: the JSON is the later state, nothing is added', async () => {
    const run = await readFolder('2.46.7-full-history');
    expect(run.run.sources.map((source) => source.format)).toEqual([
      'locust-stats-csv',
      'locust-history-csv',
      'locust-failures-csv',
      'locust-json',
    ]);
    expect(run.total?.requests).toBe(531);
    expect(run.diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.severity])).toEqual([['states-differ', 'info']]);
    expect(run.diagnostics[0]?.message).toMatch(
      /: they were written at different moments, or one holds less of the run; \S+\.json was used$/,
    );
    // The failures CSV is up to a second older than the JSON.
    expect(run.errorsComplete).toBe(false);
    expect(run.run.load).toEqual({ model: 'closed', users: 8 });
    expect(run.endpoints.every((endpoint) => endpoint.histogram?.kind === 'values')).toBe(true);
    const points = run.timeline?.points ?? [];
    expect(points.reduce((sum, point) => sum + (point.rps ?? 0), 0)).toBe(531);
    expect(points.map((point) => point.users)).toEqual([8, 8, 8, 8, 8]);
  });

  it('give failures with endpoint, status and time', async () => {
    const run = await readFolder('2.46.7-killed');
    expect(run.errorsComplete).toBe(true);
    expect(run.errors[0]).toEqual({
      message: "HTTPError('500 Server Error: Internal Server Error for url: /err')",
      status: '500',
      count: 36,
      endpoint: { kind: 'request', method: 'GET', name: '/err' },
      firstSeen: '2026-11-20T23:19:52.000Z',
      lastSeen: '2026-11-20T23:19:55.000Z',
    });
    expect(run.diagnostics.map((diagnostic) => diagnostic.message)).toEqual(['the locustfile threw `task, exploded "badly"`, 35 times']);
  });

  it('unescape messages of the old web UI, and leave its names', async () => {
    const run = await readFolder('2.12.1-web');
    expect(run.errors[0]?.message).toBe("HTTPError('500 Server Error: Internal Server Error for url: http://127.0.0.1:8787/err')");
    expect(run.endpoints[4]?.name).toBe('/slow?q=[id], page "2"');
  });
});
