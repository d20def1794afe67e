import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMissing, parseCount, parseDurationMs, parseNumber } from './parse-duration.js';

const ms = (text: string) => {
  const parsed = parseDurationMs(text);
  return parsed.kind === 'value' ? parsed.value : parsed.kind;
};

describe('parseDurationMs', () => {
  it.each([
    ['150', 150],
    ['150.5', 150.5],
    ['1,234.5', 1234.5],
    ['1,234,567', 1234567],
    ['.5', 0.5],
    ['1e3', 1000],
    ['150ms', 150],
    ['150 ms', 150],
    ['1.5s', 1500],
    ['1.001s', 1001],
    ['2m', 120_000],
    ['1.1m', 66_000],
    ['1h', 3_600_000],
    ['1m30s', 90_000],
    ['1m2.5s', 62_500],
    ['250us', 0.25],
    ['250µs', 0.25],
    ['250μs', 0.25],
    ['1500000ns', 1.5],
    ['3 sec', 3000],
    ['2 min', 120_000],
    ['1.5S', 1500],
  ])('%s is %d ms', (text, expected) => {
    expect(ms(text)).toBe(expected);
  });

  it.each(['', ' ', '-', 'N/A', 'n/a', 'NaN', 'nan', '-nan%', 'None', 'null', 'Infinity', '-inf', '+Inf'])('%j is missing', (text) => {
    expect(ms(text)).toBe('missing');
    expect(isMissing(text)).toBe(true);
  });

  it.each([
    '-5',
    '-5ms',
    '1e308',
    '1e99s',
    '9'.repeat(400),
    'abc',
    '12x',
    '1,5',
    '1,23,4',
    '12,3456',
    '5s3m',
    '5s5s',
    '1.2.3',
    'ms',
    '.',
    '0x10',
    '١٢',
    '1 2',
    '='.repeat(5000),
  ])('%j cannot be read', (text) => {
    expect(ms(text)).toBe('unreadable');
  });

  it('reads back what is printed in any unit', () => {
    const units = [
      ['ns', 6],
      ['us', 3],
      ['ms', 0],
      ['s', -3],
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom(...units), (micros, [unit, shift]) => {
        const digits = String(micros).padStart(12, '0');
        // The number of microseconds, written in the unit by moving the decimal point.
        const point = digits.length - 3 + shift;
        const printed =
          point >= digits.length ? `${digits}${'0'.repeat(point - digits.length)}` : `${digits.slice(0, point)}.${digits.slice(point)}`;
        expect(ms(`${printed}${unit}`)).toBe(Number(`${micros}e-3`));
      }),
    );
  });

  it('never gives what is no number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parsed of [parseDurationMs(text), parseNumber(text)]) {
          if (parsed.kind === 'value') expect(parsed.value >= 0 && Number.isFinite(parsed.value)).toBe(true);
        }
      }),
    );
  });
});

describe('parseCount', () => {
  it.each([
    ['0', 0],
    ['12', 12],
    ['12.0', 12],
    ['1,234', 1234],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s', (text, expected) => {
    expect(parseCount(text)).toBe(expected);
  });
  it.each(['', '-1', '1.5', '9007199254740993', '1e308', 'NaN', 'twelve', '12ms'])('%j is no count', (text) => {
    expect(parseCount(text)).toBeUndefined();
  });
});
