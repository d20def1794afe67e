import { expect, test } from 'vitest';
import { buildFinding, endpoint } from '../../test/build-comparison.js';
import { limitValue } from './limit-value.js';

const at = { endpoint: endpoint('/x') };

test.each([
  ['p95', 200, '+30%', 260],
  ['p95', 200, '+10% and +50ms', 250],
  ['p95', 200, '+10% or > 800ms', 220],
  ['p95', 200, '> 2s', 2000],
  ['errors', 0.1, '+0.5pp', 0.6],
  ['rps', 40, '-25%', 30],
  ['rps', 40, '-25% and -20/s', 20],
])('%s from %d with the limit %s breaks at %d', (metric, before, limit, expected) => {
  expect(limitValue(buildFinding({ ...at, metric, before, after: before, limit }))).toBeCloseTo(expected, 9);
});

test('an SLO breaks at its goal', () => {
  const limit = { level: 'slo' as const, text: '< 2s', broken: false };
  expect(limitValue(buildFinding({ ...at, metric: 'p99', before: 1, after: 2, limit }))).toBe(2000);
});

test('no limit, no value', () => {
  expect(limitValue(buildFinding({ ...at, metric: 'p95', before: 1, after: 2 }))).toBeUndefined();
  expect(limitValue(buildFinding({ ...at, metric: 'p95', before: null, after: 2, limit: '+30%' }))).toBeUndefined();
  expect(limitValue(buildFinding({ ...at, metric: 'p95', before: 1, after: 2, limit: 'nonsense' }))).toBeUndefined();
});
