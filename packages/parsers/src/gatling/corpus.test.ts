import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileSource, readRun } from '../index.js';

// Logs of other people, beside the repository where they are there at all.
const corpus = fileURLToPath(new URL('../../../../../shared/corpus/gatling-log', import.meta.url));
const files = existsSync(corpus) ? readdirSync(corpus) : [];

/** Times of the requests of a text log: `OK` or `KO` with two whole numbers before it. */
function timesOf(text: string): number[] {
  return text.split('\n').flatMap((line) => {
    const match = /^REQUEST\t.*?\t(\d+)\t(\d+)\t(?:OK|KO)(?:\t|$)/.exec(line.trimEnd());
    return match === null ? [] : [Number(match[2]) - Number(match[1])];
  });
}

function quantile(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)] ?? NaN;
  return low + (position % 1) * ((sorted[Math.ceil(position)] ?? NaN) - low);
}

describe.skipIf(files.length === 0)('logs of other people (skipped where they are not there)', () => {
  it.each(files)('%s gives its requests, with percentiles within 0.5 %%', async (file) => {
    const run = await readRun([fileSource(join(corpus, file))]);
    const bytes = readFileSync(join(corpus, file));
    if (bytes[0] === 0) {
      expect(run.run.sources[0]?.format).toBe('gatling-binary-log');
      expect(run.run.partial).toBe(false);
      return;
    }
    const times = timesOf(bytes.toString('utf8')).sort((a, b) => a - b);
    expect(run.total?.requests).toBe(times.length);
    for (const percentile of [50, 75, 90, 95, 99]) {
      const exact = quantile(times, percentile / 100);
      const ours = run.total?.metrics.find(({ name }) => name === `p${percentile}_latency_ms`)?.value ?? NaN;
      expect(Math.abs(ours - exact)).toBeLessThanOrEqual(0.005 * exact);
    }
  });
});
