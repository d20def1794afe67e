import { expect, test } from 'vitest';
import { buildFinding, type FindingSketch } from '../test/build-comparison.js';
import { formatChange, formatLimit, formatMetric, formatValues } from './format-change.js';

const change = (sketch: FindingSketch) => formatChange(buildFinding(sketch));

test.each<[string, FindingSketch, string]>([
  ['relative', { metric: 'p95', before: 412, after: 660 }, '+60.2 %'],
  ['down', { metric: 'rps', before: 50, after: 35, limit: '-30%' }, '−30 %'],
  ['from zero, in the unit', { metric: 'p95', before: 0, after: 12 }, '+12 ms'],
  ['shares in points', { metric: 'errors', before: 1 / 3, after: 1, limit: '+0.5pp' }, '+0.67 pp'],
  ['shares with a relative limit, both', { metric: 'errors', before: 1, after: 2, limit: '+50%' }, '+1 pp (+100 %)'],
  ['an absolute limit, both', { metric: 'p95', before: 100, after: 350, limit: '+200ms' }, '+250 % (+250 ms)'],
  ['none', { metric: 'p95', before: 100, after: 100 }, '0 %'],
  ['rounding is none', { metric: 'errors', before: 0.3, after: 0.1 + 0.2 }, '0 pp'],
  ['tiny is not none', { metric: 'p95', before: 100, after: 100.00001 }, '+0.00001 %'],
  ['just beyond the limit', { metric: 'p95', before: 100, after: 130.01, limit: '+30%' }, '+30.01 %'],
  ['just within the limit', { metric: 'p95', before: 100, after: 129.99, limit: '+30%' }, '+29.99 %'],
  ['nearly gone', { metric: 'rps', before: 100, after: 0.01 }, '−99.99 %'],
  ['huge', { metric: 'p95', before: 0.001, after: 1000 }, '+99,999,900 %'],
  ['a side that is missing', { metric: 'p95', before: 100, after: null }, '—'],
])('%s', (_name, sketch, text) => {
  expect(change(sketch)).toBe(text);
});

test('a value beyond its limit is not written as the limit', () => {
  expect(formatValues(buildFinding({ metric: 'p95', before: 700, after: 800.3, limit: '> 800ms' }))).toBe('700 → 800.3 ms');
  expect(
    formatValues(buildFinding({ metric: 'p95', before: 700, after: 2000.5, limit: { level: 'slo', text: '< 2s', broken: true } })),
  ).toBe('0.7 → 2.001 s');
});

test('an interval stands beside its change', () => {
  const finding = buildFinding({ metric: 'p95', before: 100, after: 160 });
  expect(formatChange({ ...finding, change: { ...finding.change, interval: { lowPct: 38, highPct: 85 } } })).toBe('+60 % (+38…+85)');
});

test('limits and metrics in words', () => {
  expect(formatLimit({ level: 'slo', text: '< 2s', broken: true })).toBe('SLO < 2s');
  expect(formatLimit({ level: 'fail', text: '+30%', broken: true })).toBe('+30%');
  expect(formatLimit(null)).toBe('');
  expect(formatMetric('p95_latency_ms')).toBe('p95');
  expect(formatMetric('p90_latency_ms', 'p95_latency_ms')).toBe('p90 (for p95)');
  expect(formatMetric('__proto__')).toBe('__proto__');
});
