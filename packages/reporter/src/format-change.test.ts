import type { Finding } from '@loadline/schema/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFinding, type FindingSketch } from '../test/build-comparison.js';
import { formatChange, formatLimit, formatMetric, formatValueCells, formatValues } from './format-change.js';
import { formatQuantity, isSame } from './format-number.js';

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
  ['huge', { metric: 'p95', before: 1, after: 9000 }, '+899,900 %'],
  ['from next to nothing, in the unit', { metric: 'p95', before: 0.001, after: 1000 }, '+1 s'],
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
  expect(formatMetric('p90_latency_ms', 'p95_latency_ms')).toBe('p90 instead of p95');
  expect(formatMetric('__proto__')).toBe('__proto__');
});

describe('any change', () => {
  const value = fc.oneof(
    fc.constantFrom(0, 1, 99.99, 99.9999, 100, 1e-9, 1e-300, 1e300),
    fc.double({ min: 0, max: 1e12, noNaN: true }),
    fc.double({ min: 99, max: 100, noNaN: true }),
  );
  const metric = fc.constantFrom('p95', 'errors', 'rps', 'total_requests', 'own');
  const limit = fc.constantFrom('+25%', '+0.5pp', '-30%', '+10% and +5ms', '> 100', undefined);
  const row = fc
    .record({ metric, before: value, after: value, limit, low: value, high: value })
    .map(({ limit: text, low, high, ...sketch }) => {
      const finding = buildFinding({ ...sketch, limit: text ?? null });
      const change = { ...finding.change, interval: { lowPct: -low, highPct: high, level: 0.95 } };
      return { ...finding, change };
    });
  const written = (finding: Finding, unicode: boolean) =>
    [formatChange(finding, { unicode }), formatValues(finding, { unicode }), ...formatValueCells(finding, { unicode })].join(' | ');

  test('is written with digits, without a sign before nothing', () => {
    fc.assert(
      fc.property(row, fc.boolean(), (finding, unicode) => {
        const text = written(finding, unicode);
        expect(text).not.toMatch(/∞|NaN|Infinity|undefined|null/);
        expect(text).not.toMatch(/[-−+]0(?![.,\d])/);
        expect(text).toMatch(/\d/);
      }),
      { numRuns: 1000 },
    );
  });

  test('has the sign of what happened', () => {
    fc.assert(
      fc.property(row, (finding) => {
        const [before, after] = [finding.baseline.value ?? 0, finding.current.value ?? 0];
        fc.pre(before === after || !isSame(before, after));
        expect(/^[+−]?/.exec(formatChange(finding))?.[0]).toBe(before === after ? '' : after > before ? '+' : '−');
      }),
    );
  });

  test('is 100 % only where it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 99.9, max: 100, noNaN: true }), (share) => {
        fc.pre(100 - share > 1e-7);
        expect(formatQuantity(share, '%')).not.toMatch(/^100/);
        expect(formatChange(buildFinding({ metric: 'rps', before: 100, after: 100 - share }))).not.toMatch(/^−100/);
        expect(written(buildFinding({ metric: 'errors', before: 0, after: share }), true)).not.toMatch(/(?:^|[ +])100 /);
      }),
    );
  });

  test('that is not finite is told in the unit', () => {
    const finding = buildFinding({ metric: 'p95', before: 1e-9, after: 12 });
    expect(formatChange({ ...finding, change: { ...finding.change, relativePct: Infinity } })).toBe('+12 ms');
    expect(formatChange({ ...finding, change: { absolute: NaN, relativePct: NaN, interval: null } })).toBe('—');
  });
});
