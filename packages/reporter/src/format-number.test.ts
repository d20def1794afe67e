import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatNumber,
  formatPair,
  formatQuantity,
  formatSides,
  formatSigned,
  formatSignedPct,
  formatSignedQuantity,
} from './format-number.js';

test.each([
  [0, '0'],
  [-0, '0'],
  [1, '1'],
  [1.2345, '1.23'],
  [0.00012345, '0.000123'],
  [999.6, '1,000'],
  [1234.5, '1,235'],
  [12345, '12,345'],
  [1234567.8, '1,234,568'],
  [-3.5, '−3.5'],
  [1e-9, '1.00e-9'],
  [1e21, '1.00e+21'],
])('formatNumber(%s) is %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [850e-3, 'ms', '850 µs'],
  [0, 'ms', '0 ms'],
  [1, 'ms', '1 ms'],
  [412.4, 'ms', '412 ms'],
  [999.7, 'ms', '1 s'],
  [1240, 'ms', '1.24 s'],
  [93_000, 'ms', '93 s'],
  [12_345, 'requests/s', '12.3 k/s'],
  [50, 'requests/s', '50 /s'],
  [0, 'requests/s', '0 /s'],
  [1 / 3, '%', '0.33 %'],
  [1, '%', '1 %'],
  [99.99, '%', '99.99 %'],
  [99.9999, '%', '99.9999 %'],
  [100, '%', '100 %'],
  [1234567, 'count', '1,234,567'],
  [2_500_000, 'bytes', '2.5 MB'],
  [3, 'widgets', '3 widgets'],
  [3, '', '3'],
  [-250, 'ms', '−250 ms'],
])('formatQuantity(%s, %s) is %s', (value, unit, text) => {
  expect(formatQuantity(value, unit)).toBe(text);
});

test('ASCII has a plain minus, arrow and micro sign', () => {
  expect(formatPair(0.85, -0.9, 'ms', { unicode: false })).toBe('850 -> -900 us');
  expect(formatPair(null, 5, 'ms', { unicode: false })).toBe('- -> 5 ms');
});

describe('a pair', () => {
  test.each([
    [412, 660, 'ms', '412 → 660 ms'],
    [1800, 2210, 'ms', '1.8 → 2.21 s'],
    [0.85, 1240, 'ms', '850 µs → 1.24 s'],
    [1000, 10, 'ms', '1 s → 10 ms'],
    [120, 1240, 'ms', '0.12 → 1.24 s'],
    [0.05, 1, '%', '0.05 → 1 %'],
    [0, 0.33, '%', '0 → 0.33 %'],
    [412.1, 412.3, 'ms', '412.1 → 412.3 ms'],
    [null, 5, 'ms', '— → 5 ms'],
    [5, null, 'ms', '5 ms → —'],
    [null, null, 'ms', '—'],
  ])('%s and %s %s are %s', (before, after, unit, text) => {
    expect(formatPair(before, after, unit)).toBe(text);
  });
});

test('signs', () => {
  expect(formatSigned(60)).toBe('+60');
  expect(formatSigned(-0)).toBe('0');
  expect(formatSignedQuantity(248, 'ms')).toBe('+248 ms');
  expect(formatSignedQuantity(2 / 3, '%')).toBe('+0.67 pp');
  expect(formatSignedQuantity(-15, 'requests/s', { unicode: false })).toBe('-15 /s');
});

const amount = fc.double({ min: 1e-5, max: 1e9, noNaN: true });
const parse = (text: string) => Number(text.replaceAll(',', '').replace('−', '-').replace(/^\+/, ''));

test('a number is never more than half a unit of its third digit away from what is written', () => {
  fc.assert(
    fc.property(amount, fc.boolean(), (size, negative) => {
      const value = negative ? -size : size;
      expect(Math.abs(parse(formatNumber(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 0.005 + 1e-15);
    }),
  );
});

test('what is not 0 is never written as 0', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (value) => {
      expect(parse(formatNumber(value))).not.toBe(0);
    }),
  );
});

test('a value beside a bound is never written as the bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 3, max: 8 }), fc.boolean(), (bound, exponent, above) => {
      const value = bound * (1 + (above ? 1 : -1) * 10 ** -exponent);
      expect(parse(formatNumber(value, { distinctFrom: [bound] }))).not.toBe(bound);
    }),
  );
});

test('two values that differ never look the same', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 8 }), fc.constantFrom('ms', '%', 'requests/s', 'bytes', ''), (before, exponent, unit) => {
      const after = before * (1 + 10 ** -exponent);
      const [left, right] = formatSides(before, after, unit);
      expect(left).not.toBe(right);
      expect(formatPair(before, after, unit)).toMatch(/ → /);
    }),
  );
});

test('three digits, a unit that suits and no zero that is none, whatever the value', () => {
  const value = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(value, fc.constantFrom('ms', 'requests/s', 'bytes', ''), fc.boolean(), (size, unit, negative) => {
      const text = formatQuantity(negative ? -size : size, unit);
      const [number = '', suffix = ''] = text.split(' ');
      const digits = number.replace(/[^\d]/g, '').replace(/^0+/, '');
      // What has more than three digits before its point keeps them: 12,345 is no easier to read as 12,300.
      expect(number.includes('.') ? digits.length : 0).toBeLessThanOrEqual(3);
      expect(number.startsWith('−')).toBe(negative);
      expect(Number(digits)).toBeGreaterThan(0);
      if (unit !== '') expect(suffix).toMatch(/^(?:µs|ms|s|\/s|k\/s|M\/s|B|kB|MB|GB)$/);
    }),
  );
});

test('what is no number is not written as one', () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    expect(formatNumber(value)).toBe('—');
    expect(formatQuantity(value, 'ms')).toBe('—');
    expect(formatSigned(value, { unicode: false })).toBe('-');
    expect(formatSignedQuantity(value, '%')).toBe('—');
  }
});

test.each([
  [60.2, '+60.2 %'],
  [-99.98, '−99.98 %'],
  [99.96, '+99.96 %'],
  [-100, '−100 %'],
])('a change of %s per cent is %s', (value, text) => {
  expect(formatSignedPct(value)).toBe(text);
  expect(formatSignedPct(value, { digits: 2 })).toBe(text === '+60.2 %' ? '+60 %' : text);
});
