import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRuns } from './index.js';

const testdata = fileURLToPath(new URL('../testdata', import.meta.url));
let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'loadline-find-raw-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** Puts files of the collection into the folder; gives what is found there. */
async function found(files: Record<string, string>) {
  for (const [name, from] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    cpSync(join(testdata, from), join(cwd, name));
  }
  const { runs, skipped } = await findRuns(['.'], { cwd });
  return { runs: runs.map(({ sources }) => sources.map(({ name }) => name).join('+')), skipped: skipped.toSorted() };
}

describe('a folder with several files of one test', () => {
  it('is read from the single requests, where they lie there', async () => {
    expect(
      await found({
        'points.ndjson.gz': 'k6/v2.2.0/normal.ndjson.gz',
        'summary.json': 'k6/v2.2.0/normal-export.json',
        'page.html': 'k6/v2.2.0/dashboard.html',
        'log.txt': 'k6/v2.2.0/full.txt',
      }),
    ).toEqual({ runs: ['points.ndjson.gz'], skipped: ['log.txt', 'page.html', 'summary.json'] });
  });

  it('is read from what the tool summed up, where there is nothing better than a page beside it', async () => {
    expect(
      await found({
        'summary.json': 'k6/v2.2.0/dashboard-export.json',
        'page.html': 'k6/v2.2.0/dashboard.html',
        'log.txt': 'k6/v2.2.0/full.txt',
      }),
    ).toEqual({ runs: ['summary.json'], skipped: ['log.txt', 'page.html'] });
    expect(await found({ 'inner/points.csv.gz': 'k6/v2.2.0/normal.csv.gz' })).toEqual({
      runs: ['inner/points.csv.gz', 'summary.json'],
      skipped: ['log.txt', 'page.html'],
    });
  });

  it('holds as many runs as there are results of the same detail, and those of other tools beside', async () => {
    expect(
      await found({
        'a.ndjson.gz': 'k6/v2.2.0/normal.ndjson.gz',
        'b.ndjson.gz': 'k6/v1.5.0/normal.ndjson.gz',
        'b.json': 'k6/v1.5.0/normal-export.json',
        'httperf.txt': 'httperf/slow.txt',
      }),
    ).toEqual({ runs: ['a.ndjson.gz', 'b.ndjson.gz', 'httperf.txt'], skipped: ['b.json'] });
  });
});
