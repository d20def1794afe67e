import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { fileSource, findRuns, readRun } from '../index.js';

const folder = join(import.meta.dirname, '../../testdata/locust');

interface Expected {
  method: string;
  name: string;
  requests: number;
  failures: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected[]>;
const files = Object.entries(expected);

/** The name as it is kept: whole up to 2,048 characters. */
const sameName = (found: string, given: string) =>
  given.length > 2048 ? found.length <= 2048 && given.startsWith(found.slice(0, 2000)) : found === given;

describe('real runs of Locust', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it.each(files.filter(([, endpoints]) => endpoints.length > 0))(
    '%s: counts and percentiles are those of the file',
    async (file, endpoints) => {
      const run = await readRun([fileSource(join(folder, file))]);
      assertDocument(run);
      expect(run.endpoints.length).toBe(endpoints.length);
      for (const wanted of endpoints) {
        const found = run.endpoints.find((each) => (each.method ?? '') === wanted.method && sameName(each.name, wanted.name));
        const value = (percentile: number) => found?.metrics.find((metric) => metric.name === `p${percentile}_latency_ms`)?.value ?? null;
        expect({ requests: found?.requests, failures: found?.failures, p50: value(50), p95: value(95), p99: value(99) }).toEqual({
          requests: wanted.requests,
          failures: wanted.failures,
          p50: wanted.p50,
          p95: wanted.p95,
          p99: wanted.p99,
        });
      }
      expect(run.diagnostics.filter((each) => each.code.startsWith('row-'))).toEqual([]);
    },
  );

  it.each(files.filter(([, endpoints]) => endpoints.length === 0))('%s: no data is one clear error', async (file) => {
    await expect(readRun([fileSource(join(folder, file))])).rejects.toThrow(UserError);
  });

  it.each(
    readdirSync(folder).filter(
      (name) =>
        readdirSync(folder, { withFileTypes: true }).some((entry) => entry.name === name && entry.isDirectory()) &&
        readdirSync(join(folder, name)).includes('report.html.gz'),
    ),
  )('%s: the HTML report names the same endpoints', async (name) => {
    const run = await readRun([fileSource(join(folder, name, 'report.html.gz'))]);
    assertDocument(run);
    const names = (expected[`${name}/run_stats.csv`] ?? []).map((each) => `${each.method} ${each.name}`);
    expect(run.endpoints.map((each) => `${each.method ?? ''} ${each.name}`).sort()).toEqual(names.sort());
    const csv = (expected[`${name}/run_stats.csv`] ?? []).reduce((sum, each) => sum + each.requests, 0);
    // The report is written at the end; the CSV misses up to the last second.
    const html = run.endpoints.reduce((sum, each) => sum + (each.requests ?? 0), 0);
    expect(html).toBeGreaterThanOrEqual(csv);
    expect(html).toBeLessThan(csv * 1.5);
  });

  it('the siblings of a run are one run, of which the JSON is the later state', async () => {
    const { runs } = await findRuns([join(folder, '2.47.0/run')], { cwd: folder });
    expect(runs.length).toBe(1);
    const run = await readRun(runs[0]?.sources ?? []);
    const json = (expected['2.47.0/run.json'] ?? []).reduce((sum, each) => sum + each.requests, 0);
    expect(run.endpoints.reduce((sum, each) => sum + (each.requests ?? 0), 0)).toBe(json);
    expect(run.run.load.users).toBe(6);
    expect(run.errors.length).toBeGreaterThan(1);
    expect(run.timeline?.points.length ?? 0).toBeGreaterThan(3);
  });
});
