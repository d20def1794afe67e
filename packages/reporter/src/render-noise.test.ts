import type { Noise } from '@loadline/schema/types';
import { expect, test } from 'vitest';
import { renderNoise } from './render-noise.js';

const noise: Noise = {
  $schema: 'https://loadline.dev/schemas/noise.schema.json',
  kind: 'loadline/noise',
  version: '1.0',
  noise: { createdAt: '2026-01-12T18:30:00Z', suite: 'nightly', environment: 'staging', tool: 'locust', users: 40, level: 0.95 },
  runs: [{ id: 'a', commit: '1a2b3c4d5e6f708192a3' }, { id: 'b' }, { id: 'c' }, { id: 'd' }, { id: 'e' }],
  endpoints: 9,
  latency: {
    noisePct: { value: 4.231, low: 2.914, high: 7.105 },
    withinPct: 2.5,
    endpointsPct: { least: 2.11, median: 4, most: 6.34 },
    drift: { value: 0.481, low: 0.13, high: 0.8 },
    df: 11,
    series: 18,
  },
  throughput: {
    noisePct: { value: 0, low: 0, high: 1.2 },
    withinPct: 1,
    endpointsPct: { least: 0, median: 0, most: 0.8 },
    df: 30,
    series: 9,
  },
  errors: { noisePct: { value: 18, low: 0, high: 31 }, dispersion: { value: 2.2, low: 1, high: 3.4 }, failures: 812, df: 8 },
  parameters: { latencyNoisePct: 4.45, throughputNoisePct: 1.1, errorNoisePct: 16.6, errorDispersion: 2.1 },
  diagnostics: [{ code: 'commits-differ', severity: 'warning', message: 'the runs are of 2 commits' }],
};

test('measured noise for a terminal', () => {
  expect(renderNoise(noise)).toBe(` noise        suite nightly, environment staging, 5 runs of locust, 9 endpoints,
              40 users
 commit       1a2b3c4

                from run to run   95 % interval   of endpoints   taken
   latency                4.2 %    2.9 to 7.1 %   2.1 to 6.3 %   4.5 %
   throughput               0 %      0 to 1.2 %     0 to 0.8 %   1.1 %
   error rate              18 %       0 to 31 %              —    17 %
   bursts                   2.2        1 to 3.4              —     2.1

 common       48 % of the variance of latencies moves all endpoints at once (13
              to 80 %)
 taken        what comparisons expect from now on: what was measured, weighed
              with what is usual
 warning      the runs are of 2 commits (commits-differ)
`);
});

test('what was not measured is not there', () => {
  const { throughput: _throughput, errors: _errors, latency: _latency, ...rest } = noise;
  const text = renderNoise({ ...rest, parameters: {}, noise: { ...noise.noise, users: null } }, { unicode: false });
  for (const word of ['latency ', 'throughput', 'error rate', 'user', 'common']) expect(text).not.toContain(word);
});

test('fits narrow pages', () => {
  for (const width of [60, 80])
    for (const line of renderNoise(noise, { width }).split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
});
